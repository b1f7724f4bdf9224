/** Following by mail or in a browser. No cookie is set, no session read. */
import { clientAddress } from '#features/accounts/feature.ts';
import { endpointInput, vapidKeys } from '#features/delivery/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { manifest } from '#platform/http/manifest.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { askToFollow, confirm, followByPush, stopFollowing, stopPush } from './actions.ts';
import { followInput, pushInput } from './input.ts';
import { readFollower } from './links.ts';
import { AskPage, FollowPage, ToldPage } from './pages.tsx';
import { followPaths } from './paths.ts';

const maxBody = 16 * 1024;

function follow(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Response | Promise<Response> {
  if (!again && c.req.query('sent') !== undefined) return told(c, 'sent');
  const done = (['push', 'stopped'] as const).find((one) => one === c.req.query('done'));
  const { publicKey } = vapidKeys(c.var.services.secrets);
  const status = again?.troubles.some((trouble) => trouble.key === 'followTooMany') ? 429 : again ? 422 : 200;
  return page(
    c,
    <FollowPage shell={c.var.shell('public')} publicKey={publicKey} done={again ? undefined : done} {...again} />,
    status,
  );
}

function told(c: Ctx, what: 'sent' | 'confirmed' | 'stopped' | 'gone'): Response | Promise<Response> {
  return page(c, <ToldPage shell={c.var.shell('public')} told={what} />, what === 'gone' ? 410 : 200);
}

async function byMail(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(followInput, typed);
  if (!input.ok) return follow(c, { typed, troubles: input.troubles });
  const { address, ...wish } = input.value;
  const outcome = await askToFollow(c.var.services, address, wish, clientAddress(c));
  return outcome.ok ? seeOther(c, `${followPaths.follow}?sent=yes`) : follow(c, { typed, troubles: outcome.troubles });
}

async function byPush(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(pushInput, typed);
  if (!input.ok) return follow(c, { typed: {}, troubles: [{ field: null, key: 'pushBroken' }] });
  const { language, exercises, ...subscription } = input.value;
  const outcome = await followByPush(c.var.services, subscription, { language, exercises }, clientAddress(c));
  if (!outcome.ok) return follow(c, { typed: {}, troubles: outcome.troubles });
  return seeOther(c, `${followPaths.follow}?done=push`);
}

async function noPush(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(endpointInput, typed);
  if (input.ok) await stopPush(c.var.services, input.value.endpoint);
  return seeOther(c, `${followPaths.follow}?done=stopped`);
}

function ask(c: Ctx, act: 'confirm' | 'stop'): Response | Promise<Response> {
  const token = c.req.param('token') ?? '';
  if (readFollower(c.var.services.secrets, act, token) === null) throw new NotFound();
  return page(c, <AskPage shell={c.var.shell('public')} act={act} action={followPaths[act](token)} />);
}

export const followRoutes: readonly Route[] = [
  get(followPaths.follow, 'public', (c) => follow(c)),
  get(followPaths.app, 'public', (c) => manifest(c, followPaths.follow)),
  post(followPaths.follow, 'public', byMail, { maxBody }),
  post(followPaths.push, 'public', byPush, { maxBody }),
  post(followPaths.pushStop, 'public', noPush, { maxBody }),
  get(followPaths.confirm(':token'), 'link', (c) => ask(c, 'confirm')),
  post(followPaths.confirm(':token'), 'link', async (c) =>
    told(c, (await confirm(c.var.services, c.req.param('token') ?? '')) ? 'confirmed' : 'gone'),
  ),
  get(followPaths.stop(':token'), 'link', (c) => ask(c, 'stop')),
  // Also what a mail program posts by itself (RFC 8058).
  post(followPaths.stop(':token'), 'link', async (c) => {
    if (!(await stopFollowing(c.var.services, c.req.param('token') ?? ''))) throw new NotFound();
    return told(c, 'stopped');
  }),
];
