/** The pages of webhooks. */

import { organisationsWithin } from '#features/directory/feature.ts';
import { endOfLocalDay } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import { beforeInput, replayInput, webhookInput } from '../input.ts';
import { apiPaths } from '../paths.ts';
import { makerOf, viewOf } from '../routes/view.ts';
import { addWebhook, enableWebhook, removeWebhook, replay, rotateSecret, sendTest } from './actions.ts';
import type { Webhook } from './model.ts';
import { AskWebhookPage, NewWebhookPage, WebhookPage, WebhookSecretPage, WebhooksPage } from './pages.tsx';
import { messagesOf, webhooksWithin, webhookWithin } from './queries.ts';

const perPage = 50;

async function list(c: Ctx): Promise<Response> {
  const webhooks = await webhooksWithin(c.var.services.db, c.var.reach('api.manage'));
  return page(c, <WebhooksPage view={viewOf(c)} webhooks={webhooks} />);
}

async function form(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const organisations = await organisationsWithin(c.var.services.db, c.var.reach('api.manage'));
  return page(c, <NewWebhookPage view={viewOf(c, again)} organisations={organisations} />, again ? 422 : 200);
}

async function add(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(webhookInput, typed);
  if (!input.ok) return form(c, { typed, troubles: input.troubles });
  const { organisation, ...wish } = input.value;
  const made = await addWebhook(c.var.services, makerOf(c), { ...wish, organisationId: organisation });
  if (!made.ok) return form(c, { typed, troubles: made.troubles });
  return page(c, <WebhookSecretPage view={viewOf(c)} made={{ ...made.value, renewed: false }} />);
}

async function theWebhook(c: Ctx): Promise<Webhook> {
  const found = await webhookWithin(c.var.services.db, c.var.reach('api.manage'), idFrom(c, 'webhook'));
  if (!found) throw new NotFound();
  return found;
}

async function show(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const webhook = await theWebhook(c);
  const before = beforeInput.safeParse(c.req.query('before')).data ?? null;
  const found = await messagesOf(c.var.services.db, webhook.id, before, perPage + 1);
  const messages = found.slice(0, perPage);
  const here = apiPaths.webhook(webhook.id);
  const last = found.length > perPage ? messages.at(-1) : undefined;
  const props = {
    view: viewOf(c, again),
    webhook,
    messages,
    firstHref: before ? here : undefined,
    nextHref: last && `${here}?before=${last.createdAt.toISOString()}_${last.id}`,
  };
  return page(c, <WebhookPage {...props} />, again ? 422 : 200);
}

async function done(c: Ctx, outcome: Outcome<unknown>, what: string): Promise<Response> {
  if (!outcome.ok) throw new NotFound();
  return seeOther(c, `${apiPaths.webhook(idFrom(c, 'webhook'))}?done=${what}`);
}

async function again(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { typed } = await readForm(c);
  const input = checkForm(replayInput, typed);
  if (!input.ok) return show(c, { typed, troubles: input.troubles });
  const which =
    'message' in input.value
      ? { id: input.value.message }
      : { since: endOfLocalDay(addDays(input.value.since, -1), services.config.timeZone) };
  return done(c, await replay(services, makerOf(c), idFrom(c, 'webhook'), which), 'webhookReplayed');
}

async function rotate(c: Ctx): Promise<Response> {
  const id = idFrom(c, 'webhook');
  const made = await rotateSecret(c.var.services, makerOf(c), id);
  if (!made.ok) throw new NotFound();
  return page(c, <WebhookSecretPage view={viewOf(c)} made={{ ...made.value, id, renewed: true }} />);
}

async function remove(c: Ctx): Promise<Response> {
  const outcome = await removeWebhook(c.var.services, makerOf(c), idFrom(c, 'webhook'));
  if (!outcome.ok) throw new NotFound();
  return seeOther(c, `${apiPaths.webhooks}?done=webhookRemoved`);
}

const ask = (act: 'rotate' | 'remove') => async (c: Ctx) =>
  page(c, <AskWebhookPage view={viewOf(c)} webhook={await theWebhook(c)} act={act} />);

export const webhookRoutes: readonly Route[] = [
  get(apiPaths.webhooks, 'api.manage', list),
  get(apiPaths.newWebhook, 'api.manage', (c) => form(c)),
  post(apiPaths.newWebhook, 'api.manage', add, { proof: true }),
  get(apiPaths.webhook(':webhook'), 'api.manage', (c) => show(c)),
  post(apiPaths.webhookAct(':webhook', 'test'), 'api.manage', async (c) =>
    done(c, await sendTest(c.var.services, makerOf(c), idFrom(c, 'webhook')), 'webhookTested'),
  ),
  post(apiPaths.webhookAct(':webhook', 'enable'), 'api.manage', async (c) =>
    done(c, await enableWebhook(c.var.services, makerOf(c), idFrom(c, 'webhook')), 'webhookEnabled'),
  ),
  post(apiPaths.webhookAct(':webhook', 'replay'), 'api.manage', again),
  get(apiPaths.rotateWebhook(':webhook'), 'api.manage', ask('rotate')),
  post(apiPaths.rotateWebhook(':webhook'), 'api.manage', rotate, { proof: true }),
  get(apiPaths.removeWebhook(':webhook'), 'api.manage', ask('remove')),
  post(apiPaths.removeWebhook(':webhook'), 'api.manage', remove),
];
