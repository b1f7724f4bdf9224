/**
 * A notice through Debian's postfix: what leaves Belfry arrives behind a real mail server as it was written. As an
 * ordinary user postfix can't be started; then the same mails go straight to the place behind it, and the test says so.
 */
import { sql } from 'kysely';
import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshNotice } from '../../src/demo/contents/current.ts';
import { progress } from '../../src/features/delivery/feature.ts';
import { publish } from '../../src/features/notices/actions/publish.ts';
import { byAt, makeApproved, value } from '../../src/features/notices/factory.ts';
import { noticeById } from '../../src/features/notices/queries/notices.ts';
import { movingClock, startTestBelfry, type TestBelfry } from '../support/belfry.ts';
import { type Cast, makeCast } from '../support/cast.ts';
import { type Postfix, startPostfix, whyNoPostfix } from '../support/postfix.ts';
import { type SmtpDouble, startSmtpDouble } from '../support/smtp-double.ts';

const refused = 'nobody.here@refused.example';
const missing = whyNoPostfix();
const texts = (['zh-CN', 'en', 'bo'] as const).map((language) => {
  const { title, body } = freshNotice.texts[language] ?? { title: '', body: '' };
  return { language, title, body: body.replace(/\{\+\d+\}/g, '2026-12-02') };
});
const clock = movingClock();
let behind: SmtpDouble;
let postfix: Postfix | undefined;
let whole: TestBelfry;
let cast: Cast;
let messageId = 0;
const arrived = new Map<string, { parsed: ParsedMail; raw: string }>();
const addresses = new Map<string, string>();

beforeAll(async () => {
  if (missing) console.warn(`Not through postfix: ${missing}.`);
  const no = { code: 550, text: '5.1.1 No such user' };
  behind = await startSmtpDouble({ recipient: (to) => (missing && to === refused ? no : undefined) });
  if (!missing) postfix = await startPostfix({ relayPort: behind.port, refused: [refused] });
  whole = await startTestBelfry({ clock, env: { BELFRY_SMTP_URL: postfix?.url ?? behind.url } });
  cast = await makeCast(whole.database);
});

afterAll(async () => {
  await whole?.stop();
  await postfix?.stop();
  await behind?.stop();
});

test('a notice goes out to all guardians of a school, and the server takes it', { timeout: 120_000 }, async () => {
  const { services } = whole.belfry;
  const { db } = services;
  const [first, second, third, fourth] = cast.north.classes.flatMap(({ guardians }) => guardians) as number[];
  const speak = (person: number | undefined, language: string) =>
    sql`update person set language = ${language} where id = ${person}`.execute(db);
  await Promise.all([speak(first, 'zh-CN'), speak(second, 'en'), speak(third, 'bo')]);
  await sql`update contact_point set address = ${refused} where person_id = ${fourth} and kind = 'email'`.execute(db);
  const one = byAt(cast.members['north.editor']);
  const id = await makeApproved(services, {
    office: cast.north.organisation.id,
    author: one,
    approver: byAt(cast.members['north.approver']),
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' }],
    deadlineOn: '2099-06-30',
    texts,
  });
  value(await publish(services, one, id));
  messageId = (await noticeById(db, id))?.messageId as number;
  clock.forward(61);
  await expect
    .poll(async () => (await progress(db, messageId)) ?? { queued: -1, expanded: false }, { timeout: 60_000 })
    .toMatchObject({ expanded: true, queued: 0, state: 'finished' });
  const figures = await progress(db, messageId);
  expect(figures?.failed, 'the refused one').toBe(1);
  expect(figures?.delivered).toBeGreaterThan(20);
  const byMail = (figures?.delivered ?? 0) - whole.texts.sent.length;
  // Colleagues were told by mail too that something waits; those mails have no way out.
  const notices = () => behind.received.filter(({ raw }) => /^List-Unsubscribe:/im.test(raw));
  await expect.poll(() => notices().length, { timeout: 30_000 }).toBe(byMail);
  for (const mail of notices()) arrived.set(mail.to, { parsed: await simpleParser(mail.raw), raw: mail.raw });
  for (const [language, person] of [
    ['zh-CN', first],
    ['en', second],
    ['bo', third],
  ] as const) {
    const { rows } = await sql<{ address: string }>`
      select address from contact_point where person_id = ${person} and kind = 'email' order by rank limit 1`.execute(
      db,
    );
    addresses.set(language, rows[0]?.address ?? '');
  }
});

test('Chinese, English and Tibetan arrive as they were written, as text and as HTML', () => {
  for (const { language, title, body } of texts) {
    const mail = arrived.get(addresses.get(language) ?? '');
    expect(mail, `the mail in ${language}`).toBeDefined();
    const line = body.split('\n')[0] as string;
    expect(mail?.parsed.subject).toContain(title);
    expect(mail?.parsed.text).toContain(title);
    expect(mail?.parsed.text).toContain(line);
    expect(String(mail?.parsed.html)).toContain(title);
    expect(String(mail?.parsed.html)).toContain(line.replaceAll("'", '&#39;'));
    expect(mail?.raw).toMatch(/^Content-Type: multipart\/alternative/im);
    expect(mail?.raw, 'seven bits on the way').not.toMatch(/[\x80-\xff]/);
  }
});

test('the headers that matter arrive untouched, different for each reader', () => {
  expect(arrived.size).toBeGreaterThan(10);
  const header = (raw: string, name: string) =>
    new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
  const ids = new Set<string>();
  for (const [to, { raw }] of arrived) {
    ids.add(header(raw, 'Message-ID'));
    expect(header(raw, 'Message-ID')).toMatch(/^<[\w.-]+@belfry\.example>$/);
    expect(header(raw, 'To')).toContain(to);
    expect(header(raw, 'From')).toContain('notices@belfry.example');
    expect(header(raw, 'List-Unsubscribe')).toMatch(new RegExp(`^<${whole.url}/u/[\\w-]+>$`));
    expect(header(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    if (postfix) expect(raw).toMatch(/^Received: from .*\r?\n(?:[ \t].*\r?\n)*?.*by postfix\.belfry\.example/m);
  }
  expect(ids.size).toBe(arrived.size);
});

test('the one-click address of an arrived mail works as mail programs use it', async () => {
  const [, { raw }] = [...arrived][0] as [string, { raw: string }];
  const link = /^List-Unsubscribe: <(.*)>/m.exec(raw)?.[1] as string;
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  expect(answer.status).toBe(200);
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from contact_point where opted_out_at is not null`.execute(whole.belfry.services.db);
  expect(rows[0]?.n).toBe(1);
});

test('who is refused at the door is a failure with the server’s reason, and not asked again', async () => {
  const { rows } = await sql<{ reason: string | null; bounced: boolean }>`
    select bounce_reason as reason, bounced_at is not null as bounced from contact_point
    where address = ${refused}`.execute(whole.belfry.services.db);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.bounced).toBe(true);
  expect(rows[0]?.reason).toContain('550');
});

test.skipIf(missing)('all of it came over TLS', () => {
  const log = postfix?.log() ?? '';
  expect(log).toMatch(/status=sent/);
  expect([...arrived.values()].every(({ raw }) => /with ESMTPS/.test(raw))).toBe(true);
});
