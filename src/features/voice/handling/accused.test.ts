/** The accused has rights too: heard before it is decided, named to nobody else, forgotten when it was unfounded. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeDesk } from '../../../../test/support/voice.ts';
import { stepsOf } from '../queries/cases.ts';
import type { MadeCase } from './factory.ts';
import { accusedRoom, answerRoom, casePath, conflictRoom } from './paths.ts';
import { accusedOf } from './queries/accused.ts';

const desk = await makeDesk('2026-07-15T02:00:00Z');
const { ask, made, db, t, acts, waitingActs } = desk;
const north = 'north.case_handler' as const;

beforeAll(async () => desk.begin());

const enter = (one: MadeCase, form: Record<string, string>) => ask(north, accusedRoom.path(one.number), form);
/** A complaint that is nobody's business at the handler's own office, and no conflict of theirs. */
const atNorth = async () => {
  const one = await made({ kind: 'complaint', officeId: desk.cast().north.organisation.id });
  await ask(north, conflictRoom.path(one.number), { out: 'no' });
  return one;
};
const named = async (one: MadeCase, name: string, position = '') => {
  await enter(one, { act: 'name', name, position, account: '' });
  const found = (await accusedOf(db, one.id)).find((each) => each.name === name);
  if (!found) throw new Error(`${name} was not entered`);
  return found;
};

test('named once, heard on a day that can be, and founded only after that', async () => {
  const one = await atNorth();
  expect((await enter(one, { act: 'name', name: ' ', position: '', account: '' })).text).toContain(
    t('accusedNameMissing'),
  );
  const { id } = await named(one, '周某', '食堂负责人');
  await named(one, '周某', '食堂负责人');
  expect(await accusedOf(db, one.id), 'entered twice, there once').toHaveLength(1);

  const early = await enter(one, { act: 'decide', accused: id, outcome: 'founded' });
  expect([early.status, early.text.includes(t('accusedUnheard'))]).toEqual([422, true]);
  for (const heardOn of ['2026-07-12', '2026-07-16', '2026-02-30']) {
    const wrong = await enter(one, { act: 'hear', accused: id, statement: '没有此事。', heardOn });
    expect(wrong.status, heardOn).toBe(422);
    expect(wrong.text, 'what was typed stays').toContain('没有此事。');
  }
  await enter(one, { act: 'hear', accused: id, statement: '没有此事。', heardOn: '2026-07-14' });
  await enter(one, { act: 'hear', accused: id, statement: '有此事，已改正。', heardOn: '2026-07-15' });
  await enter(one, { act: 'decide', accused: id, outcome: 'founded' });
  expect(await accusedOf(db, one.id)).toMatchObject([
    { name: '周某', statement: '有此事，已改正。', outcome: 'founded' },
  ]);
  expect(await acts(one), 'heard twice, said once').toEqual(['heard', 'founded']);
  expect((await enter(one, { act: 'decide', accused: id, outcome: 'unfounded' })).text).toContain(t('accusedDecided'));
});

test('no text that its person reads names them: what was typed stays, and what was drafted before is not approved', async () => {
  const one = await atNorth();
  await named(one, '郑某', '教师');
  const kept = async (form: Record<string, string>) => {
    const again = await desk.work(north, one, form);
    expect([again.status, again.text.includes(t('publishAccused'))], form.act).toEqual([422, true]);
    expect(again.text, 'what was typed stays').toContain(Object.values(form).at(-1));
  };
  await kept({ act: 'ask', question: '郑某是哪一天说的？' });
  await kept({ act: 'decline', declineReason: 'no_matter', declineText: '郑某没有此事。' });
  await kept({ act: 'passOn', passOnReason: 'discipline', authority: '郑某的上级' });
  await kept({ act: 'giveBack', giveBackReason: 'not_our_duty', giveBackText: '郑某不在本校。' });
  await desk.work(north, one, { act: 'accept' });
  await kept({ act: 'extend', dueOn: '2026-10-01', extendText: '等郑某回来。' });
  const draft = (text: string, revision: string) => ask(north, answerRoom.path(one.number), { text, revision });
  const refused = await draft('经查，郑某已改正。', '0');
  expect([refused.status, refused.text.includes(t('publishAccused'))]).toEqual([422, true]);
  expect(refused.text).toContain('经查，郑某已改正。');
  expect((await draft('经查，冯某已改正。', '0')).status, 'not named yet').toBe(303);
  await named(one, '冯某');
  const { accountId } = desk.cast().members['north.administrator'];
  await sql`update voice_proposal set writers = array[${accountId}]::bigint[] where case_id = ${one.id}::uuid`.execute(
    db,
  );
  const second = await desk.work(north, one, { act: 'approveAnswer', revision: '1' });
  expect([second.status, second.text.includes(t('publishAccused'))]).toEqual([422, true]);
  // A memo is inside.
  expect((await desk.work(north, one, { act: 'memo', memo: '已约郑某谈话。' })).status).toBe(303);
});

test('unfounded: the name is gone from every table at once, and the person is told without it', async () => {
  const one = await atNorth();
  const { id } = await named(one, '吴某甲', '总务主任');
  await enter(one, { act: 'hear', accused: id, statement: '当天我不在学校。', heardOn: '2026-07-14' });
  await enter(one, { act: 'decide', accused: id, outcome: 'unfounded' });
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`.execute(db);
  expect(tables.length).toBeGreaterThan(100);
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)} x
      where x::text like '%吴某甲%' or x::text like '%当天我不在学校%' or x::text like '%总务主任%'`.execute(db);
    expect(rows[0]?.n, name).toBe(0);
  }
  expect((await stepsOf(db, one.id)).at(-1)).toMatchObject({ act: 'cleared', text: null });
  const page = await ask(north, casePath(one.number));
  expect(page.text).not.toContain('吴某甲');
  expect((await ask(north, accusedRoom.path(one.number))).text).toContain(t('accusedSomebody'));
});

test('one case does not lead to another: an entry of elsewhere is nobody here', async () => {
  const [one, other] = [await atNorth(), await atNorth()];
  const { id } = await named(one, '郑某');
  const wrong = await enter(other, { act: 'hear', accused: id, statement: '不是我。', heardOn: '2026-07-14' });
  expect(wrong.status).toBe(422);
  expect((await enter(other, { act: 'decide', accused: 'x', outcome: 'founded' })).status).toBe(422);
  expect(await accusedOf(db, one.id)).toMatchObject([{ statement: null, outcome: null }]);
});

test('what was done waits for the audit without a name', async () => {
  expect(await waitingActs()).toEqual(
    expect.arrayContaining(['voice.name_accused', 'voice.hear_accused', 'voice.decide_accused']),
  );
});
