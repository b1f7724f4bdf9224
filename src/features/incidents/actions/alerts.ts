/** Each public word of an incident is a warning too: an alert, an update of it, or its cancellation. */
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type Alert, cancelHours, referenceOf, senderOf } from '../model/alert.ts';
import { type Shape, shapeTrouble } from '../model/area.ts';
import type { Update } from '../model/incident.ts';
import type { Level } from '../model/kinds.ts';
import { alertsOf, areasFor, insertAlert, setShape } from '../queries/alerts.ts';
import { affectedBy } from '../queries/incidents.ts';
import { type By, note } from './by.ts';
import { circleArea } from './circle.ts';

export interface Site {
  publicUrl: string;
  timeZone: string;
  /** Set where text messages can be sent. */
  sms?: unknown;
}

/** So many of those before are referred to; a chain that is longer is an incident of weeks. */
const mostReferences = 20;

/**
 * Sends the next message of the incident's chain. It refers to those before, so that whoever knows one of them retires it.
 * An incident of which nothing was sent has nothing to cancel: then there is none, and null is returned.
 */
export async function issueAlert(
  trx: Transaction,
  site: Site,
  incidentId: number,
  word: { texts: Update['texts']; level: Level; hours: number; end: boolean; by: number | null; at: Date },
): Promise<number | null> {
  const before = await alertsOf(trx, [incidentId]);
  if (word.end && before.length === 0) return null;
  const sender = senderOf(site.publicUrl);
  const affected = await affectedBy(trx, incidentId);
  // CAP knows no fractions of a second.
  const sentAt = new Date(Math.floor(word.at.getTime() / 1000) * 1000);
  const hours = word.end ? cancelHours : word.hours;
  const alert: Omit<Alert, 'id'> = {
    incidentId,
    identifier: `${sender}-${incidentId}-${before.length + 1}`,
    sender,
    kind: word.end ? 'cancel' : before.length > 0 ? 'update' : 'alert',
    sentAt,
    expiresAt: new Date(sentAt.getTime() + hours * 3_600_000),
    level: word.level,
    texts: word.texts,
    areas: [
      ...(await circleArea(trx, incidentId)),
      ...(await areasFor(
        trx,
        affected.map((place) => place.organisationId),
        sender,
      )),
    ],
    refersTo: before
      .slice(-mostReferences)
      .map((one) => referenceOf(one, site.timeZone))
      .join(' '),
  };
  return insertAlert(trx, alert, word.by);
}

/** Where an organisation lies, for warnings from now on; for the district's officers. */
export async function saveShape(
  trx: Transaction,
  by: By,
  organisationId: number,
  shape: Shape,
): Promise<Outcome<null>> {
  const place = await organisationById(trx, organisationId);
  if (!place || !within(by.reach, place.path)) return refused(null, 'whereMissing');
  const trouble = shapeTrouble(shape);
  if (trouble)
    return refused(trouble.startsWith('polygon') ? 'polygon' : trouble === 'circleForm' ? 'circle' : 'code', trouble);
  await setShape(trx, organisationId, shape, by);
  await note(trx, by, 'incident_area.save', `organisation:${organisationId}`);
  return done(null);
}
