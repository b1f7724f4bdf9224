/** Two records of one person become one, and two again. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { boundsOf, type Desk, recordChange } from '../actions/desk.ts';
import { lockPerson, raiseLinkEpoch } from '../queries/changes.ts';
import { personWithinReach } from '../queries/person-page.ts';
import { insertMerge, mergeById, mergeCandidate, moveAll, moveBack, stuck } from './queries.ts';

/**
 * `gone` goes into `kept`: memberships, guardianships and contact points move; what was sent and acknowledged stays
 * where it was. Staff are not merged: an account and its rights stand on their memberships.
 */
export async function mergePeople(trx: Transaction, desk: Desk, kept: number, gone: number): Promise<Outcome<number>> {
  const person = await personWithinReach(trx, boundsOf(desk), kept);
  if (!person) return refused(null, 'gone');
  // In order of id: two people who merge the same pair at once must not wait for each other.
  for (const id of [kept, gone].sort((a, b) => a - b)) await lockPerson(trx, id);
  const other = await mergeCandidate(trx, boundsOf(desk), kept, gone);
  if (!other || person.state !== 'active') return refused(null, 'gone');
  if (person.leavesOn !== null) return refused(null, 'leavingPlanned');
  if (other.staff) return refused(null, 'mergeStaff');
  const moved = await moveAll(trx, kept, gone, desk.today, desk.at);
  const id = await insertMerge(trx, { kept, gone, accountId: desk.accountId, at: desk.at, moved });
  const subject = { personId: kept, organisationId: person.organisationId };
  await recordChange(trx, desk, 'person.merge', subject, { merge: id, other: gone });
  return done(id);
}

/** The value is the person who was kept. */
export async function takeApart(trx: Transaction, desk: Desk, id: number): Promise<Outcome<number>> {
  const before = await mergeById(trx, id);
  const person = before && (await personWithinReach(trx, boundsOf(desk), before.kept));
  if (!before || !person) return refused(null, 'gone');
  for (const one of [before.kept, before.gone].sort((a, b) => a - b)) await lockPerson(trx, one);
  const merge = await mergeById(trx, id);
  if (!merge || merge.undone) return refused(null, 'mergeUndone');
  if (await stuck(trx, merge)) return refused(null, 'mergeStuck');
  await moveBack(trx, merge, desk.at);
  // Links that were sent meanwhile show what is now the other's.
  await raiseLinkEpoch(trx, [merge.kept]);
  const subject = { personId: merge.kept, organisationId: person.organisationId };
  await recordChange(trx, desk, 'person.unmerge', subject, { merge: id, other: merge.gone });
  return done(merge.kept);
}
