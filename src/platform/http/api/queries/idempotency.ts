/** Answers that are kept for a day, so that a POST sent twice is done once. */
import { sql } from 'kysely';
import type { Database } from '../../../database/connect.ts';

export interface KeptAnswer {
  requestHash: Buffer;
  /** Null while it is under way. */
  status: number | null;
  headers: Record<string, string>;
  body: string | null;
}

/**
 * Takes a key for a request. Returns the answer that is kept under it, or nothing: then the key is this request's. A
 * request that never ended (its process was killed) holds its key until `stale`.
 */
export async function takeKey(
  db: Database,
  key: { tokenId: number; key: string; requestHash: Buffer },
  at: Date,
  stale: Date,
): Promise<KeptAnswer | undefined> {
  const { rows: taken } = await sql`
    insert into api_idempotency as i (token_id, key, request_hash, taken_at)
    values (${key.tokenId}, ${key.key}, ${key.requestHash}, ${at})
    on conflict (token_id, key) do update set request_hash = excluded.request_hash, taken_at = excluded.taken_at
    where i.status is null and i.taken_at < ${stale}
    returning token_id`.execute(db);
  if (taken.length > 0) return undefined;
  const { rows } = await sql<KeptAnswer>`
    select request_hash as "requestHash", status, headers, body from api_idempotency
    where token_id = ${key.tokenId} and key = ${key.key}`.execute(db);
  // Forgotten in between: as if it were under way, the client tries again.
  return rows[0] ?? { requestHash: key.requestHash, status: null, headers: {}, body: null };
}

export async function keepAnswer(
  db: Database,
  key: { tokenId: number; key: string },
  answer: { status: number; headers: Record<string, string>; body: string },
): Promise<void> {
  await sql`update api_idempotency set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}::jsonb,
    body = ${answer.body} where token_id = ${key.tokenId} and key = ${key.key}`.execute(db);
}

/** It was not done: the same key may try again. */
export async function releaseKey(db: Database, key: { tokenId: number; key: string }): Promise<void> {
  await sql`delete from api_idempotency where token_id = ${key.tokenId} and key = ${key.key}`.execute(db);
}

export async function forgetKeys(db: Database, before: Date): Promise<void> {
  await sql`delete from api_idempotency where taken_at < ${before}`.execute(db);
}
