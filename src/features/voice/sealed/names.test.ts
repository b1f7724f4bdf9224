/** Names: who opens them, what is refused, word to the person, and what is nowhere. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kit, makeSealedDesk, person } from '../../../../test/support/sealed.ts';
import { submitCase } from '../ask/actions/submit.ts';
import { runDaily } from '../handling/actions/daily.ts';
import { openersOf } from './actions/openers.ts';
import { boxesOf } from './actions/person.ts';
import { boxInForm } from './carried.ts';
import { newPair, opened } from './factory.ts';
import { newsPath, openNamePath, sealedPath } from './paths.ts';
import { countWaiting } from './queries/names.ts';
import { sealFor } from './seal.ts';

const desk = await makeSealedDesk('2026-11-20T01:00:00Z');
const { db, services, smtp, ask, key, bring } = desk;

beforeAll(async () => {
  await desk.begin();
  return () => desk.smtp.stop();
});

beforeEach(() => desk.clear());

describe('names', () => {
  test('opened by the holder alone; administrators, handlers and auditors find nothing', async () => {
    const own = await key('bureau.ombudsperson', 'first');
    const one = await bring();
    const answer = await ask('bureau.ombudsperson', openNamePath(one.number), {});
    const [box] = JSON.parse(answer.text).boxes;
    expect(opened(Buffer.from(box.sealed, 'base64'), own)).toEqual(person);
    expect(answer.text).not.toContain(person.name);
    for (const name of ['bureau.administrator', 'bureau.case_handler', 'bureau.auditor', 'bureau.operator'] as const) {
      expect((await ask(name, openNamePath(one.number), {})).status, name).toBe(403);
      expect((await ask(name, sealedPath)).status, name).toBe(403);
    }
    expect((await ask('north.ombudsperson', openNamePath(one.number), {})).status).toBe(404);
    expect((await ask('bureau.ombudsperson', openNamePath(one.number), {})).status).toBe(200);
    expect(await desk.waitingActs()).toEqual(['voice.open_name']);
    // Whoever has the whole database and every wrap, but neither passphrase nor kit, has nothing that opens it.
    const stranger = await newPair('x', kit);
    expect(opened(Buffer.from(box.sealed, 'base64'), stranger)).toBeUndefined();
  });

  test('all boxes are of one length, and no two are alike', async () => {
    await key('bureau.ombudsperson', 'first');
    const openers = await openersOf(services, { kind: 'question', concerned: undefined, wish: 'any' });
    const short = await sealFor({ name: '李', mail: 'a@b.cn', phone: '' }, openers);
    const longest = { name: '卓'.repeat(60), mail: `${'a'.repeat(100)}@example.org`, phone: '1'.repeat(60) };
    const long = await sealFor(longest, openers);
    const again = await sealFor({ name: '李', mail: 'a@b.cn', phone: '' }, openers);
    expect([short, long, again].map(([box]) => box?.sealed.length)).toEqual([1072, 1072, 1072]);
    expect(short[0]?.sealed.equals(again[0]?.sealed ?? Buffer.alloc(0))).toBe(false);
  });

  test('what comes in the clear is asked for name and contact; boxes for other keys are none', async () => {
    const own = await key('bureau.ombudsperson', 'first');
    const openers = await openersOf(services, { kind: 'question', concerned: undefined, wish: 'any' });
    const nobody = { name: '', mail: '', phone: '' };
    const keys = async (given: typeof nobody, boxes: string[] = []) => {
      const outcome = await boxesOf(openers, { boxes, person: given });
      return outcome.ok ? [] : outcome.troubles.map((trouble) => `${trouble.field} ${trouble.key}`);
    };
    expect(await keys(person)).toEqual([]);
    expect(await keys(nobody)).toEqual(['person_name personNameMissing']);
    expect(await keys({ ...nobody, name: '李' })).toEqual(['person_mail personContactMissing']);
    expect(await keys({ ...person, mail: 'nowhere' })).toEqual(['person_mail personMailWrong']);
    expect(await keys({ ...person, mail: 'a@b.cn\nBcc: c@d.cn' })).toEqual(['person_mail personMailWrong']);
    expect(await keys({ ...person, name: '李'.repeat(61) })).toEqual(['person_name personLong']);
    expect(await keys({ ...person, phone: '11010519491231002X' })).toEqual(['person_phone identityNumber']);
    const [good] = await sealFor(person, openers);
    if (!good) throw new Error('no box');
    expect(await keys(nobody, [boxInForm(good)])).toEqual([]);
    const other = { keyId: '00000000-0000-4000-8000-000000000000', sealed: good.sealed };
    for (const boxes of [
      [boxInForm(other)],
      [boxInForm(good), boxInForm(other)],
      [boxInForm(good), boxInForm(good)],
      [`${own.id}.AAAA`],
      ['rubbish'],
    ])
      expect(await keys(nobody, boxes)).toEqual(['person_name personStale']);
  });

  test('word: one fixed mail a day, and the address is in no table', async () => {
    await key('bureau.ombudsperson', 'first');
    const one = await bring();
    await ask('bureau.case_handler', `/desk/cases/${one.number}/conflict`, { out: 'no' });
    expect((await desk.work('bureau.case_handler', one, { act: 'askWord' })).status).toBe(303);
    expect((await ask('bureau.ombudsperson', `${sealedPath}?show=asked`)).text).toContain(one.number);
    const send = (address: string) => ask('bureau.ombudsperson', newsPath(one.number), { address });
    expect(JSON.parse((await send('nowhere')).text)).toEqual({ ok: false, text: 'That is no mail address' });
    smtp.behaviour = { recipient: (address) => ({ code: 550, text: `5.1.1 ${address} unknown` }) };
    const refused = await send(person.mail);
    expect(JSON.parse(refused.text)).toEqual({ ok: false, text: 'The mail server refuses this address' });
    smtp.behaviour = { cut: () => 'before' };
    expect(JSON.parse((await send(person.mail)).text).text).toContain('Try again later');
    expect(smtp.received).toEqual([]);
    smtp.behaviour = {};
    expect(JSON.parse((await send(person.mail)).text)).toEqual({ ok: true, text: 'Sent. The address was not kept.' });
    expect(JSON.parse((await send(person.mail)).text)).toEqual({ ok: false, text: 'One was sent today already' });
    expect(smtp.received.map(({ to }) => to)).toEqual([person.mail]);
    const mail = Buffer.from(smtp.received[0]?.raw ?? '', 'latin1').toString();
    expect(mail).not.toContain(one.number);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from direct_mail`.execute(db);
    expect(rows).toEqual([{ n: 0 }]);
    const { rows: relay } = await sql<Record<string, unknown>>`select * from voice_relay`.execute(db);
    expect(JSON.stringify(relay)).not.toContain('example.org');
    expect((await ask('bureau.ombudsperson', `${sealedPath}?show=asked`)).text).not.toContain(one.number);
    expect((await ask('bureau.case_handler', `/desk/cases/${one.number}`)).text).toContain('sent word on');
    await sql`update channel set paused_at = now() where name = 'email'`.execute(db);
    desk.clock.pass(24 * 3_600_000);
    expect(JSON.parse((await send(person.mail)).text).text).toContain('Sending is paused');
    await sql`update channel set paused_at = null where name = 'email'`.execute(db);
  });

  test('once a day the holder is told how many wait, in counts alone; the stand-in only of what nobody else opens', async () => {
    await key('bureau.ombudsperson', 'first');
    await key(await desk.outsider(), 'outside');
    for (const one of [await bring(), await bring()]) {
      await ask('bureau.case_handler', `/desk/cases/${one.number}/conflict`, { out: 'no' });
      await desk.work('bureau.case_handler', one, { act: 'askWord' });
    }
    await sql`delete from direct_mail`.execute(db);
    await sql`delete from voice_day`.execute(db);
    await runDaily(services);
    await runDaily(services);
    const { rows } = await sql<{ address: string; text: string }>`
      select address, text_body as text from direct_mail where subject like '%转达%'`.execute(db);
    const { personId } = desk.cast().members['bureau.ombudsperson'];
    expect(rows.map(({ address }) => address)).toEqual([`staff${personId}@example.org`]);
    expect(rows[0]?.text).toContain('有 2 件诉求');
    const standIn = desk.account('south.ombudsperson');
    expect([await countWaiting(db, standIn), await countWaiting(db, standIn, true)]).toEqual([2, 0]);
    const alone = await bring({ wish: 'outside' });
    await ask('bureau.case_handler', `/desk/cases/${alone.number}/conflict`, { out: 'no' });
    await desk.work('bureau.case_handler', alone, { act: 'askWord' });
    expect([await countWaiting(db, standIn), await countWaiting(db, standIn, true)]).toEqual([3, 1]);
    await sql`delete from direct_mail`.execute(db);
  });

  test('whoever has the receipt deletes the name, and the case goes on without it', async () => {
    await key('bureau.ombudsperson', 'first');
    const one = await bring();
    const post = async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams({ code: one.receipt, ...fields });
      return (await desk.app.request(`${path}?language=en`, { method: 'POST', body })).text();
    };
    expect(await post('/ask/case', {})).toContain('Sealed name');
    expect(await post('/ask/case/name', {})).toContain('Yes, delete the name');
    expect((await sql`select from voice_sealed`.execute(db)).rows).toHaveLength(1);
    expect(await post('/ask/case/name', { sure: 'yes' })).toContain('The sealed name is deleted.');
    expect((await sql`select from voice_sealed`.execute(db)).rows).toEqual([]);
    expect(await post('/ask/case', {})).not.toContain('Sealed name');
  });

  test('a sealed way without a box, or a box without the way, never comes in', async () => {
    const bare = {
      kind: 'question',
      category: 'fees',
      language: 'en',
      organisationId: null,
      text: 'x',
      mayPublish: false,
    };
    await expect(submitCase(services, { ...bare, way: 'sealed', via: 'page' } as never)).rejects.toThrow(
      'without a box',
    );
  });
});
