/** Building the slip of a draft. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Notice } from '../../model/notice.ts';
import { answer, byOf, issued, named, revisionIn, viewOf, visible } from '../../routes/request.ts';
import { moveQuestion, removeQuestion, savePer, saveQuestion } from '../actions/writing.ts';
import { kindInput, moveInput, perInput, questionIn } from '../input.ts';
import { type Question, type QuestionKind, questionKinds, type Slip } from '../model/slip.ts';
import { QuestionPage } from '../pages/question.tsx';
import { SlipPage, SlipPreviewPage } from '../pages/write.tsx';
import {
  moveQuestionPattern,
  newQuestionPattern,
  questionPattern,
  removeQuestionPattern,
  slipPath,
  slipPattern,
  slipPreviewPattern,
} from '../paths.ts';
import { isCorrection, slipOf } from '../queries/slips.ts';

const permission = 'notices.draft';
const empty: Slip = { per: 'child', questions: [] };

async function slipPage(c: Ctx, troubles: Trouble[] = []): Promise<Response> {
  const notice = await issued(c, permission);
  const { db } = c.var.services;
  const { name } = await named(c, notice);
  const slip = (await slipOf(db, notice.id)) ?? empty;
  const fixed = notice.state !== 'draft' || (await isCorrection(db, notice.id));
  return page(c, <SlipPage {...{ view: viewOf(c), notice, name, slip, fixed, troubles }} />, statusOf(troubles));
}

function statusOf(troubles: readonly Trouble[]): 200 | 409 | 422 {
  if (troubles.length === 0) return 200;
  return troubles.some(({ key }) => key === 'stale') ? 409 : 422;
}

async function per(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const input = checkForm(perInput, typed);
  if (!input.ok) return slipPage(c, input.troubles);
  const outcome = await savePer(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), input.value.per);
  return answer(c, outcome, slipPath(notice.id), (troubles) => slipPage(c, troubles));
}

async function move(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const input = checkForm(moveInput, typed);
  if (!input.ok) return slipPage(c, [{ field: null, key: 'incomplete' }]);
  const by = byOf(c, permission);
  const step = input.value.step === 'up' ? -1 : 1;
  const outcome = await moveQuestion(c.var.services, by, notice.id, revisionIn(typed), idFrom(c, 'question'), step);
  return answer(c, outcome, slipPath(notice.id), (troubles) => slipPage(c, troubles));
}

async function remove(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const by = byOf(c, permission);
  const outcome = await removeQuestion(c.var.services, by, notice.id, revisionIn(typed), idFrom(c, 'question'));
  return answer(c, outcome, slipPath(notice.id), (troubles) => slipPage(c, troubles));
}

/** The notice's languages, the main one first. */
async function languagesOf(c: Ctx, notice: Notice): Promise<{ name: string; languages: ContentLanguage[] }> {
  const { whole, name } = await named(c, notice);
  const others = whole.texts.map(({ language }) => language).filter((language) => language !== notice.mainLanguage);
  return { name, languages: [notice.mainLanguage, ...others] };
}

async function newForm(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const kind = questionKinds.find((one) => one === c.req.query('kind')) ?? 'choice';
  return questionForm(c, notice, null, kind, (field) => (field === 'required' ? 'yes' : ''));
}

async function questionForm(
  c: Ctx,
  notice: Notice,
  questionKey: number | null,
  kind: QuestionKind,
  values: (field: string) => string,
  troubles: Trouble[] = [],
): Promise<Response> {
  const parts = await languagesOf(c, notice);
  const props = { view: viewOf(c), notice, questionKey, kind, values, troubles, ...parts };
  return page(c, <QuestionPage {...props} />, statusOf(troubles));
}

async function saved(c: Ctx): Promise<{ notice: Notice; question: Question }> {
  const notice = await issued(c, permission);
  const key = idFrom(c, 'question');
  const slip = await slipOf(c.var.services.db, notice.id);
  const question = slip?.questions.find((one) => one.key === key);
  if (!question) throw new NotFound();
  return { notice, question };
}

async function editForm(c: Ctx): Promise<Response> {
  const { notice, question } = await saved(c);
  return questionForm(c, notice, question.key, question.kind, (field) => savedValue(question, field));
}

function savedValue(question: Question, field: string): string {
  const [part = '', ...rest] = field.split('-');
  const language = rest.join('-') as ContentLanguage;
  if (part === 'required') return question.required ? 'yes' : '';
  if (part === 'options') return (question.options ?? []).map((option) => option[language] ?? '').join('\n');
  if (part === 'text' || part === 'help' || part === 'unit') return question[part]?.[language] ?? '';
  return String(question[part as 'least' | 'most' | 'from' | 'to'] ?? '');
}

async function create(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const input = checkForm(kindInput, typed);
  if (!input.ok) return slipPage(c, [{ field: null, key: 'kindOfQuestionMissing' }]);
  return keep(c, notice, typed, null, input.value.kind);
}

async function update(c: Ctx): Promise<Response> {
  const { notice, question } = await saved(c);
  const { typed } = await readForm(c);
  return keep(c, notice, typed, question.key, question.kind);
}

async function keep(c: Ctx, notice: Notice, typed: Typed, key: number | null, kind: QuestionKind): Promise<Response> {
  const { languages } = await languagesOf(c, notice);
  const question = questionIn(typed, key, kind, languages);
  const by = byOf(c, permission);
  const outcome = await saveQuestion(c.var.services, by, notice.id, revisionIn(typed), question, languages);
  return answer(c, outcome, slipPath(notice.id), (troubles) =>
    questionForm(c, notice, key, kind, (field) => typedText(typed, field), troubles),
  );
}

async function preview(c: Ctx): Promise<Response> {
  const { notice, own } = await visible(c, 'notices.read');
  const { whole, name } = await named(c, notice);
  const slip = await slipOf(c.var.services.db, notice.id);
  if (!slip) throw new NotFound();
  const languages = whole.texts.map(({ language }) => language);
  const language = languages.find((one) => one === c.req.query('language')) ?? notice.mainLanguage;
  const mayChange = own && notice.state === 'draft' && c.var.reach(permission).paths.length > 0;
  const props = { view: viewOf(c), notice, name, slip, languages, language, mayChange };
  return page(c, <SlipPreviewPage {...props} />);
}

export const slipWritingRoutes: readonly Route[] = [
  get(slipPattern, 'notices.draft', (c) => slipPage(c)),
  post(slipPattern, 'notices.draft', per),
  get(newQuestionPattern, 'notices.draft', newForm),
  post(newQuestionPattern, 'notices.draft', create),
  get(questionPattern, 'notices.draft', editForm),
  post(questionPattern, 'notices.draft', update),
  post(moveQuestionPattern, 'notices.draft', move),
  post(removeQuestionPattern, 'notices.draft', remove),
  get(slipPreviewPattern, 'notices.read', preview),
];
