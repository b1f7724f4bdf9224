/** Plans: the templates that come with Belfry, versions, the yearly look. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { movableClock } from '../notices/factory.ts';
import { alertMessages } from './messages/alerts.ts';
import { deskMessages } from './messages/desk.ts';
import { planMessages } from './messages/plans.ts';
import { reviewMessages } from './messages/review.ts';
import { statusMessages } from './messages/status.ts';
import { words } from './messages.ts';
import { kindNames, levels } from './model/kinds.ts';
import { blanks, filledIn, hasGap, longestTask, longestText, tasksAt, textUses } from './model/plan.ts';
import { targetInWords } from './pages/plans.tsx';
import { editPlanPath, planPath, plansPath, planVersionPath } from './paths.ts';
import { fieldsOf } from './routes/plan-form.ts';
import { hasTemplate, templateOf } from './templates/register.ts';

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

async function ask(name: CastName, path: string, form?: Record<string, string | string[]>) {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  const body = form && new URLSearchParams(form as Record<string, string>);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text() };
}

describe('templates', () => {
  test('six kinds at least have their own, the others a general one; all are whole in both languages', () => {
    const own = new Set(kindNames.filter(hasTemplate).map(templateOf));
    expect(own.size).toBeGreaterThanOrEqual(6);
    const known: string[] = Object.values(blanks).flat();
    for (const kind of kindNames) {
      const plan = templateOf(kind);
      expect(plan.tasks.length, kind).toBeGreaterThanOrEqual(6);
      for (const task of plan.tasks) {
        expect(task.text['zh-CN']).toMatch(/\p{Script=Han}/u);
        expect(task.text.en).toMatch(/^[\x20-\x7e’“”–]+$/);
        expect(Math.max(task.text['zh-CN'].length, task.text.en.length)).toBeLessThanOrEqual(longestTask);
      }
      for (const use of textUses) {
        for (const text of Object.values(plan.texts[use])) {
          for (const part of ['headline', 'description', 'instruction'] as const) {
            expect(text[part].length, `${kind} ${use}`).toBeGreaterThan(0);
            expect(text[part].length).toBeLessThanOrEqual(longestText[part]);
            const found = text[part].match(/[〔[][^〕\]]*[〕\]]|\{/g) ?? [];
            expect(found.filter((one) => !known.includes(one))).toEqual([]);
          }
          // What has lines to be filled in does not leave as it is; the other texts do.
          const ready = filledIn(text, { event: '山洪', places: '青溪县', level: 'II' });
          expect(hasGap(ready.description), `${kind} ${use}`).toBe(use === 'update');
          expect([ready.headline, ready.instruction].some(hasGap)).toBe(false);
          const written = ready.description.replace(/[：:]$/gm, (colon) => `${colon} 8:30 起正常`);
          expect(hasGap(written), written).toBe(false);
          expect(hasGap(text.headline)).toBe(text.headline !== ready.headline);
        }
      }
      // The graver, the more there is to do; raising step by step opens what declaring at once opens.
      for (const level of levels) {
        const steps = [4, 3, 2, 1].filter((one) => one >= level) as (1 | 2 | 3 | 4)[];
        const stepwise = steps.flatMap((one, n) => tasksAt(plan, one, steps[n - 1] ?? null));
        expect(new Set(stepwise)).toEqual(new Set(tasksAt(plan, level, null)));
        expect(stepwise).toHaveLength(tasksAt(plan, level, null).length);
      }
    }
  });

  test('an attack on systems: what contains each sort, and who must be told by law, at whatever level, by when', () => {
    const { tasks } = templateOf('cyber');
    const find = (words: RegExp) => tasks.find((task) => words.test(task.text['zh-CN']) && task.place === 'district');
    for (const sort of [/受感染设备/, /钓鱼邮件/, /被盗账号/, /数据泄露：/, /网页被篡改/]) {
      expect(find(sort), String(sort)).toMatchObject({ level: 4, post: 'it' });
      expect(find(sort)?.minutes).toBeLessThanOrEqual(30);
    }
    expect(find(/SHA-256/)).toMatchObject({ level: 4 });
    expect(find(/第五十七条/)).toMatchObject({ level: 4, minutes: 4 * 60 });
    expect(find(/网信部门/)).toMatchObject({ level: 3, minutes: 4 * 60 });
    expect(find(/总结报告/)).toMatchObject({ level: 3, minutes: 30 * 24 * 60 });
    expect([30, 90, 240, 43_200].map((n) => targetInWords(t, n))).toEqual(['30 min', '90 min', '4 hours', '30 days']);
  });

  test('the kinds of the code are those of the database', () => {
    const schema = readFileSync('db/migrations/000200_incidents.sql', 'utf8');
    const lists = [...schema.matchAll(/kind in \(([^)]*)\)/g)].map((match) =>
      [...(match[1] ?? '').matchAll(/'([a-z]+)'/g)].map((one) => one[1]),
    );
    expect(lists).toHaveLength(2);
    for (const list of lists) expect(list).toEqual(kindNames);
  });
});

describe('a plan', () => {
  test('is the template until somebody adopts one, for the whole district only', async () => {
    expect((await ask('north.incident_officer', plansPath)).text).toContain(t('planTemplate'));
    expect((await ask('north.incident_officer', planPath('flood'))).text).toContain(t('planNotAdopted'));
    expect((await ask('bureau.incident_officer', planPath('petition'))).status).toBe(404);
    expect((await ask('north.incident_officer', planPath('flood'), {})).status).toBe(403);
    expect((await ask('bureau.auditor', planPath('flood'), {})).status).toBe(403);
    expect((await ask('bureau.incident_officer', planPath('flood'), {})).status).toBe(303);
    expect((await ask('north.incident_officer', planPath('flood'))).text).toContain('Version 1');
  });

  test('is changed as a new version, in force from its day; who was slower is told; nothing typed is lost', async () => {
    const fields = fieldsOf(templateOf('flood')) as Record<string, string>;
    const form = { ...fields, version: '1', inForceFrom: '2026-12-01', task_0_zh: '核实水情（本县）' };
    const send = (more: Record<string, string>) =>
      ask('bureau.administrator', editPlanPath('flood'), { ...form, ...more });
    const wrongs: [Record<string, string>, string][] = [
      [{ inForceFrom: '2026-11-19' }, t('planPast')],
      [{ inForceFrom: 'soon' }, t('dayMissing')],
      [{ task_1_minutes: '0' }, 'Complete task 2'],
      [{ task_1_en: '' }, 'Complete task 2'],
      [{ first_en_headline: '' }, t('planTextMissing')],
      [{ first_zh_description: 'x'.repeat(1001) }, t('textLong')],
      [{ version: '0' }, t('planMoved')],
      [
        Object.fromEntries(
          Object.keys(fields)
            .filter((name) => name.endsWith('_zh'))
            .map((name) => [name, '']),
        ),
        t('planNoTasks'),
      ],
    ];
    for (const [wrong, words] of wrongs) {
      const answer = await send(wrong);
      expect(answer.status, words).toBe(422);
      expect(answer.text).toContain(words);
      if (!('task_0_zh' in wrong)) expect(answer.text).toContain('核实水情（本县）');
    }
    expect((await send({})).status).toBe(303);
    expect((await ask('bureau.auditor', planPath('flood'))).text).toContain('Version 1, in force');
    expect((await ask('bureau.auditor', planVersionPath('flood', 2))).status).toBe(200);
    expect((await ask('bureau.auditor', planVersionPath('flood', 7))).status).toBe(404);
    clock.set('2026-12-02T01:00:00Z');
    expect((await ask('bureau.auditor', planPath('flood'))).text).toContain('Version 2, in force');
    await expect(sql`update incident_plan_version set version = 9`.execute(db)).rejects.toThrow(/permission denied/);
  });

  test('is looked at each year: the desk says so, and one tap says that nothing is to be changed', async () => {
    const desk = async () => (await ask('bureau.incident_officer', '/desk')).text;
    expect(await desk()).not.toContain(t('waitPlans'));
    clock.set('2027-12-02T01:00:00Z');
    expect(await desk()).toContain(t('waitPlans'));
    expect((await ask('bureau.incident_officer', plansPath)).text).toContain(t('planDue'));
    expect((await ask('bureau.incident_officer', planPath('flood'), {})).status).toBe(303);
    expect(await desk()).not.toContain(t('waitPlans'));
  });
});

test('no word hides another of the same key', () => {
  const keys = [alertMessages, deskMessages, planMessages, reviewMessages, statusMessages].flatMap((messages) =>
    Object.keys(messages),
  );
  expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
});
