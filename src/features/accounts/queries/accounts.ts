/** Accounts themselves: found, made, changed. */
import { sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Reach, Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { AccountLine, AccountRow, AccountState } from '../model.ts';
import { emailOfAccount, grantInForce } from './in-force.ts';

export interface Credentials {
  id: number;
  login: string;
  displayName: string;
  language: string | null;
  state: AccountState;
  passwordHash: string | null;
  totpSecret: Buffer | null;
  totpConfirmedAt: Date | null;
}

const credentialColumns = sql`a.id, a.login::text as login, a.display_name as "displayName",
  a.language, a.state, a.password_hash as "passwordHash", a.totp_secret as "totpSecret", a.totp_confirmed_at as "totpConfirmedAt"`;

export async function credentialsByLogin(db: Database, login: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    select ${credentialColumns} from account a where a.login = ${login}::citext`.execute(db);
  return rows[0];
}

export async function credentialsById(db: Database | Transaction, id: number): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`select ${credentialColumns} from account a where a.id = ${id}`.execute(db);
  return rows[0];
}

const accountColumns = sql`a.id, a.person_id as "personId", a.login::text as login, a.display_name as "displayName",
  a.language, a.state, a.created_at as "createdAt", ${emailOfAccount} as email`;

export async function accountById(db: Database | Transaction, id: number): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`select ${accountColumns} from account a where a.id = ${id}`.execute(db);
  return rows[0];
}

/** One account at a time: takes its row until the transaction ends. */
export async function lockAccount(trx: Transaction, id: number): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from account a where a.id = ${id} for update of a`.execute(trx);
  return rows[0];
}

/** An account is within the reach if one of its grants is, or a membership of its person in force. */
function accountWithin(reach: Reach, today: string) {
  const paths = sql`any (${[...reach.paths]}::ltree[])`;
  return sql`(exists (
      select from account_grant g join organisation o on o.id = g.organisation_id
      where g.account_id = a.id and g.ended_at is null and o.path <@ ${paths})
    or exists (
      select from (${postsInForce(today)}) m where m.person_id = a.person_id and m.path <@ ${paths})
    or (a.person_id is null and exists (select from unnest(${[...reach.paths]}::ltree[]) as top where nlevel(top) = 1)))`;
}

export async function accountWithinReach(
  db: Database | Transaction,
  reach: Reach,
  id: number,
  today: string,
): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from account a where a.id = ${id} and ${accountWithin(reach, today)}`.execute(db);
  return rows[0];
}

export interface AccountFilter {
  /** Beginning of the name or the login. */
  search?: string | undefined;
  state?: AccountState | undefined;
  role?: Role | undefined;
  onlyPending?: boolean | undefined;
  /** The account after which the page begins. */
  after?: number | undefined;
  limit: number;
}

const order = sql`a.display_name collate "zh-x-icu"`;

/** Accounts of the reach by name, paged by (name, id). */
export async function accountsWithin(
  db: Database,
  reach: Reach,
  filter: AccountFilter,
  today: string,
): Promise<AccountLine[]> {
  const paths = sql`any (${[...reach.paths]}::ltree[])`;
  const search = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  const conditions = [
    accountWithin(reach, today),
    ...(search ? [sql`(a.display_name ilike ${search} or a.login::text ilike ${search})`] : []),
    ...(filter.state ? [sql`a.state = ${filter.state}`] : []),
    ...(filter.role
      ? [
          sql`exists (select from account_grant g join organisation o on o.id = g.organisation_id
          where g.account_id = a.id and g.role = ${filter.role} and o.path <@ ${paths} and ${grantInForce(today)})`,
        ]
      : []),
    ...(filter.onlyPending
      ? [
          sql`exists (select from account_grant g join organisation o on o.id = g.organisation_id
          where g.account_id = a.id and o.path <@ ${paths} and ${waitsForSecond})`,
        ]
      : []),
    ...(filter.after
      ? [
          sql`(${order}, a.id) > (select b.display_name collate "zh-x-icu", b.id from account b where b.id = ${filter.after})`,
        ]
      : []),
  ];
  const { rows } = await sql<AccountLine>`
    select a.id, a.display_name as name, a.login::text as login, a.state,
      coalesce((select json_agg(json_build_object('role', held.role, 'organisation', held.name) order by held.path, held.role)
        from (
          select g.role, o.name, o.path from account_grant g join organisation o on o.id = g.organisation_id
          where g.account_id = a.id and o.path <@ ${paths} and ${grantInForce(today)}
          union all
          select 'teacher', m.organisation, m.path from (${postsInForce(today)}) m
          where m.person_id = a.person_id and m.position = 'class_teacher' and m.path <@ ${paths}
        ) held), '[]') as roles,
      (select count(*) from account_grant g join organisation o on o.id = g.organisation_id
        where g.account_id = a.id and o.path <@ ${paths} and ${waitsForSecond}) as pending
    from account a where ${sql.join(conditions, sql` and `)}
    order by ${order}, a.id limit ${filter.limit}`.execute(db);
  return rows;
}

/** Condition over `account_grant g`: proposed by one, and the second administrator has not spoken. */
export const waitsForSecond = sql<boolean>`(g.ended_at is null and g.role in ('ombudsperson', 'auditor')
  and (g.confirmed_at is null or g.ending_proposed_by is not null))`;

/** Makes the account of somebody who is not in the roster. Nothing if the login is taken. */
export async function insertConsoleAccount(
  trx: Transaction,
  account: { login: string; displayName: string; email: string | null; language: string; at: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into account (login, display_name, email, language, state, created_at)
    values (${account.login}, ${account.displayName}, ${account.email}, ${account.language}, 'invited', ${account.at})
    on conflict (login) do nothing returning id`.execute(trx);
  return rows[0]?.id;
}

/** False if another account has that login. */
export async function renameLogin(trx: Transaction, id: number, login: string): Promise<boolean> {
  const result = await sql`
    update account set login = ${login} where id = ${id}
      and not exists (select from account b where b.login = ${login}::citext and b.id <> ${id})`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

export async function setPassword(trx: Transaction, id: number, passwordHash: string): Promise<void> {
  await sql`update account set password_hash = ${passwordHash} where id = ${id}`.execute(trx);
}

/** A confirmed secret, with the step that proved it already taken. */
export async function setTotp(trx: Transaction, id: number, sealed: Buffer, step: number, at: Date): Promise<void> {
  await sql`update account set totp_secret = ${sealed}, totp_confirmed_at = ${at}, totp_last_step = ${step}
    where id = ${id}`.execute(trx);
}

/** Takes a time step: true once, false for the same and every earlier one, also for two requests at once. */
export async function takeTotpStep(trx: Transaction, id: number, step: number): Promise<boolean> {
  const result = await sql`update account set totp_last_step = ${step}
    where id = ${id} and (totp_last_step is null or totp_last_step < ${step})`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

export async function setAccountState(trx: Transaction, id: number, state: AccountState): Promise<void> {
  await sql`update account set state = ${state} where id = ${id}`.execute(trx);
}

export async function setOwnDetails(
  trx: Transaction,
  id: number,
  own: { displayName: string; language: string | null },
): Promise<void> {
  await sql`update account set language = ${own.language},
    display_name = case when person_id is null then ${own.displayName} else display_name end where id = ${id}`.execute(
    trx,
  );
}

/** Replaces all recovery codes. */
export async function replaceRecoveryCodes(
  trx: Transaction,
  accountId: number,
  hashes: readonly Buffer[],
): Promise<void> {
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(trx);
  await sql`insert into recovery_code (account_id, code_hash)
    select ${accountId}::bigint, decode(h, 'hex') from unnest(${hashes.map((h) => h.toString('hex'))}::text[]) as c (h)`.execute(
    trx,
  );
}

/** Uses a recovery code up: true once. */
export async function takeRecoveryCode(trx: Transaction, accountId: number, hash: Buffer, at: Date): Promise<boolean> {
  const result = await sql`update recovery_code set used_at = ${at}
    where account_id = ${accountId} and code_hash = ${hash} and used_at is null`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

export async function recoveryCodesLeft(db: Database | Transaction, accountId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from recovery_code where account_id = ${accountId} and used_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}
