/** Memberships of staff: what accounts stands on. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Organisation, Position } from '../model.ts';
import { inForce } from './audience.ts';
import { organisationColumns } from './organisations.ts';

/** The classes whose class teacher the person is now. */
export async function classesTaughtBy(
  db: Database | Transaction,
  personId: number,
  today: string,
): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select distinct ${organisationColumns}
    from membership m
    join organisation o on o.id = m.organisation_id and o.kind = 'class'
    join person p on p.id = m.person_id and p.state = 'active'
    where m.person_id = ${personId} and m.position = 'class_teacher' and ${inForce('m', today)}
    order by o.id`.execute(db);
  return rows;
}

export interface StaffMembership {
  membershipId: number;
  personId: number;
  name: string;
  position: Exclude<Position, 'pupil'>;
  organisationId: number;
  /** The person's usable email address of lowest rank. */
  email: string | null;
}

/**
 * Memberships of staff in force in an organisation and all below it, for invitations and grants; by name. `like` keeps
 * to names that begin so.
 */
export async function staffOf(
  db: Database | Transaction,
  organisationPath: string,
  today: string,
  options: { like?: string; after?: { name: string; membershipId: number }; limit?: number } = {},
): Promise<StaffMembership[]> {
  const { like, after, limit = 100 } = options;
  const { rows } = await sql<StaffMembership>`
    select m.id as "membershipId", p.id as "personId", p.full_name as name, m.position,
      m.organisation_id as "organisationId", c.address as email
    from membership m
    join organisation o on o.id = m.organisation_id and o.path <@ ${organisationPath}::ltree
    join person p on p.id = m.person_id and p.state = 'active'
    left join lateral (
      select cp.address from contact_point cp
      where cp.person_id = p.id and cp.kind = 'email' and cp.bounced_at is null and cp.opted_out_at is null
      order by cp.rank, cp.id limit 1
    ) c on true
    where m.position <> 'pupil' and ${inForce('m', today)}
      ${like ? sql`and starts_with(p.full_name, ${like})` : sql``}
      ${after ? sql`and (p.full_name, m.id) > (${after.name} collate "C", ${after.membershipId})` : sql``}
    order by p.full_name, m.id limit ${limit}`.execute(db);
  return rows;
}

/** Of these memberships, the ids of those in force whose person is active: grants end with them. */
export async function membershipsInForce(
  db: Database | Transaction,
  membershipIds: readonly number[],
  today: string,
): Promise<Set<number>> {
  if (membershipIds.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select m.id from membership m join person p on p.id = m.person_id and p.state = 'active'
    where m.id = any (${[...membershipIds]}::int8[]) and ${inForce('m', today)}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Whose membership it is. */
export async function personOfMembership(db: Database | Transaction, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ personId: number }>`
    select person_id as "personId" from membership where id = ${id}`.execute(db);
  return rows[0]?.personId;
}
