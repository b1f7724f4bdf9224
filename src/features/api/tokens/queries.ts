/** SQL of tokens. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { TokenRow } from '../model.ts';

const columns = sql`t.id, t.name, t.organisation_id as "organisationId", o.name as organisation, o.path::text as path,
  t.public_part as "publicPart", t.roles, t.scopes, t.networks, t.made_by as "madeBy", a.display_name as maker,
  t.made_at as "madeAt", t.expires_on as "expiresOn", t.last_used_on as "lastUsedOn", t.revoked_at as "revokedAt"`;
const tables = sql`api_token t join organisation o on o.id = t.organisation_id join account a on a.id = t.made_by`;

/** A token by its public part, with the hash of its secret. Its organisation must not have been closed. */
export async function tokenByPublicPart(
  db: Database,
  publicPart: string,
  today: string,
): Promise<(TokenRow & { secretHash: Buffer }) | undefined> {
  const { rows } = await sql<TokenRow & { secretHash: Buffer }>`
    select ${columns}, t.secret_hash as "secretHash" from ${tables}
    where t.public_part = ${publicPart} and (o.ended_on is null or o.ended_on > ${today}::date)`.execute(db);
  return rows[0];
}

/** Of one's reach, those in use first, then the latest that ended. */
export async function tokensWithin(db: Database, reach: Reach, today: string): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select ${columns} from ${tables} where o.path <@ any (${[...reach.paths]}::ltree[])
    order by (t.revoked_at is not null or t.expires_on < ${today}::date), t.id desc limit 200`.execute(db);
  return rows;
}

export async function tokenWithin(
  db: Database | Transaction,
  reach: Reach,
  id: number,
  lock = false,
): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`
    select ${columns} from ${tables} where t.id = ${id} and o.path <@ any (${[...reach.paths]}::ltree[])
    ${lock ? sql`for update of t` : sql``}`.execute(db);
  return rows[0];
}

export async function insertToken(
  trx: Transaction,
  token: {
    organisationId: number;
    name: string;
    publicPart: string;
    secretHash: Buffer;
    roles: readonly string[];
    scopes: readonly string[];
    networks: readonly string[];
    madeBy: number;
    madeAt: Date;
    expiresOn: string;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into api_token (organisation_id, name, public_part, secret_hash, roles, scopes, networks, made_by, made_at,
      expires_on)
    values (${token.organisationId}, ${token.name}, ${token.publicPart}, ${token.secretHash}, ${[...token.roles]}::text[],
      ${[...token.scopes]}::text[], ${[...token.networks]}::text[], ${token.madeBy}, ${token.madeAt},
      ${token.expiresOn}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function markUsed(db: Database, id: number, today: string): Promise<void> {
  await sql`update api_token set last_used_on = ${today} where id = ${id}`.execute(db);
}

export async function markRevoked(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update api_token set revoked_at = ${at}, revoked_by = ${by} where id = ${id}`.execute(trx);
  await sql`delete from api_idempotency where token_id = ${id}`.execute(trx);
}

/** Tokens in use that end on `until` at the latest and of which nobody was told yet, locked. */
export async function endingTokens(trx: Transaction, today: string, until: string): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select ${columns} from ${tables}
    where t.revoked_at is null and t.warned_on is null and t.expires_on between ${today}::date and ${until}::date
    order by t.id limit 100 for update of t skip locked`.execute(trx);
  return rows;
}

export async function markWarned(trx: Transaction, ids: readonly number[], today: string): Promise<void> {
  await sql`update api_token set warned_on = ${today} where id = any (${[...ids]}::bigint[])`.execute(trx);
}

/** Tokens that ended before then, with the answers kept for them. Returns how many. */
export async function forgetTokens(db: Database, before: Date, most: number): Promise<number> {
  const { rows } = await sql`
    with old as (
      select id from api_token where coalesce(revoked_at, expires_on::timestamptz) < ${before} order by id limit ${most}),
    answers as (delete from api_idempotency where token_id in (select id from old))
    delete from api_token where id in (select id from old) returning id`.execute(db);
  return rows.length;
}
