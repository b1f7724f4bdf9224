/**
 * Sending a warning to families and staff, through the one outbox and ahead of everything else. One person decides, since
 * an emergency has no time for a second; who it was stands in the log, in the audit, and its use on a public page.
 */

import { record } from '#features/audit/feature.ts';
import {
  alertChannels,
  alertEnded,
  alertProgress,
  alertsGoing,
  createAlert,
  replaceAlerts,
} from '#features/delivery/feature.ts';
import { type Audience, hasPeople } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { composeAlert } from '../compose.ts';
import type { Incident } from '../model/incident.ts';
import { type AlertRole, fewestPeople, type Send } from '../model/send.ts';
import { alertsOf } from '../queries/alerts.ts';
import { affectedBy } from '../queries/incidents.ts';
import { addEntry } from '../queries/log.ts';
import { pageChanged } from '../queries/page.ts';
import { endSend, insertSend, openSends, sendsOf } from '../queries/sends.ts';
import { forgetTold } from '../queries/told.ts';
import type { Site } from './alerts.ts';

/** To whom, and how many they were when the officer looked at it. */
export interface SendWish {
  roles: readonly AlertRole[];
  people: number;
}

export interface Sender {
  site: Site;
  /** Null: by the clock. */
  accountId: number | null;
  at: Date;
}

/** The people of these roles in the places that the incident touches. */
export async function audienceOf(
  db: Database | Transaction,
  incidentId: number,
  roles: readonly AlertRole[],
): Promise<Audience> {
  const places = await affectedBy(db, incidentId);
  const include = places.flatMap(({ organisationId }) => roles.map((role) => ({ organisationId, role })));
  return { include, exclude: [] };
}

/** Whether they are enough people for a message to all of them; asked before anything is written. */
export async function mayBeSent(
  trx: Transaction,
  today: string,
  incidentId: number,
  wish: SendWish,
): Promise<Outcome<null>> {
  const audience = await audienceOf(trx, incidentId, wish.roles);
  if (await hasPeople(trx, audience, today, fewestPeople)) return done(null);
  return refused('to', 'sendFew', { n: fewestPeople });
}

/**
 * Sends the warning that was just issued. Whoever got one before gets this one too, in the same thread; what is still
 * queued of those before is not sent any more. A cancellation goes to those alone whom one before may have reached.
 */
export async function sendAlert(
  trx: Transaction,
  by: Sender,
  incident: Incident,
  alertId: number,
  wish: SendWish,
): Promise<void> {
  const warning = (await alertsOf(trx, [incident.id])).find((one) => one.id === alertId);
  if (!warning) throw new Error(`Incident ${incident.id} has no warning ${alertId}.`);
  const before = await sendsOf(trx, incident.id);
  const cancels = warning.kind === 'cancel';
  const roles = [...new Set([...before.flatMap((send) => send.roles), ...(cancels ? [] : wish.roles)])];
  const audience = await audienceOf(trx, incident.id, roles);
  const earlier = before.map((send) => send.alertId);
  // Who hears of it for the first time gets an alert, also where the public page told of it before.
  const kind = before.length === 0 && !cancels ? ('alert' as const) : warning.kind;
  await replaceAlerts(trx, earlier);
  // Whom to phone is a new list with each warning; of the one before the names go.
  await forgetTold(trx, { alertIds: earlier });
  const people = Math.max(wish.people, ...(cancels ? before.map((send) => send.people) : [0]));
  await createAlert(
    trx,
    alertChannels(by.site),
    {
      ...{
        districtId: 1,
        organisationId: incident.organisationId,
        subject: `incident:${incident.id}`,
        alertId,
        audience,
      },
      ...{ people, endsAt: warning.expiresAt, after: earlier, toFollowers: cancels },
      contents: composeAlert(incident, { ...warning, kind }, by.site),
    },
    by.at,
  );
  await insertSend(trx, { alertId, at: by.at, accountId: by.accountId, roles, people });
  const detail = { alert: alertId, people };
  await addEntry(trx, incident.id, { sort: 'sent', at: by.at, accountId: by.accountId, detail });
  await record(trx, {
    actor: by.accountId === null ? { kind: 'console' } : { kind: 'account', accountId: by.accountId },
    action: 'incident.send_alert',
    organisationId: incident.organisationId,
    subject: `incident:${incident.id}`,
    detail: { ...detail, exercise: incident.exercise ? 1 : 0 },
    at: by.at,
  });
  await pageChanged(trx);
}

/** What was sent of an incident before, and whether any of it still goes out: then it can't be left to itself. */
export async function sentBefore(
  db: Database | Transaction,
  incidentId: number,
): Promise<{ last: Send | undefined; roles: AlertRole[]; going: boolean }> {
  const sends = await sendsOf(db, incidentId);
  return {
    last: sends.at(-1),
    roles: [...new Set(sends.flatMap((send) => send.roles))],
    going: await alertsGoing(
      db,
      sends.map((send) => send.alertId),
    ),
  };
}

/** Lists of whom to phone end with their warning: the names of those who were told go, their number stays. */
export async function endLists({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await db.transaction().execute((trx) => forgetTold(trx, { before: clock.now() }));
}

/**
 * Writes down what came of warnings that have gone out: the public page counts each use. Safe to run twice; while
 * something is queued, or not all recipients have their row, nothing is written.
 */
export async function endSends(services: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const { db } = services;
  let ended = 0;
  for (const alertId of await openSends(db)) {
    const at = await alertEnded(db, alertId);
    const figures = at && (await alertProgress(db, alertId));
    if (!at || !figures) continue;
    const end = { at, reached: figures.reached, ...figures.clock };
    const wrote = await db.transaction().execute(async (trx) => {
      const first = await endSend(trx, alertId, end);
      if (first) await pageChanged(trx);
      return first;
    });
    if (wrote) ended += 1;
  }
  return ended;
}
