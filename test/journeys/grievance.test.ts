/**
 * An anonymous grievance in real browsers: brought, two questions back, an answer, an appeal to other people, and the
 * summary in public. The person has no account and no cookie; each handler signs in anew on each day.
 */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { movableClock } from '../../src/features/notices/factory.ts';
import { publishDue } from '../../src/features/voice/published/actions/publish.ts';
import { openDatabase } from '../../src/platform/database/connect.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-07-15T02:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const dayMs = 24 * 3_600_000;
let origin = '';
let cast: Cast;

beforeAll(async () => {
  const site = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => site.once('listening', resolve));
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  afterAll(() => new Promise((resolve) => site.close(resolve)));
  cast = await makeCast(database);
  // A review is for people who had no hand in the answer: the bureau has two more who handle cases.
  const owner = openDatabase(database.ownerUrl, { max: 1, applicationName: 'belfry test' });
  const { members } = cast;
  for (const name of ['bureau.editor', 'bureau.approver'] as const) {
    await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at, confirmed_by, confirmed_at)
      select ${members[name].accountId}, organisation_id, role, ${members[name].membershipId}, given_by, given_at, confirmed_by, confirmed_at
      from account_grant where account_id = ${members['bureau.case_handler'].accountId}`.execute(owner);
  }
  await owner.destroy();
});

/** Presses the button of an act, with what its form needs; opens the line behind which it is. */
async function act(page: Page, value: string, fields: Record<string, string> = {}): Promise<void> {
  const wanted = `button[name="act"][value="${value}"]`;
  const room = page.locator('details:not([open])', { has: page.locator(wanted) });
  if ((await room.count()) > 0) await room.first().locator('summary').first().click();
  const form = page.locator('form', { has: page.locator(wanted) }).first();
  await fill(form, fields);
  await Promise.all([page.waitForEvent('domcontentloaded'), form.locator(wanted).click()]);
}

async function fill(form: Locator, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((one) =>
      one instanceof HTMLSelectElement ? 'select' : one.getAttribute('type'),
    );
    if (kind === 'select') await field.selectOption(value);
    else if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}

test.each([
  { language: 'zh-CN', width: 360 },
  { language: 'en-GB', width: 1280 },
] as const)(
  'from a grievance over two questions, an answer and an appeal to the public summary: $language, $width',
  { timeout: 240_000 },
  (how) => wholeWay(how),
);

async function wholeWay(how: { language: 'zh-CN' | 'en-GB'; width: 360 | 1280 }): Promise<void> {
  const english = how.language === 'en-GB';
  const language = english ? 'en' : 'zh-CN';
  const matter = `从去年九月起没有发代课工资（${language}）。`;
  const look = async (page: Page, name: string) => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `grievance-${name}-${language}-${how.width}`);
  };
  const at = async (name: CastName, path: string, does: (page: Page) => Promise<void>) => {
    const { page, context, complaints } = await visit(how);
    const [key = '', value = ''] = (await cookieOf(database, cast.members[name], clock.now())).split('=');
    await context.addCookies([{ name: key, value, url: origin }]);
    await page.goto(origin + path);
    await does(page);
    expect(complaints).toEqual([]);
    await context.close();
  };
  const { page, context, complaints } = await visit(how);
  const next = () =>
    Promise.all([page.waitForEvent('domcontentloaded'), page.locator('main form button').last().click()]);

  await page.goto(`${origin}/ask/new?kind=grievance&language=${language}`);
  await page.locator('[name="category"]').first().check();
  await page.locator('[name="text"]').fill(matter);
  await page.locator('[name="may_publish"]').check();
  await next();
  expect(page.url()).toContain('/ask/preview');
  await page.locator('form[action^="/ask/send"] button').first().click();
  await page.waitForURL(/\/ask\/send/);
  const code = await page.locator('.copy code').innerText();
  const { rows } = await sql<{ number: string }>`select number from voice_case where text = ${matter}`.execute(db);
  const casePath = `/desk/cases/${rows[0]?.number}`;
  /** Opens the case by its code, as on another day and another device. */
  const follow = async () => {
    await page.goto(`${origin}/ask/case?language=${language}`);
    await page.locator('[name="code"]').fill(code);
    await next();
    return page.locator('main').innerText();
  };
  const keepsNotOut = async (desk: Page) => {
    await desk.locator('[name="out"][value="no"]').check();
    await Promise.all([desk.waitForEvent('domcontentloaded'), desk.locator('main form button').first().click()]);
  };

  await at('bureau.case_handler', casePath, async (desk) => {
    expect(await desk.locator('main').innerText(), 'not before it is said that nobody is partial').not.toContain(
      matter,
    );
    await look(desk, '1-conflict');
    await keepsNotOut(desk);
    await act(desk, 'assign', { office: String(cast.north.organisation.id) });
  });
  const questions = ['请问在哪所学校代课？', '请问是哪几个月没有发？'] as const;
  const replies = ['在永河小学。', '九月到十二月。'] as const;
  for (const [n, question] of questions.entries()) {
    clock.pass(dayMs);
    await at('north.case_handler', casePath, async (desk) => {
      if (n === 0) {
        await keepsNotOut(desk);
        await act(desk, 'accept');
      }
      await act(desk, 'ask', { question });
    });
    expect(await follow()).toContain(question);
    await page.locator('textarea[name="text"]').fill(replies[n] ?? '');
    const send = page
      .locator('form', { has: page.locator('textarea[name="text"]') })
      .locator('button')
      .last();
    await Promise.all([page.waitForEvent('domcontentloaded'), send.click()]);
    expect(await page.locator('main').innerText()).toContain(replies[n]);
  }
  await look(page, '2-asked');

  clock.pass(dayMs);
  await at('north.case_handler', `${casePath}/answer`, async (desk) => {
    await desk.locator('[name="text"]').fill('拖欠的代课工资于八月底前补发。');
    await Promise.all([desk.waitForEvent('domcontentloaded'), desk.locator('main form button').last().click()]);
    expect(await desk.locator('button[value="approveAnswer"]').count(), 'nobody approves what they wrote').toBe(0);
  });
  expect(await follow(), 'a draft is nobody’s answer').not.toContain('补发');
  await at('bureau.case_handler', casePath, async (desk) => {
    await look(desk, '3-approve');
    await act(desk, 'approveAnswer');
  });
  expect(await follow()).toContain('拖欠的代课工资于八月底前补发。');
  await look(page, '4-answer');
  await act(page, 'unsettled');
  await act(page, 'rate', { rating: '2' });
  await act(page, 'review', { review: '没有说明补发多少。' });
  const asked = await page.locator('main').innerText();
  expect(asked).toContain(english ? 'A review was asked for' : '申请复查');

  clock.pass(dayMs);
  const cookie = await cookieOf(database, cast.members['north.case_handler'], clock.now());
  const gone = await fetch(origin + casePath, { headers: { cookie } });
  expect(gone.status, 'it has gone to the office above').toBe(404);
  await at('bureau.editor', casePath, async (desk) => {
    await keepsNotOut(desk);
    await desk.goto(`${origin}${casePath}/answer`);
    await desk.locator('[name="text"]').fill('经复查，应补发四个月共九千六百元，八月十五日前发放。');
    await Promise.all([desk.waitForEvent('domcontentloaded'), desk.locator('main form button').last().click()]);
  });
  await at('bureau.approver', casePath, async (desk) => {
    await keepsNotOut(desk);
    await act(desk, 'approveAnswer');
  });
  expect(await follow()).toContain('九千六百元');
  await act(page, 'settled');
  await look(page, '5-settled');

  const summary = {
    title: `代课工资何时补发 ${language}`,
    question: '代课工资没有发。',
    answer: '八月十五日前补发四个月。',
  };
  await at('bureau.editor', `${casePath}/publish`, async (desk) => {
    await act(desk, 'prepare', summary);
    await look(desk, '6-prepared');
  });
  await at('bureau.approver', `${casePath}/publish`, (desk) => act(desk, 'approve'));
  expect(await follow(), 'seen by the person before anybody else').toContain(summary.title);
  await page.goto(`${origin}/answers?language=${language}`);
  expect(await page.locator('main').innerText()).not.toContain(summary.title);
  await follow();
  await look(page, '7-consent');
  await act(page, 'publishSoon');
  clock.pass(dayMs);
  expect(await publishDue(services)).toBe(1);

  await page.goto(`${origin}/answers?text=${encodeURIComponent('代课工资')}`);
  await page.getByRole('link', { name: summary.title }).click();
  const told = await page.locator('main').innerText();
  for (const part of [summary.question, summary.answer, cast.district.name]) expect(told).toContain(part);
  for (const kept of ['永河小学', '九千六百元', rows[0]?.number ?? '']) expect(told).not.toContain(kept);
  await look(page, '8-public');
  expect(await context.cookies()).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}
