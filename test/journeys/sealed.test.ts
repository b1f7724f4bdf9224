/** A sealed name from the key to the news: everything that is secret happens in real browsers, the mail goes over real sockets. */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { seedAccounts } from '../../src/features/accounts/feature.ts';
import { submitCase } from '../../src/features/voice/ask/actions/submit.ts';
import { confirmLoss, proposeLoss } from '../../src/features/voice/sealed/actions/keys.ts';
import { keysInUse } from '../../src/features/voice/sealed/actions/openers.ts';
import { opened, seatKey } from '../../src/features/voice/sealed/factory.ts';
import type { Seat } from '../../src/features/voice/sealed/model/box.ts';
import { sealFor } from '../../src/features/voice/sealed/seal.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, type Visit, visit } from '../support/browser.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';
import { type SmtpDouble, startSmtpDouble } from '../support/smtp-double.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
const { db } = database;
const first = 'seven bridges over one river';
const second = 'eight lanterns under the snow';
let origin = '';
let cast: Cast;
let smtp: SmtpDouble;

beforeAll(async () => {
  smtp = await startSmtpDouble();
  const rates = { pool: 1, ratePerSecond: 10, domainRatePerSecond: 10 };
  services.config.smtp = { url: smtp.url, from: 'office@belfry.test', ...rates };
  const site = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => site.once('listening', resolve));
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  services.config.publicUrl = origin;
  afterAll(async () => {
    await new Promise((resolve) => site.close(resolve));
    await smtp.stop();
  });
  cast = await makeCast(database);
});

async function as(name: CastName, options: Parameters<typeof visit>[0]): Promise<Visit> {
  const seen = await visit(options);
  const [key = '', value = ''] = (await cookieOf(database, cast.members[name], services.clock.now())).split('=');
  await seen.context.addCookies([{ name: key, value, url: origin }]);
  return seen;
}

async function look(page: Page, name: string, scripts = true): Promise<void> {
  await expectNoSidewaysScroll(page);
  if (scripts) await expectAccessible(page);
  await picture(page, `sealed-${name}`);
}

/** What left the browser, whole. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()}\n${request.postDataBuffer()?.toString() ?? ''}`));
  return sent;
}

async function makeKey(page: Page, passphrase: string, english: boolean, name: string): Promise<string> {
  await page.goto(`${origin}/desk/sealed/keys/new`);
  await page.locator('#f-passphrase').fill('short');
  await page.locator('[data-make-go]').click();
  expect(await page.locator('[data-make-status]').innerText()).toContain('12');
  await page.locator('#f-passphrase').fill(passphrase);
  await page.locator('#f-repeat').fill(passphrase);
  await look(page, `${name}-1-passphrase`);
  await page.locator('[data-make-go]').click();
  await page.locator('[data-make-second]').waitFor({ timeout: 60_000 });
  const kit = await page.locator('[data-make-kit]').innerText();
  expect(kit).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  await page.locator('#f-last').fill('????');
  await page.getByRole('button', { name: english ? 'Put the key into use' : '启用密钥' }).click();
  expect(await page.locator('[data-make-status]').innerText()).not.toBe('');
  await page.locator('#f-last').fill(kit.slice(-4).toLowerCase());
  await look(page, `${name}-2-kit`);
  await page.getByRole('button', { name: english ? 'Put the key into use' : '启用密钥' }).click();
  return kit;
}

async function bring(
  how: { scripts: boolean; language: 'zh-CN' | 'en-GB'; width: 360 | 1280; person: Record<string, string> },
  name: string,
): Promise<{ sent: string[]; text: string }> {
  const { page, context, complaints } = await visit(how);
  const sent = sentBy(page);
  const language = how.language === 'en-GB' ? 'en' : 'zh-CN';
  await page.goto(`${origin}/ask/new?kind=grievance&language=${language}`);
  await page.locator('[name="category"]').first().check();
  await page.locator('[name="text"]').fill('从去年九月起没有发代课工资。');
  await page.locator('[name="way"][value="sealed"]').check();
  await look(page, `${name}-1-form`, how.scripts);
  await page.locator('form button:not([type="button"])').last().click();
  await page.waitForURL(/preview/);
  for (const [field, value] of Object.entries(how.person)) await page.locator(`#f-person_${field}`).fill(value);
  if (how.scripts) {
    await page.getByText(language === 'en' ? 'sealed in this browser' : '在您的浏览器里密封后才发出').waitFor();
    // A name alone is no way to send word.
    await page.locator('#f-person_mail').fill('');
    await page.getByRole('button', { name: language === 'en' ? 'Send' : '提交', exact: true }).click();
    await page.locator('[data-seal-trouble]:not([hidden])').waitFor();
    await page.locator('#f-person_mail').fill(how.person.mail ?? '');
  }
  await look(page, `${name}-2-preview`, how.scripts);
  if (!how.scripts) services.clock = fixedClock(new Date(Date.now() + 20_000));
  await page.locator('form[action^="/ask/send"] button').first().click();
  await page.waitForURL(/send/);
  services.clock = fixedClock(new Date());
  await look(page, `${name}-3-receipt`, how.scripts);
  const text = await page.locator('main').innerText();
  expect(await context.cookies()).toEqual([]);
  expect(complaints).toEqual([]);
  return { sent, text };
}

const scripted = { name: '甲央卓嘎', mail: 'yangjin.marker@example.org', phone: '' };
const plain = { name: 'Dolma Marker', mail: 'dolma.marker@example.org', phone: '13800000001' };
const clear = /甲央卓嘎|yangjin\.marker|Dolma Marker|dolma\.marker|13800000001/;

/** Every table that the application can read, as text. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker')
      and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')`.execute(db);
  const all = await Promise.all(
    rows.map(({ name }) => sql<{ t: string }>`select t::text as t from ${sql.raw(name)} t`.execute(db)),
  );
  return all.flatMap((table) => table.rows.map(({ t }) => t)).join('\n');
}

async function unlock(page: Page, typed: string): Promise<void> {
  await page.locator('#f-unlock').fill(typed);
  await page.locator('[data-unlock]').click();
}

test('key, sealed cases with and without a script, names, news, a new key, and the kit', {
  timeout: 300_000,
}, async () => {
  const { page, complaints } = await as('bureau.ombudsperson', { language: 'zh-CN', width: 1280 });
  const left = sentBy(page);
  await page.goto(`${origin}/desk/sealed`);
  await look(page, '1-no-key');
  const firstKit = await makeKey(page, first, false, '2-key');
  await page.waitForURL(/keys$/);
  await look(page, '3-keys');
  const print = (await page.locator('h2').first().innerText()).replace('密钥 ', '');

  const start = await visit({ language: 'en-GB', width: 360 });
  await start.page.goto(`${origin}/ask?language=en`);
  expect(await start.page.locator('main').innerText()).toContain(print);
  await look(start.page, '4-start');

  const one = await bring({ scripts: true, language: 'zh-CN', width: 360, person: scripted }, '5-script');
  expect(one.text).toContain('姓名已密封');
  expect(one.sent.filter((request) => clear.test(request))).toEqual([]);
  expect(one.sent.some((request) => request.includes('name="box"'))).toBe(true);
  const two = await bring({ scripts: false, language: 'en-GB', width: 360, person: plain }, '6-plain');
  expect(
    two.sent.some((request) => clear.test(request)),
    'without a script it is sealed by the server',
  ).toBe(true);
  const { rows } = await sql<{ n: number; long: number }>`
    select count(*)::int as n, max(length(sealed)) as long from voice_sealed`.execute(db);
  expect(rows).toEqual([{ n: 2, long: 1072 }]);
  expect(clear.test(await everything())).toBe(false);

  await page.goto(`${origin}/desk/sealed`);
  await look(page, '7-locked');
  await unlock(page, 'something else entirely');
  await page.getByText('打不开：请检查输入').waitFor({ timeout: 60_000 });
  await unlock(page, `  ${first}`);
  await page.locator('[data-lock]').waitFor({ timeout: 60_000 });
  for (const button of await page.locator('[data-open-name]').all()) {
    await button.click();
  }
  await page.locator('[data-person-name]').nth(1).waitFor();
  const shown = await page.locator('main').innerText();
  for (const text of [scripted.name, scripted.mail, plain.name, plain.mail, plain.phone]) expect(shown).toContain(text);
  await look(page, '8-names');

  await page.locator('tr', { hasText: plain.name }).getByRole('button', { name: '发邮件告知有新消息' }).click();
  await page.getByText('已发出。地址没有保存。').waitFor();
  expect(smtp.received).toHaveLength(1);
  expect(smtp.received[0]?.to).toBe(plain.mail);
  expect(smtp.received[0]?.raw).toContain('Subject: =?UTF-8?');
  expect(clear.test(await everything())).toBe(false);
  const { rows: acts } = await sql<{ act: string }>`select act from voice_act order by act`.execute(db);
  expect(acts.map(({ act }) => act)).toEqual(['voice.open_name', 'voice.open_name', 'voice.send_news']);
  await page.locator('[data-lock]').click();
  expect(await page.locator('main').innerText()).not.toMatch(clear);

  // A new key: names move to it piece by piece, and the old one ends.
  await makeKey(page, second, false, '9-next');
  await page.waitForURL(/move$/);
  await look(page, '10-move');
  await page.locator('#f-unlock').fill(firstKit);
  await page.locator('[data-move-go]').click();
  await page.getByText('旧密钥已结束').waitFor({ timeout: 60_000 });
  await look(page, '11-moved');
  const { rows: keys } = await sql<{ ended: boolean; names: number }>`
    select ended_on is not null as ended, (select count(*)::int from voice_sealed s where s.key_id = k.id) as names
    from voice_key k order by ended_on nulls last`.execute(db);
  expect(keys.map(({ ended, names }) => [ended, names])).toEqual([
    [true, 0],
    [false, 2],
  ]);
  await page.goto(`${origin}/desk/sealed`);
  await unlock(page, second);
  await page.locator('[data-lock]').waitFor({ timeout: 60_000 });
  await page.locator('[data-open-name]').first().click();
  await page.locator('[data-person-name]').first().waitFor();
  expect(await page.locator('main').innerText()).toMatch(clear);

  expect(left.filter((request) => request.includes(first) || request.includes(second))).toEqual([]);
  expect(left.filter((request) => request.includes(firstKit))).toEqual([]);
  expect(left.filter((request) => clear.test(request) && !/names\/\w+\/news/.test(request))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the passphrase is forgotten: the kit opens the key, a new passphrase goes around it', {
  timeout: 120_000,
}, async () => {
  await sql`delete from voice_case`.execute(db);
  await sql`delete from voice_key`.execute(db);
  const { page, complaints } = await as('bureau.ombudsperson', { language: 'en-GB', width: 360 });
  const kit = await makeKey(page, first, true, '12-phone');
  await page.goto(`${origin}/desk/sealed/keys`);
  await look(page, '13-keys');
  await page.getByRole('link', { name: 'Passphrase, giving it up' }).click();
  await page.locator('#f-old').fill('not this one at all');
  await page.locator('#f-passphrase').fill(second);
  await page.locator('#f-repeat').fill(second);
  await page.locator('[data-change-go]').click();
  await page.getByText('That does not open it').waitFor({ timeout: 60_000 });
  await look(page, '14-change');
  await page.locator('#f-old').fill(kit.toLowerCase().replaceAll('-', ' '));
  await page.locator('[data-change-go]').click();
  await page.getByText('The passphrase was changed.').waitFor({ timeout: 60_000 });
  await page.goto(`${origin}/desk/sealed`);
  await look(page, '15-names');
  await unlock(page, first);
  await page.getByText('That does not open it').waitFor({ timeout: 60_000 });
  await unlock(page, second);
  await page.locator('[data-lock]').waitFor({ timeout: 60_000 });
  expect(complaints).toEqual([]);
});

test('the first key is lost: the browser of the one from outside seals the names anew to the next one', {
  timeout: 120_000,
}, async () => {
  await sql`delete from voice_case`.execute(db);
  await sql`delete from voice_key`.execute(db);
  const wish = { personId: null, membershipId: null, login: 'outside@example.org', displayName: '王淑兰' };
  const grants = [{ role: 'ombudsperson' as const, organisationId: cast.district.id }];
  const [accountId = 0] = await seedAccounts(db, [{ ...wish, grants }], services.clock.now());
  Object.assign(cast.members['south.ombudsperson'], { accountId, login: wish.login, name: wish.displayName });
  const seat = (holder: number, of: Seat, passphrase: string) =>
    db
      .transaction()
      .execute((trx) => seatKey(trx, { accountId: holder, seat: of, madeOn: '2026-11-01', passphrase, kit: 'kit' }));
  const bureau = cast.members['bureau.ombudsperson'].accountId;
  const old = await seat(bureau, 'first', first);
  await seat(accountId, 'outside', second);
  const brought = await submitCase(services, {
    ...{ kind: 'grievance', category: 'pay', language: 'en', organisationId: null, text: 'No pay.', mayPublish: false },
    ...{ way: 'sealed', via: 'page', boxes: await sealFor(scripted, await keysInUse(services)) },
  });
  expect(brought.ok).toBe(true);
  for (const [act, who] of [
    [proposeLoss, 'bureau.administrator'],
    [confirmLoss, 'bureau.second_administrator'],
  ] as const)
    expect((await act(services, cast.members[who].accountId, old.id)).ok).toBe(true);
  const next = await seat(bureau, 'first', 'nine boats on a still lake');

  const { page, complaints } = await as('south.ombudsperson', { language: 'en-GB', width: 360 });
  const left = sentBy(page);
  await page.goto(`${origin}/desk/sealed/keys`);
  await look(page, '16-anew-keys');
  await page.getByRole('link', { name: 'Seal names anew for the other seat' }).click();
  await look(page, '17-anew');
  await page.locator('#f-unlock').fill(second);
  await page.locator('[data-move-go]').click();
  await page.waitForURL(/keys$/, { timeout: 60_000 });
  expect(await page.getByRole('link', { name: 'Seal names anew for the other seat' }).count()).toBe(0);
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from voice_sealed where key_id = ${next.id}::uuid`.execute(db);
  expect(rows.map(({ sealed }) => opened(sealed, next))).toEqual([scripted]);
  expect(left.filter((request) => request.includes(second) || clear.test(request))).toEqual([]);
  const zh = await as('south.ombudsperson', { language: 'zh-CN', width: 1280 });
  await zh.page.goto(`${origin}/desk/sealed/keys`);
  await look(zh.page, '18-anew-done');
  expect([...complaints, ...zh.complaints]).toEqual([]);
});
