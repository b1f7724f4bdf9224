/** The pages of tokens. */
import { organisationsWithin } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { tokenInput } from '../input.ts';
import { apiPaths } from '../paths.ts';
import { makerOf, viewOf } from '../routes/view.ts';
import { makeToken, revokeToken } from './actions.ts';
import { NewTokenPage, RevokeTokenPage, TokenMadePage, TokensPage } from './pages.tsx';
import { tokensWithin, tokenWithin } from './queries.ts';

const permission = 'api.manage';

async function list(c: Ctx): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const today = localDate(clock.now(), config.timeZone);
  const tokens = await tokensWithin(db, c.var.reach(permission), today);
  return page(c, <TokensPage view={viewOf(c)} tokens={tokens} />);
}

async function form(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const organisations = await organisationsWithin(c.var.services.db, c.var.reach(permission));
  return page(c, <NewTokenPage view={viewOf(c, again)} organisations={organisations} />, again ? 422 : 200);
}

async function make(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(tokenInput, typed);
  if (!input.ok) return form(c, { typed, troubles: input.troubles });
  const { organisation, ...wish } = input.value;
  const made = await makeToken(c.var.services, makerOf(c), { ...wish, organisationId: organisation });
  if (!made.ok) return form(c, { typed, troubles: made.troubles });
  return page(c, <TokenMadePage view={viewOf(c)} made={{ ...made.value, name: wish.name }} />);
}

async function askRevoke(c: Ctx): Promise<Response> {
  const token = await tokenWithin(c.var.services.db, c.var.reach(permission), idFrom(c, 'token'));
  if (!token) throw new NotFound();
  return page(c, <RevokeTokenPage view={viewOf(c)} token={token} />);
}

async function revoke(c: Ctx): Promise<Response> {
  const outcome = await revokeToken(c.var.services, makerOf(c), idFrom(c, 'token'));
  if (!outcome.ok) throw new NotFound();
  return seeOther(c, `${apiPaths.tokens}?done=tokenRevoked`);
}

export const tokenRoutes: readonly Route[] = [
  get(apiPaths.tokens, 'api.manage', list),
  get(apiPaths.newToken, 'api.manage', (c) => form(c)),
  post(apiPaths.newToken, 'api.manage', make, { proof: true }),
  get(apiPaths.revokeToken(':token'), 'api.manage', askRevoke),
  post(apiPaths.revokeToken(':token'), 'api.manage', revoke),
];
