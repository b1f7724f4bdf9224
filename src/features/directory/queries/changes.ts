/** Changes to people and what joins them. The callers have locked and checked; ends take effect on the day given. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { ContactKind, PersonState, Position } from '../model.ts';

/** Ends all personal links sent to these people so far. */
export async function raiseLinkEpoch(trx: Transaction, personIds: readonly number[]): Promise<void> {
  // In order of id: two changes at once that share guardians must not wait for each other.
  await sql`update person set link_epoch = link_epoch + 1 from (
      select id from person where id = any (${[...personIds]}::int8[]) order by id for update
    ) p where person.id = p.id`.execute(trx);
}

export async function updateGuardianship(
  trx: Transaction,
  id: number,
  values: { mayReceive: boolean; mayAct: boolean; startsOn: string; endsOn: string | null },
): Promise<void> {
  await sql`update guardianship set may_receive = ${values.mayReceive}, may_act = ${values.mayAct},
      starts_on = ${values.startsOn}::date, ends_on = ${values.endsOn}::date,
      ended_by = case when ${values.endsOn}::date is not null then 'desk' end
    where id = ${id}`.execute(trx);
}

/** Ends it today; what was to start later never does. */
export async function endGuardianshipRow(trx: Transaction, id: number, today: string): Promise<void> {
  await sql`update guardianship set ends_on = greatest(starts_on, ${today}::date), ended_by = 'desk' where id = ${id}`.execute(
    trx,
  );
}

/** True if the pair has another guardianship without an end. */
export async function hasOtherOpenGuardianship(trx: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql`
    select from guardianship g join guardianship other on other.guardian_id = g.guardian_id
      and other.pupil_id = g.pupil_id and other.id <> g.id and other.ends_on is null
    where g.id = ${id}`.execute(trx);
  return rows.length > 0;
}

/** Adds it at the end of the line. False if the person has it already. */
export async function insertContactPoint(
  trx: Transaction,
  point: { personId: number; kind: ContactKind; address: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into contact_point (person_id, kind, address, rank, origin, created_at)
    values (${point.personId}, ${point.kind}, ${point.address},
      (select greatest(coalesce(max(rank) + 1, 0), 0) from contact_point where person_id = ${point.personId}), 'desk', ${point.at})
    on conflict (person_id, kind, address) do nothing returning id`.execute(trx);
  return rows.length > 0;
}

export async function deleteContactPoint(trx: Transaction, id: number): Promise<void> {
  await sql`delete from contact_point where id = ${id}`.execute(trx);
}

export async function clearBounceMark(trx: Transaction, id: number): Promise<void> {
  await sql`update contact_point set bounced_at = null, bounce_reason = null where id = ${id}`.execute(trx);
}

export async function clearOptOut(trx: Transaction, id: number): Promise<void> {
  await sql`update contact_point set opted_out_at = null where id = ${id}`.execute(trx);
}

/** True while the record is merged into another. */
export async function isMerged(trx: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql`select from person where id = ${id} and merged_into is not null`.execute(trx);
  return rows.length > 0;
}

export async function lockPerson(trx: Transaction, id: number): Promise<PersonState | undefined> {
  const { rows } = await sql<{ state: PersonState }>`select state from person where id = ${id} for update`.execute(trx);
  return rows[0]?.state;
}

/** Locks a membership; undefined if there is none. */
export async function lockMembership(
  trx: Transaction,
  id: number,
): Promise<{ personId: number; organisationId: number; position: Position; endsOn: string | null } | undefined> {
  const { rows } = await sql<{ personId: number; organisationId: number; position: Position; endsOn: string | null }>`
    select person_id as "personId", organisation_id as "organisationId", position, ends_on as "endsOn"
    from membership where id = ${id} for update`.execute(trx);
  return rows[0];
}

export async function endMembershipRow(trx: Transaction, id: number, today: string): Promise<void> {
  await sql`update membership set ends_on = greatest(starts_on, ${today}::date), ended_by = 'desk' where id = ${id}`.execute(
    trx,
  );
}

/** The classes in which a person is a pupil now or from a day to come. */
export async function openPupilMemberships(trx: Transaction, personId: number, today: string) {
  const { rows } = await sql<{ id: number; organisationId: number; path: string }>`
    select m.id, m.organisation_id as "organisationId", o.path::text as path from membership m
    join organisation o on o.id = m.organisation_id
    where m.person_id = ${personId} and m.position = 'pupil' and (m.ends_on is null or m.ends_on > ${today}::date)
    for update of m`.execute(trx);
  return rows;
}

/** Ends memberships on a day, and begins one in another class on that day. */
export async function movePupilRows(
  trx: Transaction,
  move: { personId: number; from: readonly number[]; classId: number; day: string },
): Promise<void> {
  await sql`update membership set ends_on = greatest(starts_on, ${move.day}::date), ended_by = 'desk'
    where id = any (${[...move.from]}::int8[])`.execute(trx);
  await sql`insert into membership (person_id, organisation_id, position, starts_on)
    values (${move.personId}, ${move.classId}, 'pupil', ${move.day}::date)`.execute(trx);
}

/** Makes the person class teacher from today. False if that is so already. */
export async function insertClassTeacher(
  trx: Transaction,
  classId: number,
  personId: number,
  today: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into membership (person_id, organisation_id, position, starts_on)
    select ${personId}, ${classId}, 'class_teacher', ${today}::date
    where not exists (select from membership m where m.person_id = ${personId} and m.organisation_id = ${classId}
      and m.position = 'class_teacher' and (m.ends_on is null or m.ends_on > ${today}::date))
    returning id`.execute(trx);
  return rows.length > 0;
}

/** Ends today the other class teachers of a class. */
export async function endOtherClassTeachers(
  trx: Transaction,
  classId: number,
  personId: number,
  today: string,
): Promise<void> {
  await sql`update membership set ends_on = greatest(starts_on, ${today}::date), ended_by = 'desk'
    where organisation_id = ${classId} and position = 'class_teacher' and person_id <> ${personId}
      and (ends_on is null or ends_on > ${today}::date)`.execute(trx);
}
