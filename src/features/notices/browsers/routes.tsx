/** Push in a browser, behind the own link. A GET changes nothing and stores nothing; it reads no session. */
import { clientAddress } from '#features/accounts/feature.ts';
import { endpointInput } from '#features/delivery/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { manifest } from '#platform/http/manifest.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import { refused, type Trouble } from '#platform/trouble.ts';
import { EndedPage } from '../pages/personal.tsx';
import { WishesGonePage } from '../pages/wishes.tsx';
import { browsersAppPattern, browsersPath, browsersPattern } from '../paths.ts';
import { taps } from '../routes/personal.tsx';
import { viewOf } from '../routes/request.ts';
import { openBrowsers, switchOff, switchOn } from './actions.ts';
import { browserInput } from './input.ts';
import { BrowsersPage } from './pages.tsx';

interface Shown {
  typed?: string;
  troubles?: readonly Trouble[];
}

async function show(c: Ctx, { typed = '', troubles = [] }: Shown = {}): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const open = await openBrowsers(c.var.services, token);
  if (!open) return page(c, <WishesGonePage view={viewOf(c, 'public')} />, 410);
  if (open.language) c.set('language', wordsLanguage(open.language));
  const { publicKey, marks } = open;
  const done = troubles.length > 0 ? undefined : (['on', 'off'] as const).find((one) => one === c.req.query('done'));
  const tooMany = troubles.some((trouble) => trouble.key === 'ownLinkTooMany');
  const status = tooMany ? 429 : troubles.length > 0 ? 422 : 200;
  const props = { view: viewOf(c, 'public'), token, publicKey, marks, typed, troubles, done };
  return page(c, <BrowsersPage {...props} />, status);
}

/** For the home screen; while the link holds, like the page. */
async function app(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  if (!(await openBrowsers(c.var.services, token))) throw new NotFound();
  return manifest(c, browsersPath(token));
}

async function submit(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const token = c.req.param('token') ?? '';
  // Also against guessing names.
  if (!taps(services).allow(token, services.clock.now().getTime())) {
    return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
  }
  const { typed } = c.req.header('content-type') ? await readForm(c) : { typed: {} };
  const act = typedText(typed, 'act');
  if (act === 'all' || act === 'off') {
    const one = checkForm(endpointInput, typed);
    if (act === 'off' && !one.ok) return show(c, refused(null, 'pushBroken'));
    const held = await switchOff(services, token, act === 'off' && one.ok ? one.value.endpoint : null);
    return held ? seeOther(c, `${browsersPath(token)}?done=off`) : show(c);
  }
  const name = typedText(typed, 'child').slice(0, 100);
  const input = checkForm(browserInput, typed);
  if (!input.ok) return show(c, { typed: name, ...refused(null, 'pushBroken') });
  const outcome = await switchOn(services, token, input.value, name, clientAddress(c));
  return outcome.ok
    ? seeOther(c, `${browsersPath(token)}?done=on`)
    : show(c, { typed: name, troubles: outcome.troubles });
}

export const browserRoutes: readonly Route[] = [
  get(browsersPattern, 'link', (c) => show(c)),
  get(browsersAppPattern, 'link', app),
  post(browsersPattern, 'link', submit, { maxBody: 16 * 1024 }),
];
