/** Ends what a person has on a day, and takes that back. The callers have locked the person. */
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

/**
 * Memberships, and guardianships in both directions, end on the day, never after it: from midnight on no audience has
 * them, without a job. What each end was before is kept.
 */
export async function endOn(trx: Transaction, personId: number, day: string): Promise<void> {
  await sql`update person set leaves_on = ${day}::date, updated_at = now() where id = ${personId}`.execute(trx);
  const ends = sql`ends_on = greatest(starts_on, ${day}::date), ended_by = 'desk', ended_with_state = true,
    end_before_leaving = case when ended_with_state then end_before_leaving else ends_on end`;
  const open = sql`(ends_on is null or ends_on > greatest(starts_on, ${day}::date))`;
  await sql`update membership set ${ends} where person_id = ${personId} and ${open}`.execute(trx);
  await sql`update guardianship set ${ends}
    where (guardian_id = ${personId} or pupil_id = ${personId}) and ${open}`.execute(trx);
}

/**
 * The person has left. Links sent to them end, and those of guardians who have no other child here; a guardian with
 * another child keeps the links that are about that one, since each link asks again whom it is for.
 */
export async function settle(trx: Transaction, personId: number, today: string): Promise<void> {
  await sql`update person set state = 'left', updated_at = now() where id = ${personId}`.execute(trx);
  const concerned = sql`
    select ${personId}::int8 as id
    union
    select g.guardian_id from guardianship g where g.pupil_id = ${personId} and g.ended_with_state
      and not exists (select from guardianship other join person child on child.id = other.pupil_id and child.state = 'active'
        where other.guardian_id = g.guardian_id and other.may_receive
          and (other.ends_on is null or other.ends_on > ${today}::date))`;
  // In order of id: two who leave at once and share guardians must not wait for each other.
  await sql`update person set link_epoch = link_epoch + 1 from (
      select id from person where id in (${concerned}) order by id for update
    ) p where person.id = p.id`.execute(trx);
}

/** Takes `endOn` and `settle` back, unless something was made anew meanwhile or the other person has left too. */
export async function takeBack(trx: Transaction, personId: number): Promise<void> {
  await sql`update person set state = 'active', leaves_on = null, updated_at = now() where id = ${personId}`.execute(
    trx,
  );
  const reopened: RawBuilder<unknown> = sql`ends_on = end_before_leaving, ended_with_state = false, end_before_leaving = null,
    ended_by = case when end_before_leaving is null then null else 'desk' end`;
  await sql`update membership set ${reopened} where person_id = ${personId} and ended_with_state`.execute(trx);
  await sql`update guardianship g set ${reopened}
    where (g.guardian_id = ${personId} or g.pupil_id = ${personId}) and g.ended_with_state
      and not exists (select from guardianship other
        where other.guardian_id = g.guardian_id and other.pupil_id = g.pupil_id and other.ends_on is null)
      and not exists (select from person p where p.id in (g.guardian_id, g.pupil_id) and p.state <> 'active')
      and g.id = (select max(same.id) from guardianship same
        where same.guardian_id = g.guardian_id and same.pupil_id = g.pupil_id and same.ended_with_state)`.execute(trx);
  // The other one may be about to leave too.
  await sql`update guardianship g set ends_on = greatest(g.starts_on, p.leaves_on), ended_by = 'desk',
      ended_with_state = true, end_before_leaving = g.ends_on
    from person p where p.id in (g.guardian_id, g.pupil_id) and p.id <> ${personId} and p.leaves_on is not null
      and ${personId} in (g.guardian_id, g.pupil_id)
      and (g.ends_on is null or g.ends_on > greatest(g.starts_on, p.leaves_on))`.execute(trx);
}

/** People whose day has come and who still count as active, locked; another process's are skipped. */
export async function dueToLeave(
  trx: Transaction,
  today: string,
  limit: number,
): Promise<{ id: number; day: string }[]> {
  const { rows } = await sql<{ id: number; day: string }>`
    select id, leaves_on as day from person where leaves_on <= ${today}::date and state = 'active'
    order by leaves_on, id limit ${limit} for update skip locked`.execute(trx);
  return rows;
}
