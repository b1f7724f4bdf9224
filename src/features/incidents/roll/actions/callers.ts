/** Who phones: named by the incident's staff, for one place, until the roll call ends. */
import { holdersOf } from '#features/accounts/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import { callingRoles } from '../../policy.ts';
import { affectedBy, lockIncident } from '../../queries/incidents.ts';
import { addCaller, removeCaller } from '../queries/callers.ts';
import { lockRollCall } from '../queries/roll-calls.ts';

/** Accounts that can be named for a place: officers, administrators and safety officers there or above. */
export async function mayCall(
  db: Database | Transaction,
  path: string,
  today: string,
): Promise<{ accountId: number; name: string }[]> {
  const found = await Promise.all(callingRoles.map((role) => holdersOf(db, role, path, today)));
  return [...new Map(found.flat().map((one) => [one.accountId, one])).values()];
}

/** Adds or takes a caller. The place is one that the incident touches, or a school below one, within the officer's reach. */
export async function nameCaller(
  trx: Transaction,
  by: By,
  incidentId: number,
  rollId: number,
  change: { accountId: number; organisationId: number; act: 'add' | 'remove' },
): Promise<Outcome<null>> {
  const incident = await lockIncident(trx, incidentId);
  const roll = incident && (await lockRollCall(trx, rollId, 'share'));
  if (!incident || roll?.incidentId !== incidentId) return refused(null, 'incidentGone');
  if (roll.closedAt !== null) return refused(null, 'rollClosed');
  const place = await organisationById(trx, change.organisationId);
  const touched = (await affectedBy(trx, incidentId)).some(
    ({ path }) => place && (place.path === path || place.path.startsWith(`${path}.`)),
  );
  if (!place || !touched || !within(by.reach, place.path)) return refused('place', 'whereMissing');
  if (change.act === 'add') {
    const candidates = await mayCall(trx, place.path, by.today);
    if (!candidates.some(({ accountId }) => accountId === change.accountId))
      return refused('account', 'rollCallerMissing');
    await addCaller(trx, rollId, change.accountId, place.id);
  } else if (!(await removeCaller(trx, rollId, change.accountId, place.id))) {
    return refused('account', 'rollCallerMissing');
  }
  const detail = { roll: rollId, account: change.accountId, place: place.id, named: change.act === 'add' ? 1 : 0 };
  await note(trx, by, 'incident.name_caller', `incident:${incidentId}`, detail);
  return done(null);
}
