/** The list for class teachers and school offices. Above schools there are the figures of each school's page. */
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { numberFrom } from '../input.ts';
import { kindsInUse } from '../model.ts';
import { organisationById } from '../queries/organisations.ts';
import { frameOf, readingOf } from '../routes/request.ts';
import { TurnedOffClassesPage, TurnedOffPage } from './pages.tsx';
import { turnedOffPattern } from './paths.ts';
import { moreTurnedOff, turnedOffByClass, turnedOffWithin } from './queries.ts';

const permission = 'directory.read';
const perPage = 50;
const mostClasses = 200;

async function show(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const wanted = numberFrom(c.req.query('class'));
  const only = wanted === undefined ? null : ((await organisationById(db, wanted)) ?? null);
  if (wanted !== undefined && (!only || !within(c.var.reach(permission), only.path))) throw new NotFound();
  // Names are for a school and its classes; for a district there are classes and numbers.
  if (!only && c.var.reach(permission).paths.some((path) => !path.includes('.'))) {
    const classes = await turnedOffByClass(db, readingOf(c), mostClasses);
    return page(c, <TurnedOffClassesPage frame={frameOf(c)} rows={classes} more={await moreTurnedOff(db)} />);
  }
  const after = numberFrom(c.req.query('after')) ?? 0;
  const asked = { path: only?.path ?? null, kinds: kindsInUse(config), after, limit: perPage + 1 };
  const found = await turnedOffWithin(db, readingOf(c), asked);
  // A page ends between two contact points, so that none is split over two pages.
  const last = found.length > perPage ? found[perPage - 1] : undefined;
  const rows = last ? found.filter((row) => row.pointId <= last.pointId) : found;
  const next = last ? last.pointId : undefined;
  const mayMend = c.var.reach('directory.edit').paths.length > 0;
  return page(c, <TurnedOffPage frame={frameOf(c)} {...{ rows, only, next, mayMend }} later={after > 0} />);
}

export const turnedOffRoutes: readonly Route[] = [get(turnedOffPattern, permission, show)];
