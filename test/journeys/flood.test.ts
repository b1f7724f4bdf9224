/**
 * One flood from the declaration to the review: on a phone and without scripts, by the officers of bureau and school, with
 * the public page as families see it in both languages.
 */
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { words } from '../../src/features/incidents/messages.ts';
import { refresh } from '../../src/features/incidents/status/refresh.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, type Visit, visit } from '../support/browser.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
let origin = '';
let cast: Cast;

beforeAll(async () => {
  const server = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  services.config.publicUrl = origin;
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  cast = await makeCast(database);
});

async function enter(visitor: Visit, name: CastName): Promise<Page> {
  const [key = '', value = ''] = (await cookieOf(database, cast.members[name], services.clock.now())).split('=');
  await visitor.context.addCookies([{ name: key, value, url: origin }]);
  return visitor.page;
}

/** The page of the public, fresh: what was changed shows within a second, and nobody waits for it here. */
async function publicPage(language: Language, path = '/status'): Promise<Page> {
  await refresh(services);
  const seen = await visit({ language: language === 'en' ? 'en-GB' : 'zh-CN', width: 360 });
  const answer = await seen.page.goto(origin + path);
  expect(answer?.status()).toBe(200);
  await expectAccessible(seen.page);
  await expectNoSidewaysScroll(seen.page);
  expect(seen.complaints).toEqual([]);
  return seen.page;
}

test.each(['zh-CN', 'en'] as const)('a flood, in %s', { timeout: 240_000 }, async (language) => {
  const t = words(language);
  const options = { language: language === 'en' ? ('en-GB' as const) : ('zh-CN' as const) };
  const phone = await visit({ ...options, width: 360, scripts: false });
  const page = await enter(phone, 'bureau.incident_officer');
  const tap = async (name: string) => {
    await Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name, exact: true }).first().click()]);
    await page.waitForLoadState('load');
    await expectNoSidewaysScroll(page);
  };

  // Declared with seven taps: open, real, flood, level, where, declare.
  await page.goto(`${origin}/desk/incidents`);
  await picture(page, `incidents-home-${language}-360`);
  await page.getByRole('link', { name: t('declare'), exact: true }).click();
  await page.getByLabel(t('mode_real'), { exact: true }).check();
  await page.getByLabel(t('kind_flood'), { exact: true }).check();
  await page.getByLabel(t('level_3'), { exact: true }).check();
  await page.getByLabel(t('whole', { name: cast.district.name }), { exact: true }).check();
  await picture(page, `incidents-declare-${language}-360`);
  await tap(t('declareButton'));
  await expect.poll(() => page.url()).toMatch(/\/desk\/incidents\/\d+$/);
  const room = page.url();
  expect(await (await publicPage(language)).getByText(t('statusNoText')).count()).toBe(1);

  // The first word: the plan's, sent as it stands.
  await page.getByRole('link', { name: t('publish'), exact: true }).click();
  await picture(page, `incidents-update-${language}-360`);
  await tap(t('publishButton'));
  await page.goto(`${room}/level`);
  await page.getByLabel(t('level_2'), { exact: true }).check();
  await page.getByLabel(t('levelReason')).fill('水位超过警戒线');
  await tap(t('levelButton'));

  // A school's officer does the school's part, at a desk with scripts.
  const desk = await visit({ ...options, width: 1280 });
  const school = await enter(desk, 'north.incident_officer');
  await school.goto(room);
  await expectAccessible(school);
  const take = school.getByRole('button', { name: new RegExp(`^${t('take')}`) });
  expect(await take.count()).toBeGreaterThan(3);
  await take.first().click();
  await school.waitForLoadState('load');
  await school
    .getByRole('button', { name: new RegExp(`^${t('finish')}`) })
    .first()
    .click();
  await school.waitForLoadState('load');
  await school.getByLabel(t('entryText')).fill('214 名学生全部在校');
  await school.getByRole('button', { name: t('writeLog') }).click();
  await school.waitForLoadState('load');
  await school.getByLabel(`${t('state')}: ${cast.north.organisation.name}`).selectOption('closed');
  await school.getByRole('button', { name: t('saveSchools') }).click();
  await school.waitForLoadState('load');
  await picture(school, `incidents-room-${language}-1280`);
  expect(desk.complaints).toEqual([]);

  await page.goto(room);
  await picture(page, `incidents-room-${language}-360`);
  const shown = await publicPage(language);
  for (const text of [t('schoolState_closed'), t('statusWhat'), t('colour_orange')])
    expect(await shown.locator('body').innerText()).toContain(text);
  await picture(shown, `status-${language}-360`);

  // All clear, and what was learnt.
  await page.goto(`${room}/close`);
  await page.getByLabel(t('end_over'), { exact: true }).check();
  await tap(t('closeButton'));
  const calm = await publicPage(language);
  await expect.poll(() => calm.getByRole('heading', { level: 1 }).innerText()).toBe(t('statusCalm'));
  await picture(calm, `status-calm-${language}-360`);
  await page.goto(`${room}/review`);
  await page.getByLabel(t('course')).fill('县道 X012 中断，三所学校停课两天。');
  await page.getByLabel(t('wentWell')).fill('首次公开信息十分钟内发布。');
  await tap(t('saveReview'));
  await page.getByLabel(t('lesson'), { exact: true }).fill('在沿河校车线路增设临时停靠点');
  await page.getByLabel(t('lessonDue')).fill('2099-03-31');
  await tap(t('addLesson'));
  await picture(page, `incidents-review-${language}-360`);
  await tap(t('finishReview'));
  expect(await page.getByText(t('review_finished')).count()).toBeGreaterThan(0);
  expect(await page.locator('main').innerText()).toContain('214 名学生全部在校');
  expect(phone.complaints).toEqual([]);

  await school.goto(`${origin}/desk/incidents/plans/flood`);
  await picture(school, `incidents-plan-${language}-1280`);
  await school.goto(`${origin}/desk/incidents`);
  await picture(school, `incidents-home-${language}-1280`);
  const page2 = await publicPage(language, '/status/history.html');
  await picture(page2, `status-history-${language}-360`);
});
