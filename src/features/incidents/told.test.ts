/** Who phones a guardian that no channel has reached ticks "told by phone": counted, and gone by name with the list. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { expandRound } from '../delivery/sender/expander.ts';
import { movableClock } from '../notices/factory.ts';
import { tellByPhone } from './actions/phone.ts';
import { endLists } from './actions/send.ts';
import { words } from './messages.ts';
import { closeRoom, declarePath, phoneListPath, phonePath, sendLivePath, sendPath, updateRoom } from './paths.ts';
import { countTold, countToldOf, eraseTold } from './queries/told.ts';
import { restored } from './restored.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const app = createApp(services);
const t = words('en');
const officer = 'bureau.incident_officer' as const;
let cast: Cast;
let classId: number;

type Form = Record<string, string | readonly string[]>;

async function ask(name: CastName, path: string, form?: Form, language = 'en') {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
  const body = new URLSearchParams();
  for (const [key, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(key, one);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(form ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

const revisionOf = async (id: number) =>
  String(
    (await sql<{ revision: number }>`select revision from incident where id = ${id}`.execute(db)).rows[0]?.revision,
  );

/** A warning that went out and reached nobody: every guardian of the class is to be phoned. */
async function warned(kind: string): Promise<{ id: number; alertId: number; list: string }> {
  const wish = { mode: 'real', kind, level: '2', where: String(cast.north.organisation.id) };
  const answer = await ask(officer, declarePath, wish);
  const id = Number(/incidents\/(\d+)$/.exec(answer.location)?.[1]);
  return send(id);
}

async function send(id: number): Promise<{ id: number; alertId: number; list: string }> {
  const texts = {
    zh_headline: '学生留校',
    zh_description: '',
    zh_instruction: '请不要接送。',
    next: '60',
    valid: '24',
  };
  const form = { ...texts, to: ['guardians', 'staff'], act: 'send', people: '20', revision: await revisionOf(id) };
  const sent = await ask(officer, updateRoom.path(id), form);
  expect([sent.status, sent.status === 303 ? '' : sent.text.slice(0, 2000)]).toEqual([303, '']);
  while (await expandRound(services));
  await sql`update delivery set state = 4 where message_id in (select m.id from message m
    join incident_alert a on a.id = m.alert_id where a.incident_id = ${id})`.execute(db);
  await sql`delete from delivery where message_id in (select m.id from message m
    join incident_alert a on a.id = m.alert_id where a.incident_id = ${id})`.execute(db);
  await sql`update message m set state = 'finished', finished_at = ${clock.now()} from incident_alert a
    where a.id = m.alert_id and a.incident_id = ${id} and m.state in ('waiting', 'sending')`.execute(db);
  const { rows } = await sql<{ id: number }>`select max(s.alert_id) as id from incident_alert_send s
    join incident_alert a on a.id = s.alert_id where a.incident_id = ${id}`.execute(db);
  const alertId = rows[0]?.id ?? 0;
  return { id, alertId, list: phonePath(alertId, classId) };
}

const close = async (id: number) =>
  ask(officer, closeRoom.path(id), { revision: await revisionOf(id), state: 'over', zh_headline: '险情已排除' });
const named = (html: string) => [...html.matchAll(/name="told" value="(\d+)"/g)].map((found) => found[1] ?? '');
const rowsOf = async (alertId: number) =>
  (await sql`select from phone_told where alert_id = ${alertId}`.execute(db)).rows.length;
const keptOf = async (alertId: number) =>
  (await sql<{ told: number | null }>`select told from incident_alert_send where alert_id = ${alertId}`.execute(db))
    .rows[0]?.told;

beforeAll(async () => {
  cast = await makeCast(database);
  classId = cast.north.classes[0]?.organisation.id ?? 0;
});

describe('told by phone', () => {
  let sent: { id: number; alertId: number; list: string };

  test('the class teacher ticks; who was told is off the list of whom to phone, in both languages', async () => {
    sent = await warned('flood');
    const before = await ask('north.teacher', sent.list);
    const people = named(before.text);
    expect(people.length).toBeGreaterThan(5);
    for (const language of ['en', 'zh-CN'] as const) {
      const empty = await ask('north.teacher', sent.list, {}, language);
      expect([empty.status, empty.text.includes(words(language)('phoneTickMissing'))]).toEqual([422, true]);
      expect((await ask('north.teacher', sent.list, { told: 'x' }, language)).status).toBe(422);
    }
    const told = people.slice(0, 2);
    expect((await ask('north.teacher', sent.list, { told })).status).toBe(303);
    const after = await ask('north.teacher', sent.list);
    expect(named(after.text)).toEqual(people.slice(2));
    expect([...after.text.matchAll(/name="undo" value="(\d+)"/g)].map((found) => found[1])).toEqual(told);
    // Once more, by the school's officer at the same time: once is once.
    expect((await ask('north.incident_officer', sent.list, { told })).status).toBe(303);
    expect(await rowsOf(sent.alertId)).toBe(2);
    expect((await ask('north.teacher', phoneListPath)).text).toMatch(new RegExp(`>${people.length - 2}</td>`));
  });

  test('only guardians of the own class; others have no such list', async () => {
    const stranger = await sql<{ id: number }>`select id from person where id not in (
      select guardian_id from guardianship) order by id limit 1`.execute(db);
    expect((await ask('north.teacher', sent.list, { told: String(stranger.rows[0]?.id) })).status).toBe(303);
    expect(await rowsOf(sent.alertId)).toBe(2);
    const [left] = named((await ask('north.teacher', sent.list)).text);
    for (const name of ['south.teacher', 'south.incident_officer', officer] as const)
      expect((await ask(name, sent.list, { told: left ?? '' })).status, name).toBe(404);
    expect((await ask('bureau.administrator', sent.list, { told: left ?? '' })).status).toBe(403);
    expect(await rowsOf(sent.alertId)).toBe(2);
  });

  test('a tick by mistake is taken back; both stand in the audit, without a name', async () => {
    const [, undo = ''] = /name="undo" value="(\d+)"/.exec((await ask('north.teacher', sent.list)).text) ?? [];
    expect((await ask('north.teacher', sent.list, { undo })).status).toBe(303);
    expect(await rowsOf(sent.alertId)).toBe(1);
    expect(named((await ask('north.teacher', sent.list)).text)).toContain(undo);
    const { rows } = await sql<{ action: string; detail: object }>`select action, detail from audit_event
      where action like 'incident.%tell_by_phone' order by id`.execute(db);
    expect(rows.map((row) => row.action)).toEqual(['incident.tell_by_phone', 'incident.untell_by_phone']);
    expect(rows.map((row) => row.detail)).toEqual([
      { alert: sent.alertId, people: 2 },
      { alert: sent.alertId, people: 1 },
    ]);
  });

  test('it counts in the figures: below five nothing more is said', async () => {
    const live = () => ask(officer, sendLivePath(sent.id, sent.alertId));
    expect((await live()).text).toContain(t('sendTold'));
    expect((await live()).text).toContain(t('few'));
    const cellsOf = async () => {
      const { text } = await ask(officer, sendPath(sent.id, sent.alertId));
      return /<table[\s\S]*?<\/table>(?![\s\S]*<table)/.exec(text)?.[0].replaceAll(/<[^>]*>/g, ' ') ?? '';
    };
    const one = await cellsOf();
    const people = named((await ask('north.teacher', sent.list)).text);
    expect((await ask('north.teacher', sent.list, { told: people.slice(0, 2) })).status).toBe(303);
    expect(await cellsOf(), 'three: no difference tells how many').toBe(one);
    expect((await ask('north.teacher', sent.list, { told: people.slice(2, 5) })).status).toBe(303);
    expect(await countTold(db, sent.alertId)).toBe(6);
    expect((await live()).text).toMatch(/6[\s\S]{0,80}Told by phone|Told by phone[\s\S]{0,80}6/);
    expect(await cellsOf()).not.toBe(one);
  });

  test('with the next warning the list begins anew: names go, the number stays', async () => {
    const next = await send(sent.id);
    expect(next.alertId).not.toBe(sent.alertId);
    expect([await rowsOf(sent.alertId), await keptOf(sent.alertId), await countTold(db, sent.alertId)]).toEqual([
      0, 6, 6,
    ]);
    expect((await ask('north.teacher', sent.list, { told: '1' })).status).toBe(404);
    const again = named((await ask('north.teacher', next.list)).text);
    expect(again.length).toBeGreaterThan(6);
    expect((await ask('north.teacher', next.list, { told: again.slice(0, 1) })).status).toBe(303);
    expect((await close(sent.id)).status).toBe(303);
    expect([await rowsOf(next.alertId), await keptOf(next.alertId)], 'in the transaction that ends it').toEqual([0, 1]);
  });
});

describe('what is left of it', () => {
  const ticked = async (kind: string) => {
    const sent = await warned(kind);
    const people = named((await ask('north.teacher', sent.list)).text);
    expect((await ask('north.teacher', sent.list, { told: people.slice(0, 3) })).status).toBe(303);
    return { ...sent, people };
  };

  test('a warning that runs out takes the names along', async () => {
    const sent = await ticked('storm');
    await endLists(services);
    expect(await rowsOf(sent.alertId)).toBe(3);
    clock.set('2026-11-21T01:30:00Z');
    await endLists(services);
    await endLists(services);
    expect([await rowsOf(sent.alertId), await keptOf(sent.alertId)]).toEqual([0, 3]);
    clock.set('2026-11-20T02:00:00Z');
    await close(sent.id);
  });

  test('two at once: the list that ends while somebody ticks is gone for them', async () => {
    const sent = await ticked('earthquake');
    const teacher = cast.members['north.teacher'];
    const by = {
      ...{ accountId: teacher.accountId, at: clock.now(), today: '2026-11-20' },
      reach: { paths: [cast.north.classes[0]?.organisation.path ?? ''], brand: 'reach' as const },
    };
    const key = { alertId: sent.alertId, classId };
    const people = sent.people.slice(3, 5).map(Number);
    const [ended, told] = await Promise.all([
      close(sent.id),
      db.transaction().execute((trx) => tellByPhone(trx, by, key, people)),
    ]);
    expect(ended.status).toBe(303);
    expect(await rowsOf(sent.alertId)).toBe(0);
    expect(await keptOf(sent.alertId)).toBe(told.ok ? 5 : 3);
    const late = await db.transaction().execute((trx) => tellByPhone(trx, by, key, people));
    expect(late).toEqual({ ok: false, troubles: [expect.objectContaining({ key: 'phoneGone' })] });
  });

  test('erased with a person, and not there again after a restore', async () => {
    const sent = await ticked('fire');
    const subject = { ids: [Number(sent.people[0])], personId: 0, accountId: null, addresses: [] };
    expect(await countToldOf(db, subject)).toBe(1);
    await db.transaction().execute((trx) => eraseTold(trx, subject));
    expect(await rowsOf(sent.alertId)).toBe(2);
    await db.transaction().execute((trx) => restored(trx, clock.now()));
    expect([await rowsOf(sent.alertId), await keptOf(sent.alertId)]).toEqual([0, 2]);
    const left = await sql`select from phone_told`.execute(db);
    expect(left.rows).toEqual([]);
    await close(sent.id);
  });
});
