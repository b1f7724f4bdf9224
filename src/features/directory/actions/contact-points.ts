/** Contact points: added, removed, used again after a bounce or at the person's wish. Addresses never go into the record. */
import type { AuditAct } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { ContactKind } from '../model.ts';
import {
  clearBounceMark,
  clearOptOut,
  deleteContactPoint,
  insertContactPoint,
  lockPerson,
} from '../queries/changes.ts';
import { contactPointWithin, personWithinReach } from '../queries/person-page.ts';
import { boundsOf, type Desk, recordChange } from './desk.ts';

export async function addContactPoint(
  trx: Transaction,
  desk: Desk,
  personId: number,
  point: { kind: ContactKind; address: string },
): Promise<Outcome<null>> {
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  // Locked, so that two added at once do not get the same rank.
  if (!person || !(await lockPerson(trx, personId))) return refused(null, 'gone');
  const added = await insertContactPoint(trx, { personId, ...point, at: desk.at });
  if (!added) return refused('address', 'addressThere');
  await recordChange(trx, desk, 'contact_point.add', subjectOf(person), { kind: point.kind });
  return done(null);
}

/** Removes it; a message queued for it finds no address and is not sent. */
export async function removeContactPoint(trx: Transaction, desk: Desk, id: number): Promise<Outcome<number>> {
  return onPoint(trx, desk, id, 'contact_point.remove', async () => {
    await deleteContactPoint(trx, id);
    return undefined;
  });
}

/** After somebody has checked that the address is right. */
export async function clearBounce(trx: Transaction, desk: Desk, id: number): Promise<Outcome<number>> {
  return onPoint(trx, desk, id, 'contact_point.clear_bounce', async (point) => {
    if (!point.bouncedAt) return 'notBounced';
    await clearBounceMark(trx, id);
    return undefined;
  });
}

/** Only the person can want messages again: the form has them say so. */
export async function optBackIn(trx: Transaction, desk: Desk, id: number, wished: boolean): Promise<Outcome<number>> {
  if (!wished) return refused('wish', 'wishMissing');
  return onPoint(trx, desk, id, 'contact_point.opt_in', async (point) => {
    if (!point.optedOutAt) return 'notOptedOut';
    await clearOptOut(trx, id);
    return undefined;
  });
}

type Point = NonNullable<Awaited<ReturnType<typeof contactPointWithin>>>;

/** Locks a contact point, changes it and records that. The value is the person's id. */
async function onPoint(
  trx: Transaction,
  desk: Desk,
  id: number,
  action: AuditAct,
  change: (point: Point) => Promise<string | undefined>,
): Promise<Outcome<number>> {
  const point = await contactPointWithin(trx, boundsOf(desk), id, true);
  const person = point && (await personWithinReach(trx, boundsOf(desk), point.personId));
  if (!point || !person) return refused(null, 'gone');
  const trouble = await change(point);
  if (trouble) return refused(null, trouble);
  await recordChange(trx, desk, action, subjectOf(person), { kind: point.kind });
  return done(point.personId);
}

function subjectOf(person: { id: number; organisationId: number | null }) {
  return { personId: person.id, organisationId: person.organisationId };
}
