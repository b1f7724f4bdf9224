/** What a person's page shows, within a reach. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { GuardianshipRecord, MembershipRecord, PersonRecord } from '../model/records.ts';
import type { ContactPoint } from '../model.ts';
import { type Bounds, inReach, personWithin } from './within-reach.ts';

/** False sorts first: what still holds before what has ended. */
function hasEnded(alias: 'm' | 'g', today: string) {
  const ends = sql.ref(`${alias}.ends_on`);
  return sql`(${ends} is not null and ${ends} <= ${today}::date)`;
}

/** The person, if within the reach. */
export async function personWithinReach(
  db: Database | Transaction,
  bounds: Bounds,
  id: number,
): Promise<PersonRecord | undefined> {
  const { rows } = await sql<PersonRecord>`
    select p.id, p.full_name as name, p.language, p.state, p.leaves_on as "leavesOn",
      p.refused_kinds <> '{}' as "refusesSome", coalesce(
      (select o.id from membership m join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
        where m.person_id = p.id order by ${hasEnded('m', bounds.today)}, o.id limit 1),
      (select o.id from guardianship g join membership m on m.person_id = g.pupil_id
        join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
        where g.guardian_id = p.id order by ${hasEnded('g', bounds.today)}, ${hasEnded('m', bounds.today)}, o.id limit 1)) as "organisationId"
    from person p where p.id = ${id} and ${personWithin(sql`p.id`, bounds)}
      ${bounds.ended ? sql`` : sql`and p.state = 'active'`}`.execute(db);
  return rows[0];
}

/** The person's memberships within the reach, the latest first. */
export async function membershipsWithin(
  db: Database | Transaction,
  bounds: Bounds,
  personId: number,
): Promise<MembershipRecord[]> {
  const { rows } = await sql<MembershipRecord>`
    select m.id, m.person_id as "personId", m.position, o.id as "organisationId", o.name as organisation, o.kind,
      (select s.name from organisation s where s.id = any (string_to_array(o.path::text, '.')::int8[])
        and s.kind = 'school' and s.id <> o.id limit 1) as school,
      m.starts_on as "startsOn", m.ends_on as "endsOn"
    from membership m join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
    where m.person_id = ${personId}
    order by m.ends_on desc nulls first, m.starts_on desc, m.id desc limit 100`.execute(db);
  return rows;
}

const guardianshipColumns = sql`g.id, g.guardian_id as "guardianId", guardian.full_name as "guardianName",
  g.pupil_id as "pupilId", pupil.full_name as "pupilName", g.may_receive as "mayReceive", g.may_act as "mayAct",
  g.starts_on as "startsOn", g.ends_on as "endsOn"`;
const guardianshipTables = sql`guardianship g join person guardian on guardian.id = g.guardian_id
  join person pupil on pupil.id = g.pupil_id`;

/** A guardianship is within a reach by its pupil: a guardian's children elsewhere are nobody's business here. */
const pupilWithin = (bounds: Bounds) => sql`${personWithin(sql`g.pupil_id`, bounds)}`;

/** The person's guardianships in both directions. Those that have ended only for who may mend them. */
export async function guardianshipsWithin(
  db: Database | Transaction,
  bounds: Bounds,
  personId: number,
): Promise<GuardianshipRecord[]> {
  const { rows } = await sql<GuardianshipRecord>`
    select ${guardianshipColumns} from ${guardianshipTables}
    where (g.guardian_id = ${personId} or g.pupil_id = ${personId}) and ${pupilWithin(bounds)}
      ${bounds.ended ? sql`` : sql`and (g.ends_on is null or g.ends_on > ${bounds.today}::date)`}
    order by g.ends_on desc nulls first, g.id limit 100`.execute(db);
  return rows;
}

/** One guardianship, locked until the transaction ends. */
export async function guardianshipWithin(
  db: Database | Transaction,
  bounds: Bounds,
  id: number,
  lock = false,
): Promise<GuardianshipRecord | undefined> {
  const { rows } = await sql<GuardianshipRecord>`
    select ${guardianshipColumns} from ${guardianshipTables}
    where g.id = ${id} and ${pupilWithin(bounds)} ${lock ? sql`for update of g` : sql``}`.execute(db);
  return rows[0];
}

const contactColumns = sql`c.id, c.person_id as "personId", c.kind, c.address, c.rank, c.verified_at as "verifiedAt",
  c.bounced_at as "bouncedAt", c.bounce_reason as "bounceReason", c.opted_out_at as "optedOutAt", c.origin`;

/** A person's contact points in the order in which they are tried. The caller has checked that the person is within reach. */
export async function contactPointsOf(db: Database | Transaction, personId: number): Promise<ContactPoint[]> {
  const { rows } = await sql<ContactPoint>`
    select ${contactColumns} from contact_point c where c.person_id = ${personId}
    order by c.rank, c.kind, c.id limit 50`.execute(db);
  return rows;
}

/** One contact point of a person within the reach. */
export async function contactPointWithin(
  db: Database | Transaction,
  bounds: Bounds,
  id: number,
  lock = false,
): Promise<(ContactPoint & { personId: number }) | undefined> {
  const { rows } = await sql<ContactPoint & { personId: number }>`
    select ${contactColumns} from contact_point c
    where c.id = ${id} and ${personWithin(sql`c.person_id`, bounds)} ${lock ? sql`for update of c` : sql``}`.execute(
    db,
  );
  return rows[0];
}
