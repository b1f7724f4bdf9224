/** Warnings to families and staff: from the form through the preview to the outbox, their changes and their end. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { smsSegments } from '../../platform/sms-segments.ts';
import { claimBatch, recordDelivered } from '../delivery/queries/claims.ts';
import { expandRound } from '../delivery/sender/expander.ts';
import { movableClock } from '../notices/factory.ts';
import { endSends } from './actions/send.ts';
import { composeAlert } from './compose.ts';
import { words } from './messages.ts';
import { kindNames } from './model/kinds.ts';
import { exerciseLabel } from './model/label.ts';
import { proposedFor, shownOf } from './model/send.ts';
import {
  closeRoom,
  declarePath,
  incidentPath,
  levelRoom,
  phoneListPath,
  phonePath,
  sendLivePath,
  sendPath,
  statusFilePath,
  updateRoom,
} from './paths.ts';
import { sendsOf } from './queries/sends.ts';
import { readFolder } from './status/files.ts';
import { refresh } from './status/refresh.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const env = { BELFRY_SITE_NAME: '青溪县教育局', BELFRY_SMS_URL: 'http://127.0.0.1:1', BELFRY_SMS_TOKEN: 'x' };
const services = { ...testServices(db, { clock, env }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

type Form = Record<string, string | readonly string[]>;

async function ask(name: CastName, path: string, form?: Form, language = 'en') {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
  const body = new URLSearchParams();
  for (const [key, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(key, one);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(form ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

const officer = 'bureau.incident_officer' as const;

async function declared(more: Form = {}): Promise<number> {
  const form = { mode: 'real', kind: 'flood', level: '2', where: String(cast.north.organisation.id), ...more };
  const answer = await ask(officer, declarePath, form);
  expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
  return Number(/incidents\/(\d+)$/.exec(answer.location)?.[1]);
}

const revisionOf = async (id: number) =>
  String(
    (await sql<{ revision: number }>`select revision from incident where id = ${id}`.execute(db)).rows[0]?.revision,
  );

async function updateOf(id: number, more: Form = {}): Promise<Form> {
  return {
    ...{
      revision: await revisionOf(id),
      zh_headline: '学生留校',
      zh_description: '道路中断。',
      zh_instruction: '请不要接送。',
    },
    ...{ en_headline: 'Pupils stay', en_description: '', en_instruction: 'Do not set out.', next: '60', valid: '24' },
    to: ['guardians', 'staff'],
    ...more,
  };
}

interface Sent {
  id: number;
  alertId: number;
  channel: number;
  state: string;
  reason: string | null;
  follows: number[];
  followers: boolean;
  roles: string[];
}
const messagesOf = async (id: number) =>
  (
    await sql<Sent>`
      select m.id, m.alert_id as "alertId", m.channel, m.state, m.stopped_reason as reason, m.follows,
        m.to_followers as followers,
        array(select distinct c ->> 'role' from jsonb_array_elements(m.audience -> 'include') c order by 1) as roles
      from message m join incident_alert a on a.id = m.alert_id where a.incident_id = ${id} order by m.id`.execute(db)
  ).rows;

/** As if everything had been handed over. */
async function deliver(messageId: number, most = 10_000): Promise<number> {
  while (await expandRound(services));
  const { rows } = await sql<{ period: string; channel: number }>`
    select period, channel from message where id = ${messageId}`.execute(db);
  const { period, channel } = rows[0] as { period: string; channel: number };
  const ready = { messageId, period, channel };
  const claimed = await claimBatch(db, ready, { claim: 1, now: clock.now(), limit: most });
  const ids = claimed.map((row) => row.personId);
  await recordDelivered(db, { messageId, period, claim: 1, now: clock.now() }, ids);
  return ids.length;
}
const finish = (id: number) =>
  sql`update message set state = 'finished', finished_at = ${clock.now()} where id = ${id} and state = 'sending'`.execute(
    db,
  );

describe('sending', () => {
  let id: number;

  test('is proposed for the graver levels and shown before anything is sent', async () => {
    id = await declared();
    const form = await ask(officer, updateRoom.path(id));
    expect(form.text).toMatch(/name="to" value="guardians" checked/);
    const light = await declared({ level: '4', kind: 'network' });
    expect((await ask(officer, updateRoom.path(light))).text).not.toMatch(/name="to" value="\w+" checked/);
    await ask(officer, closeRoom.path(light), {
      ...{ revision: await revisionOf(light), state: 'mistaken', zh_headline: '误报' },
    });
    expect(await messagesOf(light), 'nothing was sent: nothing is cancelled').toEqual([]);

    const preview = await ask(officer, updateRoom.path(id), await updateOf(id));
    expect(preview.status).toBe(200);
    for (const text of [t('previewTitle'), '暴雨洪水橙色预警', 'Flood: orange warning', '请不要接送。', t('sendNow')])
      expect(preview.text).toContain(text);
    expect(preview.text).toContain(cast.north.organisation.name);
    expect(preview.text).toContain(`/status/incident-${id}.html`);
    expect(await messagesOf(id)).toEqual([]);
    // Back to the form nothing typed is lost.
    const back = await ask(officer, updateRoom.path(id), await updateOf(id, { act: 'edit', zh_headline: '另一标题' }));
    expect(back.status).toBe(200);
    expect(back.text).toContain('另一标题');
    expect(back.text).toMatch(/name="to" value="staff" checked/);
  });

  test('with wrong input nothing goes out', async () => {
    const wrongs: Form[] = [
      await updateOf(id, { act: 'send', to: 'everybody' }),
      await updateOf(id, { act: 'send', people: '-1' }),
      await updateOf(id, { act: 'shout' }),
      await updateOf(id, { act: 'send', zh_headline: '' }),
      await updateOf(id, { act: 'send', revision: '999' }),
    ];
    for (const wrong of wrongs) expect((await ask(officer, updateRoom.path(id), wrong)).status).toBe(422);
    const form = await updateOf(id, { act: 'send', people: '20' });
    for (const name of ['south.incident_officer', 'north.teacher', 'bureau.editor', 'bureau.auditor'] as const)
      expect([403, 404], name).toContain((await ask(name, updateRoom.path(id), form)).status);
    // The bureau leads: the school's officer sees it and does not speak for it.
    expect((await ask('north.incident_officer', updateRoom.path(id), form)).status).toBe(403);
    expect(await messagesOf(id)).toEqual([]);
  });

  test('to too few people is refused, and nothing is published', async () => {
    const empty = await declared({ kind: 'storm', where: String(cast.south.organisation.id) });
    await sql`update person set state = 'left' where id in (
      select m.person_id from membership m join organisation o on o.id = m.organisation_id
      where m.position = 'pupil' and o.path <@ ${cast.south.organisation.path}::ltree)`.execute(db);
    const form = await updateOf(empty, { act: 'send', to: 'guardians' });
    const answer = await ask(officer, updateRoom.path(empty), form);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(t('sendFew', { n: 5 }));
    expect((await sql`select from incident_update where incident_id = ${empty}`.execute(db)).rows).toEqual([]);
    await sql`update person set state = 'active' where state = 'left'`.execute(db);
    await ask(officer, closeRoom.path(empty), {
      ...{ revision: await revisionOf(empty), state: 'mistaken', zh_headline: '误报' },
    });
  });

  test('one message a channel, by whom stands in the log and in the audit', async () => {
    const answer = await ask(officer, updateRoom.path(id), await updateOf(id, { act: 'send', people: '40' }));
    expect(answer.status, answer.text.slice(0, 3000)).toBe(303);
    const sent = await messagesOf(id);
    expect(sent.map((one) => [one.channel, one.state, one.follows, one.followers])).toEqual([
      [1, 'waiting', [], false],
      [2, 'waiting', [], false],
    ]);
    expect(sent[0]?.roles).toEqual(['guardians', 'heads', 'teachers']);
    const { accountId } = cast.members[officer];
    const log = await sql<{ account: number }>`select account_id as account from incident_entry
      where incident_id = ${id} and sort = 'sent'`.execute(db);
    expect(log.rows).toEqual([{ account: accountId }]);
    const acts = await sql<{ n: number }>`select count(*)::int as n from audit_event
      where action = 'incident.send_alert' and account_id = ${accountId}`.execute(db);
    expect(acts.rows[0]?.n).toBe(1);
    const room = await ask(officer, incidentPath(id));
    expect(room.text).toContain(t('sends'));
    expect(room.text).toContain(t('sendGoing'));
    expect(room.text).toContain(sendLivePath(id, sent[0]?.alertId as number));
    expect((await ask(officer, sendLivePath(id, sent[0]?.alertId as number))).text).not.toContain('data-live-end');
  });

  test('a level that changes meanwhile stops the old alert and sends the new one in the same thread', async () => {
    const [mail, text] = (await messagesOf(id)) as [Sent, Sent];
    expect(await deliver(mail.id, 5)).toBe(5);
    // Left to itself it can't be while it goes out.
    const alone = await ask(officer, updateRoom.path(id), await updateOf(id, { to: [] }));
    expect(alone.status).toBe(422);
    expect(alone.text).toContain(t('sendMust'));
    const level = { level: '3', reason: '水位回落', revision: await revisionOf(id) };
    expect((await ask(officer, levelRoom.path(id), level)).status).toBe(303);
    const [first, second, third, fourth] = (await messagesOf(id)) as [Sent, Sent, Sent, Sent];
    for (const old of [first, second]) expect([old.state, old.reason]).toEqual(['stopped', 'alert_replaced']);
    expect((await ask(officer, sendPath(id, first.alertId))).text).toContain(t('sendCut_replaced'));
    // Where nothing came after it, it is not said to have been replaced.
    const because = (reason: string) =>
      sql`update message set stopped_reason = ${reason} where id in (${first.id}, ${second.id})`.execute(db);
    await because('alert_ended');
    expect((await ask(officer, sendPath(id, first.alertId))).text).toContain(t('sendCut_stopped'));
    await because('alert_replaced');
    expect(third.follows).toEqual([mail.id, text.id]);
    expect([third.state, fourth.state]).toEqual(['waiting', 'waiting']);
    const subject = await sql<{ subject: string }>`select subject from message_content
      where message_id = ${third.id} and language = 'zh-CN'`.execute(db);
    expect(subject.rows[0]?.subject).toBe('暴雨洪水黄色预警更新：学生留校');
  });

  test('class teachers get the names of those whom it has not reached, until it ends; above them figures', async () => {
    const sent = (await messagesOf(id)).slice(2) as [Sent, Sent];
    const { alertId } = sent[0];
    const north = cast.north.classes[0]?.organisation.id as number;
    const list = phonePath(alertId, north);
    expect((await ask('north.teacher', list)).text).toContain(t('phoneNone'));
    await deliver(sent[0].id);
    for (const one of sent) await finish(one.id);
    const mother = await sql<{ name: string }>`select full_name as name from person
      where id = ${cast.separated.mother}`.execute(db);
    await sql`delete from delivery where person_id = ${cast.separated.mother}`.execute(db);
    const names = await ask('north.teacher', list);
    expect(names.text).toContain(mother.rows[0]?.name);
    expect(names.text).toContain('Pupils stay');
    expect((await ask('north.incident_officer', phoneListPath)).text).toContain(list);
    expect((await ask('north.incident_officer', list)).status).toBe(200);
    expect((await ask('north.teacher', '/desk')).text).toContain(list);
    for (const name of ['south.teacher', 'south.incident_officer', officer] as const)
      expect((await ask(name, list)).status, name).toBe(404);
    expect((await ask('bureau.administrator', list)).status).toBe(403);
    const page = await ask(officer, sendPath(id, alertId));
    expect(page.text).toContain(cast.north.organisation.name);
    expect(page.text).not.toContain(mother.rows[0]?.name);
    const seen = await sql<{ n: number }>`select count(*)::int as n from audit_event
      where action = 'incident.list_unreached'`.execute(db);
    expect(seen.rows[0]?.n).toBe(2);
    const live = await ask(officer, sendLivePath(id, alertId));
    expect(live.text).toContain('data-live-end');
    expect(live.text).toContain(t('sendClock'));
    clock.set('2026-11-22T01:00:00Z');
    expect((await ask('north.teacher', list)).status).toBe(404);
    clock.set('2026-11-20T01:10:00Z');
    for (const wrong of [phonePath(999_999, north), phonePath(alertId, 999_999)])
      expect((await ask('north.teacher', wrong)).status).toBe(404);
  });

  test('the end goes to those who got it, and each use is public with its figure', async () => {
    const end = {
      revision: await revisionOf(id),
      state: 'over',
      zh_headline: '洪水已退',
      zh_instruction: '明天恢复上课。',
    };
    expect((await ask(officer, closeRoom.path(id))).text).toContain(t('closeSend', { n: 40 }));
    expect((await ask(officer, closeRoom.path(id), end)).status).toBe(303);
    const sent = await messagesOf(id);
    const cancels = sent.slice(4);
    expect(cancels.map((one) => one.followers)).toEqual([true, true]);
    expect(cancels[0]?.follows).toHaveLength(4);
    expect(cancels[0]?.roles).toEqual(['guardians', 'heads', 'teachers']);
    const got = await sql<{ n: number }>`select count(distinct person_id)::int as n from delivery
      where message_id = any (${sent.slice(0, 4).map((one) => one.id)}::bigint[]) and state = 2`.execute(db);
    const reached = await deliver(cancels[0]?.id as number);
    expect(reached).toBe(got.rows[0]?.n);
    for (const one of cancels) await finish(one.id);
    await sql`update message set finished_at = ${clock.now()} where state = 'stopped'`.execute(db);
    expect(await endSends(services)).toBe(3);
    expect(await endSends(services)).toBe(0);
    const sends = await sendsOf(db, id);
    expect(sends.at(-1)).toMatchObject({ kind: 'cancel', reached, people: 40 });
    expect(sends.at(-1)?.ms50).toBeGreaterThanOrEqual(0);
    await refresh(services);
    const page = await readFolder(services.config.dataDir);
    expect(page?.uses?.map((use) => [use.word, use.exercise, use.year])).toEqual([
      ['cancel', false, '2026–2027'],
      ['update', false, '2026–2027'],
      ['alert', false, '2026–2027'],
    ]);
    const uses = await (await app.request(statusFilePath('alerts.en.html'))).text();
    expect(uses).toContain(t('usesCount', { real: 3, exercises: 0 }));
    expect(uses).toContain(String(reached));
    expect(await (await app.request('/status', { headers: { 'accept-language': 'en' } })).text()).toContain(
      statusFilePath('alerts.en.html'),
    );
  });

  test('an exercise is one in every part of what leaves, whatever was written', async () => {
    const drill = await declared({ mode: 'exercise', kind: 'earthquake' });
    const form = await updateOf(drill, { act: 'send', people: '40' });
    expect((await ask(officer, updateRoom.path(drill), form)).status).toBe(303);
    const { rows } = await sql<{ language: string; parts: string[] }>`
      select c.language, array[c.subject, c.text_body, c.short_body] as parts from message_content c
      join message m on m.id = c.message_id join incident_alert a on a.id = m.alert_id
      where a.incident_id = ${drill}`.execute(db);
    expect(rows).toHaveLength(4);
    for (const { language, parts } of rows)
      for (const part of parts) expect(part.startsWith(exerciseLabel[language as 'en'].trim())).toBe(true);
    await ask(officer, closeRoom.path(drill), {
      ...{ revision: await revisionOf(drill), state: 'over', zh_headline: '演练结束' },
    });
  });
});

describe('words of a warning', () => {
  const line = fc.string({ maxLength: 100, unit: 'grapheme' });
  const text = fc.record({ headline: line, description: line, instruction: line });
  const some = fc.record({
    kind: fc.constantFrom(...kindNames),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    word: fc.constantFrom('alert' as const, 'update' as const, 'cancel' as const),
    texts: fc.record({ 'zh-CN': text, en: text }),
    place: line,
  });
  const at = new Date('2026-11-20T01:00:00Z');
  const compose = (one: typeof some extends fc.Arbitrary<infer T> ? T : never, exercise: boolean) =>
    composeAlert(
      { id: 7, kind: one.kind, exercise, declaredAt: at, organisation: '青溪县教育局', place: one.place },
      { kind: one.word, level: one.level, texts: one.texts, sentAt: at, expiresAt: at, areas: [{ name: '甲小学' }] },
      { publicUrl: 'https://belfry.test', timeZone: 'Asia/Shanghai' },
    );

  test('no part of an exercise leaves without the label, and nothing real bears it by itself', () => {
    fc.assert(
      fc.property(some, (one) => {
        const contents = compose(one, true);
        expect(contents.map((content) => content.language)).toEqual(['zh-CN', 'en']);
        for (const content of contents) {
          const label = exerciseLabel[content.language as 'en'].trim();
          for (const part of [content.subject, content.text, content.short]) expect(part.startsWith(label)).toBe(true);
          expect(content.html).toContain(label);
          expect(/<h1[^>]*>([^<]*)/.exec(content.html)?.[1]?.startsWith(label)).toBe(true);
        }
        for (const content of compose(one, false)) {
          const label = exerciseLabel[content.language as 'en'].trim();
          expect(content.subject.startsWith(label)).toBe(false);
        }
      }),
    );
  });

  test('each states what the law asks for, keeps within three text messages, and leads to the page', () => {
    fc.assert(
      fc.property(some, (one) => {
        for (const content of compose(one, false)) {
          const t = words(content.language as 'en');
          for (const key of [
            'warningEvent',
            'warningLevel',
            'warningSince',
            'warningArea',
            'warningIssuer',
            'warningIssued',
          ] as const)
            expect(content.text).toContain(t(key));
          const address = `https://belfry.test/status/incident-7${content.language === 'en' ? '.en' : ''}.html`;
          expect(content.text).toContain(address);
          expect(content.short.endsWith(address)).toBe(true);
          expect(smsSegments(content.short).segments).toBeLessThanOrEqual(3);
          // Marks of delivery can't be written by hand.
          expect(content.text + content.html + content.short).not.toContain('{{');
        }
      }),
    );
  });

  test('who is proposed, and which figures may be shown', () => {
    expect(proposedFor(1, [])).toEqual(['guardians', 'staff']);
    expect(proposedFor(3, [])).toEqual([]);
    expect(proposedFor(4, ['guardians', 'pupils'])).toEqual(['guardians', 'pupils']);
    expect(shownOf(3, 40)).toEqual({ show: 'few' });
    expect(shownOf(40, 40)).toEqual({ show: 'number', n: 40 });
    expect(shownOf(38, 40)).toEqual({ show: 'least', n: 36 });
    expect(shownOf(30, 40)).toEqual({ show: 'number', n: 30 });
    expect(shownOf(0, 3)).toEqual({ show: 'number', n: 0 });
    expect(shownOf(3, 3)).toEqual({ show: 'few' });
  });
});
