/** What is done with a case: each verb by its states, twice, by two at once, with bad input, and as the clock moves. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDesk } from '../../../../test/support/voice.ts';
import { answersOf, messagesOf, stepsOf } from '../queries/cases.ts';
import type { MadeCase } from './factory.ts';
import { answerRoom, casePath, redactRoom } from './paths.ts';
import { memosOf } from './queries/work.ts';

const desk = await makeDesk('2026-07-15T02:00:00Z');
const { ask, made, db, t, work, read, acts, clock } = desk;
const north = 'north.case_handler' as const;
const bureau = 'bureau.case_handler' as const;

beforeAll(async () => desk.begin());
beforeEach(async () => {
  await sql`delete from voice_case`.execute(db);
  await sql`delete from voice_act`.execute(db);
  clock.set('2026-07-15T02:00:00Z');
});

const office = () => desk.cast().north.organisation.id;
const atNorth = (wish: Parameters<typeof made>[0] = {}) => made({ officeId: office(), ...wish });
const petition = (wish: Parameters<typeof made>[0] = {}) => atNorth({ clock: 'petition', ...wish });
const day = (on: string) => clock.set(`${on}T02:00:00Z`);
const draft = (who: typeof north | typeof bureau, one: MadeCase, text: string, revision: number) =>
  ask(who, answerRoom.path(one.number), { text, revision: String(revision) });

describe('triage', () => {
  test('accepted: the clock of the answer runs from acceptance or from receipt, as the clock has it', async () => {
    const grievance = await petition();
    expect((await work(north, grievance, { act: 'accept' })).location).toBe(casePath(grievance.number));
    expect(await read(grievance)).toMatchObject({ state: 'accepted', acceptedOn: '2026-07-15', dueOn: '2026-09-13' });
    const question = await atNorth();
    await work(north, question, { act: 'accept' });
    expect((await read(question)).dueOn, '20 working days after Monday 13 July').toBe('2026-08-10');
    expect(await acts(question)).toEqual(['accepted']);
    const again = await work(north, question, { act: 'accept' });
    expect(again.status).toBe(422);
    expect(again.text).toContain(t('caseMoved'));
    expect(await acts(question)).toEqual(['accepted']);
  });

  test('two handlers at once: one accepts, the other declines, and one of them only', async () => {
    const one = await petition();
    const both = await Promise.all([
      work(north, one, { act: 'accept' }),
      work(bureau, one, { act: 'decline', declineReason: 'no_matter', declineText: '没有具体事项。' }),
    ]);
    expect((await acts(one)).length).toBeGreaterThan(0);
    // A decline may be mended by accepting it afterwards; never the other way round.
    const { state } = await read(one);
    expect(state).toBe('accepted');
    expect(both.filter(({ status }) => status === 303).length).toBe((await acts(one)).length);
  });

  test('declined with a reason of the closed list and words for the person; taken on after all', async () => {
    const one = await petition();
    for (const [form, said] of [
      [{ declineReason: 'tedious', declineText: 'x' }, t('reasonMissing')],
      [{ declineReason: 'no_matter', declineText: '  ' }, t('tellMissing')],
      [{ declineReason: 'no_matter', declineText: 'x'.repeat(2001) }, t('textLong')],
    ] as const) {
      const wrong = await work(north, one, { act: 'decline', ...form });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain(said);
    }
    await work(north, one, { act: 'decline', declineReason: 'other_route', declineText: '请申请劳动仲裁。<b>' });
    expect(await read(one)).toMatchObject({ state: 'declined', closedOn: '2026-07-15', askUntil: '2026-08-14' });
    expect((await stepsOf(db, one.id))[0]).toMatchObject({ reason: 'other_route', text: '请申请劳动仲裁。<b>' });
    const page = await ask(north, casePath(one.number));
    expect(page.text).toContain('请申请劳动仲裁。&lt;b&gt;');
    await work(north, one, { act: 'accept' });
    expect(await read(one)).toMatchObject({ state: 'accepted', closedOn: null });
  });

  test('passed on to an authority by name, and back again: its period begins anew', async () => {
    const one = await petition();
    expect((await work(north, one, { act: 'passOn', passOnReason: 'discipline', authority: '' })).text).toContain(
      t('authorityMissing'),
    );
    await work(north, one, { act: 'passOn', passOnReason: 'discipline', authority: '县纪委监委' });
    expect(await read(one)).toMatchObject({ state: 'passed_on', closedOn: '2026-07-15' });
    day('2026-08-03');
    await work(north, one, { act: 'takeBack' });
    expect(await read(one)).toMatchObject({ state: 'received', dueOn: '2026-08-18', closedOn: null });
    expect((await work(north, one, { act: 'takeBack' })).text).toContain(t('caseMoved'));
  });

  test('assigned by the district alone; given back within five working days, with a reason', async () => {
    const one = await made({});
    const to = { act: 'assign', office: String(office()) };
    expect((await work(bureau, one, { act: 'assign', office: '999999' })).text).toContain(t('officeMissing'));
    await work(bureau, one, to);
    await work(bureau, one, to);
    expect(await acts(one), 'sent twice, done once').toEqual(['assigned']);
    expect((await work(north, one, to)).text).toContain(t('notYours'));
    // Wednesday 15 July: five working days are over with Wednesday 22.
    day('2026-07-23');
    const late = await work(north, one, { act: 'giveBack', giveBackReason: 'not_our_duty' });
    expect(late.status).toBe(422);
    expect((await read(one)).officeId).toBe(office());
    day('2026-07-22');
    const back = await work(north, one, {
      act: 'giveBack',
      giveBackReason: 'not_our_duty',
      giveBackText: '属于基建科。',
    });
    expect(back.location, 'it is gone from this desk').toBe('/desk/cases');
    expect(await read(one)).toMatchObject({ state: 'received', officeId: null, assignedOn: null });
  });

  test('what nobody had becomes the district’s own when it accepts', async () => {
    const one = await made({});
    await work(bureau, one, { act: 'accept' });
    expect(await read(one)).toMatchObject({ state: 'accepted', officeId: desk.cast().district.id });
  });
});

describe('answering', () => {
  const accepted = (wish: Parameters<typeof made>[0] = {}) =>
    petition({ state: 'accepted', acceptedOn: '2026-07-14', dueOn: '2026-09-12', ...wish });

  test('asks the person, once however often it is sent', async () => {
    const one = await accepted();
    expect((await work(north, one, { act: 'ask', question: '' })).text).toContain(t('textMissing'));
    for (let n = 0; n < 2; n += 1) await work(north, one, { act: 'ask', question: '哪一个站点？' });
    expect(await messagesOf(db, one.id)).toEqual([
      { n: 1, day: '2026-07-15', fromPerson: false, text: '哪一个站点？' },
    ]);
    expect(await acts(one)).toEqual(['asked']);
  });

  test('written by one, approved by another, never by a writer; what was typed at the same time is not lost', async () => {
    const one = await accepted();
    expect((await draft(north, one, ' ', 0)).status).toBe(422);
    expect((await draft(north, one, '站点已于昨日修复。', 0)).location).toBe(casePath(one.number));
    const moved = await draft(bureau, one, '另一个说法', 0);
    expect(moved.status).toBe(422);
    expect(moved.text).toContain(t('draftMoved'));
    expect(moved.text).toContain('另一个说法');
    const own = await work(north, one, { act: 'approveAnswer', revision: '1' });
    expect(own.text).toContain(t('secondOwn'));
    expect((await work(bureau, one, { act: 'approveAnswer', revision: '7' })).text).toContain(t('draftMoved'));
    expect((await read(one)).state).toBe('accepted');
    expect(await answersOf(db, one.id)).toEqual([]);
    await work(bureau, one, { act: 'approveAnswer', revision: '1' });
    expect(await read(one)).toMatchObject({ state: 'answered', answeredOn: '2026-07-15', askUntil: '2026-08-14' });
    expect(await answersOf(db, one.id)).toMatchObject([{ n: 1, round: 0, text: '站点已于昨日修复。', corrects: null }]);
    const replay = await work(bureau, one, { act: 'approveAnswer', revision: '1' });
    expect(replay.status).toBe(422);
    expect(await answersOf(db, one.id)).toHaveLength(1);
  });

  test('whoever changes one word of a draft has written it, and can’t approve it', async () => {
    const one = await accepted();
    await draft(north, one, '站点已修复', 0);
    await draft(bureau, one, '站点已修复。', 1);
    for (const who of [north, bureau]) {
      expect((await work(who, one, { act: 'approveAnswer', revision: '2' })).text).toContain(t('secondOwn'));
    }
    await expect(
      sql`insert into voice_answer (case_id, n, round, day, writers, approver_id, text)
        values (${one.id}::uuid, 1, 0, '2026-07-15', array[1, 2]::bigint[], 2, 'x')`.execute(db),
    ).rejects.toThrow(/voice_answer_check/);
  });

  test('a correction is a version of its own; the one before stays visible', async () => {
    const one = await accepted();
    await draft(north, one, '7 月 20 日恢复。', 0);
    await work(bureau, one, { act: 'approveAnswer', revision: '1' });
    day('2026-07-20');
    await draft(bureau, one, '7 月 22 日恢复。', 0);
    await work(north, one, { act: 'approveAnswer', revision: '1' });
    expect(await answersOf(db, one.id)).toMatchObject([
      { text: '7 月 20 日恢复。', corrects: null },
      { text: '7 月 22 日恢复。', corrects: 1 },
    ]);
    expect(await acts(one)).toEqual(['answered', 'corrected']);
    const page = await ask(north, casePath(one.number));
    expect(page.text).toContain('7 月 20 日恢复。');
    expect(page.text).toContain(t('answerReplaced'));
    expect((await read(one)).askUntil, 'the period begins anew').toBe('2026-08-19');
  });

  test('extended once, by at most the clock’s days, approved by a second person before the deadline', async () => {
    const one = await accepted();
    const wish = { act: 'extend', dueOn: '2026-10-12', extendText: '需要现场勘查。' };
    for (const dueOn of ['2026-10-13', '2026-09-12', '2026-02-30', '']) {
      expect((await work(north, one, { ...wish, dueOn })).status, dueOn).toBe(422);
    }
    await work(north, one, wish);
    expect((await read(one)).dueOn, 'not yet').toBe('2026-09-12');
    expect((await work(north, one, { act: 'approveExtension', revision: '1' })).text).toContain(t('secondOwn'));
    await work(bureau, one, { act: 'approveExtension', revision: '1' });
    expect(await read(one)).toMatchObject({ dueOn: '2026-10-12', extended: true });
    expect((await stepsOf(db, one.id)).at(-1)).toMatchObject({ act: 'extended', text: '需要现场勘查。' });
    expect((await work(north, one, wish)).text).toContain(t('extensionNone'));
    const late = await accepted();
    await work(north, late, wish);
    day('2026-09-13');
    expect((await work(bureau, late, { act: 'approveExtension', revision: '1' })).text).toContain(t('extensionLate'));
    const question = await atNorth({ state: 'accepted', acceptedOn: '2026-07-14' });
    expect((await work(north, question, wish)).text, 'its clock has none').toContain(t('extensionNone'));
  });

  test('by the petition’s clock of today it names the head of the office who approved it, inside the office alone', async () => {
    const one = await accepted();
    await sql`update voice_case set clock_version = 2 where id = ${one.id}::uuid`.execute(db);
    await work(north, one, { act: 'extend', dueOn: '2026-10-12', extendText: '需要现场勘查。' });
    const approve = { act: 'approveExtension', revision: '1' };
    for (const head of ['', '   ']) {
      expect((await work(bureau, one, { ...approve, head })).text).toContain(t('headMissing'));
    }
    expect((await read(one)).extended).toBe(false);
    expect((await work(bureau, one, { ...approve, head: '王局长' })).status).toBe(303);
    expect((await read(one)).extended).toBe(true);
    expect((await memosOf(db, one.id)).map(({ text }) => text)).toEqual(['延期经单位负责人批准：王局长']);
    expect(JSON.stringify(await stepsOf(db, one.id)), 'the person is told why, not by whom').not.toContain('王局长');
  });
});

describe('duplicates by matter', () => {
  test('the one opens the other’s answer; undone, it goes on from where it was', async () => {
    const [first, second] = [await atNorth(), await atNorth({ state: 'accepted', acceptedOn: '2026-07-14' })];
    for (const into of ['', 'XYZ', '00000000', second.number]) {
      expect((await work(north, second, { act: 'merge', into })).status, into).toBe(422);
    }
    await work(north, second, { act: 'merge', into: first.number.toLowerCase() });
    expect(await read(second)).toMatchObject({ state: 'merged', mergedInto: first.id });
    expect((await work(north, first, { act: 'merge', into: second.number })).status, 'no circle').toBe(422);
    expect((await ask(north, casePath(second.number))).text).toContain(casePath(first.number));
    await work(north, second, { act: 'unmerge' });
    expect(await read(second)).toMatchObject({ state: 'accepted', mergedInto: null, closedOn: null });
  });

  test('both ways at once: one of them', async () => {
    const [first, second] = [await atNorth(), await atNorth()];
    await Promise.all([
      work(north, first, { act: 'merge', into: second.number }),
      work(bureau, second, { act: 'merge', into: first.number }),
    ]);
    const states = [(await read(first)).state, (await read(second)).state].sort();
    expect(states).toEqual(['merged', 'received']);
  });

  test('a complaint never ends up with an office that it complains of', async () => {
    const target = await atNorth();
    const one = await made({ kind: 'complaint', organisationId: office(), officeId: desk.cast().district.id });
    await ask(bureau, `${casePath(one.number)}/conflict`, { out: 'no' });
    expect((await work(bureau, one, { act: 'merge', into: target.number })).text).toContain(t('mergeConcerned'));
  });
});

describe('texts of persons', () => {
  test('only covered, never reworded; two people; then the original is nowhere', async () => {
    const one = await atNorth({ text: '请联系张三 13800000000，\n否则要你好看。' });
    const room = redactRoom.path(one.number);
    const bad = ['请联系张三，否则■■■。', '请联系张三 13800000000，\n否则要你好看。', '■■■要你好看！'];
    for (const text of bad) {
      expect((await ask(north, room, { message: '0', ground: 'threat', text })).status, text).toBe(422);
    }
    const covered = '请联系■■■，\n否则■■■。';
    expect((await ask(north, room, { message: '0', ground: 'nasty', text: covered })).status).toBe(422);
    expect((await ask(north, room, { message: '5', ground: 'threat', text: covered })).status).toBe(422);
    expect((await ask(north, room, { message: '0', ground: 'private_data', text: covered })).status).toBe(303);
    expect((await work(north, one, { act: 'confirmRedaction', revision: '1' })).text).toContain(t('secondOwn'));
    expect((await read(one)).text).toContain('张三');
    await work(bureau, one, { act: 'confirmRedaction', revision: '1' });
    expect((await read(one)).text).toBe(covered);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from voice_redaction`.execute(db);
    expect(rows[0]?.n).toBe(1);
    const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_name like 'voice%'`.execute(db);
    for (const { name } of tables.rows) {
      const all = await sql<{
        text: string | null;
      }>`select string_agg(x::text, ' ') as text from ${sql.table(name)} x`.execute(db);
      expect(all.rows[0]?.text ?? '', name).not.toContain('13800000000');
    }
  });
});

test('acts of staff wait with their day, without a time, and opening a case stands once a day', async () => {
  const one = await atNorth();
  for (let n = 0; n < 3; n += 1) await ask(north, casePath(one.number));
  await work(north, one, { act: 'accept' });
  await work(north, one, { act: 'memo', memo: '已电话联系运输公司。' });
  await work(north, one, { act: 'task', taskText: '核对路线', taskDue: '2026-07-20' });
  expect((await work(north, one, { act: 'task', taskText: '核对路线', taskDue: '2020-01-01' })).text).toContain(
    t('taskDay'),
  );
  expect(await desk.waitingActs()).toEqual([
    'voice.accept_case',
    'voice.add_task',
    'voice.open_case',
    'voice.write_memo',
  ]);
  expect(await acts(one), 'memos and tasks are no steps').toEqual(['accepted']);
  for (const act of ['', 'unknown', 'constructor', '__proto__']) {
    expect((await work(north, one, { act })).status, act).toBe(422);
  }
});
