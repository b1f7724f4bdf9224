/** Warnings that go to families and staff: the preview before, how far each is afterwards. */
import { alertChannels, alertProgress, reachedByOrganisation, reasonInWords } from '#features/delivery/feature.ts';
import { alertAudienceBySchool, kindsInUse, organisationsByIds } from '#features/directory/feature.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { withinSchools } from '../actions/phone.ts';
import { audienceOf, sentBefore } from '../actions/send.ts';
import { composeAlert } from '../compose.ts';
import type { Incident } from '../model/incident.ts';
import type { PublicTexts } from '../model/plan.ts';
import { fewestPeople, type Recipients, rolesFor, type Send } from '../model/send.ts';
import { PreviewPage } from '../pages/preview.tsx';
import { SendPage, SendPanel, type SendShown } from '../pages/sends.tsx';
import { sendLivePattern, sendPattern } from '../paths.ts';
import { areasFor } from '../queries/alerts.ts';
import { affectedBy } from '../queries/incidents.ts';
import { sendsOf } from '../queries/sends.ts';
import { countTold, toldByClass } from '../queries/told.ts';
import { incidentIn, todayOf, viewOf } from './request.ts';

export const sendRoutes: readonly Route[] = [
  get(sendPattern, 'incidents.read', show),
  get(sendLivePattern, 'incidents.read', live),
];

/** What the warning will look like in each channel and language, and whom it reaches: nothing is written yet. */
export async function previewOf(
  c: Ctx,
  incident: Incident,
  wish: { texts: Partial<PublicTexts>; hours: number; to: readonly Recipients[]; typed: Typed },
): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const { roles: before } = await sentBefore(db, incident.id);
  const roles = [...new Set([...before, ...rolesFor(wish.to)])];
  const audience = await audienceOf(db, incident.id, roles);
  const schools = await alertAudienceBySchool(db, audience, todayOf(c), kindsInUse(config));
  const affected = await affectedBy(db, incident.id);
  const sentAt = clock.now();
  const contents = composeAlert(
    incident,
    {
      kind: before.length > 0 ? 'update' : 'alert',
      ...{ level: incident.level, texts: wish.texts, sentAt },
      expiresAt: new Date(sentAt.getTime() + wish.hours * 3_600_000),
      areas: await areasFor(
        db,
        affected.map((place) => place.organisationId),
        '',
      ),
    },
    config,
  );
  const view = await viewOf(c);
  const props = { view, incident, contents, schools, typed: wish.typed, channels: alertChannels(config) };
  return page(c, <PreviewPage {...props} />);
}

/** All of an incident, the latest first; figures of the latest, since that is what one waits for. */
export async function sendsShown(c: Ctx, incident: Incident): Promise<SendShown[]> {
  const sends = (await sendsOf(c.var.services.db, incident.id)).reverse();
  const [latest, ...earlier] = sends;
  if (!latest) return [];
  return [await shownOf(c, latest), ...earlier.map((send) => ({ send, told: 0, progress: null }))];
}

async function shownOf(c: Ctx, send: Send): Promise<SendShown> {
  const { db } = c.var.services;
  const [progress, told] = await Promise.all([alertProgress(db, send.alertId), countTold(db, send.alertId)]);
  if (!progress) return { send, told, progress: null };
  const channels = progress.channels.map((one) => ({
    ...one,
    reasons: one.reasons.map(({ reason, n }) => ({ text: reasonInWords(reason, c.var.language), n })),
  }));
  return { send, told, progress: { ...progress, channels } };
}

async function sendIn(c: Ctx, incident: Incident): Promise<Send> {
  const id = idFrom(c, 'alert');
  const send = (await sendsOf(c.var.services.db, incident.id)).find((one) => one.alertId === id);
  if (!send) throw new NotFound();
  return send;
}

async function live(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.read');
  const shown = await shownOf(c, await sendIn(c, incident));
  return c.html((<SendPanel view={await viewOf(c)} shown={shown} />).toString());
}

async function show(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const incident = await incidentIn(c, 'incidents.read');
  const send = await sendIn(c, incident);
  const shown = await shownOf(c, send);
  // Of a cancellation only those count who got the warning: their schools are those of the warning before.
  const schools =
    send.kind === 'cancel'
      ? []
      : await alertAudienceBySchool(db, await audienceOf(db, incident.id, send.roles), todayOf(c), kindsInUse(config));
  const ids = schools.map((school) => school.organisationId);
  const reached = await sumBySchool(db, await reachedByOrganisation(db, send.alertId), ids);
  const told = await sumBySchool(
    db,
    (await toldByClass(db, send.alertId)).map(({ organisationId, told }) => ({ organisationId, reached: told })),
    ids,
  );
  const rows = schools.map(({ organisationId, name, people }) => ({
    ...{ name, people, reached: Math.min(people, reached.get(organisationId) ?? 0) },
    told: atLeastFive(told.get(organisationId)),
  }));
  const view = await viewOf(c, [send.accountId]);
  const mayPhone = (await withinSchools(db, c.var.reach('incidents.phone'))).paths.length > 0;
  return page(c, <SendPage {...{ view, incident, shown, rows, mayPhone }} />);
}

/** Fewer are not taken off: the difference to the page before would tell how many they are (product rule 9). */
const atLeastFive = (n = 0) => (n < fewestPeople ? 0 : n);

/** Added up at the nearest of these schools or offices above a class. */
async function sumBySchool(
  db: Database,
  rows: readonly { organisationId: number; reached: number }[],
  schoolIds: readonly number[],
): Promise<Map<number, number>> {
  const places = await organisationsByIds(
    db,
    rows.map((row) => row.organisationId),
  );
  const sums = new Map<number, number>();
  for (const row of rows) {
    const line = (places.get(row.organisationId)?.path ?? '').split('.').map(Number).reverse();
    const school = line.find((id) => schoolIds.includes(id));
    if (school !== undefined) sums.set(school, (sums.get(school) ?? 0) + row.reached);
  }
  return sums;
}
