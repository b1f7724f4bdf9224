/** Where organisations lie. */
import { organisationById, organisationsWithin } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { saveShape } from '../actions/alerts.ts';
import { areaForm } from '../input.ts';
import { AreaPage, AreasPage } from '../pages/areas.tsx';
import { areaPattern, areasPath } from '../paths.ts';
import { ofDistrict } from '../policy.ts';
import { shaped, shapeOf } from '../queries/alerts.ts';
import { byOf, viewOf } from './request.ts';

export const areaRoutes: readonly Route[] = [
  get(areasPath, 'incidents.plan', showAreas),
  get(areaPattern, 'incidents.plan', (c) => showArea(c)),
  post(areaPattern, 'incidents.plan', keep),
];

/** Of the district as a whole, like plans. */
async function showAreas(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const reach = c.var.reach('incidents.plan');
  const [places, shapes] = await Promise.all([
    organisationsWithin(db, reach, { kinds: ['district', 'school'] }),
    shaped(db),
  ]);
  return page(c, <AreasPage view={await viewOf(c)} places={places} shapes={shapes} />);
}

async function placeIn(c: Ctx): Promise<{ id: number; name: string }> {
  const reach = c.var.reach('incidents.plan');
  if (!ofDistrict(reach)) throw new Forbidden();
  const place = await organisationById(c.var.services.db, idFrom(c, 'organisation'));
  if (!place || !within(reach, place.path)) throw new NotFound();
  return place;
}

async function showArea(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const place = await placeIn(c);
  const typed = again?.typed ?? { ...(await shapeOf(c.var.services.db, place.id)) };
  const view = await viewOf(c);
  return page(c, <AreaPage {...{ view, place, typed }} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function keep(c: Ctx): Promise<Response> {
  const place = await placeIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(areaForm, typed);
  const by = byOf(c, 'incidents.plan');
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => saveShape(trx, by, place.id, input.value))
    : input;
  return outcome.ok ? seeOther(c, areasPath) : showArea(c, { typed, troubles: outcome.troubles });
}
