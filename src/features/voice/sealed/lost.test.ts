/** After a lost key: the holder of the other seat seals anew what both opened, to the key that follows, and nothing else. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { keyForm, makeSealedDesk, person } from '../../../../test/support/sealed.ts';
import { type MadeKey, opened } from './factory.ts';
import { lostPath, movePath, newKeyPath, openNamePath, piecesPath } from './paths.ts';
import { sealFor } from './seal.ts';

const desk = await makeSealedDesk('2026-11-20T01:00:00Z');
const { db, ask, key, outsider, bring, keysUnder, account } = desk;

beforeAll(async () => {
  await desk.begin();
  return () => desk.smtp.stop();
});

beforeEach(() => desk.clear());

interface Told {
  pieces: { number: string; sealed: string }[];
}

async function lose(one: MadeKey): Promise<void> {
  expect((await ask('bureau.administrator', lostPath(one.id), { act: 'propose' })).status).toBe(303);
  expect((await ask('bureau.second_administrator', lostPath(one.id), { act: 'confirm' })).status).toBe(303);
}

const told = async (one: MadeKey): Promise<Told> =>
  JSON.parse((await ask('south.ombudsperson', piecesPath(one.id), undefined)).text);
const numbers = ({ pieces }: Told) => pieces.map(({ number }) => number).sort();

/** What the browser of the outside holder makes of the pieces (script/move.js): opened with its key, sealed to the next. */
async function sealedAnew(pieces: Told['pieces'], mine: MadeKey, to: MadeKey): Promise<string[]> {
  const boxes: string[] = [];
  for (const { number, sealed } of pieces) {
    const name = opened(Buffer.from(sealed, 'base64'), mine);
    if (!name) throw new Error('the piece is not under this key');
    const [box] = await sealFor(name, [{ keyId: to.id, seat: 'first', accountId: 0, publicKey: to.publicKey }]);
    boxes.push(`${number}.${box?.sealed.toString('base64')}`);
  }
  return boxes;
}

test('what both seats opened goes to the new key; what was left to one alone, or came later, does not', async () => {
  const old = await key('bureau.ombudsperson', 'first');
  const outside = await key(await outsider(), 'outside');
  const both = [await bring(), await bring()];
  const outsideAlone = await bring({ wish: 'outside' });
  const firstAlone = await bring({ wish: 'first' });
  const ofBureau = await bring({ organisationId: desk.cast().district.id });
  expect((await ask('south.ombudsperson', movePath(outside.id))).location, 'nothing is lost').toBe('/desk/sealed/keys');
  await lose(old);
  const during = await bring();
  expect(await told(outside), 'nobody to seal to').toEqual({ pieces: [], next: '' });
  const next = await key('bureau.ombudsperson', 'first');
  expect((await ask('bureau.ombudsperson', openNamePath(both[0]?.number ?? ''), {})).status).toBe(404);

  const page = await ask('south.ombudsperson', movePath(outside.id));
  expect(page.text).toContain('2 left to seal anew');
  expect((await ask('south.ombudsperson', '/desk/sealed/keys')).text).toContain('2 names can be sealed anew');
  expect((await ask('south.ombudsperson', '/desk')).text).toContain('Seal names anew for the other seat');
  const found = await told(outside);
  expect(numbers(found)).toEqual(both.map(({ number }) => number).sort());
  const [one = '', two = ''] = await sealedAnew(found.pieces, outside, next);
  expect((await ask('bureau.ombudsperson', movePath(outside.id), { to: next.id, box: one })).status).toBe(404);
  for (const to of [old.id, outside.id, 'x'])
    expect((await ask('south.ombudsperson', movePath(outside.id), { to, box: one })).status).toBe(409);
  // Boxes for cases that are not to go are left aside, whoever sends them.
  for (const other of [outsideAlone, firstAlone, ofBureau, during]) {
    const answer = await ask('south.ombudsperson', movePath(outside.id), {
      ...{ to: next.id, box: `${other.number}.${one.slice(9)}` },
    });
    expect(JSON.parse(answer.text)).toEqual({ moved: 0, ended: false });
  }
  for (const box of [one, two]) {
    const answer = await ask('south.ombudsperson', movePath(outside.id), { to: next.id, box });
    expect(JSON.parse(answer.text)).toEqual({ moved: 1, ended: false });
  }
  const again = await ask('south.ombudsperson', movePath(outside.id), { to: next.id, box: one });
  expect(JSON.parse(again.text).moved, 'sent twice').toBe(0);
  for (const moved of both) {
    expect(await keysUnder(moved)).toEqual([outside.id, next.id].sort());
    expect((await ask('bureau.ombudsperson', openNamePath(moved.number), {})).status).toBe(200);
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from voice_sealed
      where case_id = ${moved.id}::uuid and key_id = ${next.id}::uuid`.execute(db);
    expect(opened(rows[0]?.sealed ?? Buffer.alloc(0), next)).toEqual(person);
  }
  expect(await keysUnder(outsideAlone)).toEqual([outside.id]);
  expect(await keysUnder(firstAlone)).toEqual([old.id]);
  expect(await keysUnder(ofBureau)).toEqual([outside.id]);
  expect(await keysUnder(during)).toEqual([outside.id]);
  expect(await told(outside)).toEqual({ pieces: [], next: '' });
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit_event where action = 'voice.seal_anew'`.execute(db);
  expect(rows).toEqual([{ n: 2 }]);
});

test('a new holder who has handled the case, or has a post in what it complains of, does not get its name', async () => {
  const old = await key('bureau.ombudsperson', 'first');
  const outside = await key(await outsider(), 'outside');
  const { north } = desk.cast();
  const [handled, ofSchool, asked] = [
    await bring(),
    await bring({ organisationId: north.organisation.id }),
    await bring({ kind: 'question', category: 'fees', organisationId: north.organisation.id }),
  ];
  await lose(old);
  await desk.ofSchool();
  await key('north.auditor', 'first');
  await sql`insert into voice_conflict (case_id, account_id, day, out)
    values (${handled.id}::uuid, ${account('north.auditor')}, '2026-11-02', false)`.execute(db);
  expect(numbers(await told(outside))).toEqual([asked.number]);
  const page = await ask('south.ombudsperson', movePath(outside.id));
  expect(page.text).toContain('1 left to seal anew');
  expect(page.text).toContain('2 can’t go to the new holder');
  expect([await keysUnder(handled), await keysUnder(ofSchool)]).toEqual([
    [old.id, outside.id].sort(),
    [old.id, outside.id].sort(),
  ]);
});

test('without the other seat nobody seals anew, and a key of somebody else opens nothing here', async () => {
  const old = await key('bureau.ombudsperson', 'first');
  await bring();
  await lose(old);
  const pair = await key(await outsider(), 'outside');
  expect((await ask('south.ombudsperson', movePath(pair.id))).location).toBe('/desk/sealed/keys');
  expect((await ask('bureau.ombudsperson', piecesPath(pair.id))).status).toBe(404);
  expect((await ask('bureau.ombudsperson', newKeyPath, keyForm('first', pair))).status).toBe(422);
});
