/**
 * Which master key the district's database was made under. A second host that was started without a copy of the key
 * would make one of its own, and half of all links would be void without anybody noticing: it does not start.
 */
import { sql } from 'kysely';
import { OperatorError } from '../operator-error.ts';
import { fingerprint, masterKeyFile, type Secrets } from '../secrets.ts';
import type { Database, Transaction } from './connect.ts';

const key = 'master_key';

/** Notes the key at the first start, and refuses another one later unless `accept` says that the old one is gone. */
export async function agreeOnKey(
  db: Database,
  secrets: Secrets,
  where: { dataDir: string; accept: boolean; at: Date },
): Promise<void> {
  const value = JSON.stringify({ fingerprint: fingerprint(secrets) });
  const { rows } = await sql<{ value: { fingerprint: string } }>`
    insert into setting (key, value, updated_at) values (${key}, ${value}::jsonb, ${where.at})
    on conflict (key) do update set value = case when ${where.accept} then excluded.value else setting.value end
    returning value`.execute(db);
  if (rows[0]?.value.fingerprint === fingerprint(secrets)) return;
  throw new OperatorError(
    `This host has another master key than the district's database was made under: copy master-key from the data folder of the first host to ${masterKeyFile(where.dataDir)} (mode 0600), or set the same BELFRY_SECRET on each host. If that key is lost, start once with --new-key: all links sent so far end, and everybody with a second factor needs a new one.`,
  );
}

/** After a restore, which has looked at the key itself: the next start notes it anew. */
export async function forgetKeyMark(trx: Transaction): Promise<void> {
  await sql`delete from setting where key = ${key}`.execute(trx);
}
