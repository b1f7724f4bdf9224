/**
 * Every page of every feature, in both languages, on a phone and on a desk: it answers, axe finds nothing, nothing
 * sticks out sideways, the browser has no complaint, and the words are in the reader's language. A new page joins by
 * itself: the tour is made from the routes.
 */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { features } from '../../src/features.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, type Visit, visit } from '../support/browser.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';
import { oddWords } from './every-page/looks.ts';
import { notPages, planTour, type Stop, signsIn } from './every-page/tour.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '清溪县教育局' } });
const largest = 50_000;
/** TOUR=paper,/move visits only the stops with one of these in their name, while somebody mends them, and keeps pictures of them. */
const only = process.env.TOUR ?? '';
let origin = '';
let cast: Cast;
let stops: Stop[] = [];

beforeAll(async () => {
  const server = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  services.config.publicUrl = origin;
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    // A page that is held open listens for events, and would be waited for.
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  });
  cast = await makeCast(database);
  stops = await planTour(database, services, cast);
});

/** One browser window for each who visits, and one for nobody. */
function windows(options: Parameters<typeof visit>[0]) {
  const open = new Map<CastName | null, Promise<Visit>>();
  return (who: CastName | null): Promise<Visit> => {
    const known = open.get(who);
    if (known) return known;
    const opened = visit(options).then(async (seen) => {
      if (who) {
        const [name = '', value = ''] = (await cookieOf(database, cast.members[who], services.clock.now())).split('=');
        await seen.context.addCookies([{ name, value, url: origin }]);
      }
      return seen;
    });
    open.set(who, opened);
    return opened;
  };
}

/** The page of the code is there for whoever has just given the password. */
async function givePassword(page: Page): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.locator('[name="login"]').fill(cast.members[signsIn.member].login);
  await page.locator('[name="password"]').fill(signsIn.password);
  await Promise.all([page.waitForURL(/\/sign-in\/code/), page.locator('main form button').first().click()]);
}

test('what is left out of the tour is no page, and still there', () => {
  const routes = features.flatMap((feature) => feature.routes).filter((route) => route.method === 'GET');
  const paths = new Set(routes.map((route) => route.path));
  expect(Object.keys(notPages).filter((path) => !paths.has(path))).toEqual([]);
  expect(stops.length).toBeGreaterThan(60);
});

describe.each(['zh-CN', 'en'] as const)('in %s', (language: Language) => {
  test('every page', { timeout: 600_000 }, async () => {
    // A personal page speaks the language that its reader wants everywhere, whatever the browser says.
    await sql`update person set language = ${language}`.execute(database.db);
    const windowOf = windows({ language: language === 'en' ? 'en-GB' : 'zh-CN', width: 1280 });
    const found: string[] = [];
    for (const stop of stops.filter(({ name }) => only.split(',').some((part) => name.includes(part)))) {
      const { page, complaints } = await windowOf(stop.as);
      await page.setViewportSize({ width: 1280, height: 900 });
      if (stop.address.startsWith('/sign-in/code')) await givePassword(page);
      complaints.length = 0;
      const answer = await page.goto(origin + stop.address);
      const check = async (what: string, assert: () => unknown) => {
        await Promise.resolve()
          .then(assert)
          .catch((error: Error) => found.push(`${stop.name} (${stop.address}): ${what}: ${error.message}`));
      };
      await check('answer', () => {
        expect(answer?.status()).toBe(stop.status);
        expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(stop.address);
      });
      await check('language', async () => expect(await page.locator('html').getAttribute('lang')).toBe(language));
      await check('words', async () => expect(await oddWords(page, language)).toEqual([]));
      await check('accessibility', () => expectAccessible(page));
      await check('width 1280', () => expectNoSidewaysScroll(page));
      const look = (width: number) => picture(page, `tour ${stop.name.replaceAll('/', ' ')} ${language} ${width}`);
      if (only) await look(1280);
      await page.setViewportSize({ width: 360, height: 740 });
      await check('width 360', () => expectNoSidewaysScroll(page));
      if (only) await look(360);
      await check('console', () =>
        expect(complaints.filter((words) => stop.status === 200 || !words.includes(String(stop.status)))).toEqual([]),
      );
    }
    expect(found).toEqual([]);
  });
});

describe('what the public opens', () => {
  const open = (stop: Stop) => ['/', '/notices', '/notices/:notice', '/m/:token', '/u/:token'].includes(stop.name);

  test('weighs 50 KB at most, with all that belongs to it', async () => {
    const pages = stops.filter(open);
    expect(pages).toHaveLength(5);
    for (const stop of pages) {
      const html = await (await fetch(origin + stop.address)).text();
      const parts = [...html.matchAll(/<(?:link|script|img)\b[^>]*\b(?:href|src)="([^"]+)"[^>]*>/g)]
        .filter(([tag]) => !tag.includes('alternate'))
        .map(([, href]) => href as string);
      expect(parts.length).toBeGreaterThanOrEqual(3);
      let bytes = Buffer.byteLength(html);
      for (const part of parts) {
        const answer = await fetch(new URL(part, origin));
        expect(answer.status, part).toBe(200);
        bytes += (await answer.arrayBuffer()).byteLength;
      }
      expect(bytes, `${stop.name}: bytes`).toBeLessThanOrEqual(largest);
    }
  });

  test('reads the same with scripts off', async () => {
    const [plain, scripted] = await Promise.all([visit({ scripts: false, width: 360 }), visit({ width: 360 })]);
    for (const stop of stops.filter(open)) {
      await Promise.all([plain.page.goto(origin + stop.address), scripted.page.goto(origin + stop.address)]);
      // Printing is what only a script can start: its link is there for nobody else.
      for (const { page } of [plain, scripted]) {
        await page.locator('main .print-line li:last-child').evaluateAll((items) => {
          for (const item of items) item.remove();
        });
      }
      const words = (await plain.page.locator('main').innerText()).trim();
      expect(words.length, stop.name).toBeGreaterThan(20);
      expect(words).toBe((await scripted.page.locator('main').innerText()).trim());
      expect(await plain.page.locator('h1').count(), stop.name).toBe(1);
    }
    expect([...plain.complaints, ...scripted.complaints]).toEqual([]);
  });
});
