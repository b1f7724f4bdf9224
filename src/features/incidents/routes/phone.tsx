/** For class teachers and a school's own officers: the families whom a warning has not reached, to be phoned. */
import { record } from '#features/audit/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { familiesToPhone, tellByPhone, untell, withinSchools } from '../actions/phone.ts';
import { toldForm } from '../input.ts';
import { PhoneListPage, PhonePage } from '../pages/phone.tsx';
import { phoneListPath, phonePath, phonePattern } from '../paths.ts';
import { alertsOf } from '../queries/alerts.ts';
import { classesToPhone, type PhoneKey } from '../queries/sends.ts';
import { todayOf, viewOf } from './request.ts';

const perPage = 100;

export const phoneRoutes: readonly Route[] = [
  get(phoneListPath, 'incidents.phone', list),
  get(phonePattern, 'incidents.phone', (c) => families(c)),
  post(phonePattern, 'incidents.phone', tick),
];

async function list(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const reach = await withinSchools(db, c.var.reach('incidents.phone'));
  const after = keyFrom(c.req.query('after'));
  const found = await classesToPhone(db, reach, clock.now(), { after, limit: perPage + 1 });
  const shown = await familiesToPhone(db, found.slice(0, perPage), todayOf(c));
  const rows = shown.map((one) => ({ ...one, left: one.left.length }));
  const last = found.length > perPage ? rows.at(-1) : undefined;
  const paging = {
    first: after ? phoneListPath : undefined,
    next: last && `${phoneListPath}?after=${last.alertId}.${last.classId}`,
  };
  return page(c, <PhoneListPage view={await viewOf(c)} rows={rows} {...paging} />);
}

/** `12.345`, warning and class; anything else begins at the first. */
function keyFrom(text: string | undefined): PhoneKey | undefined {
  const [, alertId, classId] = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '') ?? [];
  return alertId && classId ? { alertId: Number(alertId), classId: Number(classId) } : undefined;
}

async function families(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { caller, services } = c.var;
  const { db, clock } = services;
  if (caller.kind !== 'account') throw new Forbidden();
  const reach = await withinSchools(db, c.var.reach('incidents.phone'));
  const only = { alertId: idFrom(c, 'alert'), classId: idFrom(c, 'class') };
  const [found] = await familiesToPhone(db, await classesToPhone(db, reach, clock.now(), { only }), todayOf(c));
  if (!found) throw new NotFound();
  const warning = (await alertsOf(db, [found.incidentId])).find((one) => one.id === found.alertId);
  const named = found.left.length + found.told.length;
  if (named > 0) {
    await db.transaction().execute((trx) =>
      record(trx, {
        actor: { kind: 'account', accountId: caller.accountId },
        action: 'incident.list_unreached',
        organisationId: found.classId,
        subject: `incident:${found.incidentId}`,
        detail: { alert: found.alertId, people: named },
        at: clock.now(),
      }),
    );
  }
  return page(
    c,
    <PhonePage view={await viewOf(c)} row={found} phones={found} texts={warning?.texts ?? {}} troubles={troubles} />,
    troubles.length > 0 ? 422 : 200,
  );
}

/** Who was told by phone; or one who was ticked by mistake. */
async function tick(c: Ctx): Promise<Response> {
  const { caller, services } = c.var;
  const { db, clock } = services;
  if (caller.kind !== 'account') throw new Forbidden();
  const reach = await withinSchools(db, c.var.reach('incidents.phone'));
  const key = { alertId: idFrom(c, 'alert'), classId: idFrom(c, 'class') };
  const { typed } = await readForm(c);
  const input = checkForm(toldForm, typed);
  if (!input.ok) return families(c, input.troubles);
  const by = { accountId: caller.accountId, at: clock.now(), today: todayOf(c), reach };
  const { told, undo } = input.value;
  const outcome = await db
    .transaction()
    .execute(async (trx) => (undo === undefined ? tellByPhone(trx, by, key, told) : untell(trx, by, key, undo)));
  if (outcome.ok) return seeOther(c, phonePath(key.alertId, key.classId));
  return families(c, outcome.troubles);
}
