/** What the duty officer makes of a warning. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import { type Declaration, type Declared, declare } from '../../actions/declare.ts';
import { ofDistrict } from '../../policy.ts';
import type { Warning } from '../model/warning.ts';
import { decide, lockWarning } from '../queries/warnings.ts';

/** With a reason: whoever asks later why nothing was declared finds it. */
export async function dismissWarning(trx: Transaction, by: By, id: number, reason: string): Promise<Outcome<Warning>> {
  const warning = await lockWarning(trx, id);
  if (!warning) return refused(null, 'warningGone');
  if (warning.state !== 'new') return refused(null, 'warningDecided');
  await decide(trx, id, { state: 'dismissed', reason, incidentId: null, by });
  await note(trx, by, 'incident_warning.dismiss', `warning:${id}`);
  return done(warning);
}

/** A dismissal that was too quick. */
export async function bringBack(trx: Transaction, by: By, id: number): Promise<Outcome<Warning>> {
  const warning = await lockWarning(trx, id);
  if (!warning) return refused(null, 'warningGone');
  if (warning.state !== 'dismissed') return refused(null, 'warningDecided');
  await decide(trx, id, {
    state: warning.followedBy === null ? 'new' : 'settled',
    ...{ reason: '', incidentId: null, by: null },
  });
  await note(trx, by, 'incident_warning.bring_back', `warning:${id}`);
  return done(warning);
}

/** An incident was declared from it, or it belongs to one that runs. It may have been dismissed or have run out before. */
export async function takeWarning(trx: Transaction, by: By, id: number, incidentId: number): Promise<Outcome<Warning>> {
  const warning = await lockWarning(trx, id);
  if (!warning) return refused(null, 'warningGone');
  if (warning.state === 'taken') return refused(null, 'warningDecided');
  await decide(trx, id, { state: 'taken', reason: '', incidentId, by });
  await note(trx, by, 'incident_warning.take', `warning:${id}`, { incident: incidentId });
  return done(warning);
}

/**
 * Declares, and says from which warning. An exercise of others can only become an exercise. If somebody has decided the
 * warning meanwhile, the incident is declared all the same: what endangers people does not wait for a list.
 */
export async function declareFrom(
  trx: Transaction,
  by: By,
  wish: Declaration,
  warningId: number,
): Promise<Outcome<Declared>> {
  const warning = ofDistrict(by.reach) ? await lockWarning(trx, warningId) : undefined;
  if (warning?.status === 'Exercise' && !wish.exercise) return refused('mode', 'warnExerciseOnly');
  const outcome = await declare(trx, by, wish);
  if (outcome.ok && 'id' in outcome.value && warning && warning.state !== 'taken') {
    await takeWarning(trx, by, warning.id, outcome.value.id);
  }
  return outcome;
}
