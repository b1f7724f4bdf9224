/** Grants: given, confirmed, ended; and who is left when one ends. */
import { sql } from 'kysely';
import { positionOf } from '#features/directory/feature.ts';
import type { Reach, Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { GrantRow } from '../model.ts';
import { waitsForSecond } from './accounts.ts';
import { grantInForce, grantsInForce } from './in-force.ts';

const grantRows = (today: string) => sql`
  select g.id, g.account_id as "accountId", g.role, g.organisation_id as "organisationId", o.name as "organisationName",
    o.path::text as path, g.membership_id as "membershipId",
    ${positionOf('g.membership_id')} as position,
    g.given_by as "givenBy", g.given_at as "givenAt", g.confirmed_by as "confirmedBy", g.confirmed_at as "confirmedAt",
    g.ending_proposed_by as "endingProposedBy", g.ended_by as "endedBy", g.ended_at as "endedAt",
    g.sign_on_role_id is not null as "bySignOn", g.emergency_reason is not null as "inEmergency",
    ${grantInForce(today)} as "inForce"
  from account_grant g join account a on a.id = g.account_id join organisation o on o.id = g.organisation_id`;

/** All grants of an account that have not been ended, and the last that have. */
export async function grantsOf(db: Database | Transaction, accountId: number, today: string): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`${grantRows(today)}
    where g.account_id = ${accountId} order by g.ended_at desc nulls first, o.path, g.role limit 100`.execute(db);
  return rows;
}

/** One grant, locked until the transaction ends. */
export async function lockGrant(
  trx: Transaction,
  accountId: number,
  id: number,
  today: string,
): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`${grantRows(today)}
    where g.id = ${id} and g.account_id = ${accountId} for update of g`.execute(trx);
  return rows[0];
}

/** How many grants within the reach wait for this account's second word, counted up to `most`. */
export async function grantsForSecond(db: Database, reach: Reach, accountId: number, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select from account_grant g join organisation o on o.id = g.organisation_id
    where ${waitsForSecond} and o.path <@ any (${[...reach.paths]}::ltree[]) and g.account_id <> ${accountId}
      and case when g.confirmed_at is null then g.given_by else g.ending_proposed_by end is distinct from ${accountId}
    limit ${most}) f`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface NewGrant {
  accountId: number;
  organisationId: number;
  role: Role;
  membershipId: number | null;
  givenBy: number | null;
  at: Date;
}

/** Puts grants in; those that the account holds already are left out. Returns the new ones. */
export async function insertGrants(
  trx: Transaction,
  grants: readonly NewGrant[],
): Promise<{ id: number; accountId: number; role: Role; organisationId: number }[]> {
  if (grants.length === 0) return [];
  const column = <T>(of: (grant: NewGrant) => T): T[] => grants.map(of);
  const { rows } = await sql<{ id: number; accountId: number; role: Role; organisationId: number }>`
    insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at)
    select * from unnest(${column((g) => g.accountId)}::bigint[], ${column((g) => g.organisationId)}::bigint[],
      ${column((g) => g.role)}::text[], ${column((g) => g.membershipId)}::bigint[], ${column((g) => g.givenBy)}::bigint[],
      ${column((g) => g.at)}::timestamptz[])
    on conflict (account_id, organisation_id, role) where ended_at is null do nothing
    returning id, account_id as "accountId", role, organisation_id as "organisationId"`.execute(trx);
  return rows;
}

export async function confirmGrant(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update account_grant set confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`.execute(trx);
}

export async function proposeEnding(trx: Transaction, id: number, by: number | null): Promise<void> {
  await sql`update account_grant set ending_proposed_by = ${by} where id = ${id}`.execute(trx);
}

export async function endGrant(trx: Transaction, id: number, by: number | null, at: Date): Promise<void> {
  await sql`update account_grant set ended_by = ${by}, ended_at = ${at} where id = ${id}`.execute(trx);
}

/** What held until a moment that has passed is written down as ended. */
export async function endPassed(trx: Transaction, now: Date): Promise<void> {
  await sql`update account_grant set ended_at = holds_until where ended_at is null and holds_until <= ${now}`.execute(
    trx,
  );
}

/** One change at a time that could take away the district's last administrator. */
export async function lockAdministrators(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry last administrator'))`.execute(trx);
}

/** Administrators of the district in force, besides one account or one grant. */
export async function otherDistrictAdministrators(
  db: Database | Transaction,
  today: string,
  besides: { accountId?: number; grantId?: number },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct g.account_id) as n
    from account_grant g join account a on a.id = g.account_id join organisation o on o.id = g.organisation_id
    where g.role = 'administrator' and o.kind = 'district' and a.state = 'active' and ${grantInForce(today)}
      -- one that ends by itself keeps nobody in the office
      and g.holds_until is null and g.account_id <> ${besides.accountId ?? 0} and g.id <> ${besides.grantId ?? 0}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** Where the account's highest grant holds: what its own acts are recorded under, so that auditors there see them. */
export async function homeOf(db: Database | Transaction, accountId: number, today: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select organisation_id as id from (${grantsInForce(today, sql`a.id = ${accountId}`)}) as held
    order by nlevel(path), path limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** Where the account can do anything today, by grants and as a class teacher: the paths. */
export async function heldPaths(db: Database | Transaction, accountId: number, today: string): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select distinct path::text as path from (${grantsInForce(today, sql`a.id = ${accountId}`)}) as held`.execute(db);
  return rows.map((row) => row.path);
}
