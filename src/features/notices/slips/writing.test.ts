/** Building a slip at the desk: its forms, what may not be asked, what is frozen. */
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { addClauses } from '../actions/audience.ts';
import { createNotice, saveText } from '../actions/draft.ts';
import { publish } from '../actions/publish.ts';
import { approve, submit } from '../actions/review.ts';
import { makeDraft, troublesOf, value } from '../factory.ts';
import { noticeById, wholeOf } from '../queries/notices.ts';
import { saveQuestion } from './actions/writing.ts';
import { languages, makeSlipDraft, makeSlipNotice, question, slipTexts } from './factory.ts';
import { slipOf, writeSlip } from './queries/slips.ts';

const { db, services, cast, spec: base, staff } = await noticeScene();
const spec = { ...base, texts: slipTexts, deadlineOn: '2026-11-27' };
const revisionOf = async (id: number) => String((await noticeById(db, id))?.revision);
const keysOf = async (id: number) => (await slipOf(db, id))?.questions.map(({ key }) => key);

describe('building a slip', () => {
  test('from an empty draft to a preview, by forms alone', async () => {
    const editor = await staff('bureau.editor', 'zh-CN');
    const { id } = await makeDraft(services, { ...base, texts: slipTexts, deadlineOn: null, kind: 'activity' });
    const at = `/desk/notices/${id}`;
    await editor(`${at}/request`, { revision: await revisionOf(id), request: 'slip', deadlineOn: '2026-11-27' });
    expect(await (await editor(at)).text()).toContain(`href="${at}/slip"`);
    expect(await (await editor(`${at}/slip`)).text()).toContain('还没有问题');
    const per = await editor(`${at}/slip`, { revision: await revisionOf(id), per: 'guardian' });
    expect([per.status, per.headers.get('location')]).toEqual([303, `${at}/slip`]);
    expect(await (await editor(`${at}/slip/new?kind=choice`)).text()).toContain('选项：English');
    const choice = {
      kind: 'choice',
      'text-zh-CN': '您能参加哪天的家长会？',
      'text-en': 'Which day suits you?',
      'options-zh-CN': '周三\n周四\r\n\n',
      'options-en': 'Wednesday\nThursday',
      required: 'yes',
    };
    expect((await editor(`${at}/slip/new`, { revision: await revisionOf(id), ...choice })).status).toBe(303);
    const number = {
      kind: 'number',
      'text-zh-CN': '来几位',
      'text-en': 'How many come',
      least: '1',
      most: '2',
      'unit-zh-CN': '人',
    };
    expect((await editor(`${at}/slip/new`, { revision: await revisionOf(id), ...number })).status).toBe(303);
    const slip = await slipOf(db, id);
    expect(slip?.per).toBe('guardian');
    expect(slip?.questions[0]?.options).toEqual([
      { 'zh-CN': '周三', en: 'Wednesday' },
      { 'zh-CN': '周四', en: 'Thursday' },
    ]);
    expect(slip?.questions[1]).toMatchObject({ least: 1, most: 2, unit: { 'zh-CN': '人' }, required: false });
    await editor(`${at}/slip/questions/2/move`, { revision: await revisionOf(id), step: 'up' });
    expect(await keysOf(id)).toEqual([2, 1]);
    expect(await (await editor(`${at}/slip/questions/2`)).text()).toContain('value="人"');
    const preview = await (await editor(`${at}/slip/preview?language=en`)).text();
    expect(preview).toContain('Which day suits you?');
    expect(preview).toContain('How many come （可不填）'.replace(' （', '（'));
    expect(preview).not.toContain('提交回执');
    expect(await (await editor(`${at}/check`)).text()).toContain('您能参加哪天的家长会？');
    await editor(`${at}/slip/questions/2/remove`, { revision: await revisionOf(id) });
    expect(await keysOf(id)).toEqual([1]);
    const stale = await editor(`${at}/slip/questions/1/remove`, { revision: '1' });
    expect(stale.status).toBe(409);
    expect(await keysOf(id)).toEqual([1]);
  });

  test('bad input: at its field, with what was typed', async () => {
    const editor = await staff('bureau.editor', 'zh-CN');
    const { id } = await makeSlipDraft(services, spec, 'child', []);
    const at = `/desk/notices/${id}/slip`;
    const send = async (fields: Record<string, string>) => {
      const answer = await editor(`${at}/new`, { revision: await revisionOf(id), ...fields });
      return `${answer.status} ${await answer.text()}`;
    };
    const uneven = await send({
      kind: 'choice',
      'text-zh-CN': '哪天',
      'text-en': 'Day',
      'options-zh-CN': '一\n二',
      'options-en': 'One',
    });
    expect(uneven).toMatch(/^422/);
    expect(uneven).toContain('href="#f-options-en"');
    expect(uneven).toContain('>哪天</textarea>');
    expect(await send({ kind: 'text', 'text-zh-CN': '备注' })).toContain('href="#f-text-en"');
    expect(await send({ kind: 'number', 'text-zh-CN': '几', 'text-en': 'n', least: '5', most: '2' })).toContain(
      '#f-most',
    );
    expect(await send({ kind: 'number', 'text-zh-CN': '几', 'text-en': 'n', least: 'a' })).toContain('#f-least');
    expect(await send({ kind: 'date', 'text-zh-CN': '几', 'text-en': 'n', from: '2026-02-30' })).toContain('#f-from');
    expect(await send({ kind: 'blood' })).toMatch(/^422/);
    expect(await keysOf(id)).toEqual([]);
  });

  test('what may not be asked is refused in either language, with the reason at its field', async () => {
    const { id, revision } = await makeSlipDraft(services, spec, 'child', []);
    const ask = async (zh: string, en: string, more = {}) =>
      troublesOf(
        await saveQuestion(
          services,
          spec.author,
          id,
          revision,
          { ...question('text', zh, en, more), key: null },
          languages,
        ),
      );
    expect(await ask('请填写孩子的身份证号', 'Anything')).toEqual(['forbidden_identity']);
    expect(await ask('身 份 证 号', 'Anything')).toEqual(['forbidden_identity']);
    expect(await ask('号码', 'Passport number of the child')).toEqual(['forbidden_identity']);
    expect(await ask('孩子是否过敏', 'x')).toEqual(['forbidden_health']);
    expect(await ask('备注', 'Does your child take any medication?')).toEqual(['forbidden_health']);
    expect(await ask('孩子的民族', 'x')).toEqual(['forbidden_ethnicity']);
    expect(await ask('家庭宗教信仰', 'x')).toEqual(['forbidden_religion']);
    expect(await ask('家长政治面貌', 'x')).toEqual(['forbidden_politics']);
    expect(await ask('上传人脸照片', 'x')).toEqual(['forbidden_biometrics']);
    expect(await ask('备注', 'x', { help: { 'zh-CN': '请写血型' } })).toEqual(['forbidden_health']);
    const options = [
      { 'zh-CN': '汉族或其他民族', en: 'a' },
      { 'zh-CN': '乙', en: 'b' },
    ];
    expect(await ask('选择', 'x', { kind: 'choice', options })).toEqual(['forbidden_ethnicity']);
  });

  test('innocent questions are not refused', async () => {
    const { id } = await makeSlipDraft(services, spec, 'child', []);
    const innocent: [string, string][] = [
      ['是否参加民族舞表演', 'Will the child dance?'],
      ['是否参加心理健康教育讲座', 'Do you come to the health education talk?'],
      ['是否同意学校使用活动照片', 'May photos of the birthday party be shown?'],
      ['请为孩子选一件衣服的颜色', 'Which race track, black or white?'],
      ['孩子能否参加跑步', 'Will the child trace the embraced identity of the league?'],
    ];
    for (const [zh, en] of innocent) {
      const revision = Number(await revisionOf(id));
      const outcome = await saveQuestion(
        services,
        spec.author,
        id,
        revision,
        { ...question('text', zh, en), key: null },
        languages,
      );
      expect(troublesOf(outcome), zh).toEqual([]);
    }
  });

  test('it is sent for review only when it is whole: questions, every language, guardians alone', async () => {
    const empty = await makeSlipDraft(services, spec, 'child', []);
    expect(troublesOf(await submit(services, spec.author, empty.id, empty.revision))).toEqual(['slipEmpty']);
    const { id, revision } = await makeSlipDraft(services, spec);
    const bo = { language: 'bo' as const, title: 'བརྡ་ཐོ།', body: 'ཁྱིམ་བདག' };
    const more = value(await saveText(services, spec.author, id, revision, bo)).revision;
    const heads = [{ organisationId: cast.district.id, role: 'heads' as const }];
    const last = value(await addClauses(services, spec.author, id, more, 'include', heads)).revision;
    expect(troublesOf(await submit(services, spec.author, id, last))).toEqual([
      'slipLanguageMissing',
      'slipGuardiansOnly',
    ]);
    const editor = await staff('bureau.editor', 'zh-CN');
    expect(await (await editor(`/desk/notices/${id}/check`, { revision: String(last) })).text()).toContain('བོད་ཡིག');
  });

  test('an announcement carries no slip', async () => {
    const draft = await makeDraft(services, { ...base, deadlineOn: null, kind: 'announcement' });
    const editor = await staff('bureau.editor', 'zh-CN');
    const answer = await editor(`/desk/notices/${draft.id}/request`, {
      ...{ revision: String(draft.revision), request: 'slip', deadlineOn: '2026-11-27' },
    });
    expect([answer.status, (await answer.text()).includes('公告公示不能附回执')]).toEqual([422, true]);
  });
});

describe('what is approved is frozen', () => {
  test('a slip that was changed behind the approval is not published; no form changes one that is out', async () => {
    const { id, revision } = await makeSlipDraft(services, spec);
    value(await submit(services, spec.author, id, revision));
    value(await approve(services, spec.approver, id, revision, ''));
    const { slip } = await wholeOf(db, (await noticeById(db, id)) as never);
    await db.transaction().execute((trx) => writeSlip(trx, id, { per: 'guardian', questions: slip?.questions ?? [] }));
    expect(troublesOf(await publish(services, spec.author, id))).toEqual(['changedSinceApproval']);

    const out = await makeSlipNotice(services, spec);
    const now = Number(await revisionOf(out.id));
    const added = { ...question('text', '再问一个', 'One more'), key: null };
    expect(troublesOf(await saveQuestion(services, spec.author, out.id, now, added, languages))).toEqual(['notDraft']);
    const editor = await staff('bureau.editor', 'zh-CN');
    expect(await (await editor(`/desk/notices/${out.id}/slip`)).text()).toContain('已经固定');
  });

  test('a copy takes the questions along', async () => {
    const { id } = await makeSlipNotice(services, spec);
    const basics = { organisationId: spec.office, kind: 'activity' as const, isPublic: true };
    const copy = value(await createNotice(services, spec.author, { ...basics, mainLanguage: 'zh-CN' }, id));
    expect((await slipOf(db, copy.id))?.questions).toHaveLength(7);
  });
});
