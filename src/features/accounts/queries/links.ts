/** One-time links, by the hash of their token. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { LinkPurpose, OpenLink, ResetPart } from '../model.ts';

export interface NewLink {
  tokenHash: Buffer;
  accountId: number | null;
  purpose: LinkPurpose;
  reset: ResetPart | null;
  at: Date;
  expiresAt: Date;
  createdBy: number | null;
}

/** Puts links in, in one statement. A new one ends the account's earlier ones of the same purpose. */
export async function insertLinks(trx: Transaction, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  const column = <T>(of: (link: NewLink) => T): T[] => links.map(of);
  await sql`update sign_in_link l set expires_at = least(l.expires_at, n.at)
    from unnest(${column((l) => l.accountId)}::bigint[], ${column((l) => l.purpose)}::text[], ${column((l) => l.at)}::timestamptz[])
      as n (account_id, purpose, at)
    where l.account_id = n.account_id and l.purpose = n.purpose and l.used_at is null`.execute(trx);
  await sql`insert into sign_in_link (token_hash, account_id, purpose, reset, created_at, expires_at, created_by)
    select decode(h, 'hex'), account_id, purpose, reset, at, expires_at, created_by
    from unnest(${column((l) => l.tokenHash.toString('hex'))}::text[], ${column((l) => l.accountId)}::bigint[],
      ${column((l) => l.purpose)}::text[], ${column((l) => l.reset)}::text[], ${column((l) => l.at)}::timestamptz[],
      ${column((l) => l.expiresAt)}::timestamptz[], ${column((l) => l.createdBy)}::bigint[])
      as n (h, account_id, purpose, reset, at, expires_at, created_by)`.execute(trx);
}

/** A link that can still be used; with `lock` nobody else can use it until the transaction ends. */
export async function openLink(
  db: Database | Transaction,
  tokenHash: Buffer,
  now: Date,
  options: { lock?: boolean } = {},
): Promise<OpenLink | undefined> {
  const { rows } = await sql<OpenLink>`
    select l.id, l.purpose, l.reset, l.account_id as "accountId", a.login::text as login, a.display_name as "displayName",
      a.language
    from sign_in_link l left join account a on a.id = l.account_id
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > ${now}
      and (a.id is null or a.state <> 'disabled')
    ${options.lock ? sql`for update of l` : sql``}`.execute(db);
  return rows[0];
}

export async function useLink(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`update sign_in_link set used_at = ${at} where id = ${id}`.execute(trx);
}

/** Ends all links of an account that have not been used; true if there was one. */
export async function endLinks(trx: Transaction, accountId: number, at: Date): Promise<boolean> {
  const result = await sql`update sign_in_link set expires_at = ${at}
    where account_id = ${accountId} and used_at is null and expires_at > ${at}`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** Ends the links for a first administrator: there is one now, or a newer link. */
export async function endFirstLinks(trx: Transaction, at: Date): Promise<void> {
  await sql`update sign_in_link set expires_at = ${at}
    where purpose = 'first_administrator' and used_at is null and expires_at > ${at}`.execute(trx);
}

/** The invitation or reset that is still open, for the account's page. */
export async function openLinkOf(
  db: Database,
  accountId: number,
  now: Date,
): Promise<{ purpose: LinkPurpose; expiresAt: Date } | undefined> {
  const { rows } = await sql<{ purpose: LinkPurpose; expiresAt: Date }>`
    select purpose, expires_at as "expiresAt" from sign_in_link
    where account_id = ${accountId} and used_at is null and expires_at > ${now} order by id desc limit 1`.execute(db);
  return rows[0];
}
