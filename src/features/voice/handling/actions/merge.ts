/** Duplicates by matter. Nothing of a person is compared: two handlers' eyes on two texts say that they are the same. */
import { organisationsByIds } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { complains } from '../../model/kinds.ts';
import { changeCase } from '../../queries/cases.ts';
import { hasMerged, lockSeen } from '../queries/desk.ts';
import { conflictOf, dropProposals } from '../queries/work.ts';
import { type By, notFrom, onCase } from './by.ts';

/**
 * The one becomes part of the other, whose answer its receipt opens from then on. Both are locked in the order of their
 * numbers: two handlers who merge them both ways at once don't wait for each other.
 */
export async function merge(trx: Transaction, by: By, number: string, into: string): Promise<Outcome<null>> {
  if (number === into) return refused('into', 'mergeSelf');
  for (const each of [number, into].sort()) await lockSeen(trx, by.handler, each);
  const other = await lockSeen(trx, by.handler, into);
  if (!other) return refused('into', 'mergeUnknown');
  if (complains(other.kind) && (await conflictOf(trx, other.id, by.handler.accountId)) !== false) {
    return refused('into', 'mergeUnknown');
  }
  return onCase(trx, by, number, async ({ one, step, note }) => {
    const moved = notFrom(one, 'merged');
    if (moved) return moved;
    if (other.state === 'merged' || other.state === 'withdrawn') return refused('into', 'mergeEnded');
    if (await hasMerged(trx, one.id)) return refused('into', 'mergeHasOthers');
    // What complains of a school never ends up with an office of that school.
    const places = await organisationsByIds(
      trx,
      [one.organisationId, other.officeId].filter((id): id is number => id !== null),
    );
    const concerned = one.organisationId === null ? undefined : places.get(one.organisationId)?.path;
    const office = other.officeId === null ? undefined : places.get(other.officeId)?.path;
    if (complains(one.kind) && concerned && office && `${office}.`.startsWith(`${concerned}.`)) {
      return refused('into', 'mergeConcerned');
    }
    await changeCase(trx, one.id, {
      ...{ state: 'merged', mergedInto: other.id, closedOn: by.today },
      officeId: one.officeId ?? other.officeId,
    });
    await dropProposals(trx, one.id);
    await step({ act: 'merged', officeId: one.officeId ?? other.officeId });
    await note('voice.merge_case');
    return done(null);
  });
}

/** They were not the same after all: it goes on from where it was. */
export function unmerge(trx: Transaction, by: By, number: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, step, note }) => {
    if (one.state !== 'merged') return refused(null, 'caseMoved');
    const state = one.acceptedOn ? 'accepted' : 'received';
    await changeCase(trx, one.id, { state, mergedInto: null, closedOn: null });
    await step({ act: 'unmerged' });
    await note('voice.unmerge_case');
    return done(null);
  });
}
