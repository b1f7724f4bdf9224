/** Opening a roll call, asking and reminding. */

import { aboutMessages, createMessage } from '#features/delivery/feature.ts';
import { audienceSize, termOn } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import type { Incident } from '../../model/incident.ts';
import { affectedBy, lockIncident } from '../../queries/incidents.ts';
import { addEntry } from '../../queries/log.ts';
import { pageChanged } from '../../queries/page.ts';
import { rollMessage } from '../mail.ts';
import { countedSince, mostPerTerm, openHours, type RollCall, reminderGap, subjectOf } from '../model/roll-call.ts';
import {
  calledSince,
  classesOf,
  insertRollCall,
  lockOpening,
  lockRollCall,
  openRollOf,
} from '../queries/roll-calls.ts';

/** How often the classes of an incident can still be called in this term. */
export async function callsLeft(
  trx: Transaction,
  incident: Pick<Incident, 'id' | 'exercise'>,
  by: Pick<By, 'today' | 'site'>,
): Promise<{ classes: number[]; left: number }> {
  const classes = await classesOf(trx, incident.id);
  const term = await termOn(trx, by.today);
  const since = countedSince(term?.startsOn, by.today);
  const called = await calledSince(trx, { since, zone: by.site.timeZone, exercise: incident.exercise, classes });
  return { classes, left: Math.max(0, mostPerTerm[incident.exercise ? 'exercise' : 'real'] - called) };
}

/**
 * Opens the one roll call that an incident may have at a time. Asked are class teachers and, if wished, families by their
 * personal links. Refused once a class that it touches was called as often as a term allows.
 */
export async function openRollCall(
  trx: Transaction,
  by: By,
  incidentId: number,
  wish: { hours: number; families: boolean },
): Promise<Outcome<{ id: number }>> {
  await lockOpening(trx);
  const incident = await lockIncident(trx, incidentId);
  if (!incident || !within(by.reach, incident.path)) return refused(null, 'incidentGone');
  if (incident.state !== 'running') return refused(null, 'incidentOver');
  if (!(openHours as readonly number[]).includes(wish.hours)) return refused('hours', 'rollHoursMissing');
  if ((await openRollOf(trx, incidentId)) !== undefined) return refused(null, 'rollOpenAlready');
  const { classes, left } = await callsLeft(trx, incident, by);
  if (classes.length === 0) return refused(null, 'rollNoClasses');
  if (left === 0) return refused(null, 'rollTermFull', { n: mostPerTerm[incident.exercise ? 'exercise' : 'real'] });
  const endsAt = new Date(by.at.getTime() + wish.hours * 3_600_000);
  const id = await insertRollCall(trx, { incidentId, by: by.accountId, at: by.at, endsAt, classes });
  const roll: RollCall = { id, incidentId, openedAt: by.at, endsAt, closedAt: null, totals: null };
  await send(trx, by, incident, roll, 'teachers', false);
  if (wish.families) await send(trx, by, incident, roll, 'families', false);
  const detail = { classes: classes.length };
  await addEntry(trx, incidentId, { sort: 'roll_opened', at: by.at, accountId: by.accountId, text: '', detail });
  await note(trx, by, 'incident.open_roll', `incident:${incidentId}`, {
    roll: id,
    hours: wish.hours,
    families: wish.families ? 1 : 0,
  });
  await pageChanged(trx);
  return done({ id });
}

/** Reminds class teachers whose class is not complete, and families who were asked and have not answered; at most every half hour. */
export async function remindUnanswered(
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
  const sent = await aboutMessages(trx, subjectOf(rollId));
  const [last] = sent;
  if (last && by.at.getTime() - last.createdAt.getTime() < reminderGap) return refused(null, 'rollRemindedJustNow');
  await send(trx, by, incident, roll, 'teachers', true);
  // Whom the officer left out when it was opened is not asked by a reminder.
  if (sent.some(({ purpose }) => purpose === 'roll_call')) await send(trx, by, incident, roll, 'families', true);
  await addEntry(trx, incidentId, { sort: 'roll_reminded', at: by.at, accountId: by.accountId, text: '' });
  await note(trx, by, 'incident.remind_roll', `incident:${incidentId}`, { roll: rollId });
  return done(null);
}

/**
 * One message to class teachers or to families, by ordinary priority: the emergency priority belongs to alerts, and
 * what asks may wait for the morning where the phone calls don't. Links end with the roll call.
 */
async function send(
  trx: Transaction,
  by: By,
  incident: Incident,
  roll: RollCall,
  to: 'teachers' | 'families',
  again: boolean,
): Promise<void> {
  const places = await affectedBy(trx, incident.id);
  const role = to === 'families' ? ('guardians' as const) : ('teachers' as const);
  const audience = { include: places.map(({ organisationId }) => ({ organisationId, role })), exclude: [] };
  const { people } = await audienceSize(trx, audience, by.today);
  if (people === 0) return;
  await createMessage(
    trx,
    {
      districtId: 1,
      organisationId: incident.organisationId,
      subject: subjectOf(roll.id),
      purpose: to === 'families' ? 'roll_call' : 'roll_call_staff',
      audience,
      frozenSize: people,
      releaseAt: by.at,
      linkExpiresAt: roll.endsAt,
      contents: rollMessage(incident, roll, { to, again, site: by.site }),
    },
    by.at,
  );
}
