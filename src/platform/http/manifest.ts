/** The site as an app of a telephone's home screen: the only form in which an iPhone takes push. */
import { chooseLanguage } from '../i18n.ts';
import type { Ctx } from './context.ts';
import { frameWords } from './words.ts';

/**
 * Answers with the web app manifest that a page links. It opens where it was put on the home screen: an app there has a
 * memory of its own, and a link from a mail opens in the browser, not in it. Browsers ask without cookies, so the page
 * gives its language along (`?language=`).
 */
export function manifest(c: Ctx, start: string): Response {
  const language = chooseLanguage(c.req.query('language'), c.req.header('accept-language'));
  const { siteName: name } = c.var.shell('public');
  const icon = (size: number) => ({
    src: `/assets/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable',
  });
  const said = {
    name,
    short_name: name,
    description: frameWords(language)('appDescription'),
    lang: language,
    start_url: start,
    scope: '/',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#0b5d4e',
    icons: [icon(192), icon(512)],
  };
  return c.body(JSON.stringify(said), 200, { 'content-type': 'application/manifest+json; charset=utf-8' });
}
