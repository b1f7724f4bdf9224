/** The register of rules: what holds on which day, who ends whom, and that only a correction changes an entry. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { saveCorrection, startCorrection } from '../actions/correct.ts';
import { publish, withdraw } from '../actions/publish.ts';
import { approve, submit } from '../actions/review.ts';
import { makeDraft, troublesOf, value } from '../factory.ts';
import { stopWindow } from '../model/states.ts';
import { noticeById } from '../queries/notices.ts';
import { type RuleInput, saveRule } from './actions/save.ts';
import { linesOf, type Standing, statusOn } from './model/rule.ts';
import { publicRules, ruleOf } from './queries/rules.ts';

const { db, clock, services, app, spec, staff } = await noticeScene();
const none = { replaces: '', amends: '', repeals: '' };
const entry = (more: Partial<RuleInput> = {}): RuleInput => ({
  isRule: true,
  subject: 'safety',
  inForceFrom: null,
  inForceUntil: null,
  links: none,
  ...more,
});
const titled = (title: string) => ({
  ...spec,
  deadlineOn: null,
  number: undefined,
  texts: [{ language: 'zh-CN' as const, title, body: '第一条' }],
});
const revisionOf = async (id: number) => (await noticeById(db, id))?.revision as number;
async function publishAll(id: number): Promise<void> {
  value(await submit(services, spec.author, id, await revisionOf(id)));
  value(await approve(services, spec.approver, id, await revisionOf(id), ''));
  value(await publish(services, spec.author, id));
  clock.pass(stopWindow + 1000);
}
async function makeRule(title: string, more: Partial<RuleInput> = {}): Promise<number> {
  const { id, revision } = await makeDraft(services, titled(title));
  value(await saveRule(services, spec.author, id, revision, entry(more)));
  await publishAll(id);
  return id;
}
const get = async (path: string) => (await app.request(path, { headers: { 'accept-language': 'zh-CN' } })).text();
const row = async (id: number) => {
  const moment = { now: clock.now(), today: '2026-11-20', zone: 'Asia/Shanghai' };
  return (await publicRules(db, moment, 'zh-CN', { id, limit: 1 }))[0];
};

describe('how a rule stands', () => {
  const holds: Standing = { state: 'published', from: '2026-03-01', until: '2026-12-31', endedOn: null };
  test.each([
    [holds, '2026-02-28', 'upcoming'],
    [holds, '2026-03-01', 'in_force'],
    [holds, '2026-12-31', 'in_force'],
    [holds, '2027-01-01', 'expired'],
    [{ ...holds, until: null }, '2036-01-01', 'in_force'],
    [{ ...holds, endedOn: '2026-06-01' }, '2026-05-31', 'in_force'],
    [{ ...holds, endedOn: '2026-06-01' }, '2026-06-01', 'repealed'],
    [{ ...holds, endedOn: '2026-06-01' }, '2027-01-01', 'repealed'],
    [{ ...holds, state: 'withdrawn' }, '2026-05-01', 'withdrawn'],
  ] as const)('%o on %s: %s', (standing, day, status) => {
    expect(statusOn(standing, day)).toBe(status);
  });

  test('the database chooses rows by the same rule', async () => {
    const ids = [
      await makeRule('今后施行', { inForceFrom: '2027-01-01' }),
      await makeRule('现行', {}),
      await makeRule('已失效', { inForceFrom: '2025-01-01', inForceUntil: '2026-01-01' }),
    ];
    const moment = { now: clock.now(), today: '2026-11-20', zone: 'Asia/Shanghai' };
    for (const status of ['upcoming', 'in_force', 'expired', 'repealed', 'withdrawn'] as const) {
      const chosen = await publicRules(db, moment, 'zh-CN', { status, limit: 100 });
      for (const rule of chosen) expect(statusOn(rule, '2026-11-20')).toBe(status);
      const all = await publicRules(db, moment, 'zh-CN', { limit: 100 });
      expect(chosen.length).toBe(all.filter((rule) => statusOn(rule, '2026-11-20') === status).length);
    }
    expect((await publicRules(db, moment, 'zh-CN', { limit: 100 })).map((rule) => rule.id).sort()).toEqual(ids.sort());
  });
});

describe('rules and one another', () => {
  test('one repeals another from the day on which it holds; both name each other', async () => {
    const old = await makeRule('校车管理办法（旧）');
    const fresh = await makeRule('校车管理办法', {
      inForceFrom: '2026-11-20',
      links: { ...none, repeals: `/notices/${old}` },
    });
    expect(statusOn((await row(old)) as Standing, '2026-11-20')).toBe('repealed');
    expect(await get(`/notices/${old}`)).toMatch(/被废止.*校车管理办法/s);
    expect(await get(`/notices/${fresh}`)).toMatch(/废止.*校车管理办法（旧）/s);
    // What ended it is taken back: it holds again, also on a page that was rendered before.
    value(await withdraw(services, spec.author, fresh, '有误'));
    expect(statusOn((await row(old)) as Standing, '2026-11-20')).toBe('in_force');
    clock.pass(2000);
    expect(await get(`/notices/${old}`)).not.toContain('被废止');
  });

  test('only what is in the register can be named, once each', async () => {
    expect(linesOf('甲\n\n 乙 \r\n甲')).toEqual(['甲', '乙']);
    const { id, revision } = await makeDraft(services, titled('引用'));
    const known = await makeRule('已登记');
    const save = (links: Partial<RuleInput['links']>) =>
      saveRule(services, spec.author, id, revision, entry({ links: { ...none, ...links } }));
    expect(troublesOf(await save({ repeals: '甲教〔1999〕1号' }))).toEqual(['ruleUnknown']);
    expect(troublesOf(await save({ repeals: `#${known}`, amends: `/notices/${known}` }))).toEqual(['ruleTwice']);
    expect(
      troublesOf(
        await saveRule(
          services,
          spec.author,
          id,
          revision,
          entry({ inForceFrom: '2026-02-01', inForceUntil: '2026-01-01' }),
        ),
      ),
    ).toEqual(['ruleEndsBefore']);
    value(await save({ amends: `#${known}` }));
    expect((await ruleOf(db, id))?.links).toEqual([{ kind: 'amends', targetId: known }]);
  });
});

test('an entry is part of what is approved, and later only a correction changes it', async () => {
  const { id, revision } = await makeDraft(services, titled('考勤办法'));
  value(await saveRule(services, spec.author, id, revision, entry()));
  value(await submit(services, spec.author, id, await revisionOf(id)));
  value(await approve(services, spec.approver, id, await revisionOf(id), ''));
  await sql`update notice_rule set subject = 'health' where notice_id = ${id}`.execute(db);
  expect(troublesOf(await publish(services, spec.author, id))).toEqual(['changedSinceApproval']);
  await sql`update notice_rule set subject = 'safety' where notice_id = ${id}`.execute(db);
  value(await publish(services, spec.author, id));
  clock.pass(stopWindow + 1000);
  expect(troublesOf(await saveRule(services, spec.author, id, await revisionOf(id), entry()))).toEqual(['notDraft']);
  const { id: draft } = value(await startCorrection(services, spec.author, id));
  expect((await ruleOf(db, draft))?.subject).toBe('safety');
  const plan = { reason: '施行日期有误', told: 'nobody' as const, renews: false, deadlineOn: null };
  value(await saveCorrection(services, spec.author, draft, await revisionOf(draft), plan));
  expect(troublesOf(await submit(services, spec.author, draft, await revisionOf(draft)))).toEqual(['nothingCorrected']);
  value(await saveRule(services, spec.author, draft, await revisionOf(draft), entry({ inForceFrom: '2027-02-01' })));
  await publishAll(draft);
  expect((await ruleOf(db, id))?.inForceFrom).toBe('2027-02-01');
  const { rows } = await sql<{ rule: { inForceFrom: string | null } }>`
    select rule from notice_version_rule where notice_id = ${id} and version = 1`.execute(db);
  expect(rows[0]?.rule.inForceFrom).toBeNull();
  // The correction's own draft is no second entry.
  expect((await get('/rules?text=考勤办法')).match(/考勤办法<\/span>/g)?.length).toBe(1);
});

test('the public register: filters, an export, nothing that is not public', async () => {
  const { id, revision } = await makeDraft(services, { ...titled('内部办法'), isPublic: false });
  value(await saveRule(services, spec.author, id, revision, entry({ subject: 'staff' })));
  await publishAll(id);
  await makeRule('经费办法', { subject: 'finance' });
  const all = await get('/rules');
  expect(all).toContain('经费办法');
  expect(all).not.toContain('内部办法');
  expect(await get('/rules?subject=staff')).toContain('没有');
  expect(await get('/rules?subject=finance&status=in_force')).toContain('经费办法');
  const csv = await app.request('/rules.csv?subject=finance', { headers: { 'accept-language': 'zh-CN' } });
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(await csv.text()).toContain('现行有效');
});

test('the form keeps what was typed, and says what is wrong', async () => {
  const { id, revision } = await makeDraft(services, titled('表单'));
  const editor = await staff('bureau.editor', 'zh-CN');
  const typed = {
    revision: String(revision),
    isRule: 'yes',
    subject: 'safety',
    inForceFrom: '2026-02-30',
    repeals: '无此文号',
  };
  const wrong = await editor(`/desk/notices/${id}/rule`, typed);
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('无此文号');
  expect((await editor(`/desk/notices/${id}/rule`, { ...typed, inForceFrom: '', repeals: '' })).status).toBe(303);
  expect(await (await editor(`/desk/notices/${id}`)).text()).toContain('校园安全');
  expect((await editor(`/desk/notices/${id}/rule`, { revision: String(await revisionOf(id)) })).status).toBe(303);
  expect(await ruleOf(db, id)).toBeNull();
});
