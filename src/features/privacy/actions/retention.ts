/** Carrying out the rules of retention, and suspending one. */
import { record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { enqueue } from '#platform/jobs.ts';
import type { RetentionRule } from '#platform/keeping.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { rules as allRules, mayBeHeld, ruleOf } from '../keepings.ts';
import { batchSize, type Hold, holds, longestHoldDays, mostBatches } from '../model/retention.ts';
import {
  confirmHold,
  endHold,
  endPassedHolds,
  endRun,
  insertHold,
  lockHold,
  openHolds,
  putResult,
  startRun,
} from '../queries/retention.ts';

export interface By {
  accountId: number;
  at: Date;
  today: string;
}

export const runJob = 'privacy.run_retention';

/**
 * Goes through the rules, each in bounded transactions, and writes down what went. Each batch stands by itself: whoever
 * is cut off, or runs beside another, loses nothing and forgets nothing twice. One rule's failure stops no other.
 */
export async function runRetention(
  services: Services,
  accountId: number | null = null,
  rules: readonly RetentionRule[] = allRules,
): Promise<{ gone: number; failed: string[] }> {
  const { db, clock, config, log } = services;
  const today = localDate(clock.now(), config.timeZone);
  const run = await startRun(db, clock.now(), accountId);
  await endPassedHolds(db, today, clock.now());
  const failed: string[] = [];
  let total = 0;
  for (const rule of rules) {
    const { kind, forget } = rule;
    if (!forget) continue;
    // Asked anew for each rule: a hold that was confirmed while the night's work goes on still counts.
    const held = (await openHolds(db)).some((hold) => hold.kind === kind && holds(hold, today));
    if (held) {
      await putResult(db, run, { kind, gone: 0, outcome: 'held', finishedAt: clock.now() });
      continue;
    }
    let gone = 0;
    try {
      for (let batch = 0, last = batchSize; last >= batchSize && batch < mostBatches; batch += 1) {
        last = await forget(services, batchSize);
        gone += last;
        await putResult(db, run, { kind, gone, outcome: 'running', finishedAt: null });
      }
      await putResult(db, run, { kind, gone, outcome: 'done', finishedAt: clock.now() });
    } catch (error) {
      log.error({ err: error, rule: kind }, 'a rule of retention failed');
      failed.push(kind);
      await putResult(db, run, { kind, gone, outcome: 'failed', finishedAt: clock.now() });
    }
    total += gone;
  }
  await endRun(db, run, clock.now());
  if (total > 0) log.info({ rows: total }, 'retention forgot what was kept long enough');
  return { gone: total, failed };
}

/** Somebody wants it done now and not in the night. */
export async function askForRun(trx: Transaction, by: By): Promise<void> {
  await enqueue(trx, runJob, { account: by.accountId }, { key: runJob });
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action: 'retention.run',
    at: by.at,
  });
}

/** Proposes that a rule be suspended until a day; it goes on until a second person confirms. */
export async function proposeHold(
  trx: Transaction,
  by: By,
  wish: { kind: string; reason: string; untilOn: string },
): Promise<Outcome<number>> {
  const rule = ruleOf(wish.kind);
  if (!rule || !mayBeHeld(rule)) return refused(null, 'holdNotPossible');
  if (wish.untilOn <= by.today) return refused('untilOn', 'holdPast');
  const days = (Date.parse(wish.untilOn) - Date.parse(by.today)) / 86_400_000;
  if (days > longestHoldDays) return refused('untilOn', 'holdLong');
  const id = await insertHold(trx, { ...wish, by: by.accountId, at: by.at });
  if (id === null) return refused(null, 'holdThere');
  await note(trx, by, 'retention.propose_hold', id, wish.kind);
  return done(id);
}

/** The second person: never the one who proposed. */
export async function confirm(trx: Transaction, by: By, id: number): Promise<Outcome<Hold>> {
  const hold = await lockHold(trx, id);
  if (!hold || hold.confirmedBy !== null) return refused(null, 'holdGone');
  if (hold.proposedBy === by.accountId) return refused(null, 'holdSelf');
  await confirmHold(trx, id, by.accountId, by.at);
  await note(trx, by, 'retention.confirm_hold', id, hold.kind);
  return done(hold);
}

/** One person is enough to let a rule go on, or to take a proposal back. */
export async function end(trx: Transaction, by: By, id: number): Promise<Outcome<Hold>> {
  const hold = await lockHold(trx, id);
  if (!hold) return refused(null, 'holdGone');
  await endHold(trx, id, by.accountId, by.at);
  await note(trx, by, 'retention.end_hold', id, hold.kind);
  return done(hold);
}

async function note(
  trx: Transaction,
  by: By,
  action: 'retention.propose_hold' | 'retention.confirm_hold' | 'retention.end_hold',
  id: number,
  kind: string,
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    subject: `retention_hold:${id}`,
    detail: { rule: kind },
    at: by.at,
  });
}
