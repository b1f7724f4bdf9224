/** The page on which a guardian says how notices come: when, which kinds, by which channel. A GET changes nothing; it reads no session. */
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedList } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import { openWishes, saveWishes } from '../actions/wishes.ts';
import { EndedPage } from '../pages/personal.tsx';
import { WishesGonePage, WishesPage } from '../pages/wishes.tsx';
import { wishesPath, wishesPattern } from '../paths.ts';
import { taps } from './personal.tsx';
import { viewOf } from './request.ts';

async function show(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const wishes = await openWishes(c.var.services, token);
  if (!wishes) return page(c, <WishesGonePage view={viewOf(c, 'public')} />, 410);
  if (wishes.language) c.set('language', wordsLanguage(wishes.language));
  const saved = c.req.query('saved') !== undefined;
  const time = c.var.services.config.digestAt;
  return page(c, <WishesPage view={viewOf(c, 'public')} {...{ token, wishes, saved, time }} />);
}

async function save(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  if (!taps(c.var.services).allow(token, c.var.services.clock.now().getTime())) {
    return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
  }
  const { typed } = await readForm(c);
  const chosen = { wanted: typedList(typed, 'wanted'), daily: typedList(typed, 'daily') };
  const saved = await saveWishes(c.var.services, token, chosen);
  return saved
    ? seeOther(c, `${wishesPath(token)}?saved=yes`)
    : page(c, <WishesGonePage view={viewOf(c, 'public')} />, 410);
}

export const wishesRoutes: readonly Route[] = [
  get(wishesPattern, 'link', show),
  post(wishesPattern, 'link', save, { maxBody: 16 * 1024 }),
];
