/** What becomes of people and their contact points. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import { holdErased } from '../../../queries/keeping.ts';
import type { Modes } from '../../model.ts';

/** Those erased on request are left alone, like those whom the desk ended: they stand among the held. */
export async function planPeople(trx: Transaction, modes: Modes, today: string, markKey: Buffer): Promise<void> {
  // Who leaves or has left by the word of the desk: an import neither brings them back nor moves their day.
  await sql`
    insert into roster_held (source_id)
    select p.source_id from person p
    where p.source_id is not null and p.leaves_on is not null
      and exists (select from roster_person s where s.source_id = p.source_id)`.execute(trx);
  await holdErased(trx, markKey);
  // A row of a sheet has a pupil and two guardians: within a line they come as they were staged.
  await sql`
    insert into roster_plan_person (action, person_id, source_id)
    select case when p.id is null then 'added' else 'changed' end, p.id, s.source_id
    from roster_person s left join person p on p.source_id = s.source_id
    where not s.deleted and not exists (select from roster_held h where h.source_id = s.source_id) and (
      p.id is null or p.state = 'left'
      or (p.family_name, p.given_name, p.full_name) is distinct from (s.family_name, s.given_name, s.full_name)
      or (p.language is null and s.language is not null))
    order by s.line, s.ctid`.execute(trx);
  await sql`
    insert into roster_departed (person_id)
    select p.id from person p
    where p.source_id is not null and p.state = 'active' and (
      (${modes.users === 'bulk'} and not exists (select from roster_person s where s.source_id = p.source_id))
      or exists (select from roster_person s where s.source_id = p.source_id and s.deleted))`.execute(trx);
  await sql`select roster_analyze('wanted')`.execute(trx);
  // Who still has something that the desk gave stays active.
  await sql`
    insert into roster_plan_person (action, person_id, source_id)
    select 'left', p.id, p.source_id from roster_departed d join person p on p.id = d.person_id
    where not exists (select from membership m where m.person_id = p.id and m.source_id is null
        and (m.ends_on is null or m.ends_on > ${today}::date))
      and not exists (select from guardianship g where g.guardian_id = p.id and g.origin = 'desk'
        and (g.ends_on is null or g.ends_on > ${today}::date))
    order by p.id`.execute(trx);
}

/** How many people of the file are left alone: because of what the desk said about them, because they were erased. */
export async function heldPeople(trx: Transaction): Promise<{ atDesk: number; erased: number }> {
  const { rows } = await sql<{ atDesk: number; erased: number }>`
    select count(*) filter (where known) as "atDesk", count(*) filter (where not known) as erased
    from (select exists (select from person p where p.source_id = h.source_id) as known from roster_held h) held`.execute(
    trx,
  );
  return rows[0] ?? { atDesk: 0, erased: 0 };
}

export async function planContacts(trx: Transaction, modes: Modes): Promise<void> {
  await sql`
    insert into roster_plan_contact (action, contact_point_id, person_source_id, kind, address, rank)
    select case when c.id is null then 'added' else 'changed' end, c.id, s.person_source_id, s.kind, s.address, s.rank
    from roster_contact s
    left join person p on p.source_id = s.person_source_id
    left join contact_point c on c.person_id = p.id and c.kind = s.kind and c.address = s.address
    where not exists (select from roster_held h where h.source_id = s.person_source_id)
      and (c.id is null or (c.origin = 'roster' and c.rank <> s.rank))`.execute(trx);
  // One that bounced or was opted out of is kept: if the address comes back, so does the word that was given.
  await sql`
    insert into roster_plan_contact (action, contact_point_id, person_source_id, kind, address, rank)
    select 'left', c.id, p.source_id, c.kind, c.address, c.rank
    from contact_point c
    join person p on p.id = c.person_id
    join roster_person s on s.source_id = p.source_id and not s.deleted
    where ${modes.users !== 'absent'} and c.origin = 'roster' and c.bounced_at is null and c.opted_out_at is null
      and not exists (select from roster_held h where h.source_id = p.source_id)
      and not exists (select from roster_contact w
        where w.person_source_id = p.source_id and w.kind = c.kind and w.address = c.address)
    order by c.id`.execute(trx);
}
