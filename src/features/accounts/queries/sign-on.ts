/** Single sign-on: who is who at the provider, and the roles that its claims give. */
import { sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { SignOnRole } from '../model.ts';
import { emailOfAccount } from './in-force.ts';

export async function accountOfSubject(trx: Transaction, issuer: string, subject: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select account_id as id from sign_on_subject
    where issuer = ${issuer} and subject = ${subject}`.execute(trx);
  return rows[0]?.id;
}

/** Accounts whose own address, or whose person's, this is: two at most, for one must be the only one. */
export async function accountsAtAddress(trx: Transaction, email: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select a.id from account a
    where a.state <> 'disabled' and lower(${emailOfAccount}) = lower(${email}) order by a.id limit 2`.execute(trx);
  return rows.map((row) => row.id);
}

/** False if the account is somebody else at this provider already. */
export async function linkSubject(
  trx: Transaction,
  link: { issuer: string; subject: string; accountId: number; at: Date },
): Promise<boolean> {
  const result = await sql`insert into sign_on_subject (issuer, subject, account_id, linked_at)
    values (${link.issuer}, ${link.subject}, ${link.accountId}, ${link.at}) on conflict do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

export async function isLinked(db: Database | Transaction, accountId: number, issuer: string): Promise<boolean> {
  const { rows } = await sql`select from sign_on_subject
    where account_id = ${accountId} and issuer = ${issuer}`.execute(db);
  return rows.length > 0;
}

export interface ChangedGrant {
  id: number;
  accountId: number;
  role: Role;
  organisationId: number;
}

const changed = sql`id, account_id as "accountId", role, organisation_id as "organisationId"`;

/** Ends the grants by claims that the account no longer has, and prolongs the others. */
export async function endMappedGrants(
  trx: Transaction,
  accountId: number,
  values: readonly string[],
  at: Date,
  holdsUntil: Date,
): Promise<ChangedGrant[]> {
  const still = sql`exists (select from sign_on_role r where r.id = g.sign_on_role_id and r.ended_at is null
    and r.claim_value = any (${[...values]}::text[]))`;
  await sql`update account_grant g set holds_until = ${holdsUntil}
    where g.account_id = ${accountId} and g.sign_on_role_id is not null and g.ended_at is null and ${still}`.execute(
    trx,
  );
  const { rows } = await sql<ChangedGrant>`update account_grant g set ended_at = ${at}
    where g.account_id = ${accountId} and g.sign_on_role_id is not null and g.ended_at is null and not ${still}
    returning ${changed}`.execute(trx);
  return rows;
}

/**
 * Gives what the account's claims map to, on a membership of staff: of somebody who has none any more, nothing holds. A
 * grant that a person gave stays as it is.
 */
export async function giveMappedGrants(
  trx: Transaction,
  accountId: number,
  values: readonly string[],
  at: Date,
  holdsUntil: Date,
  today: string,
): Promise<ChangedGrant[]> {
  const { rows } = await sql<ChangedGrant>`
    insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at, sign_on_role_id, holds_until)
    select a.id, r.organisation_id, r.role, footing.id, r.created_by, ${at}::timestamptz, r.id, ${holdsUntil}::timestamptz
    from account a
    join sign_on_role r on r.ended_at is null and r.claim_value = any (${[...values]}::text[])
    join organisation o on o.id = r.organisation_id and (o.ended_on is null or o.ended_on > ${today}::date)
    left join lateral (
      select m.membership_id as id from (${postsInForce(today)}) m where m.person_id = a.person_id
      order by (m.path <@ o.path or o.path <@ m.path) desc, m.membership_id limit 1) as footing on true
    where a.id = ${accountId} and (a.person_id is null or footing.id is not null)
    order by r.id
    on conflict (account_id, organisation_id, role) where ended_at is null do nothing
    returning ${changed}`.execute(trx);
  return rows;
}

export async function signOnRoles(db: Database): Promise<SignOnRole[]> {
  const { rows } = await sql<SignOnRole>`
    select r.id, r.claim_value as "claimValue", r.role, r.organisation_id as "organisationId", o.name as organisation,
      (select count(*) from account_grant g where g.sign_on_role_id = r.id and g.ended_at is null) as held
    from sign_on_role r join organisation o on o.id = r.organisation_id
    where r.ended_at is null order by r.claim_value, o.path, r.role limit 500`.execute(db);
  return rows;
}

/** Nothing if it is there already. */
export async function insertSignOnRole(
  trx: Transaction,
  mapping: { claimValue: string; organisationId: number; role: Role; by: number; at: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into sign_on_role (claim_value, organisation_id, role, created_by, created_at)
    values (${mapping.claimValue}, ${mapping.organisationId}, ${mapping.role}, ${mapping.by}, ${mapping.at})
    on conflict (claim_value, organisation_id, role) where ended_at is null do nothing returning id`.execute(trx);
  return rows[0]?.id;
}

/** Ends a mapping and all grants that it gave. */
export async function endSignOnRole(
  trx: Transaction,
  id: number,
  by: number,
  at: Date,
): Promise<{ organisationId: number; ended: ChangedGrant[] } | undefined> {
  const { rows } = await sql<{ organisationId: number }>`update sign_on_role set ended_by = ${by}, ended_at = ${at}
    where id = ${id} and ended_at is null returning organisation_id as "organisationId"`.execute(trx);
  if (!rows[0]) return undefined;
  const ended = await sql<ChangedGrant>`update account_grant set ended_by = ${by}, ended_at = ${at}
    where sign_on_role_id = ${id} and ended_at is null returning ${changed}`.execute(trx);
  return { organisationId: rows[0].organisationId, ended: ended.rows };
}
