/** The list of cases. */
import { organisationsWithin } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { openCategories } from '../../queries/bring.ts';
import { listWish } from '../input.ts';
import { ListPage } from '../pages/list.tsx';
import { casesPath, listPath } from '../paths.ts';
import { casesSeen } from '../queries/desk.ts';
import { handlerOf, viewOf } from './request.ts';

const shownAtOnce = 50;

export const listRoutes: readonly Route[] = [get(casesPath, 'voice.desk', show)];

async function show(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const handler = await handlerOf(c);
  const asked = listWish((name) => c.req.query(name));
  const [found, kinds, offices] = await Promise.all([
    casesSeen(db, handler, { ...asked, today: handler.today, limit: shownAtOnce + 1 }),
    openCategories(db),
    organisationsWithin(db, handler.reach),
  ]);
  const rows = found.slice(0, shownAtOnce);
  const { after, ...filters } = asked;
  const last = rows.at(-1);
  const byDue = ['open', 'received', 'accepted'].includes(filters.state);
  const key = last && `${byDue ? last.dueOn : last.receivedOn}_${last.id}`;
  const props = {
    ...{ view: await viewOf(c), rows, filters, categories: kinds, offices, assigns: handler.assigns },
    setsUp: c.var.reach('voice.set_up').paths.length > 0,
    nextHref: found.length > shownAtOnce && key ? listPath(filters, key) : undefined,
    firstHref: after ? listPath(filters) : undefined,
  };
  return page(c, <ListPage {...props} />);
}
