/** Who may open a name, and the life of a key: made, replaced, handed over, lost. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dearPair, keyForm, makeSealedDesk, person } from '../../../../test/support/sealed.ts';
import { organisationById } from '../../directory/feature.ts';
import { openersOf } from './actions/openers.ts';
import { fingerprint } from './fingerprint.ts';
import { giveUpPath, lostPath, movePath, newKeyPath, openNamePath, piecesPath, sealedPath } from './paths.ts';
import { sealFor } from './seal.ts';

const desk = await makeSealedDesk('2026-11-20T01:00:00Z');
const { db, services, ask, key, outsider, ofSchool, bring, keysUnder, account } = desk;

beforeAll(async () => {
  await desk.begin();
  return () => desk.smtp.stop();
});

beforeEach(() => desk.clear());

describe('who may open a name', () => {
  test('each key in use; the other one alone if the person wishes it', async () => {
    const first = await key('bureau.ombudsperson', 'first');
    const outside = await key(await outsider(), 'outside');
    expect(await keysUnder(await bring())).toEqual([first.id, outside.id].sort());
    expect(await keysUnder(await bring({ wish: 'outside' }))).toEqual([outside.id]);
    expect(await keysUnder(await bring({ wish: 'first' }))).toEqual([first.id]);
  });

  test('what complains of the bureau: the name lies with the one from outside, who never sees the matter', async () => {
    const first = await key('bureau.ombudsperson', 'first');
    const outside = await key(await outsider(), 'outside');
    const one = await bring({ organisationId: desk.cast().district.id });
    expect(await keysUnder(one)).toEqual([outside.id]);
    expect((await ask('bureau.ombudsperson', '/desk/cases')).text).toContain(one.number);
    expect((await ask('south.ombudsperson', '/desk/cases')).text).not.toContain(one.number);
    expect((await ask('south.ombudsperson', `/desk/cases/${one.number}`)).status).toBe(404);
    expect((await ask('south.ombudsperson', sealedPath)).text).toContain(one.number);
    expect((await ask('bureau.ombudsperson', sealedPath)).text).not.toContain(one.number);
    expect((await ask('bureau.ombudsperson', openNamePath(one.number), {})).status).toBe(404);
    // A question about the bureau accuses nobody.
    const question = await bring({ kind: 'question', category: 'fees', organisationId: desk.cast().district.id });
    expect(await keysUnder(question)).toEqual([first.id, outside.id].sort());
  });

  test('whoever belongs to what is complained of does not open it', async () => {
    const first = await key('bureau.ombudsperson', 'first');
    const outside = await key(await ofSchool(), 'outside');
    const { south, north, district } = desk.cast();
    expect(await keysUnder(await bring({ organisationId: north.organisation.id }))).toEqual([first.id]);
    expect(await keysUnder(await bring({ organisationId: south.organisation.id }))).toEqual(
      [first.id, outside.id].sort(),
    );
    const concerned = await organisationById(db, district.id);
    expect(await openersOf(services, { kind: 'grievance', concerned, wish: 'any' })).toEqual([]);
  });

  test('a grant that has ended ends it at once, and where nobody is left the way is closed', async () => {
    await key('north.ombudsperson', 'first');
    expect(await openersOf(services, { kind: 'question', concerned: undefined, wish: 'any' })).toEqual([]);
    const start = await desk.app.request('/ask?language=en');
    expect(await start.text()).toContain('There is no ombudsperson at present');
  });

  test('a handler who has the role too can’t make a key, and one whose key opens a name does not see its case', async () => {
    await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_at, confirmed_at)
      values (${account('bureau.ombudsperson')}, ${desk.cast().district.id}, 'case_handler',
        ${desk.cast().members['bureau.ombudsperson'].membershipId}, now(), now())`.execute(db);
    const refused = await ask('bureau.ombudsperson', newKeyPath, keyForm('first', await dearPair()));
    expect(refused.text).toContain('Whoever handles cases can’t hold a key');
    await key('bureau.ombudsperson', 'first');
    const one = await bring();
    expect((await ask('bureau.case_handler', '/desk/cases')).text).toContain(one.number);
    expect((await ask('bureau.ombudsperson', '/desk/cases')).text).not.toContain(one.number);
    expect((await ask('bureau.ombudsperson', `/desk/cases/${one.number}`)).status).toBe(404);
    await sql`update account_grant set ended_at = now() where role = 'case_handler'
      and account_id = ${account('bureau.ombudsperson')}`.execute(db);
  });
});

describe('keys', () => {
  test('a seat is taken by the first key; its fingerprint is in the audit and on /ask', async () => {
    const pair = await dearPair();
    const made = await ask('bureau.ombudsperson', newKeyPath, keyForm('first', pair));
    expect(made.status, made.text).toBe(303);
    const print = fingerprint(pair.publicKey);
    expect(await (await desk.app.request('/ask?language=en')).text()).toContain(print);
    const { rows } = await sql<{ detail: { fingerprint: string } }>`
      select detail from audit_event where action = 'voice.make_key' order by id desc limit 1`.execute(db);
    expect(rows[0]?.detail.fingerprint).toBe(print);
    const other = await ask(await outsider(), newKeyPath, keyForm('first', await dearPair()));
    expect(other.status).toBe(422);
    expect(other.text).toContain('Somebody holds a key for this seat');
  });

  test('whoever is employed by the bureau can’t be the one from outside; one person holds one seat', async () => {
    const inside = await ask('bureau.ombudsperson', newKeyPath, keyForm('outside', await dearPair()));
    expect(inside.text).toContain('can’t be employed by the bureau');
    await key(await outsider(), 'outside');
    const both = await ask('south.ombudsperson', newKeyPath, keyForm('first', await dearPair()));
    expect(both.text).toContain('one person, one seat');
  });

  test('a school’s ombudsperson, weak wraps, halves of keys and other rubbish are refused with words', async () => {
    const pair = await dearPair();
    expect((await ask('north.ombudsperson', newKeyPath, keyForm('first', pair))).text).toContain(
      'of the whole district',
    );
    const { passphrase } = pair.wrapped;
    const spoilt = [
      {
        ...keyForm('first', pair),
        wrapped: JSON.stringify({ ...pair.wrapped, passphrase: { ...passphrase, ops: 1 } }),
      },
      {
        ...keyForm('first', pair),
        wrapped: JSON.stringify({ ...pair.wrapped, passphrase: { ...passphrase, mem: 8192 } }),
      },
      { ...keyForm('first', pair), wrapped: JSON.stringify({ passphrase }) },
      { ...keyForm('first', pair), wrapped: JSON.stringify({ ...pair.wrapped, secret: 'in the clear' }) },
      { ...keyForm('first', pair), wrapped: '{' },
      { ...keyForm('first', pair), wrapped: '[]'.repeat(4000) },
      { ...keyForm('first', pair), public_key: pair.publicKey.subarray(1).toString('base64') },
      { ...keyForm('first', pair), public_key: '????' },
      { ...keyForm('first', pair), seat: 'third' },
      {},
    ];
    for (const fields of spoilt) {
      const answer = await ask('bureau.ombudsperson', newKeyPath, fields as Record<string, string>);
      expect(answer.status, JSON.stringify(fields).slice(0, 200)).toBe(422);
    }
    expect((await sql`select from voice_key`.execute(db)).rows).toEqual([]);
  });

  test('replaced: names are handed over piece by piece, and only what was sealed under it', async () => {
    const old = await key('bureau.ombudsperson', 'first');
    const cases = [await bring(), await bring(), await bring()];
    const next = await dearPair();
    const made = await ask('bureau.ombudsperson', newKeyPath, keyForm('first', next));
    expect(made.location).toBe(movePath(old.id));
    const newest = await bring();
    const { rows } = await sql<{ id: string }>`select id from voice_key where retired_on is null`.execute(db);
    const to = rows[0]?.id ?? '';
    expect(await keysUnder(newest)).toEqual([to]);

    const told = JSON.parse((await ask('bureau.ombudsperson', piecesPath(old.id))).text);
    expect(told.pieces.map((piece: { number: string }) => piece.number).sort()).toEqual(
      cases.map(({ number }) => number).sort(),
    );
    const again = await sealFor(person, [{ keyId: to, seat: 'first', accountId: 0, publicKey: next.publicKey }]);
    const box = `${cases[0]?.number}.${again[0]?.sealed.toString('base64')}`;
    for (const fields of [{ to, box: 'rubbish' }, { to: old.id, box }, { to: 'x', box }, { to }, {}]) {
      expect((await ask('bureau.ombudsperson', movePath(old.id), fields as Record<string, string>)).status).toBe(409);
    }
    expect((await ask(await outsider(), movePath(old.id), { to, box })).status).toBe(404);
    const one = await ask('bureau.ombudsperson', movePath(old.id), { to, box });
    expect(JSON.parse(one.text)).toEqual({ moved: 1, ended: false });
    // Sent twice: it lies there no longer.
    expect(JSON.parse((await ask('bureau.ombudsperson', movePath(old.id), { to, box })).text).moved).toBe(0);
    const left = JSON.parse((await ask('bureau.ombudsperson', piecesPath(old.id))).text);
    expect(left.pieces).toHaveLength(2);
    expect((await ask('bureau.ombudsperson', movePath(old.id))).text).toContain('2 left to move');
    for (const { number } of left.pieces) {
      await ask('bureau.ombudsperson', movePath(old.id), {
        to,
        box: `${number}.${again[0]?.sealed.toString('base64')}`,
      });
    }
    const { rows: ended } = await sql<{ ended: boolean }>`
      select ended_on is not null as ended from voice_key where id = ${old.id}::uuid`.execute(db);
    expect(ended).toEqual([{ ended: true }]);
  });

  test('a successor who has handled a case never gets its name', async () => {
    const old = await key('bureau.ombudsperson', 'first');
    const [known, unknown] = [await bring(), await bring()];
    await sql`insert into voice_conflict (case_id, account_id, day, out)
      values (${known.id}::uuid, ${account(await outsider())}, '2026-11-02', false)`.execute(db);
    expect((await ask('bureau.ombudsperson', giveUpPath(old.id), {})).status).toBe(303);
    const start = await (await desk.app.request('/ask?language=en')).text();
    expect(start).toContain('There is no ombudsperson at present');
    await key('south.ombudsperson', 'first');
    const told = JSON.parse((await ask('bureau.ombudsperson', piecesPath(old.id))).text);
    expect(told.pieces.map((piece: { number: string }) => piece.number)).toEqual([unknown.number]);
    expect((await ask('bureau.ombudsperson', movePath(old.id))).text).toContain('1 can’t go to the new holder');
  });

  test('lost: two people say so; the names stay closed, the cases go on, and everybody is told', async () => {
    const only = await key('bureau.ombudsperson', 'first');
    const one = await bring();
    expect((await ask('bureau.administrator', lostPath(only.id), { act: 'confirm' })).status).toBe(422);
    expect((await ask('bureau.administrator', lostPath(only.id), { act: 'propose' })).status).toBe(303);
    expect((await ask('bureau.administrator', lostPath(only.id), { act: 'confirm' })).text).toContain('Another person');
    expect((await ask('north.administrator', lostPath(only.id), { act: 'confirm' })).status).toBe(403);
    expect((await ask('bureau.second_administrator', lostPath(only.id), { act: 'drop' })).status).toBe(303);
    expect((await ask('bureau.second_administrator', lostPath(only.id), { act: 'propose' })).status).toBe(303);
    expect((await ask('bureau.administrator', lostPath(only.id), { act: 'confirm' })).status).toBe(303);
    expect((await ask('bureau.administrator', '/desk/sealed/seats')).text).toContain('1 name that only it opened');
    expect((await ask('bureau.ombudsperson', openNamePath(one.number), {})).status).toBe(404);
    const start = await (await desk.app.request('/ask?language=en')).text();
    expect(start).toContain('A key was lost');
    expect(start).toContain('only anonymous cases are taken');
    const page = await ask('bureau.case_handler', `/desk/cases/${one.number}/conflict`, { out: 'no' });
    expect(page.status).toBe(303);
    expect((await ask('bureau.case_handler', `/desk/cases/${one.number}`)).text).toContain(
      'Nobody can open the sealed name',
    );
    const refused = await desk.work('bureau.case_handler', one, { act: 'askWord' });
    expect(refused.status).toBe(422);
  });
});
