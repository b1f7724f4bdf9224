/** The list, and declaring. */
import { organisationsWithin } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { type Declaration, declare, joinDeclared } from '../actions/declare.ts';
import { peopleOf, tellDuty } from '../duty/actions/tell.ts';
import { onDutyAt } from '../duty/queries/shifts.ts';
import { declareFrom } from '../feeds/actions/decide.ts';
import { declareForm, joinForm, spotOf } from '../input.ts';
import { DeclarePage, SamePage } from '../pages/declare.tsx';
import { HomePage } from '../pages/home.tsx';
import { declareMapPath, declarePath, deskPath, incidentPath, pastPath } from '../paths.ts';
import { ofDistrict } from '../policy.ts';
import { incidentWithin, pastIncidents, runningIncidents } from '../queries/incidents.ts';
import { clickedOn, mapFor, outsideAsked, typedPlace } from './place.tsx';
import { byOf, viewOf } from './request.ts';

const perPage = 30;

export const declareRoutes: readonly Route[] = [
  get(deskPath, 'incidents.read', showHome),
  get(declarePath, 'incidents.act', (c) => showDeclare(c, {}, [])),
  post(declarePath, 'incidents.act', act),
  // A form that was left by a click on the map and is opened anew.
  get(declareMapPath, 'incidents.act', (c) => showDeclare(c, {}, [])),
  post(declareMapPath, 'incidents.act', async (c) => showDeclare(c, await clickedOn(c), [])),
];

async function showHome(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const reach = c.var.reach('incidents.read');
  const before = /^[1-9]\d{0,14}$/.exec(c.req.query('before') ?? '')?.[0];
  const [running, found] = await Promise.all([
    runningIncidents(db, reach),
    pastIncidents(db, reach, before ? Number(before) : null, perPage + 1),
  ]);
  const past = found.slice(0, perPage);
  const nextHref = found.length > perPage ? pastPath(past.at(-1)?.id) : undefined;
  const mayAct = c.var.reach('incidents.act').paths.length > 0;
  const mayPlan = ofDistrict(c.var.reach('incidents.plan'));
  const maySeeWarnings = ofDistrict(reach);
  const duties = await onDutyAt(db, reach.paths, c.var.services.clock.now());
  const view = await viewOf(c, peopleOf(duties));
  return page(
    c,
    <HomePage
      {...{ view, running, past, duties, nextHref, mayAct, mayPlan, maySeeWarnings }}
      later={before !== undefined}
    />,
  );
}

async function showDeclare(c: Ctx, typed: Typed, troubles: readonly Trouble[]): Promise<Response> {
  const reach = c.var.reach('incidents.act');
  const places = await organisationsWithin(c.var.services.db, reach, { kinds: ['district', 'school'] });
  const duties = await onDutyAt(c.var.services.db, reach.paths, c.var.services.clock.now());
  const [view, map] = await Promise.all([viewOf(c, peopleOf(duties)), mapFor(c, typed)]);
  return page(c, <DeclarePage {...{ view, places, map, typed, troubles, duties }} />, troubles.length > 0 ? 422 : 200);
}

async function act(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { db } = services;
  const form = await readForm(c);
  const by = byOf(c);
  if (form.typed.same !== undefined) return join(c, form.typed);
  const typed = await typedPlace(c, form.typed);
  const input = checkForm(declareForm, typed);
  if (!input.ok) return showDeclare(c, typed, input.troubles);
  const { kind, level, mode, where, place, other, warning } = input.value;
  const spot = spotOf(input.value);
  const asked = await outsideAsked(c, typed, spot);
  if (asked.length > 0) return showDeclare(c, typed, asked);
  const wish: Declaration = {
    kind,
    level,
    place,
    spot,
    exercise: mode === 'exercise',
    organisationIds: where,
    others: other,
  };
  const outcome = await db.transaction().execute(async (trx) => {
    const declared = await (warning ? declareFrom(trx, by, wish, warning) : declare(trx, by, wish));
    if (declared.ok && 'id' in declared.value) await tellDuty(services, trx, declared.value.id);
    return declared;
  });
  if (!outcome.ok) return showDeclare(c, typed, outcome.troubles);
  if ('id' in outcome.value) return seeOther(c, incidentPath(outcome.value.id));
  const { maybe } = outcome.value;
  const view = await viewOf(c, [maybe.declaredBy]);
  // An officer who can't see it (another school's) still learns that it runs, and nothing but kind, level and office.
  return page(c, <SamePage view={view} first={maybe} typed={{ ...typed, other: typedList(typed, 'other') }} />, 409);
}

async function join(c: Ctx, typed: Typed): Promise<Response> {
  const { db } = c.var.services;
  const input = checkForm(joinForm, typed);
  if (!input.ok) return showDeclare(c, typed, input.troubles);
  const { same, place } = input.value;
  const seen = await incidentWithin(db, c.var.reach('incidents.act'), same);
  if (!seen) return showDeclare(c, typed, [{ field: null, key: 'incidentGone' }]);
  const outcome = await db.transaction().execute((trx) => joinDeclared(trx, byOf(c), same, place));
  return outcome.ok ? seeOther(c, incidentPath(same)) : showDeclare(c, typed, outcome.troubles);
}
