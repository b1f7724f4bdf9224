/**
 * Somebody leaves on a day: from then on everything stops, and nothing is sent about it. Who has died leaves today: why
 * is neither asked nor kept, so that no list and no record can name it (product.md).
 */
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { boundsOf, type Desk, recordChange } from '../actions/desk.ts';
import { isMerged, lockPerson } from '../queries/changes.ts';
import { personWithinReach } from '../queries/person-page.ts';
import { dayTrouble } from './model.ts';
import { dueToLeave, endOn, settle, takeBack } from './queries.ts';

/**
 * The person leaves on a day, which may have passed or be to come (then `settleLeavings` carries it out). A day that was
 * planned is replaced. What is queued, scheduled or claimed asks for the audience again before it leaves.
 */
export async function leaveOn(trx: Transaction, desk: Desk, personId: number, day: string): Promise<Outcome<null>> {
  if (!(await personWithinReach(trx, boundsOf(desk), personId))) return refused(null, 'gone');
  const state = await lockPerson(trx, personId);
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  if (!person || !state) return refused(null, 'gone');
  if (state !== 'active') return refused(null, 'alreadySo');
  const trouble = dayTrouble(day, desk.today);
  if (trouble) return refused('day', trouble);
  if (person.leavesOn !== null) await takeBack(trx, personId);
  await endOn(trx, personId, day);
  if (day <= desk.today) await settle(trx, personId, desk.today);
  await recordChange(trx, desk, 'person.leave', subjectOf(person), { day });
  return done(null);
}

/** Before the day: it is called off. Afterwards: the person is back, with what ended on that day. Links stay dead. */
export async function stayOrReturn(trx: Transaction, desk: Desk, personId: number): Promise<Outcome<null>> {
  if (!(await personWithinReach(trx, boundsOf(desk), personId))) return refused(null, 'gone');
  const state = await lockPerson(trx, personId);
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  if (!person || !state) return refused(null, 'gone');
  if (state === 'active' && person.leavesOn === null) return refused(null, 'alreadySo');
  if (await isMerged(trx, personId)) return refused(null, 'mergedAway');
  await takeBack(trx, personId);
  const act = state === 'active' ? 'person.stay' : 'person.restore';
  await recordChange(trx, desk, act, subjectOf(person), { day: person.leavesOn });
  return done(null);
}

const atOnce = 200;

/**
 * Carries out the leavings whose day has come; returns how many. Their memberships ended at midnight by date; this ends
 * links, and what was added since. Safe to run twice and at once.
 */
export async function settleLeavings({ db, clock, config }: Services): Promise<number> {
  const today = localDate(clock.now(), config.timeZone);
  let settled = 0;
  for (let found = atOnce; found === atOnce; settled += found) {
    found = await db.transaction().execute(async (trx) => {
      const people = await dueToLeave(trx, today, atOnce);
      for (const { id, day } of people) {
        await endOn(trx, id, day);
        await settle(trx, id, today);
      }
      return people.length;
    });
  }
  return settled;
}

function subjectOf(person: { id: number; organisationId: number | null }) {
  return { personId: person.id, organisationId: person.organisationId };
}
