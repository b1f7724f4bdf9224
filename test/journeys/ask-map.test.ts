/** Where the danger is: pointed at on a phone without a script, and at a desk; then at the office. */
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { seedMap } from '../../src/features/map/seed.ts';
import { makeCase } from '../../src/features/voice/handling/factory.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import { type Cast, cookieOf, makeCast } from '../support/cast.ts';
import { feature, mapFile } from '../support/county-map.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
let origin = '';
let cast: Cast;
let number = '';

const features = [
  feature('LineString', [
    [103.43, 31.5],
    [103.56, 31.468],
    [103.612, 31.479],
    [103.77, 31.48],
  ]),
  feature('Point', [103.612, 31.481], '永河村口站台'),
  feature('Point', [103.55, 31.46], '县城汽车站'),
  feature('Point', [103.645, 31.56], '上寨村委会'),
];

beforeAll(async () => {
  const site = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => site.once('listening', resolve));
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  afterAll(() => new Promise((resolve) => site.close(resolve)));
  cast = await makeCast(database);
  const by = { accountId: cast.members['bureau.administrator'].accountId, at: services.clock.now() };
  await seedMap(database.db, by, {
    file: mapFile(...features),
    source: '县自然资源局',
  });
  const hazard = await makeCase(database.db, {
    ...{ kind: 'hazard', category: 'bus_stop', receivedOn: '2026-07-01', dueOn: '2099-07-16', mayPublish: true },
    ...{
      text: '站台的雨棚松了，风大时会掉下来。',
      address: '永河村口',
      point: { latitude: 31.48, longitude: 103.613 },
    },
  });
  number = hazard.number;
});

test.each([
  { language: 'zh-CN', width: 360, scripts: false },
  { language: 'en-GB', width: 360, scripts: true },
  { language: 'zh-CN', width: 1280, scripts: true },
  { language: 'en-GB', width: 1280, scripts: true },
] as const)('pointed at: $language, $width, scripts $scripts', { timeout: 120_000 }, async (how) => {
  const { page, complaints } = await visit(how);
  const name = (step: string) => `ask-map-${step}-${how.language}-${how.width}`;
  const look = async (step: string) => {
    await expectNoSidewaysScroll(page);
    if (how.scripts) await expectAccessible(page);
    await picture(page, name(step));
  };
  await page.goto(`${origin}/ask/new?kind=hazard&language=${how.language === 'en-GB' ? 'en' : 'zh-CN'}`);
  await page.locator('[name="category"]').nth(1).check();
  await page.locator('[name="text"]').fill('站台的雨棚松了。');
  await look('1-form');
  const map = page.locator('input[type="image"]');
  await map.click({ position: { x: 180, y: 130 } });
  await page.waitForURL(/\/ask\/place/);
  expect(await page.locator('[name="text"]').inputValue()).toBe('站台的雨棚松了。');
  const first = await page.locator('[name="point"]').inputValue();
  expect(first).toMatch(/^31\.\d{3}, 103\.\d{3}$/);
  await map.click({ position: { x: 100, y: 200 } });
  await expect.poll(() => page.locator('[name="point"]').inputValue()).not.toBe(first);
  await look('2-pointed');
  const chosen = await page.locator('[name="point"]').inputValue();
  // Enter in a field leads on.
  await page.locator('[name="address"]').press('Enter');
  await page.waitForURL(/\/ask\/preview/);
  const [latitude = '', longitude = ''] = chosen.split(', ');
  expect(await page.locator('main').innerText()).toContain(`${Number(latitude)}, ${Number(longitude)}`);
  await look('3-preview');
  expect(complaints).toEqual([]);
});

test.each([
  { language: 'zh-CN', width: 360 },
  { language: 'en-GB', width: 1280 },
  { language: 'zh-CN', width: 1280 },
] as const)('at the desk: $language, $width', { timeout: 120_000 }, async (how) => {
  const { page, context, complaints } = await visit(how);
  const enter = async (who: 'bureau.case_handler' | 'bureau.administrator') => {
    const [cookie = '', value = ''] = (await cookieOf(database, cast.members[who], services.clock.now())).split('=');
    await context.addCookies([{ name: cookie, value, url: origin }]);
  };
  const look = async (path: string, step: string) => {
    await page.goto(origin + path);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `ask-map-${step}-${how.language}-${how.width}`);
  };
  await enter('bureau.case_handler');
  await look(`/desk/cases/${number}`, '4-case');
  expect(await page.locator('main img').count()).toBe(1);
  await look(`/desk/cases/${number}/open311`, '5-release');
  await enter('bureau.administrator');
  await look('/desk/map', '6-desk');
  expect(complaints).toEqual([]);
});
