/** Who acts, and the steps that every act on a notice has in common. */
import { record } from '#features/audit/feature.ts';
import type { Reach } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Notice } from '../model/notice.ts';
import { type Act, may } from '../model/states.ts';
import { lockWithin } from '../queries/notices.ts';
import { insertEvent, noteEdit, raiseRevision } from '../queries/write.ts';
import { auditActs, type NoticeAct } from './acts.ts';

export interface By {
  accountId: number;
  /** Where the person holds the permission for this act. */
  reach: Reach;
  /** Classes that the person teaches: there an audience may be small. */
  ownClassIds?: readonly number[];
}

/** The day in the district's zone. */
export function today(services: Services): string {
  return localDate(services.clock.now(), services.config.timeZone);
}

/** Locks the notice, checks that the draft is the one that the person saw, changes it, raises its revision. */
export function edit(
  services: Services,
  by: By,
  id: number,
  revision: number,
  change: (trx: Transaction, notice: Notice) => Promise<Outcome<unknown>>,
  /** What is passed on stays as it is, but for what says so. */
  options: { ofForward?: boolean } = {},
): Promise<Outcome<{ revision: number }>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (notice.state !== 'draft') return refused(null, 'notDraft');
    if (notice.revision !== revision) return refused(null, 'stale');
    if (notice.forwardsId !== null && !options.ofForward) return refused(null, 'fixedInForward');
    const outcome = await change(trx, notice);
    if (!outcome.ok) return outcome;
    const raised = await raiseRevision(trx, id, at);
    await noteEdit(trx, id, by.accountId, at);
    await auditAct(trx, notice, by.accountId, 'edited', at);
    return done({ revision: raised });
  });
}

/** Locks the notice and checks that the act is possible in its state. */
export function act<T>(
  services: Services,
  by: By,
  id: number,
  name: Act,
  step: (trx: Transaction, notice: Notice) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (!may(name, notice.state)) return refused(null, 'notNow');
    return step(trx, notice);
  });
}

/** The event that people read in the history, and the entry of the audit. */
export async function noteAct(
  trx: Transaction,
  notice: Pick<Notice, 'id' | 'organisationId'>,
  accountId: number | null,
  kind: NoticeAct,
  at: Date,
  more: { comment?: string | null; detail?: Record<string, string | number | boolean | null> } = {},
): Promise<void> {
  await insertEvent(trx, { noticeId: notice.id, at, accountId, kind, ...more });
  await auditAct(trx, notice, accountId, kind, at, more.detail);
}

/** Only the entry of the audit. Ids, states and counts: no text of the notice. */
export async function auditAct(
  db: Transaction | Services['db'],
  notice: Pick<Notice, 'id' | 'organisationId'>,
  accountId: number | null,
  kind: NoticeAct,
  at: Date,
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await record(db, {
    actor: accountId === null ? { kind: 'system' } : { kind: 'account', accountId },
    action: auditActs[kind],
    organisationId: notice.organisationId,
    subject: `notice:${notice.id}`,
    detail,
    at,
  });
}
