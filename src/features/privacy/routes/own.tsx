/** What a person does without an account. These pages read no session; a GET uses nothing up. */
import { ownLinkIsGood, takeOwnPerson } from '#features/notices/feature.ts';
import { askOwnLinkPath, ownDataPath, ownDataPattern } from '#features/notices/paths.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { askThroughLink, linkIsGood, useLink } from '../actions/requests.ts';
import { ownWishForm } from '../input.ts';
import { AskPage, FetchPage, GonePage, OwnRequestsPage } from '../pages/own.tsx';
import { fetchPattern } from '../paths.ts';
import { requestsOf } from '../queries/requests.ts';
import { todayOf, viewOf } from './request.ts';
import { zipAnswer } from './requests.tsx';

const maxBody = 16 * 1024;

export const ownRoutes: readonly Route[] = [
  get(ownDataPattern, 'link', (c) => showAsk(c)),
  post(ownDataPattern, 'link', ask, { maxBody }),
  get(fetchPattern, 'link', showFetch),
  post(fetchPattern, 'link', fetchCopy, { maxBody }),
];

const tokenOf = (c: Ctx): string => c.req.param('token') ?? '';

async function gone(c: Ctx): Promise<Response> {
  return page(c, <GonePage view={await viewOf(c, 'public')} />, 410);
}

async function showAsk(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  if (!(await ownLinkIsGood(c.var.services, tokenOf(c)))) return gone(c);
  const props = { view: await viewOf(c, 'public'), action: ownDataPath(tokenOf(c)), troubles };
  return page(c, <AskPage {...props} />, troubles.length > 0 ? 422 : 200);
}

/** Uses the link up, whatever is asked: the answer shows what the person has asked so far, and nothing else. */
async function ask(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { typed } = await readForm(c);
  const input = checkForm(ownWishForm, typed);
  if (!input.ok) return showAsk(c, input.troubles);
  const personId = await takeOwnPerson(services, tokenOf(c));
  if (personId === undefined) return gone(c);
  const { wish } = input.value;
  let troubles: readonly Trouble[] = [];
  if (wish !== 'status') {
    const kind = wish === 'erasure' ? 'erasure' : 'copy';
    const outcome = await services.db
      .transaction()
      .execute((trx) => askThroughLink(trx, personId, { kind, withChildren: wish === 'copy_children' }, todayOf(c)));
    if (!outcome.ok) troubles = outcome.troubles;
  }
  const requests = await requestsOf(services.db, personId);
  const props = { view: await viewOf(c, 'public'), requests, askHref: askOwnLinkPath, troubles };
  return page(c, <OwnRequestsPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function showFetch(c: Ctx): Promise<Response> {
  const good = await linkIsGood(c.var.services.db, tokenOf(c), c.var.services.clock.now());
  return good ? page(c, <FetchPage view={await viewOf(c, 'public')} token={tokenOf(c)} />) : gone(c);
}

async function fetchCopy(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const request = await db.transaction().execute((trx) => useLink(trx, tokenOf(c), clock.now()));
  return request ? zipAnswer(c, request) : gone(c);
}
