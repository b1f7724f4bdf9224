/**
 * One flood from the declaration to the review: on a phone and without scripts, by the officers of bureau and school, with
 * the public page as families see it in both languages.
 */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { signLink } from '../../src/features/delivery/feature.ts';
import { startDelivery } from '../../src/features/delivery/sender/loop.ts';
import { words } from '../../src/features/incidents/messages.ts';
import { familyPath } from '../../src/features/incidents/roll/paths.ts';
import { refresh } from '../../src/features/incidents/status/refresh.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, type Visit, visit } from '../support/browser.ts';
import { capsIn, expectValidCaps } from '../support/cap.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/delivery.ts';
import { testServices } from '../support/services.ts';
import { startSmsGateway } from '../support/sms-gateway.ts';
import { startSmtpDouble } from '../support/smtp-double.ts';

const database = await testDatabase();
const server = await startSmtpDouble();
const gateway = await startSmsGateway();
const services = testServices(database.db, {
  env: {
    ...{ BELFRY_SITE_NAME: '青溪县教育局', BELFRY_SMTP_URL: server.url, BELFRY_SMTP_FROM: 'office@belfry.test' },
    ...{ BELFRY_SMS_URL: gateway.url, BELFRY_SMS_TOKEN: gateway.token },
  },
});
let origin = '';
let cast: Cast;

beforeAll(async () => {
  const site = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => site.once('listening', resolve));
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  services.config.publicUrl = origin;
  afterAll(async () => {
    const closed = new Promise((resolve) => site.close(resolve));
    // A page that is held open listens for events, and would be waited for.
    if ('closeAllConnections' in site) site.closeAllConnections();
    await closed;
    await server.stop();
    await gateway.stop();
  });
  cast = await makeCast(database);
  await sql`insert into contact_point (person_id, kind, address, rank)
    select distinct guardian_id, 'sms', '+86138' || lpad(guardian_id::text, 8, '0'), 5 from guardianship`.execute(
    database.db,
  );
});

async function enter(visitor: Visit, name: CastName): Promise<Page> {
  const [key = '', value = ''] = (await cookieOf(database, cast.members[name], services.clock.now())).split('=');
  await visitor.context.addCookies([{ name: key, value, url: origin }]);
  return visitor.page;
}

/** Writes what the plan's lines of an update ask for. */
async function fillIn(page: Page): Promise<void> {
  const said = {
    zh: '降雨已减弱，水位回落。\n\n学生和教职工情况：全部安全。',
    en: 'The rain is easing.\n\nPupils and staff: all are safe.',
  };
  for (const [key, text] of Object.entries(said)) await page.locator(`[name=${key}_description]`).fill(text);
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

interface Step {
  language: Language;
  room: string;
  officer: Page;
  tap: (name: string) => Promise<void>;
}

/** Opened by the officer, called by a class teacher on a phone, answered by a mother; the board fills meanwhile. */
async function callTheRoll(step: Step & { desk: Page; options: { language: 'zh-CN' | 'en-GB' } }): Promise<void> {
  const { language, room, officer, tap, desk, options } = step;
  const t = words(language);
  await officer.goto(`${room}/roll`);
  await picture(officer, `roll-open-${language}-360`);
  await tap(t('rollOpen'));
  const board = officer.url();
  expect(board).toMatch(/\/roll\/\d+$/);
  await desk.goto(board);
  await expectAccessible(desk);

  const phone = await visit({ ...options, width: 360, scripts: false });
  const teacher = await enter(phone, 'north.teacher');
  await teacher.goto(`${origin}/desk`);
  await teacher
    .getByRole('link', { name: new RegExp(t('waitRoll', { name: '' }).trim()) })
    .first()
    .click();
  await expectNoSidewaysScroll(teacher);
  await picture(teacher, `roll-class-${language}-360`);
  await teacher.getByLabel(t('roll_help'), { exact: true }).first().check();
  await teacher.getByRole('button', { name: t('rollRestSafe'), exact: true }).click();
  await teacher.waitForLoadState('load');
  expect(await teacher.getByText(t('rollAllAnswered')).count()).toBe(1);
  await picture(teacher, `roll-class-done-${language}-360`);
  // With scripts the board has filled by itself.
  await expect
    .poll(() => desk.locator('[data-live]').innerText(), { timeout: 20_000 })
    .toContain(t('rollBoardProgress', { n: 7, all: 14 }));
  await picture(desk, `roll-board-${language}-1280`);
  await officer.goto(board);
  await expectNoSidewaysScroll(officer);
  await picture(officer, `roll-board-${language}-360`);

  const { rows } = await sql<{ message: number; name: string }>`select m.id as message, p.full_name as name
    from message m, person p where m.purpose = 'roll_call' and p.id = ${cast.siblings.south}
    order by m.id desc limit 1`.execute(database.db);
  const link = { messageId: rows[0]?.message ?? 0, personId: cast.siblings.guardian, epoch: 0 };
  const home = await visit({ ...options, width: 360, scripts: false });
  await home.page.goto(origin + familyPath(signLink(services.secrets, link)));
  await expectNoSidewaysScroll(home.page);
  expect(await home.page.locator('body').innerText()).not.toContain(rows[0]?.name);
  await picture(home.page, `roll-family-${language}-360`);
  await home.page.getByLabel(t('familyChild')).fill(rows[0]?.name ?? '');
  await home.page.getByLabel(t('roll_safe'), { exact: true }).check();
  await home.page.getByRole('button', { name: t('familySend') }).click();
  await home.page.waitForLoadState('load');
  expect(await home.page.getByText(t('familyThanks', { answer: t('roll_safe') })).count()).toBe(1);
  await picture(home.page, `roll-family-thanks-${language}-360`);
  expect([...phone.complaints, ...home.complaints]).toEqual([]);

  // Whoever phones is named; then the names of that place are there.
  await officer.goto(`${board}/callers?place=${cast.north.organisation.id}`);
  await picture(officer, `roll-callers-${language}-360`);
  await tap(t('rollCallerMe'));
  expect(await officer.locator('main table').innerText()).toContain(cast.members['bureau.incident_officer'].name);
  const second = cast.north.classes[1]?.organisation.id;
  await officer.goto(`${origin}/desk/roll-calls/${board.split('/').at(-1)}/classes/${second}`);
  expect(await officer.getByRole('heading', { name: t('rollPhoneList') }).count()).toBe(1);
  await picture(officer, `roll-phones-${language}-360`);
  await officer.emulateMedia({ media: 'print' });
  await picture(officer, `roll-phones-print-${language}-360`);
  await officer.emulateMedia({ media: 'screen' });
}

/** A family asks without a name; the office answers once, and everybody sees it. */
async function askAndAnswer({ language, room, officer, tap }: Step): Promise<void> {
  const t = words(language);
  const family = await publicPage(language);
  await family.getByRole('link', { name: t('statusAsk') }).click();
  await expectAccessible(family);
  await expectNoSidewaysScroll(family);
  await picture(family, `question-ask-${language}-360`);
  await family.getByLabel(t('askText')).fill('明天上课吗？');
  await family.getByRole('button', { name: t('askSend') }).click();
  await family.waitForLoadState('load');
  expect(await family.getByText(t('askThanks')).count()).toBe(1);
  await officer.goto(`${room}/questions`);
  await officer.getByLabel('明天上课吗？').check();
  await officer.locator('[name=zh_question]').fill('明天上课吗？');
  await officer.locator('[name=zh_answer]').fill('停课一天，后天复课。');
  await officer.locator('[name=en_question]').fill('Are there lessons tomorrow?');
  await officer.locator('[name=en_answer]').fill('No. Lessons begin again the day after.');
  await picture(officer, `questions-desk-${language}-360`);
  await tap(t('questionsAnswer'));
  await picture(officer, `questions-answered-${language}-360`);
  const seen = await publicPage(language);
  const text = await seen.locator('body').innerText();
  expect(text).toContain(language === 'en' ? 'Lessons begin again the day after.' : '后天复课');
  await picture(seen, `status-answers-${language}-360`);
}

test.each(['zh-CN', 'en'] as const)('a flood, in %s', { timeout: 360_000 }, async (language) => {
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

  // It is grave now: proposed for families and staff, seen before it is sent, at once.
  await page.goto(`${room}/update`);
  expect(await page.getByLabel(t('to_guardians'), { exact: true }).isChecked()).toBe(true);
  // The plan's lines have to be filled in before they go to anybody.
  await tap(t('publishButton'));
  expect(await page.getByText(t('textGap')).count()).toBeGreaterThan(1);
  await picture(page, `incidents-gap-${language}-360`);
  await fillIn(page);
  await tap(t('publishButton'));
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(t('previewTitle'));
  await picture(page, `incidents-preview-${language}-360`);
  await tap(t('sendEdit'));
  expect(await page.getByLabel(t('to_staff'), { exact: true }).isChecked()).toBe(true);
  await tap(t('publishButton'));
  await tap(t('sendNow'));
  await expect.poll(() => page.url()).toBe(room);
  expect(await page.getByText(t('sendGoing')).count()).toBeGreaterThan(0);
  // The same at a desk with scripts, which has the preview of what would come next.
  const wide = await visit({ ...options, width: 1280 });
  const bureau = await enter(wide, 'bureau.incident_officer');
  await bureau.goto(`${room}/update`);
  await fillIn(bureau);
  await bureau.getByRole('button', { name: t('publishButton'), exact: true }).click();
  await bureau.getByRole('heading', { name: t('previewTitle') }).waitFor();
  await expectAccessible(bureau);
  await picture(bureau, `incidents-preview-${language}-1280`);
  await bureau.goto(room);
  const loop = startDelivery(services);
  const address = `${origin}/status/incident-${room.split('/').at(-1)}${language === 'en' ? '.en' : ''}.html`;
  await until(
    async () => {
      await page.goto(room);
      return page.getByText(t('sendEnded')).count();
    },
    (n) => n > 0,
    60_000,
  );
  await picture(page, `incidents-sent-${language}-360`);
  // Live, without being asked for again.
  await bureau.getByText(t('sendEnded')).waitFor();
  await bureau.locator('#sends a').first().click();
  await bureau.getByRole('heading', { name: t('sendTitle') }).waitFor();
  await expectAccessible(bureau);
  await picture(bureau, `incidents-send-${language}-1280`);
  expect(wide.complaints).toEqual([]);
  const mail = await simpleParser(server.received.at(-1)?.raw ?? '');
  expect(mail.headers.get('list')).toBeUndefined();
  expect(mail.text).toContain('/status/incident-');
  const old = gateway.sent.map((one) => one.body).find((body) => body.includes(`incident-${room.split('/').at(-1)}`));
  // Whoever has not said a language gets the main one.
  expect(old).toContain(address.replace('.en.html', '.html'));

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

  await callTheRoll({ language, room, officer: page, tap, desk: school, options });
  await askAndAnswer({ language, room, officer: page, tap });

  // All clear, and what was learnt.
  await page.goto(`${room}/close`);
  await page.getByLabel(t('end_over'), { exact: true }).check();
  await tap(t('closeButton'));
  const calm = await publicPage(language);
  await expect.poll(() => calm.getByRole('heading', { level: 1 }).innerText()).toBe(t('statusCalm'));
  // Who got the alert gets its end in the same thread; the link of then says the newest, and the use is public.
  const before = server.received.length;
  await until(
    () => server.received.length,
    (n) => n > before || server.received.some((one) => /^In-Reply-To:/m.test(one.raw)),
    60_000,
  );
  await loop.stop();
  const opened = await publicPage(language, new URL(address).pathname);
  expect(await opened.locator('body').innerText()).toContain(t('statusOver'));
  const uses = await publicPage(language, language === 'en' ? '/status/alerts.en.html' : '/status/alerts.html');
  expect(await uses.getByRole('heading', { level: 1 }).innerText()).toBe(t('uses'));
  await picture(uses, `status-alerts-${language}-360`);
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
  // What was answered for pupils went with the end; the number of those asked stays.
  expect((await sql`select from roll_call_answer`.execute(database.db)).rows).toEqual([]);
  await page.goto(`${room}/roll`);
  expect(await page.locator('main table').getByText(t('rollEnded'), { exact: true }).count()).toBe(1);
  await picture(page, `roll-closed-${language}-360`);
  await page.goto(`${room}/review`);
  expect(await page.locator('main').innerText()).toContain('214 名学生全部在校');
  // The browser says of the one refusal that it was one.
  expect(phone.complaints).toEqual([expect.stringContaining('status of 422')]);

  await school.goto(`${origin}/desk/incidents/plans/flood`);
  await picture(school, `incidents-plan-${language}-1280`);
  await school.goto(`${origin}/desk/incidents`);
  await picture(school, `incidents-home-${language}-1280`);
  const page2 = await publicPage(language, language === 'en' ? '/status/history.en.html' : '/status/history.html');
  await picture(page2, `status-history-${language}-360`);
  // First word, warning, all-clear, as warnings that others can read.
  const caps = await expectValidCaps(capsIn(services.config.dataDir).map(({ xml }) => xml));
  expect(caps.length).toBeGreaterThan(2);
});
