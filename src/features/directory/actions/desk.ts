/** What every change at the desk comes with, and its record. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Bounds } from '../queries/within-reach.ts';

/** Who changes, within which reach, on which day. */
export interface Desk {
  accountId: number;
  reach: Reach;
  today: string;
  at: Date;
}

/** Those who mend the directory find also what has ended. */
export function boundsOf({ reach, today }: Desk): Bounds {
  return { reach, today, ended: true };
}

/** Records the act, and has the figures counted anew soon: once for many changes. */
export async function recordChange(
  trx: Transaction,
  desk: Desk,
  action: AuditAct,
  subject: { personId: number; organisationId?: number | null },
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: desk.accountId },
    action,
    organisationId: subject.organisationId ?? null,
    subject: `person:${subject.personId}`,
    detail,
    at: desk.at,
  });
  await enqueue(trx, 'directory.count', {}, { key: 'directory.count', runAt: new Date(desk.at.getTime() + 60_000) });
}
