/** One person's account: to copy, to count, to erase; and what is kept long enough. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, ErasureGround, Subject } from '#platform/keeping.ts';

type Db = Database | Transaction;
type Rows = Record<string, Cell>[];

const nobody = '—';
const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`;

async function countOf(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${query}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Rows about the subject's own account; nothing for whoever has none, nor of a child for a guardian. */
async function own(
  db: Db,
  { accountId }: Subject,
  guardianId: number | null,
  query: (id: number) => RawBuilder<unknown>,
) {
  if (accountId === null || guardianId !== null) return [];
  return (await sql<Record<string, Cell>>`${query(accountId)}`.execute(db)).rows;
}

/** The account of any of these records of one person. */
export async function accountOf(db: Db, personIds: readonly number[]): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from account where person_id = any (${[...personIds]}::bigint[]) order by id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export const accountRows = (db: Db, subject: Subject, guardianId: number | null): Promise<Rows> =>
  own(
    db,
    subject,
    guardianId,
    (id) => sql`select a.login::text as login, a.display_name as name, a.email, a.language, a.state,
      ${day('a.created_at')} as since, a.password_hash is not null as password, a.totp_secret is not null as authenticator
    from account a where a.id = ${id}`,
  );

export const grantRows = (db: Db, subject: Subject, guardianId: number | null): Promise<Rows> =>
  own(
    db,
    subject,
    guardianId,
    (id) => sql`select g.role, o.name as organisation, ${day('g.given_at')} as starts, ${day('g.ended_at')} as ends,
      g.emergency_reason as reason
    from account_grant g join organisation o on o.id = g.organisation_id where g.account_id = ${id} order by g.id`,
  );

export const deviceRows = (db: Db, subject: Subject, guardianId: number | null): Promise<Rows> =>
  own(
    db,
    subject,
    guardianId,
    (
      id,
    ) => sql`select 'session' as kind, s.device as name, ${day('s.created_at')} as starts, ${day('s.last_seen_at')} as last
      from session s where s.account_id = ${id}
    union all select 'passkey', p.name, ${day('p.created_at')}, ${day('p.last_used_on')} from passkey p where p.account_id = ${id}
    union all select 'device', '', null, ${day('d.last_on')} from account_device d where d.account_id = ${id}
    union all select 'sign-on', x.issuer, ${day('x.linked_at')}, null from sign_on_subject x where x.account_id = ${id}
    order by 1, 3`,
  );

export const standInRows = (db: Db, subject: Subject, guardianId: number | null): Promise<Rows> =>
  own(
    db,
    subject,
    guardianId,
    (id) => sql`select case when s.account_id = ${id} then 'given' else 'held' end as kind, o.name as organisation,
      ${day('s.starts_on')} as starts, ${day('s.ends_on')} as ends
    from stand_in s join organisation o on o.id = s.organisation_id
    where s.account_id = ${id} or s.stand_in_id = ${id} order by s.id`,
  );

export const countAccount = async (db: Db, { accountId }: Subject): Promise<number> =>
  accountId === null ? 0 : countOf(db, sql`from account where id = ${accountId} and erased_on is null`);

export const countActs = async (db: Db, { accountId }: Subject): Promise<number> =>
  accountId === null ? 0 : countOf(db, sql`from account where id = ${accountId} and display_name <> ${nobody}`);

/** Nobody signs in with it any more. The name stays for now: what was done with the account must be answerable. */
export async function eraseAccount(trx: Transaction, { accountId }: Subject, ground: ErasureGround): Promise<void> {
  if (accountId === null) return;
  const { at, today } = ground;
  for (const table of ['session', 'account_device', 'passkey', 'recovery_code', 'sign_on_subject', 'sign_in_link']) {
    await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(trx);
  }
  await sql`update stand_in set ended_at = ${at}
    where (account_id = ${accountId} or stand_in_id = ${accountId}) and ended_at is null`.execute(trx);
  await sql`update account_grant set ended_at = coalesce(ended_at, ${at}), membership_id = null
    where account_id = ${accountId}`.execute(trx);
  await sql`update account set login = ${`erased-${accountId}`}, email = null, language = null, password_hash = null,
      totp_secret = null, totp_confirmed_at = null, totp_last_step = null, state = 'disabled',
      erased_on = coalesce(erased_on, ${today}::date)
    where id = ${accountId}`.execute(trx);
}

/** Names of accounts that were erased so long ago. */
export async function forgetErasedNames(db: Database, before: string, most: number): Promise<number> {
  const result = await sql`update account set display_name = ${nobody} where id in (
    select id from account where erased_on < ${before}::date and display_name <> ${nobody} order by id limit ${most})`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Sessions and one-time links whose end lies so far back. */
export async function forgetEnded(db: Database, before: Date, most: number): Promise<number> {
  const links = await sql`delete from sign_in_link where id in (
    select id from sign_in_link where expires_at < ${before} limit ${most})`.execute(db);
  const sessions = await sql`delete from session where id in (select id from session
    where expires_at < ${before} or revoked_at < ${before} or last_seen_at < ${before} limit ${most})`.execute(db);
  return Number(links.numAffectedRows ?? 0) + Number(sessions.numAffectedRows ?? 0);
}
