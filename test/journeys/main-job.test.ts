/**
 * The main job from an empty installation, through pages and mails only, once with scripts and in Chinese, once without
 * and in English: make the first administrator, import a roster, invite, write, review by another person, publish,
 * acknowledge by a personal link on a phone, remind the rest, take the figures along.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeDistrictZip } from '../../src/demo/district.ts';
import { firstAdministratorLink } from '../../src/features/accounts/feature.ts';
import { countedAudience } from '../../src/features/directory/feature.ts';
import { rosterWords } from '../../src/features/directory/roster/messages.ts';
import { words as noticeWords } from '../../src/features/notices/messages/words.ts';
import { localDate } from '../../src/platform/clock.ts';
import { addDays } from '../../src/platform/days.ts';
import { movingClock, startTestBelfry, type TestBelfry } from '../support/belfry.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from '../support/browser.ts';
import { linkIn, mailsAbout, mailTo, type Sent, sentWithLinks } from './main-job/mails.ts';
import { type Draft, draftNotice, figures, invite, lineOf } from './main-job/office.ts';
import { Person, type World } from './main-job/person.ts';

const district = '青禾县教育局';
const school = '青禾县第一小学';
const folder = mkdtempSync(join(tmpdir(), 'belfry-journey-'));
const zip = join(folder, 'roster.zip');
const patience = { timeout: 30_000 };

beforeAll(async () => {
  await writeDistrictZip(zip, { seed: 7, schools: 2, pupils: 60, guardians: 90, staff: 40, schoolYear: 2026 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  { scripts: true, language: 'zh-CN' as const },
  { scripts: false, language: 'en' as const },
])('the main job with scripts: $scripts, in $language', ({ scripts, language }) => {
  const t = noticeWords(language);
  const r = rosterWords(language);
  const clock = movingClock();
  let whole: TestBelfry;
  let world: World;
  let administrator: Person;
  let editor: Person;
  let approver: Person;
  let approverAddress = '';
  let editorAddress = '';
  let draft: Draft;
  let path = '';
  let people = 0;
  /** Of the people, those with a mail address or a mobile number. */
  let reachable = 0;
  let first: Sent[] = [];
  let answered: Sent[] = [];
  const publicList = () => fetch(`${whole.url}/notices`).then((answer) => answer.text());

  beforeAll(async () => {
    whole = await startTestBelfry({ clock });
    world = { url: whole.url, clock, language, scripts };
  });
  afterAll(async () => {
    for (const person of [administrator, editor, approver]) person?.expectContent();
    await whole.stop();
  });

  async function guardiansWithoutContact(name: string): Promise<number> {
    const { services } = whole.belfry;
    const { db } = services;
    const { rows } = await sql<{ id: number }>`select id from organisation where name = ${name}`.execute(db);
    const audience = { include: [{ organisationId: rows[0]?.id as number, role: 'guardians' as const }], exclude: [] };
    return (await countedAudience(services, audience)).total.none;
  }

  // Each step stands on the one before.
  let broken = false;
  beforeEach(({ skip, onTestFailed }) => {
    onTestFailed(() => {
      broken = true;
    });
    skip(broken, 'a step before failed');
  });

  test('the first administrator is made through the one-time link, which then is used up', async () => {
    const link = await firstAdministratorLink(whole.belfry.services);
    expect(link).toMatch(new RegExp(`^${whole.url}/sign-in/link/`));
    administrator = await Person.at(world, 'first');
    await administrator.setUp(link as string, { district, name: '达瓦措姆' });
    expect(await firstAdministratorLink(whole.belfry.services)).toBeNull();
    const again = await fetch(link as string);
    expect(again.status).toBe(410);
  });

  test('a roster is uploaded, compared, and applied after a look', async () => {
    await administrator.go('/desk/directory/import');
    await administrator.page.locator('[name="file"]').setInputFiles(zip);
    await administrator.press(r('upload'));
    await administrator.page.getByRole('link', { name: r('apply'), exact: true }).waitFor(patience);
    const line = await lineOf(administrator, r('kind_people'));
    expect(Number(line[r('added')])).toBeGreaterThan(180);
    expect(line[r('left')]).toBe('0');
    await administrator.follow(r('apply'));
    await administrator.press(r('applyNow'));
    await administrator.page.getByText(r('appliedTitle'), { exact: true }).first().waitFor(patience);
    await administrator.go('/desk/directory');
    expect(await administrator.main()).toContain(school);
  });

  test('an editor and an approver are invited, and make their accounts through the mails', async () => {
    const first = await invite(administrator, whole.inbox, 0, ['editor', 'approver'], district);
    const second = await invite(administrator, whole.inbox, 1, ['approver'], district);
    expect(first.address).not.toBe(second.address);
    [editorAddress, approverAddress] = [first.address, second.address];
    editor = await Person.at(world, 'editor');
    await editor.setUp(first.link);
    approver = await Person.at(world, 'approver');
    await approver.setUp(second.link);
    await editor.signOut();
    await editor.signIn();
  });

  test('the editor writes a notice and sends it for review', async () => {
    const today = localDate(clock.now(), whole.belfry.services.config.timeZone);
    draft = {
      office: district,
      school,
      zh: {
        title: '关于冬季作息时间调整的通知',
        body: '各位家长：\n\n自下周一起，上午到校时间推迟**二十分钟**。\n\n- 校车顺延\n- 站点不变',
      },
      en: { title: 'Winter school hours', body: 'From Monday school begins **twenty minutes** later.' },
      attachment: { name: '校车时刻表.txt', content: '第一班 7:20\n第二班 7:40\n' },
      deadlineOn: addDays(today, 5),
    };
    ({ path, people, reachable } = await draftNotice(editor, draft, guardiansWithoutContact));
  });

  test('its author cannot approve it, though the role is there; somebody else does', async () => {
    await editor.go(`${path}/review`);
    expect(await editor.main()).toContain(t('authorCannotApprove'));
    expect(await editor.page.getByRole('button', { name: t('approve'), exact: true }).count()).toBe(0);

    const asked = await mailTo(whole.inbox, approverAddress, draft.zh.title);
    await approver.go(linkIn(asked.text, whole.url));
    if (!approver.page.url().endsWith('/review')) await approver.follow(t('review'));
    const shown = await approver.main();
    for (const said of ['二十分钟', 'twenty minutes', draft.attachment.name, school, String(people)]) {
      expect(shown).toContain(said);
    }
    await approver.press(t('approve'));
    expect(await approver.main()).toContain(t('state_approved'));
    await mailTo(whole.inbox, editorAddress, draft.zh.title);
  });

  test('published, it can be stopped for a minute, and then goes out to each guardian once', async () => {
    await editor.go(path);
    await editor.follow(t('publishOrSchedule'));
    await editor.press(t('publish'));
    expect(await editor.page.getByRole('button', { name: t('stop'), exact: true }).count()).toBe(1);
    expect(await sentWithLinks(whole)).toEqual([]);
    expect(await publicList()).not.toContain(draft.zh.title);

    clock.forward(61);
    // The page keeps itself fresh, with scripts and without. What would tell a figure under five is a bound only.
    const page = editor.page;
    const delivered = people - reachable < 5 ? t('least', { n: people - 4 }) : String(reachable);
    const label = page.getByText(t('delivered'), { exact: true });
    await page.locator('.figures > div', { has: label, hasText: delivered }).waitFor(patience);
    first = await sentWithLinks(whole);
    expect(first).toHaveLength(reachable);
    expect(new Set(first.map((one) => one.to)).size, 'each once').toBe(reachable);
    expect(first.filter((one) => one.by === 'sms').length).toBeGreaterThan(0);
    expect(await publicList()).toContain(draft.zh.title);
    const shown = { [t('people')]: String(people), [t('left')]: String(people) };
    expect(await figures(editor)).toMatchObject(shown);
  });

  test('a mail holds the words as they were written, and the way out', async () => {
    const mails = await mailsAbout(whole.inbox, draft.zh.title);
    const mail = mails.find((one) => one.text.includes('/m/'));
    expect(mail?.subject).toBe(`【${district}】${draft.zh.title}`);
    expect(mail?.text).toContain('自下周一起，上午到校时间推迟');
    expect(mail?.text).toContain(draft.attachment.name);
    expect(String(mail?.parsed.html)).toContain('<strong>二十分钟</strong>');
    expect(mail?.parsed.headerLines.map((line) => line.key)).toContain('list-unsubscribe-post');
  });

  test('a guardian opens the personal link on a phone: looking is no answer, one tap is', async () => {
    const phone = await visit({ scripts, language: language === 'en' ? 'en-GB' : 'zh-CN', width: 360 });
    const { page } = phone;
    answered = first.slice(0, 6);
    const button = page.locator('form[method="post"] button');
    const tap = () => Promise.all([page.waitForEvent('domcontentloaded'), button.click()]);
    for (const [n, { link }] of answered.entries()) {
      await page.goto(link);
      expect(await button.count()).toBe(1);
      if (n === 0) {
        await page.goto(link);
        expect(await button.count(), 'opened twice and still not acknowledged').toBe(1);
        if (scripts) await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        const file = await page.getByRole('link', { name: draft.attachment.name }).getAttribute('href');
        expect(await fetch(new URL(file as string, world.url)).then((answer) => answer.text())).toContain(
          '第一班 7:20',
        );
      }
      if (n === 1) {
        await page.getByRole('link', { name: 'English', exact: true }).click();
        await page.getByRole('heading', { name: draft.en.title }).waitFor();
      }
      await tap();
      expect(await button.count()).toBe(0);
      await page.reload();
      expect(await button.count(), 'still acknowledged when it is opened again').toBe(0);
    }
    expect(phone.complaints).toEqual([]);
    await editor.go(path);
    expect(await figures(editor)).toMatchObject({ [t('acknowledged')]: '6', [t('left')]: String(people - 6) });
    expect(await lineOf(editor, school)).toMatchObject({ [t('people')]: String(people), [t('acknowledged')]: '6' });
  });

  test('the rest are reminded, and only they', async () => {
    await editor.follow(t('remindN', { n: people - 6 }));
    expect(await editor.main()).toContain(draft.zh.title);
    await editor.press(t('sendReminder'));
    await editor.page.getByText(t('reminderGoing')).waitFor(patience);
    clock.forward(61);
    const wanted = reachable - 6;
    const before = new Set(first.map((one) => one.id));
    const reminders = async () => (await sentWithLinks(whole)).filter((one) => !before.has(one.id));
    await expect.poll(async () => (await reminders()).length, patience).toBeGreaterThanOrEqual(wanted);
    const done = new Set(answered.map((one) => one.to));
    const sent = await reminders();
    const rest = first.filter((one) => !done.has(one.to)).map((one) => one.to);
    expect(sent.map((one) => one.to).sort()).toEqual(rest.sort());
    const links = new Set(first.map((one) => one.link));
    expect(
      sent.filter((one) => links.has(one.link)),
      'links of its own',
    ).toEqual([]);

    const phone = await visit({ scripts, width: 360 });
    for (const { link } of [sent[0], first.find((one) => one.to === sent[1]?.to)].map((one) => one as Sent)) {
      await phone.page.goto(link);
      const button = phone.page.locator('form[method="post"] button');
      await Promise.all([phone.page.waitForEvent('domcontentloaded'), button.click()]);
      expect(await button.count()).toBe(0);
    }
    expect(phone.complaints).toEqual([]);
    await editor.go(path);
    expect(await figures(editor)).toMatchObject({ [t('acknowledged')]: '8', [t('left')]: String(people - 8) });
    expect(await editor.page.getByRole('link', { name: t('remindN', { n: people - 8 }) }).count()).toBeLessThan(2);
  });

  test('the figures are taken along as a file: states, nobody’s name and no time', async () => {
    await editor.go(path);
    const [download] = await Promise.all([
      editor.page.waitForEvent('download'),
      editor.page.getByRole('link', { name: t('downloadCsv'), exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${draft.zh.title}.csv`);
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 3)], 'the mark without which Excel reads Chinese as garbage').toEqual([
      0xef, 0xbb, 0xbf,
    ]);
    const [header, ...rows] = parse(bytes, { bom: true }) as string[][];
    expect(header).toEqual(
      (['school', 'people', 'delivered', 'failed', 'byNone', 'acknowledged', 'left'] as const).map((key) => t(key)),
    );
    expect(rows).toHaveLength(1);
    const [name, all, , failed, , acknowledged, left] = rows[0] as string[];
    expect([name, all, failed, acknowledged, left]).toEqual([school, String(people), '0', '8', String(people - 8)]);
    expect(bytes.toString('utf8')).not.toMatch(/\d{1,2}:\d{2}|@|\d{11}/);
  });
});
