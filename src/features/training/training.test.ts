/** The training record through its pages: exercises enter by themselves, schools write down their own drills. */
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { askAs, type Cast, type CastName, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { closeRoom, declarePath, incidentPath, reviewRoom } from '../incidents/paths.ts';
import { movableClock } from '../notices/factory.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import {
  endRequirementPath,
  newDrillPath,
  newRequirementPath,
  publicPath,
  recordCsvPath,
  recordPath,
  requirementsPath,
  schoolPath,
  withdrawPath,
} from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

type Form = Record<string, string | readonly string[]>;

async function ask(name: CastName | null, path: string, form?: Form, language = 'en') {
  const body = new URLSearchParams(
    Object.entries(form ?? {}).flatMap(([key, value]) => [value].flat().map((v) => [key, v])),
  );
  if (name) return askAs(app, database, cast.members[name], clock.now(), { path, form: form && body, language });
  const answer = await app.request(path, { headers: { 'accept-language': language } });
  return { status: answer.status, text: await answer.text(), location: '' };
}

/** What a page says, without its marks. */
const saidBy = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const northId = () => cast.north.organisation.id;
const rowsOf = async () => (await sql<{ id: number }>`select id from drill order by id`.execute(db)).rows;

async function exercise(kind: string, where: number, end: 'over' | 'mistaken' | null, level = '4'): Promise<number> {
  const form = { mode: 'exercise', kind, level, where: String(where) };
  const made = await ask('bureau.incident_officer', declarePath, form);
  expect(made.status, made.text.slice(0, 2000)).toBe(303);
  const id = Number(/(\d+)$/.exec(made.location)?.[1]);
  clock.pass(25 * 60_000);
  if (end) {
    const { rows } = await sql<{ n: number }>`select revision as n from incident where id = ${id}`.execute(db);
    const wish = { revision: String(rows[0]?.n), state: end, zh_headline: '演练结束', reason: '误操作' };
    const closed = await ask('bureau.incident_officer', closeRoom.path(id), wish);
    expect(closed.status, closed.text.slice(0, 2000)).toBe(303);
  }
  return id;
}

describe('exercises', () => {
  test('one that is over is in the record of each school that took part; what runs or was a mistake is not', async () => {
    const running = await exercise('storm', northId(), null);
    await exercise('flood', northId(), 'mistaken');
    const before = await ask('bureau.safety_officer', schoolPath(northId()));
    expect(before.text).toContain(t('noDrills'));
    const id = await exercise('fire', cast.district.id, 'over');
    for (const school of [cast.north, cast.south]) {
      const page = await ask('bureau.safety_officer', schoolPath(school.organisation.id));
      const said = saidBy(page.text);
      expect(said).toContain('20 November 2026');
      expect(said).toContain('Fire 25 min');
      expect(said).toContain(t('notReviewed'));
      expect(page.text).toContain(reviewRoom.path(id));
      expect(page.text).toContain(`/status/incident-${id}.en.html`);
      expect(page.text).not.toContain(incidentPath(running));
    }
    // It is read where it is kept: when the review is finished, the record says so.
    await sql`update incident set review_state = 'finished' where id = ${id}`.execute(db);
    expect(saidBy((await ask('bureau.auditor', schoolPath(northId()), undefined, 'zh-CN')).text)).toContain('复盘完成');
    // The school that practised fire this month and year has done what is asked, the monthly drill of the months before not.
    const all = saidBy((await ask('bureau.auditor', recordPath)).text);
    expect(all).toContain('2 periods without a record');
    expect(all).toContain(t('standingMet'));
  });

  test('staff who took on tasks are a number, and below five not even that', async () => {
    const id = await exercise('earthquake', northId(), null, '2');
    const officers = ['north.incident_officer', 'north.safety_officer', 'north.editor'] as const;
    for (const name of officers) {
      await sql`update incident_task set taken_by = ${cast.members[name].accountId}, state = 'taken'
        where id = (select min(id) from incident_task where incident_id = ${id} and organisation_id = ${northId()}
          and taken_by is null)`.execute(db);
    }
    const { rows } = await sql<{ n: number }>`select revision as n from incident where id = ${id}`.execute(db);
    const wish = { revision: String(rows[0]?.n), state: 'over', zh_headline: '演练结束' };
    expect((await ask('bureau.incident_officer', closeRoom.path(id), wish)).status).toBe(303);
    const page = await ask('bureau.auditor', schoolPath(northId()));
    expect(page.text).toContain(t('staffTasksN', { n: t('few') }));
    for (const name of officers) expect(page.text).not.toContain(cast.members[name].name);
    const more = Object.values(cast.members).slice(0, 7);
    const tasks = await sql<{ id: number }>`select id from incident_task where incident_id = ${id}
      and organisation_id = ${northId()} order by id limit 7`.execute(db);
    for (const [n, task] of tasks.rows.entries()) {
      await sql`update incident_task set taken_by = ${more[n]?.accountId} where id = ${task.id}`.execute(db);
    }
    expect(tasks.rows.length).toBeGreaterThan(4);
    const shown = t('staffTasksN', { n: String(tasks.rows.length) });
    expect((await ask('bureau.auditor', schoolPath(northId()))).text).toContain(shown);
  });
});

describe('drills of a school', () => {
  const right = { heldOn: '2026-10-15', kind: 'earthquake', minutes: '12', pupils: '214', staff: '3', found: '=1+1' };

  test('what is missing or can’t be is said at its field, and nothing is lost', async () => {
    const wrongs: [Form, keyof typeof words.catalogue][] = [
      [{ ...right, heldOn: '2026-11-21' }, 'heldLater'],
      [{ ...right, heldOn: '2026-02-30' }, 'heldMissing'],
      [{ ...right, kind: 'petition' }, 'kindMissing'],
      [{ ...right, minutes: '0' }, 'minutesMissing'],
      [{ ...right, minutes: '1441' }, 'minutesMissing'],
      [{ ...right, pupils: '-1' }, 'numberWrong'],
      [{ ...right, staff: '100001' }, 'numberWrong'],
      [{ ...right, found: '长'.repeat(2001) }, 'textLong'],
    ];
    for (const [form, key] of wrongs) {
      const answer = await ask('north.safety_officer', newDrillPath(northId()), form);
      expect(answer.status, key).toBe(422);
      expect(answer.text, key).toContain(t(key));
    }
    expect((await ask('north.safety_officer', newDrillPath(northId()), {})).text).toContain(t('kindMissing'));
    expect(await rowsOf()).toEqual([]);
    for (const name of ['north.editor', 'north.auditor', 'north.teacher'] as const) {
      expect((await ask(name, newDrillPath(northId()), right)).status).toBe(403);
    }
    expect((await ask('south.safety_officer', newDrillPath(northId()), right)).status).toBe(404);
    expect((await ask('bureau.safety_officer', newDrillPath(cast.district.id), right)).status).toBe(404);
  });

  test('written down once, recorded, exported, struck out with a reason', async () => {
    const path = newDrillPath(northId());
    expect((await ask('north.safety_officer', path, right)).location).toBe(schoolPath(northId()));
    const again = await ask('bureau.safety_officer', path, right, 'zh-CN');
    expect(again.status).toBe(422);
    expect(again.text).toContain('当天已登记过同类演练');
    const [row] = await rowsOf();
    const id = row?.id ?? 0;
    const page = saidBy((await ask('north.auditor', schoolPath(northId()))).text);
    expect(page).toContain('Earthquake 12 min pupils: 214 staff: fewer than 5');
    const acts = await sql<{ action: string }>`select action from audit_event where action like 'drill%'`.execute(db);
    expect(acts.rows).toEqual([{ action: 'drill.enter' }]);

    const file = await ask('north.auditor', recordCsvPath, undefined, 'zh-CN');
    const lines = parse(file.text, { bom: true }) as string[][];
    expect(lines[0]?.slice(0, 4)).toEqual(['学年', '学校', '日期', '演练内容']);
    expect(lines.map((line) => line[2])).toEqual(['日期', '2026-10-15', '2026-11-20', '2026-11-20']);
    expect(lines[1]?.slice(3)).toEqual(['地震', '12', '214', '不足 5', '', '学校登记', '', '计入']);
    expect(lines.some((line) => line[1] === cast.south.organisation.name)).toBe(false);

    const standing = async () => saidBy((await ask('north.safety_officer', recordPath)).text);
    expect(await standing()).toContain('1 period without a record');
    expect((await ask('north.safety_officer', withdrawPath(id), { reason: ' ' })).status).toBe(422);
    expect((await ask('south.safety_officer', withdrawPath(id), { reason: 'x' })).status).toBe(404);
    expect((await ask('north.safety_officer', withdrawPath(id), { reason: '日期有误' })).status).toBe(303);
    expect((await ask('north.safety_officer', withdrawPath(id), { reason: '日期有误' })).text).toContain(
      t('drillWithdrawn'),
    );
    expect(await standing()).toContain('2 periods without a record');
    expect(saidBy((await ask('north.auditor', schoolPath(northId()))).text)).toContain('日期有误');
    // The day is free again.
    expect((await ask('north.safety_officer', path, right)).status).toBe(303);
  });

  test('two who write down the same at once: it stands there once', async () => {
    const form = { ...right, heldOn: '2026-09-10' };
    const answers = await Promise.all([1, 2, 3].map(() => ask('north.safety_officer', newDrillPath(northId()), form)));
    expect(answers.map((one) => one.status).sort()).toEqual([303, 422, 422]);
  });

  test('what is still to be held waits on the desk of the school, not of the bureau', async () => {
    expect((await ask('south.safety_officer', '/desk')).text).not.toContain(schoolPath(cast.south.organisation.id));
    clock.set('2026-12-22T01:00:00Z');
    const desk = await ask('south.safety_officer', '/desk');
    expect(desk.text).toContain(schoolPath(cast.south.organisation.id));
    expect(saidBy(desk.text)).toContain('by 31 December 2026');
    expect((await ask('bureau.safety_officer', '/desk')).text).not.toContain(schoolPath(cast.south.organisation.id));
    clock.set('2026-11-21T01:00:00Z');
  });
});

describe('what is asked', () => {
  const wish: Form = {
    ...{ nameZh: '校车应急演练', nameEn: '', places: 'all', per: 'term', times: '1', source: '青禾教〔2026〕8号' },
    ...{ from: '2026-09-01', kinds: ['transport'] },
  };

  test('the district adds to the law and ends; a school reads', async () => {
    const law = await ask('north.auditor', requirementsPath, undefined, 'zh-CN');
    expect(law.text).toContain('教基一厅〔2014〕2号');
    expect(law.text).toContain('每月 1 次');
    expect(law.text).not.toContain(newRequirementPath);
    expect((await ask('north.safety_officer', newRequirementPath, wish)).status).toBe(403);
    const empty = await ask('bureau.safety_officer', newRequirementPath, {});
    for (const key of ['nameMissing', 'perMissing', 'kindsMissing', 'sourceMissing', 'fromMissing'] as const) {
      expect(empty.status).toBe(422);
      if (key === 'kindsMissing' || key === 'perMissing') expect(empty.text).toContain(t(key));
    }
    const wrongs: Form[] = [
      { ...wish, times: '21' },
      { ...wish, kinds: ['petition'] },
      { ...wish, places: 'persons' },
    ];
    for (const wrong of wrongs)
      expect((await ask('bureau.safety_officer', newRequirementPath, wrong)).status).toBe(422);
    expect((await ask('bureau.safety_officer', newRequirementPath, wish)).location).toBe(requirementsPath);
    expect((await ask('north.auditor', schoolPath(northId()))).text).toContain('校车应急演练');
    const { rows } = await sql<{ id: number }>`select id from drill_requirement where code is null`.execute(db);
    const id = rows[0]?.id ?? 0;
    expect((await ask('north.safety_officer', endRequirementPath(id), {})).status).toBe(403);
    expect((await ask('bureau.safety_officer', endRequirementPath(id), {})).status).toBe(303);
    expect((await ask('bureau.safety_officer', endRequirementPath(999), {})).status).toBe(404);
    expect((await ask('north.auditor', schoolPath(northId()))).text).not.toContain('校车应急演练');
    expect((await ask('north.auditor', requirementsPath)).text).toContain('ended 21 November 2026');
  });
});

describe('for everybody', () => {
  test('totals in both languages, no school, nobody’s name', async () => {
    const zh = await ask(null, publicPath, undefined, 'zh-CN');
    expect(zh.status).toBe(200);
    const said = saidBy(zh.text);
    expect(said).toContain('火灾 2 2');
    expect(said).toContain('合计 5 2');
    expect(said).toContain('2 所中 1 所');
    const all = `${zh.text}${(await ask(null, publicPath)).text}`;
    expect(all).toContain('1 of 2');
    for (const { name } of Object.values(cast.members)) expect(all).not.toContain(name);
    expect(all).not.toContain(cast.north.organisation.name);
  });

  test('it forgets after ten years, in bounded steps', async () => {
    const forget = keeping.rules[0]?.forget;
    await sql`update drill set held_on = '2016-11-20'`.execute(db);
    const before = (await rowsOf()).length;
    expect(await forget?.(services, 2)).toBe(2);
    expect(await forget?.(services, 100)).toBe(before - 2);
    expect(await rowsOf()).toEqual([]);
  });
});
