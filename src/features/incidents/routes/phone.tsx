/** For class teachers and a school's own officers: the families whom a warning has not reached, to be phoned. */
import { record } from '#features/audit/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { Forbidden, idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { familiesToPhone, withinSchools } from '../actions/phone.ts';
import { PhoneListPage, PhonePage } from '../pages/phone.tsx';
import { phoneListPath, phonePattern } from '../paths.ts';
import { alertsOf } from '../queries/alerts.ts';
import { classesToPhone } from '../queries/sends.ts';
import { todayOf, viewOf } from './request.ts';

export const phoneRoutes: readonly Route[] = [
  get(phoneListPath, 'incidents.phone', list),
  get(phonePattern, 'incidents.phone', families),
];

async function list(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const reach = await withinSchools(db, c.var.reach('incidents.phone'));
  const found = await familiesToPhone(db, await classesToPhone(db, reach, clock.now()), todayOf(c));
  const rows = found.map((one) => ({ ...one, left: one.left.length }));
  return page(c, <PhoneListPage view={await viewOf(c)} rows={rows} />);
}

async function families(c: Ctx): Promise<Response> {
  const { caller, services } = c.var;
  const { db, clock } = services;
  if (caller.kind !== 'account') throw new Forbidden();
  const reach = await withinSchools(db, c.var.reach('incidents.phone'));
  const wish = { alertId: idFrom(c, 'alert'), classId: idFrom(c, 'class') };
  const [found] = await familiesToPhone(db, await classesToPhone(db, reach, clock.now(), wish), todayOf(c));
  if (!found) throw new NotFound();
  const warning = (await alertsOf(db, [found.incidentId])).find((one) => one.id === found.alertId);
  if (found.left.length > 0) {
    await db.transaction().execute((trx) =>
      record(trx, {
        actor: { kind: 'account', accountId: caller.accountId },
        action: 'incident.list_unreached',
        organisationId: found.classId,
        subject: `incident:${found.incidentId}`,
        detail: { alert: found.alertId, people: found.left.length },
        at: clock.now(),
      }),
    );
  }
  return page(c, <PhonePage view={await viewOf(c)} row={found} phones={found} texts={warning?.texts ?? {}} />);
}
