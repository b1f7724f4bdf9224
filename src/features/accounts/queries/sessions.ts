/** Sessions: found by the hash of their token, never by the token. */
import { sql } from 'kysely';
import type { Grant } from '#platform/access.ts';
import { type Database, preparedRows, type Transaction } from '#platform/database/connect.ts';
import { type SessionRow, sessionIdleMs } from '../model.ts';
import { grantsInForce } from './in-force.ts';

export interface SessionCaller {
  sessionId: number;
  accountId: number;
  personId: number | null;
  name: string;
  language: string | null;
  lastSeenAt: Date;
  provedAt: Date | null;
  grants: Grant[];
}

/** The session behind a token with its account and grants, in one prepared statement; nothing if any of it has ended. */
export async function sessionCaller(
  db: Database,
  tokenHash: Buffer,
  now: Date,
  today: string,
): Promise<SessionCaller | undefined> {
  const query = sql<SessionCaller>`
    with signed_in as (
      select s.id as session_id, s.last_seen_at, s.proved_at, a.* from session s join account a on a.id = s.account_id
      where s.token_hash = ${tokenHash} and s.revoked_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${new Date(now.getTime() - sessionIdleMs)} and a.state = 'active'
    )
    select a.session_id as "sessionId", a.id as "accountId", a.person_id as "personId", a.display_name as name, a.language,
      a.last_seen_at as "lastSeenAt", a.proved_at as "provedAt",
      coalesce((select json_agg(json_build_object('role', role, 'organisationId', organisation_id, 'path', path)
        order by path, role) from (${grantsInForce(today, sql`a.id = (select id from signed_in)`, now)}) as held), '[]') as grants
    from signed_in a`;
  const [found] = await preparedRows(db, 'session_caller', query);
  return found;
}

export async function touchSession(db: Database, sessionId: number, now: Date): Promise<void> {
  await sql`update session set last_seen_at = ${now} where id = ${sessionId}`.execute(db);
}

export async function insertSession(
  trx: Transaction,
  session: { tokenHash: Buffer; accountId: number; device: string; at: Date; expiresAt: Date; provedAt: Date | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into session (token_hash, account_id, device, created_at, last_seen_at, expires_at, proved_at)
    values (${session.tokenHash}, ${session.accountId}, ${session.device}, ${session.at}, ${session.at}, ${session.expiresAt},
      ${session.provedAt})
    returning id`.execute(trx);
  return rows[0]!.id;
}

/** The session's holder has just proved who they are. */
export async function proveSession(trx: Transaction, sessionId: number, at: Date): Promise<void> {
  await sql`update session set proved_at = ${at} where id = ${sessionId}`.execute(trx);
}

/** Ends an account's sessions: one, or all but one, or all. Returns how many that were. */
export async function revokeSessions(
  trx: Transaction,
  accountId: number,
  which: { only?: number; except?: number },
  at: Date,
): Promise<number> {
  const result = await sql`
    update session set revoked_at = ${at} where account_id = ${accountId} and revoked_at is null
      and (${which.only ?? null}::bigint is null or id = ${which.only ?? null})
      and (${which.except ?? null}::bigint is null or id <> ${which.except ?? null})`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** The account's sessions that are still good, newest first (there are few: they end by themselves). */
export async function liveSessions(db: Database, accountId: number, now: Date): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, device, created_at as "createdAt", last_seen_at as "lastSeenAt" from session
    where account_id = ${accountId} and revoked_at is null and expires_at > ${now}
      and last_seen_at > ${new Date(now.getTime() - sessionIdleMs)}
    order by id desc limit 100`.execute(db);
  return rows;
}

/** Notes a device of an account: known before, new beside others, or the first of all. */
export async function noteDevice(
  trx: Transaction,
  accountId: number,
  mark: Buffer,
  day: string,
): Promise<'known' | 'new' | 'first'> {
  const { rows } = await sql<{ known: boolean; others: boolean }>`
    select coalesce(bool_or(mark = ${mark}), false) as known, count(*) > 0 as others
    from account_device where account_id = ${accountId}`.execute(trx);
  await sql`insert into account_device (account_id, mark, last_on) values (${accountId}, ${mark}, ${day})
    on conflict (account_id, mark) do update set last_on = excluded.last_on`.execute(trx);
  return rows[0]?.known ? 'known' : rows[0]?.others ? 'new' : 'first';
}

export async function sweepDevices(trx: Transaction, before: string): Promise<void> {
  await sql`delete from account_device where last_on < ${before}`.execute(trx);
}
