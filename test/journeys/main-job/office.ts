/** What the office's people do on the way of a notice, page by page. */
import { expect } from 'vitest';
import { words as accountWords } from '../../../src/features/accounts/messages.ts';
import { words as noticeWords } from '../../../src/features/notices/messages/words.ts';
import type { TestBelfry } from '../../support/belfry.ts';
import { linkIn, mailTo } from './mails.ts';
import type { Person } from './person.ts';

/** Invites the nth of the bureau's staff who has a mail address, and gives the mail's link and who it is. */
export async function invite(
  administrator: Person,
  inbox: TestBelfry['inbox'],
  n: number,
  roles: readonly string[],
  district: string,
): Promise<{ address: string; link: string }> {
  const { page, world } = administrator;
  const t = accountWords(world.language);
  const before = new Set(inbox.messages().map((mail) => mail.id));
  await administrator.go('/desk/accounts/invite');
  await administrator.choose('organisation', { label: district });
  await administrator.press(t('inviteShow'));
  const boxes = page.locator('[name="membership"]:not([disabled])');
  expect(await boxes.count(), 'staff of the roster').toBeGreaterThan(3);
  await page.locator('.choice', { has: boxes, hasText: '@' }).nth(n).locator('input').check();
  for (const role of roles) await page.locator(`[name="role"][value="${role}"]`).check();
  await administrator.press(t('inviteSend'));
  expect(await administrator.heading()).toBe(t('invitedTitle'));
  const address = /[\w.+-]+@[\w.-]+\w/.exec(await administrator.main())?.[0] ?? '';
  expect(address).not.toBe('');
  await expect
    .poll(() => inbox.messages().filter((mail) => mail.to.includes(address) && !before.has(mail.id)).length, {
      timeout: 20_000,
    })
    .toBe(1);
  const mail = await mailTo(inbox, address, inbox.messages()[0]?.subject ?? '');
  return { address, link: linkIn(mail.text, `${world.url}/sign-in/link/`) };
}

export interface Draft {
  office: string;
  school: string;
  zh: { title: string; body: string };
  en: { title: string; body: string };
  attachment: { name: string; content: string };
  deadlineOn: string;
}

/** Writes a notice and sends it for review; gives its address and how many people it has. */
export async function draftNotice(
  editor: Person,
  draft: Draft,
  /** How many of the school's guardians have no contact: the page may not tell a figure under five. */
  without: (school: string) => Promise<number>,
): Promise<{ path: string; people: number; reachable: number }> {
  const { page, world } = editor;
  const t = noticeWords(world.language);
  await editor.go('/desk/notices');
  await editor.follow(t('newNotice'));
  await editor.choose('organisationId', { label: draft.office });
  await editor.choose('kind', 'schedule');
  await editor.choose('mainLanguage', 'zh-CN');
  await page.locator('[name="isPublic"]').check();
  await editor.press(t('start'));
  const path = new URL(page.url()).pathname;
  expect(path).toMatch(/^\/desk\/notices\/\d+$/);

  for (const [language, name] of [
    ['zh', '中文'],
    ['en', 'English'],
  ] as const) {
    await editor.follow(new RegExp(name));
    await editor.fill('title', draft[language].title);
    // A translation is written beside the main text, paragraph by paragraph.
    if (language === 'zh') await editor.fill('body', draft.zh.body);
    else await page.locator('[name="paragraph[]"]').first().fill(draft.en.body);
    await editor.press(t('save'));
  }
  expect(await editor.heading()).toBe(draft.zh.title);

  await editor.follow(t('stepAttachments'));
  const { name, content } = draft.attachment;
  await page.locator('[name="files"]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  await editor.press(t('attach'));
  expect(await page.locator('main table').innerText()).toContain(name);

  await editor.go(`${path}/audience`);
  await editor.choose('organisationId', { label: draft.school });
  expect(await page.locator('[name="roles"][value="guardians"]').isChecked(), 'guardians are the usual choice').toBe(
    true,
  );
  await editor.press(t('add'));
  const shown = await figures(editor);
  const people = Number(shown[t('people')]);
  expect(people).toBeGreaterThan(30);
  const none = await without(draft.school);
  expect(shown[t('byNone')]).toBe(none > 0 && none < 5 ? t('few') : String(none));

  await editor.go(`${path}/request`);
  await page.locator('[name="request"][value="acknowledge"]').check();
  await editor.fill('deadlineOn', draft.deadlineOn);
  await editor.press(t('save'));

  await editor.follow(t('stepCheck'));
  const check = await editor.main();
  for (const said of [draft.zh.title, draft.en.title, name, draft.school, String(people)])
    expect(check).toContain(said);
  await editor.press(t('sendForReview'));
  expect(await editor.main()).toContain(t('state_in_review'));
  return { path, people, reachable: people - none };
}

/** The figures at the top of a page, by their words. */
export async function figures(person: Person): Promise<Record<string, string>> {
  const all = await person.page.locator('.figures > div').evaluateAll((items) =>
    items.map((item) => {
      const of = (tag: string) => item.getElementsByTagName(tag)[0]?.textContent?.trim() ?? '';
      return [of('dt'), of('dd')] as const;
    }),
  );
  return Object.fromEntries(all);
}

/** One line of the table of figures, by the words of its head. */
export async function lineOf(person: Person, name: string): Promise<Record<string, string>> {
  const row = person.page.locator('main table tr', { has: person.page.getByRole('rowheader', { name, exact: true }) });
  const cells = await row
    .locator('td[data-label]')
    .evaluateAll((found) => found.map((td) => [td.getAttribute('data-label') ?? '', td.textContent?.trim() ?? '']));
  return Object.fromEntries(cells);
}
