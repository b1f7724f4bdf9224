/** For the demonstration: what became of a notice of the past after its publication. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import { keepVersion } from './queries/versions.ts';
import { upsertText } from './queries/write.ts';

export interface PastCorrection {
  at: Date;
  /** The local day of it: answers given later are of the corrected version. */
  on: string;
  reason: string;
  texts: readonly Parameters<typeof upsertText>[2][];
}

/** The next version, as a correction left it; what stood before stays readable. */
export async function correctPastNotice(trx: Transaction, id: number, past: PastCorrection): Promise<void> {
  await keepVersion(trx, id, past.at);
  await sql`update notice set version = 2, corrected_at = ${past.at}, correction_reason = ${past.reason},
    correction_told = 'everybody', updated_at = ${past.at} where id = ${id}`.execute(trx);
  await sql`update notice_acknowledgement set version = 2
    where notice_id = ${id} and acknowledged_on > ${past.on}::date`.execute(trx);
  for (const text of past.texts) await upsertText(trx, id, text);
}

/** Its end, and its place on top. */
export async function setPastTerms(
  trx: Transaction,
  id: number,
  terms: { expiresOn: string | null; pin: { until: string; by: number } | null },
): Promise<void> {
  await sql`update notice set expires_on = ${terms.expiresOn}, pinned_until = ${terms.pin?.until ?? null},
    pinned_by = ${terms.pin?.by ?? null} where id = ${id}`.execute(trx);
}
