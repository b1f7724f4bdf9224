/** Who acts, and when. */
import type { AuditAct } from '#features/audit/feature.ts';
import { record } from '#features/audit/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Site } from './alerts.ts';

export interface By {
  accountId: number;
  at: Date;
  /** The day in the district's zone. */
  today: string;
  /** Where they may act. */
  reach: Reach;
  /** The service's own address and clock, which stand in what leaves the house, and by what it leaves. */
  site: Site;
}

export async function note(
  trx: Transaction,
  by: Pick<By, 'accountId' | 'at'>,
  action: Extract<AuditAct, `incident${string}`>,
  subject: string,
  detail: Record<string, string | number> = {},
): Promise<void> {
  await record(trx, { actor: { kind: 'account', accountId: by.accountId }, action, subject, detail, at: by.at });
}
