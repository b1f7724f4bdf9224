/** Warnings of others at the desk of the district: the lists, one of them, what is made of it. */
import { organisationsWithin } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { DeclarePage } from '../../pages/declare.tsx';
import { incidentPath } from '../../paths.ts';
import { ofDistrict } from '../../policy.ts';
import { incidentWithin, runningIncidents } from '../../queries/incidents.ts';
import { mapFor } from '../../routes/place.tsx';
import { byOf, viewOf } from '../../routes/request.ts';
import { bringBack, dismissWarning, takeWarning } from '../actions/decide.ts';
import { decideForm, listQuery } from '../input.ts';
import { levelFor } from '../model/severity.ts';
import type { Warning } from '../model/warning.ts';
import { Quote, WarningPage, WarningsPage } from '../pages/warnings.tsx';
import { declareFromPattern, warningPath, warningPattern, warningsListPath, warningsPath } from '../paths.ts';
import { listWarnings, openWarnings, unprovenFollowers, warningById } from '../queries/warnings.ts';

const perPage = 30;

export const warningRoutes: readonly Route[] = [
  get(warningsPath, 'incidents.read', showList),
  get(warningPattern, 'incidents.read', (c) => showOne(c)),
  post(warningPattern, 'incidents.act', act),
  get(declareFromPattern, 'incidents.act', showDeclareFrom),
];

async function showList(c: Ctx): Promise<Response> {
  if (!ofDistrict(c.var.reach('incidents.read'))) throw new Forbidden();
  const { db, clock } = c.var.services;
  const { list, q, before } = listQuery.parse(c.req.query());
  const now = clock.now();
  const [found, open] = await Promise.all([
    listWarnings(db, { list, now, before, text: q, most: perPage + 1 }),
    openWarnings(db, now),
  ]);
  const warnings = found.slice(0, perPage);
  const last = warnings.at(-1);
  const nextHref = found.length > perPage && last ? warningsListPath(list, { q, before: last.id }) : undefined;
  const maySetUp = ofDistrict(c.var.reach('incidents.plan'));
  const view = await viewOf(c);
  return page(
    c,
    <WarningsPage {...{ view, list, warnings, open, nextHref, maySetUp }} text={q} later={before !== null} />,
  );
}

async function warningIn(c: Ctx, permission: 'incidents.read' | 'incidents.act'): Promise<Warning> {
  if (!ofDistrict(c.var.reach(permission))) throw new Forbidden();
  const warning = await warningById(c.var.services.db, idFrom(c, 'warning'));
  if (!warning) throw new NotFound();
  return warning;
}

async function showOne(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const warning = await warningIn(c, 'incidents.read');
  const acting = c.var.reach('incidents.act');
  const mayAct = ofDistrict(acting);
  const running = mayAct ? await runningIncidents(c.var.services.db, acting) : [];
  const unproven = await unprovenFollowers(c.var.services.db, warning);
  const view = await viewOf(c, [warning.decidedBy]);
  const { typed = {}, troubles = [] } = again ?? {};
  return page(c, <WarningPage {...{ view, warning, running, mayAct, unproven, typed, troubles }} />, again ? 422 : 200);
}

async function act(c: Ctx): Promise<Response> {
  const warning = await warningIn(c, 'incidents.act');
  const { db } = c.var.services;
  const { typed } = await readForm(c);
  const input = checkForm(decideForm, typed);
  if (!input.ok) return showOne(c, { typed, troubles: input.troubles });
  const by = byOf(c);
  const wish = input.value;
  if (wish.act === 'join') {
    const incident = await incidentWithin(db, by.reach, wish.incident);
    if (incident?.state !== 'running') {
      return showOne(c, { typed, troubles: [{ field: 'incident', key: 'incidentGone' }] });
    }
  }
  const outcome = await db.transaction().execute((trx) => {
    if (wish.act === 'dismiss') return dismissWarning(trx, by, warning.id, wish.reason);
    return wish.act === 'back' ? bringBack(trx, by, warning.id) : takeWarning(trx, by, warning.id, wish.incident);
  });
  if (!outcome.ok) return showOne(c, { typed, troubles: outcome.troubles });
  return seeOther(c, wish.act === 'join' ? incidentPath(wish.incident) : warningPath(warning.id));
}

/** The form of a declaration: kind, level and whether it is an exercise are suggested, nothing else goes along. */
async function showDeclareFrom(c: Ctx): Promise<Response> {
  const warning = await warningIn(c, 'incidents.act');
  const places = await organisationsWithin(c.var.services.db, c.var.reach('incidents.act'), {
    kinds: ['district', 'school'],
  });
  const level = levelFor(warning.severity);
  const typed: Typed = {
    warning: String(warning.id),
    ...(warning.kind && { kind: warning.kind }),
    ...(level && { level: String(level) }),
    ...(warning.status === 'Exercise' && { mode: 'exercise' }),
  };
  const view = await viewOf(c);
  const above = <Quote view={view} warning={warning} />;
  return page(c, <DeclarePage {...{ view, places, map: await mapFor(c, typed), typed, above }} troubles={[]} />);
}
