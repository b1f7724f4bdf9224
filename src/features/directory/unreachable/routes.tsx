/** The list of families whom nobody can reach: for a school and its classes; above that there are figures only. */
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { numberFrom } from '../input.ts';
import { kindsInUse } from '../model.ts';
import { trailOf } from '../pages/frame.tsx';
import { organisationById } from '../queries/organisations.ts';
import { frameOf, readingOf, visibleLine } from '../routes/request.ts';
import { UnreachablePage } from './pages.tsx';
import { unreachablePattern } from './paths.ts';
import { unreachableFamilies } from './queries.ts';

const permission = 'directory.read';
const perPage = 50;

async function showUnreachable(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const organisation = await organisationById(db, idFrom(c, 'organisation'));
  if (!organisation || !within(c.var.reach(permission), organisation.path)) throw new NotFound();
  if (!['school', 'grade', 'class'].includes(organisation.kind)) throw new NotFound();
  const after = numberFrom(c.req.query('after')) ?? 0;
  const wanted = { kinds: kindsInUse(config), after, limit: perPage + 1 };
  const found = await unreachableFamilies(db, readingOf(c), organisation.path, wanted);
  const rows = found.slice(0, perPage);
  const next = found.length > perPage ? rows.at(-1)?.pupilId : undefined;
  const trail = trailOf(await visibleLine(c, organisation));
  return page(c, <UnreachablePage frame={frameOf(c)} {...{ organisation, rows, next, trail }} later={after > 0} />);
}

export const unreachableRoutes: readonly Route[] = [get(unreachablePattern, permission, showUnreachable)];
