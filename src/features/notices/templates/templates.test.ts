/** Templates through their pages and actions, on a real database. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { saveText } from '../actions/draft.ts';
import { submit } from '../actions/review.ts';
import { byAt, makeDraft, troublesOf, value } from '../factory.ts';
import { audienceOf, noticeById, textsOf } from '../queries/notices.ts';
import { retire, startTemplate, templateFromNotice } from './actions/templates.ts';
import { draftFromTemplate } from './actions/use.ts';
import { templatesWithin, templateTexts } from './queries/templates.ts';

const { db, services, cast, spec, staff } = await noticeScene();
const editor = byAt(cast.members['bureau.editor']);
const north = byAt(cast.members['north.editor']);
const texts = [
  { language: 'zh-CN' as const, title: '[[月份]]消防检查', body: '定于[[日期]]检查，请[[联系人]]到场。' },
  { language: 'en' as const, title: 'Fire check', body: 'On [[day]].' },
];

async function ofNotice(more: Partial<typeof spec> = {}) {
  const draft = await makeDraft(services, { ...spec, texts, kind: 'safety', deadlineOn: '2026-11-27', ...more });
  const input = { organisationId: cast.district.id, name: '每月消防检查' };
  return value(await templateFromNotice(services, editor, draft.id, input)).id;
}

test('made from a notice: texts, kind, request and roles, not to whom it went', async () => {
  const id = await ofNotice({
    audience: [
      { organisationId: cast.south.organisation.id, role: 'guardians' },
      { organisationId: cast.north.organisation.id, role: 'teachers' },
    ],
  });
  const [template] = await templatesWithin(db, editor.reach, { retired: false, text: '消防', limit: 1 });
  expect(template).toMatchObject({ id, kind: 'safety', request: 'acknowledge', deadlineDays: 7 });
  expect([...(template?.roles ?? [])].sort()).toEqual(['guardians', 'teachers']);
  expect(await templateTexts(db, id)).toEqual(texts);
  const { rows } = await sql<{ action: string }>`select action from audit_event order by id desc limit 1`.execute(db);
  expect(rows[0]?.action).toBe('notice_template.make');
});

test('used by an office below: its own people, what is given filled in; the rest stops the submission', async () => {
  const id = await ofNotice();
  const use = {
    organisationId: cast.north.organisation.id,
    deadlineOn: '2026-11-25',
    values: new Map([
      [
        'zh-CN' as const,
        new Map([
          ['月份', '十二月'],
          ['日期', '十二月三日'],
        ]),
      ],
    ]),
  };
  const made = value(await draftFromTemplate(services, north, id, use));
  const notice = await noticeById(db, made.id);
  expect(notice).toMatchObject({ state: 'draft', kind: 'safety', deadlineOn: '2026-11-25', authorId: north.accountId });
  expect((await audienceOf(db, made.id)).include).toEqual([
    { organisationId: cast.north.organisation.id, role: 'guardians' },
  ]);
  expect((await textsOf(db, made.id))[0]).toMatchObject({
    title: '十二月消防检查',
    body: '定于十二月三日检查，请[[联系人]]到场。',
  });
  const early = await submit(services, north, made.id, notice?.revision ?? 0);
  expect(troublesOf(early)).toEqual(['unfilled']);
  expect(early.ok ? '' : early.troubles[0]?.context?.names).toBe('联系人、day');
  let { revision } = notice as { revision: number };
  const zh = { language: 'zh-CN' as const, title: '消防检查', body: '请王老师到场。' };
  revision = value(await saveText(services, north, made.id, revision, zh)).revision;
  revision = value(
    await saveText(services, north, made.id, revision, {
      ...{ language: 'en', title: 'Fire check', body: 'On 3 December.' },
      // The main text was changed since: the writer says that the two agree again.
      agrees: true,
    }),
  ).revision;
  value(await submit(services, north, made.id, revision));
});

test('not for an office elsewhere, not when it is retired, not with a day that has passed', async () => {
  const id = await ofNotice();
  const use = { organisationId: cast.north.organisation.id, deadlineOn: '2026-11-25', values: new Map() };
  const own = value(
    await startTemplate(services, north, cast.north.organisation.id, {
      name: '周报',
      kind: 'announcement',
      isPublic: false,
      mainLanguage: 'zh-CN',
      request: 'none',
      deadlineDays: null,
      roles: [],
    }),
  ).id;
  expect(troublesOf(await draftFromTemplate(services, byAt(cast.members['south.editor']), own, use))).toEqual([
    'templateMissing',
  ]);
  expect(
    troublesOf(await draftFromTemplate(services, editor, own, { ...use, organisationId: cast.south.organisation.id })),
  ).toEqual(['officeOutside']);
  expect(troublesOf(await draftFromTemplate(services, north, id, { ...use, deadlineOn: '2026-11-19' }))).toEqual([
    'deadlinePast',
  ]);
  expect(troublesOf(await draftFromTemplate(services, north, id, { ...use, deadlineOn: null }))).toEqual([
    'deadlineMissing',
  ]);
  expect(troublesOf(await retire(services, north, id, true)), 'of the bureau').toEqual(['templateMissing']);
  value(await retire(services, editor, id, true));
  expect(troublesOf(await draftFromTemplate(services, north, id, use))).toEqual(['templateRetired']);
  value(await retire(services, editor, id, false));
  value(await draftFromTemplate(services, north, id, use));
});

test('the pages: start, write, use, with what was typed kept; a school changes none of the bureau’s', async () => {
  const ask = await staff('bureau.editor');
  const settings = {
    organisationId: String(cast.district.id),
    name: '',
    kind: 'schedule',
    mainLanguage: 'zh-CN',
    request: 'acknowledge',
    deadlineDays: '5',
    roles: 'guardians',
  };
  const bad = await ask('/desk/notices/templates/new', settings);
  expect([bad.status, (await bad.text()).includes('Give it a name.')]).toEqual([422, true]);
  const asks = await ask('/desk/notices/templates/new', { ...settings, name: 'x', kind: 'announcement' });
  expect(asks.status, 'an announcement asks nothing').toBe(422);
  const made = await ask('/desk/notices/templates/new', { ...settings, name: '作息调整' });
  const path = made.headers.get('location') as string;
  expect(path).toMatch(/templates\/\d+$/);
  const text = { title: '[[学期]]作息', body: '从[[日期]]起。', revision: '1' };
  expect((await ask(`${path}/text/zh-CN`, text)).status).toBe(303);
  const stale = await ask(`${path}/text/zh-CN`, { ...text, body: '别的' });
  expect([stale.status, (await stale.text()).includes('别的')]).toEqual([422, true]);
  expect(await (await ask(path)).text()).toContain('学期, 日期');
  const school = await staff('north.editor');
  expect(await (await school('/desk/notices/templates')).text()).toContain('作息调整');
  expect((await school(`${path}/settings`)).status).toBe(404);
  expect((await school(`${path}/retire`, {})).status).toBe(404);
  const form = await (await school(`${path}/use`)).text();
  expect(form).toContain('name="fill-zh-CN-0"');
  expect(form).not.toContain(cast.south.organisation.name);
  const use = {
    organisationId: String(cast.north.organisation.id),
    deadlineOn: '2020-01-01',
    'fill-zh-CN-0': '下学期',
    'fill-zh-CN-1': '周一',
  };
  const late = await school(`${path}/use`, use);
  expect([late.status, (await late.text()).includes('value="下学期"')]).toEqual([422, true]);
  const draft = await school(`${path}/use`, { ...use, deadlineOn: '2026-12-01' });
  const page = await (await school(draft.headers.get('location') as string)).text();
  expect(page).toContain('下学期作息');
});

test('a draft from a template knows what its translation is of: a change of the main text marks it', async () => {
  const id = await ofNotice();
  const use = { organisationId: cast.district.id, deadlineOn: '2026-11-27', values: new Map() };
  const made = value(await draftFromTemplate(services, editor, id, use));
  expect((await textsOf(db, made.id)).map(({ language, isOlder }) => [language, isOlder])).toEqual([
    ['zh-CN', false],
    ['en', false],
  ]);
  const revision = (await noticeById(db, made.id))?.revision ?? 0;
  const text = { language: 'zh-CN' as const, title: '十二月消防检查', body: '改到三日。' };
  value(await saveText(services, editor, made.id, revision, text));
  expect((await textsOf(db, made.id)).find(({ language }) => language === 'en')?.isOlder).toBe(true);
});
