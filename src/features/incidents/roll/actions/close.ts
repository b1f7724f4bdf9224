/** Closing a roll call: what it knew of people goes with it, in the same transaction. */
import { endAbout } from '#features/delivery/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import { lockIncident } from '../../queries/incidents.ts';
import { addEntry } from '../../queries/log.ts';
import { pageChanged } from '../../queries/page.ts';
import { subjectOf, sumOf } from '../model/roll-call.ts';
import {
  closedSince,
  closedWithPeople,
  deletePersonal,
  lockRollCall,
  openRollOf,
  overdueRollCalls,
  setClosed,
  totalsOf,
} from '../queries/roll-calls.ts';

const reason = 'the roll call was closed';

/** By the incident's staff, before its time is over. */
export async function closeRollCall(
  trx: Transaction,
  by: By,
  incidentId: number,
  rollId: number,
): Promise<Outcome<null>> {
  const incident = await lockIncident(trx, incidentId);
  if (!incident || !within(by.reach, incident.path)) return refused(null, 'incidentGone');
  const roll = await lockRollCall(trx, rollId, 'update');
  if (roll?.incidentId !== incidentId) return refused(null, 'incidentGone');
  if (roll.closedAt !== null) return refused(null, 'rollClosed');
  await end(trx, incidentId, rollId, by);
  await note(trx, by, 'incident.close_roll', `incident:${incidentId}`, { roll: rollId });
  return done(null);
}

/** The incident is over, and with it its roll call. The incident is locked by the caller. */
export async function closeWithIncident(trx: Transaction, by: By, incidentId: number): Promise<void> {
  const id = await openRollOf(trx, incidentId);
  if (id === undefined || !(await lockRollCall(trx, id, 'update'))) return;
  await end(trx, incidentId, id, by);
  await note(trx, by, 'incident.close_roll', `incident:${incidentId}`, { roll: id });
}

/**
 * Counts what was answered, then deletes answers, texts, callers, and who got its messages. Whoever answers at this moment
 * holds the row (`for share`) and is waited for; who comes later finds it closed.
 */
async function end(
  trx: Transaction,
  incidentId: number,
  id: number,
  by: { accountId: number | null; at: Date; today: string },
): Promise<void> {
  const totals = await totalsOf(trx, id, by.today);
  await setClosed(trx, id, { at: by.at, by: by.accountId, totals });
  await forget(trx, id, by.at);
  const { asked, open } = sumOf(totals);
  const detail = { asked, answered: asked - open };
  await addEntry(trx, incidentId, { sort: 'roll_closed', at: by.at, accountId: by.accountId, text: '', detail });
  await pageChanged(trx);
}

async function forget(trx: Transaction, id: number, at: Date): Promise<void> {
  await deletePersonal(trx, id);
  await endAbout(trx, subjectOf(id), reason, at);
}

const atOnce = 20;
/** So long afterwards closed ones are looked at again: a process that died may have left a piece of an expansion. */
const lookedAtAgain = 60 * 60_000;

/** By the clock: closes what has run its time. May run twice; returns how many were closed. */
export async function closeOverdue(services: Services): Promise<number> {
  const { db, clock, config } = services;
  const at = clock.now();
  const by = { accountId: null, at, today: localDate(at, config.timeZone) };
  let closed = 0;
  for (const { id, incidentId } of await overdueRollCalls(db, at, atOnce)) {
    await db.transaction().execute(async (trx) => {
      // First the incident, as whoever closes by hand: in another order the two would wait for each other.
      await lockIncident(trx, incidentId);
      const roll = await lockRollCall(trx, id, 'update');
      if (!roll || roll.closedAt !== null) return;
      await end(trx, roll.incidentId, id, by);
      closed += 1;
    });
  }
  await db.transaction().execute(async (trx) => {
    for (const id of await closedSince(trx, new Date(at.getTime() - lookedAtAgain))) await forget(trx, id, at);
  });
  return closed;
}

/**
 * After a restore, in its transaction: what was closed since the backup has been closed again by its tombstone; here go
 * the rows that the backup still had. Nothing is sent or counted.
 */
export async function rollsRestored(trx: Transaction, at: Date): Promise<void> {
  const ids = new Set([...(await closedSince(trx, null)), ...(await closedWithPeople(trx))]);
  for (const id of ids) await forget(trx, id, at);
}
