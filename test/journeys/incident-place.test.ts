/** Where the flood is: one tap on a phone, with scripts and without, corrected at a desk, seen by the public. */
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { words } from '../../src/features/incidents/messages.ts';
import { refresh } from '../../src/features/incidents/status/refresh.ts';
import { seedMap } from '../../src/features/map/seed.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import { type Cast, cookieOf, makeCast } from '../support/cast.ts';
import { bounds, feature, mapFile } from '../support/county-map.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
let origin = '';
let cast: Cast;

const river = [
  [103.43, 31.5],
  [103.56, 31.468],
  [103.612, 31.479],
  [103.77, 31.48],
];
const features = [
  bounds,
  feature('LineString', river),
  feature('Point', [103.612, 31.481], '永河村口站台'),
  feature('Point', [103.55, 31.46], '县城汽车站'),
];

beforeAll(async () => {
  const site = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => site.once('listening', resolve));
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  services.config.publicUrl = origin;
  afterAll(async () => {
    const closed = new Promise((resolve) => site.close(resolve));
    if ('closeAllConnections' in site) site.closeAllConnections();
    await closed;
  });
  cast = await makeCast(database);
  const by = { accountId: cast.members['bureau.administrator'].accountId, at: services.clock.now() };
  await seedMap(database.db, by, { file: mapFile(...features), source: '县测绘队' });
});

test.each([
  { language: 'zh-CN', width: 360, scripts: false, kind: 'flood' },
  { language: 'en', width: 360, scripts: true, kind: 'landslide' },
  { language: 'zh-CN', width: 1280, scripts: true, kind: 'storm' },
  { language: 'en', width: 1280, scripts: true, kind: 'transport' },
] as const)('the place: $language, $width, scripts $scripts', { timeout: 120_000 }, async (how) => {
  const { language, width, scripts, kind } = how;
  const t = words(language);
  const browser = language === 'en' ? ('en-GB' as const) : ('zh-CN' as const);
  const { page, context, complaints } = await visit({ language: browser, width, scripts });
  const officer = cast.members['bureau.incident_officer'];
  const [cookie = '', value = ''] = (await cookieOf(database, officer, services.clock.now())).split('=');
  await context.addCookies([{ name: cookie, value, url: origin }]);
  const look = async (step: string) => {
    await expectNoSidewaysScroll(page);
    if (scripts) await expectAccessible(page);
    await picture(page, `place-${step}-${language}-${width}`);
  };
  const point = page.locator('[name="point"]');
  const tapMap = (x: number, y: number) => page.locator('input[type="image"]').click({ position: { x, y } });

  await page.goto(`${origin}/desk/incidents/declare`);
  await page.locator('[name="mode"][value="real"]').check();
  await page.locator(`[name="kind"][value="${kind}"]`).check();
  await page.locator('[name="level"][value="3"]').check();
  await page.locator('[name="where"]').first().check();
  await tapMap(180, 130);
  await expect.poll(() => point.inputValue()).toMatch(/^31\.\d{4}, 103\.\d{4}$/);
  // With a script the page stays, without one it comes again; what was chosen is still there.
  expect(new URL(page.url()).pathname).toBe(`/desk/incidents/declare${scripts ? '' : '/map'}`);
  expect(await page.locator(`[name="kind"][value="${kind}"]`).isChecked()).toBe(true);
  const first = await point.inputValue();
  await tapMap(100, 200);
  await expect.poll(() => point.inputValue()).not.toBe(first);
  await look('1-declare');
  await page.getByText(t('spotMore'), { exact: true }).click();
  await page.locator('[name="reach"]').selectOption('1000');
  // Enter in a field declares: it does not press the map.
  await page.locator('[name="place"]').press('Enter');
  await page.waitForURL(/\/desk\/incidents\/\d+$/);
  expect(await page.locator('main').innerText()).toContain(t('spotHidden'));
  expect(await page.locator('main img').count()).toBe(1);
  await look('2-room');

  await page.getByRole('link', { name: t('spotTitle'), exact: true }).click();
  await page.waitForURL(/\/place$/);
  await point.fill('39.9, 116.4');
  await page.locator('[name="tells"]').check();
  await page.getByRole('button', { name: t('saveReview'), exact: true }).click();
  await page.waitForLoadState('load');
  await expect.poll(() => page.getByLabel(t('pointOutsideYes')).count()).toBe(1);
  await look('3-outside');
  await point.fill('31.479, 103.612');
  await page.getByRole('button', { name: t('saveReview'), exact: true }).click();
  await page.waitForURL(/\/desk\/incidents\/\d+$/);
  expect(await page.locator('main').innerText()).toContain(t('spotIsPublic'));

  const id = page.url().split('/').at(-1);
  const spot = language === 'en' ? 'within 1 km of 31.4790, 103.6120' : '31.4790, 103.6120 周围 1 公里';
  // Another reader's page may be writing the folder at this moment, as it was before.
  const shown = async () => {
    await refresh(services);
    await page.goto(`${origin}/status/incident-${id}${language === 'en' ? '.en' : ''}.html`);
    return page.locator('main').innerText();
  };
  await expect.poll(shown, { timeout: 10_000 }).toContain(spot);
  await look('4-public');
  // The form that came back with its question is the one answer that a browser complains of.
  expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
});
