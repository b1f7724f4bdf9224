/** Writing the district's own records: each saving a version, an approval by a second person. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import {
  type Answers,
  type BreachStep,
  longestAnswer,
  missingAnswers,
  type PrivacyRecord,
  questions,
  type RecordKind,
  reviewDay,
} from '../model/records.ts';
import {
  addVersion,
  answersOf,
  insertRecord,
  insertStep,
  recordById,
  setApproved,
  setClosed,
} from '../queries/records.ts';
import type { By } from './retention.ts';

/** Starts a record; a breach says when it was noticed, which is not in the future. */
export async function start(
  trx: Transaction,
  by: By,
  wish: { kind: RecordKind; title: string; answers: Answers; foundAt: Date | null },
): Promise<Outcome<number>> {
  if (wish.kind === 'breach' && !wish.foundAt) return refused('foundAt', 'foundMissing');
  if (wish.foundAt && wish.foundAt > by.at) return refused('foundAt', 'foundLater');
  const reviewOn = wish.kind === 'breach' ? null : reviewDay(by.today);
  const foundAt = wish.kind === 'breach' ? wish.foundAt : null;
  const id = await insertRecord(trx, { ...wish, foundAt, reviewOn, by: by.accountId, at: by.at });
  await note(trx, by, 'privacy_record.start', id, { kind: wish.kind });
  return done(id);
}

/** Saves what was written as the next version; `version`: the one that the writer had before them. */
export async function save(
  trx: Transaction,
  by: By,
  id: number,
  change: { version: number; title: string; answers: Answers },
): Promise<Outcome<PrivacyRecord>> {
  const found = await recordById(trx, id, true);
  if (!found) return refused(null, 'recordGone');
  if (found.state === 'closed') return refused(null, 'recordClosed');
  if (found.version !== change.version) return refused(null, 'recordMoved');
  const keys: readonly string[] = questions[found.kind];
  const answers = Object.fromEntries(Object.entries(change.answers).filter(([key]) => keys.includes(key)));
  const long = Object.entries(answers).find(([, text]) => text.length > longestAnswer);
  if (long) return refused(long[0], 'answerLong');
  await addVersion(trx, found, { title: change.title, answers, by: by.accountId, at: by.at });
  await note(trx, by, 'privacy_record.save', id, { version: found.version + 1 });
  return done(found);
}

/** A second person: nobody approves what they wrote last. */
export async function approve(trx: Transaction, by: By, id: number): Promise<Outcome<PrivacyRecord>> {
  const found = await recordById(trx, id, true);
  if (!found) return refused(null, 'recordGone');
  if (found.kind === 'breach' || found.state !== 'draft') return refused(null, 'recordMoved');
  if (found.changedBy === by.accountId) return refused(null, 'approveSelf');
  const missing = missingAnswers(found.kind, (await answersOf(trx, id, found.version)) ?? {});
  if (missing.length > 0) return refused(null, 'answersMissing');
  await setApproved(trx, id, by.accountId, by.at, reviewDay(by.today));
  await note(trx, by, 'privacy_record.approve', id, { version: found.version });
  return done(found);
}

/** A breach is over, with its lessons; a register or assessment is no longer in use. It can't be changed afterwards. */
export async function close(trx: Transaction, by: By, id: number): Promise<Outcome<PrivacyRecord>> {
  const found = await recordById(trx, id, true);
  if (!found) return refused(null, 'recordGone');
  if (found.state === 'closed') return refused(null, 'recordMoved');
  if (found.kind === 'breach') {
    const missing = missingAnswers(found.kind, (await answersOf(trx, id, found.version)) ?? {});
    if (missing.length > 0) return refused(null, 'answersMissing');
  }
  await setClosed(trx, id, by.accountId, by.at);
  await note(trx, by, 'privacy_record.close', id);
  return done(found);
}

/** Something was done about a breach, or somebody was told: not before it was found, not in the future. */
export async function addStep(
  trx: Transaction,
  by: By,
  id: number,
  step: Pick<BreachStep, 'kind' | 'doneAt' | 'text'>,
): Promise<Outcome<PrivacyRecord>> {
  const found = await recordById(trx, id, true);
  if (!found || found.kind !== 'breach') return refused(null, 'recordGone');
  if (found.state === 'closed') return refused(null, 'recordClosed');
  if (step.doneAt > by.at) return refused('doneAt', 'stepLater');
  if (found.foundAt && step.doneAt < found.foundAt) return refused('doneAt', 'stepBefore');
  await insertStep(trx, id, { ...step, accountId: by.accountId });
  await note(trx, by, 'privacy_record.add_step', id, { kind: step.kind });
  return done(found);
}

async function note(
  trx: Transaction,
  by: By,
  action: Extract<AuditAct, `privacy_record.${string}`>,
  id: number,
  detail: Record<string, string | number> = {},
): Promise<void> {
  const actor = { kind: 'account' as const, accountId: by.accountId };
  await record(trx, { actor, action, subject: `privacy_record:${id}`, detail, at: by.at });
}
