/** Somebody who is afraid brings a grievance: with a script on a desk, without one on a phone, in both languages. */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { addMessage } from '../../src/features/voice/queries/cases.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import { makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
let origin = '';

beforeAll(async () => {
  const site = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => site.once('listening', resolve));
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  afterAll(() => new Promise((resolve) => site.close(resolve)));
  await makeCast(database);
});

async function look(page: Page, name: string, scripts: boolean): Promise<void> {
  await expectNoSidewaysScroll(page);
  if (scripts) await expectAccessible(page);
  await picture(page, `ask-${name}`);
}

test.each([
  { language: 'zh-CN', width: 360, scripts: true },
  { language: 'en-GB', width: 1280, scripts: true },
  { language: 'en-GB', width: 360, scripts: true },
  { language: 'zh-CN', width: 1280, scripts: true },
  { language: 'zh-CN', width: 360, scripts: false },
] as const)(
  'a grievance and what becomes of it: $language, $width, scripts $scripts',
  { timeout: 120_000 },
  async (how) => {
    const { page, context, complaints } = await visit(how);
    const { db } = database;
    const name = (step: string) => `${step}-${how.language}-${how.width}${how.scripts ? '' : '-plain'}`;
    const english = how.language === 'en-GB';
    const press = (zh: string, en: string) =>
      page
        .getByRole('button', { name: english ? en : zh })
        .first()
        .click();
    await page.goto(`${origin}/ask`);
    await look(page, name('1-start'), how.scripts);
    await page.getByRole('link', { name: english ? 'Grievance' : '本人权益申诉' }).click();
    await page.locator('[name="category"]').first().check();
    await page.locator('[name="text"]').fill('我叫丹增卓玛，电话13812345678。\n从去年九月起没有发代课工资。');
    await page
      .locator('[name="files"]')
      .setInputFiles({ name: 'Tenzin.txt', mimeType: 'text/plain', buffer: Buffer.from('工资单') });
    await look(page, name('2-form'), how.scripts);
    if (how.scripts) {
      await page.locator('[name="draft"]').check();
      await page.reload();
      expect(await page.locator('[name="text"]').inputValue()).toContain('代课工资');
      await page
        .locator('[name="files"]')
        .setInputFiles({ name: 'Tenzin.txt', mimeType: 'text/plain', buffer: Buffer.from('工资单') });
    }
    await press('下一步：检查', 'Next: check it');
    await page.waitForURL(/preview/);
    await look(page, name('3-preview'), how.scripts);
    expect(await page.locator('.banner.warning').innerText()).toContain('丹增卓玛');
    await press('返回修改', 'Go back and change it');
    expect(await page.locator('[name="text"]').inputValue()).toContain('代课工资');
    expect(await page.locator('[name="file"]').isChecked()).toBe(true);
    await page.locator('[name="text"]').fill('从去年九月起没有发代课工资。');
    await press('下一步：检查', 'Next: check it');
    await page.waitForURL(/preview/);
    if (!how.scripts) services.clock = fixedClock(new Date(Date.now() + 20_000));
    await press('提交', 'Send');
    await page.waitForURL(/send/);
    services.clock = fixedClock(new Date());
    const code = await page.locator('.copy code').innerText();
    expect(code).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
    await look(page, name('4-receipt'), how.scripts);
    if (how.scripts) expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(await context.cookies()).toEqual([]);

    const { rows } = await sql<{ id: string }>`select id from voice_case where state = 'received'`.execute(db);
    const caseId = rows[0]?.id ?? '';
    const account = await sql<{ id: number }>`select id from account order by id limit 1`.execute(db);
    await db
      .transaction()
      .execute((trx) =>
        addMessage(trx, { caseId, day: '2026-11-30', accountId: account.rows[0]?.id ?? 0, text: '请问是哪几个月？' }),
      );
    await page.goto(`${origin}/ask/case?language=${english ? 'en' : 'zh-CN'}`);
    await look(page, name('5-code'), how.scripts);
    await page.locator('[name="code"]').fill(code.toLowerCase().replaceAll('-', ''));
    await press('查看', 'Open');
    await look(page, name('6-case'), how.scripts);
    expect(await page.locator('main').innerText()).toContain('请问是哪几个月？');
    await page.locator('[name="text"]').fill('九月到十一月。');
    await press('提交补充', 'Send');
    expect(await page.locator('main').innerText()).toContain('九月到十一月。');
    const [download] = await Promise.all([page.waitForEvent('download'), openedFile(page)]);
    expect(download.suggestedFilename()).toBe('1.txt');
    await page.locator('summary').last().click();
    await press('撤回', 'Withdraw');
    await look(page, name('7-withdraw'), how.scripts);
    await press('确认撤回', 'Yes, withdraw it');
    expect(await page.locator('main').innerText()).toContain(english ? 'Withdrawn by you' : '由您撤回');
    await look(page, name('8-withdrawn'), how.scripts);
    expect(complaints).toEqual([]);
  },
);

async function openedFile(page: Page): Promise<void> {
  await page.locator('summary').first().click();
  await page.locator('form[action^="/ask/case/file"] button').first().click();
}
