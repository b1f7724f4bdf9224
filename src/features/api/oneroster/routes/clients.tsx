/** The pages of the roster service's clients. */
import { organisationsWithin } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { rosterClientInput } from '../../input.ts';
import { makerOf, viewOf } from '../../routes/view.ts';
import { makeClient, stopClient } from '../actions.ts';
import { EndClientPage, NewClientPage, RosterClientsPage, RosterSecretPage } from '../pages.tsx';
import { rosterClientPaths } from '../paths.ts';
import { clientsWithin, clientWithin } from '../queries.ts';

async function list(c: Ctx): Promise<Response> {
  const clients = await clientsWithin(c.var.services.db, c.var.reach('api.manage'));
  return page(c, <RosterClientsPage view={viewOf(c)} clients={clients} />);
}

async function form(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const organisations = await organisationsWithin(c.var.services.db, c.var.reach('api.manage'));
  return page(c, <NewClientPage view={viewOf(c, again)} organisations={organisations} />, again ? 422 : 200);
}

async function make(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(rosterClientInput, typed);
  if (!input.ok) return form(c, { typed, troubles: input.troubles });
  const { organisation, ...wish } = input.value;
  const made = await makeClient(c.var.services, makerOf(c), { ...wish, organisationId: organisation });
  if (!made.ok) return form(c, { typed, troubles: made.troubles });
  return page(c, <RosterSecretPage view={viewOf(c)} made={made.value} />);
}

async function ask(c: Ctx): Promise<Response> {
  const client = await clientWithin(c.var.services.db, c.var.reach('api.manage'), idFrom(c, 'client'));
  if (!client || client.endedAt) throw new NotFound();
  return page(c, <EndClientPage view={viewOf(c)} client={client} />);
}

async function end(c: Ctx): Promise<Response> {
  const outcome = await stopClient(c.var.services, makerOf(c), idFrom(c, 'client'));
  if (!outcome.ok) throw new NotFound();
  return seeOther(c, `${rosterClientPaths.list}?done=rosterClientEnded`);
}

export const rosterClientRoutes: readonly Route[] = [
  get(rosterClientPaths.list, 'api.manage', list),
  get(rosterClientPaths.add, 'api.manage', (c) => form(c)),
  post(rosterClientPaths.add, 'api.manage', make, { proof: true }),
  get(rosterClientPaths.end(':client'), 'api.manage', ask),
  post(rosterClientPaths.end(':client'), 'api.manage', end),
];
