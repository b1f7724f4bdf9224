/** Notices with a slip, for tests: through the actions themselves. */
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { saveRequest } from '../actions/draft.ts';
import { publish } from '../actions/publish.ts';
import { approve, submit } from '../actions/review.ts';
import { type MovableClock, makeDraft, type NoticeSpec, value } from '../factory.ts';
import { stopWindow } from '../model/states.ts';
import { noticeById } from '../queries/notices.ts';
import { savePer, saveQuestion } from './actions/writing.ts';
import type { Per, Question } from './model/slip.ts';

export type NewQuestion = Omit<Question, 'key'>;

/** A question in Chinese and English. */
export function question(kind: Question['kind'], zh: string, en: string, more: Partial<NewQuestion> = {}): NewQuestion {
  return { kind, required: true, text: { 'zh-CN': zh, en }, help: {}, ...more };
}

export const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** An outing: consent, how they come, how many, when, a remark, a paper. */
export const outing: NewQuestion[] = [
  question('consent', '我同意孩子参加秋游。', 'My child may come along.'),
  question('choice', '怎样到校？', 'How will the child come to school?', {
    options: [both('校车', 'School bus'), both('家长送', 'With a guardian'), both('步行', 'On foot')],
  }),
  question('number', '随行家长人数', 'Guardians who come along', {
    least: 0,
    most: 3,
    unit: both('人', 'people'),
    required: false,
  }),
  question('choices', '孩子想参加哪些活动？', 'Which activities?', {
    options: [both('采摘', 'Picking'), both('写生', 'Drawing'), both('徒步', 'Hiking')],
    required: false,
  }),
  question('date', '如需改期，您希望哪天？', 'Which day instead?', {
    from: '2026-12-01',
    to: '2026-12-10',
    required: false,
  }),
  question('text', '还有什么要告诉我们？', 'Anything else?', { required: false }),
  question('file', '签好的同意书', 'The signed form', { required: false }),
];

export const languages: ContentLanguage[] = ['zh-CN', 'en'];

export const slipTexts = [
  { language: 'zh-CN' as const, title: '秋游通知', body: '各位家长：**十二月**秋游。' },
  { language: 'en' as const, title: 'Outing', body: 'An outing in December.' },
];

/** A complete draft with its slip. */
export async function makeSlipDraft(
  services: Services,
  spec: NoticeSpec & { deadlineOn: string },
  per: Per = 'child',
  questions: readonly NewQuestion[] = outing,
): Promise<{ id: number; revision: number }> {
  const { deadlineOn, ...rest } = spec;
  const draft = await makeDraft(services, { kind: 'activity', texts: slipTexts, ...rest });
  const request = { request: 'slip' as const, deadlineOn };
  let { revision } = value(await saveRequest(services, spec.author, draft.id, draft.revision, request));
  revision = value(await savePer(services, spec.author, draft.id, revision, per)).revision;
  for (const one of questions) {
    const outcome = await saveQuestion(services, spec.author, draft.id, revision, { ...one, key: null }, languages);
    revision = value(outcome).revision;
  }
  return { id: draft.id, revision };
}

/** Published, and the minute in which it could be stopped has passed. */
export async function makeSlipNotice(
  services: Services & { clock: MovableClock },
  spec: NoticeSpec & { deadlineOn: string },
  per: Per = 'child',
  questions: readonly NewQuestion[] = outing,
): Promise<{ id: number; messageId: number }> {
  const { id, revision } = await makeSlipDraft(services, spec, per, questions);
  value(await submit(services, spec.author, id, revision));
  value(await approve(services, spec.approver, id, revision, ''));
  value(await publish(services, spec.author, id));
  services.clock.pass(stopWindow + 1000);
  const notice = await noticeById(services.db, id);
  return { id, messageId: notice?.messageId as number };
}
