/** Passkeys: found by what the authenticator calls them. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { PasskeyRow } from '../model.ts';

export interface PasskeyKey {
  credentialId: Buffer;
  publicKey: Buffer;
  signCount: number;
  transports: string[];
}

const keyColumns = sql`p.id, p.account_id as "accountId", p.name, p.credential_id as "credentialId",
  p.public_key as "publicKey", p.sign_count as "signCount", p.transports, p.created_at as "createdAt",
  p.last_used_on as "lastUsedOn"`;

export type FullPasskey = PasskeyRow & PasskeyKey;

/** An account's passkeys, oldest first; there are few. */
export async function passkeysOf(db: Database | Transaction, accountId: number): Promise<FullPasskey[]> {
  const { rows } = await sql<FullPasskey>`
    select ${keyColumns} from passkey p where p.account_id = ${accountId} order by p.id limit 50`.execute(db);
  return rows;
}

/** The passkey with this id, locked: of two answers at once, the second meets the new count. */
export async function lockPasskey(trx: Transaction, credentialId: Buffer): Promise<FullPasskey | undefined> {
  const { rows } = await sql<FullPasskey>`
    select ${keyColumns} from passkey p where p.credential_id = ${credentialId} for update`.execute(trx);
  return rows[0];
}

/** False if the authenticator's key is known already. */
export async function insertPasskey(
  trx: Transaction,
  accountId: number,
  passkey: PasskeyKey & { name: string; at: Date },
): Promise<boolean> {
  const result = await sql`
    insert into passkey (account_id, credential_id, public_key, sign_count, transports, name, created_at)
    values (${accountId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.signCount},
      ${[...passkey.transports]}::text[], ${passkey.name}, ${passkey.at})
    on conflict (credential_id) do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

export async function usedPasskey(trx: Transaction, id: number, signCount: number, today: string): Promise<void> {
  await sql`update passkey set sign_count = ${signCount}, last_used_on = ${today} where id = ${id}`.execute(trx);
}

/** Takes away one passkey of an account, or all. Returns how many that were. */
export async function deletePasskeys(trx: Transaction, accountId: number, only: number | null): Promise<number> {
  const result = await sql`delete from passkey where account_id = ${accountId}
    and (${only}::bigint is null or id = ${only})`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** Takes a challenge: true once. */
export async function takeChallenge(trx: Transaction, hash: Buffer, at: Date): Promise<boolean> {
  const result = await sql`insert into passkey_answer (challenge_hash, at) values (${hash}, ${at})
    on conflict do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

export async function sweepChallenges(trx: Transaction, before: Date): Promise<void> {
  await sql`delete from passkey_answer where at < ${before}`.execute(trx);
}
