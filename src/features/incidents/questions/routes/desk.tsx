/** The office's side of questions. */
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import type { Incident } from '../../model/incident.ts';
import { byOf, incidentIn, viewOf } from '../../routes/request.ts';
import { answerQuestions, correctAnswer, declineQuestions, mergeQuestions } from '../actions/answer.ts';
import { answerForm, correctAnswerForm, declineForm, inLanguages, mergeForm } from '../input.ts';
import { type Matter, noQuestions } from '../model/question.ts';
import { MatterPage, QuestionsPage } from '../pages/desk.tsx';
import { matterPattern, questionsPath, questionsPattern } from '../paths.ts';
import { countsOfQuestions, matterIn, mattersOf, waitingQuestions } from '../queries/questions.ts';
import { askRoutes } from './ask.tsx';

const shownAtOnce = 50;

export const questionRoutes: readonly Route[] = [
  get(questionsPattern, 'incidents.read', (c) => showQuestions(c)),
  post(questionsPattern, 'incidents.act', work),
  get(matterPattern, 'incidents.act', (c) => showMatter(c)),
  post(matterPattern, 'incidents.act', correct),
  ...askRoutes,
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

async function showQuestions(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const incident = await incidentIn(c, 'incidents.read');
  const after = Number(/^\d{1,15}$/.exec(c.req.query('after') ?? '')?.[0] ?? 0);
  const [counts, found, matters] = await Promise.all([
    countsOfQuestions(db, [incident.id]),
    waitingQuestions(db, incident.id, { after, limit: shownAtOnce + 1 }),
    mattersOf(db, [incident.id]),
  ]);
  const waiting = found.slice(0, shownAtOnce);
  const props = {
    ...{ view: await viewOf(c), incident, waiting, matters },
    counts: counts.get(incident.id) ?? noQuestions,
    nextHref: found.length > shownAtOnce ? questionsPath(incident.id, waiting.at(-1)?.id) : undefined,
    leads: within(c.var.reach('incidents.act'), incident.path),
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <QuestionsPage {...props} />, again ? 422 : 200);
}

async function led(c: Ctx): Promise<Incident> {
  const incident = await incidentIn(c, 'incidents.act');
  if (!within(c.var.reach('incidents.act'), incident.path)) throw new Forbidden();
  return incident;
}

async function work(c: Ctx): Promise<Response> {
  const incident = await led(c);
  const { typed } = await readForm(c);
  const outcome = await carriedOut(c, incident.id, typed);
  if (outcome.ok) return seeOther(c, questionsPath(incident.id));
  return showQuestions(c, { typed, troubles: outcome.troubles });
}

async function carriedOut(c: Ctx, incidentId: number, typed: Typed): Promise<Outcome<unknown>> {
  const transaction = c.var.services.db.transaction();
  const by = byOf(c);
  const act = typedText(typed, 'act');
  if (act === 'answer') {
    const input = checkForm(answerForm, typed);
    if (!input.ok) return input;
    const { question, zh_question, en_question, zh_answer, en_answer } = input.value;
    const answer = {
      questionIds: question,
      question: inLanguages(zh_question, en_question),
      answer: inLanguages(zh_answer, en_answer),
    };
    return transaction.execute((trx) => answerQuestions(trx, by, incidentId, answer));
  }
  if (act === 'merge') {
    const input = checkForm(mergeForm, typed);
    if (!input.ok) return input;
    const merge = { questionIds: input.value.question, matterId: input.value.matter };
    return transaction.execute((trx) => mergeQuestions(trx, by, incidentId, merge));
  }
  if (act === 'decline') {
    const input = checkForm(declineForm, typed);
    if (!input.ok) return input;
    const decline = { questionIds: input.value.question, reason: input.value.reason };
    return transaction.execute((trx) => declineQuestions(trx, by, incidentId, decline));
  }
  return refused(null, 'incomplete');
}

async function matterFrom(c: Ctx, incident: Incident): Promise<Matter> {
  const matter = await matterIn(c.var.services.db, incident.id, idFrom(c, 'matter'));
  if (!matter) throw new NotFound();
  return matter;
}

async function showMatter(c: Ctx, again?: Again): Promise<Response> {
  const incident = await led(c);
  const matter = await matterFrom(c, incident);
  const typed = again?.typed ?? { zh_answer: matter.answer['zh-CN'] ?? '', en_answer: matter.answer.en ?? '' };
  const props = { view: await viewOf(c), incident, matter, typed, troubles: again?.troubles ?? [] };
  return page(c, <MatterPage {...props} />, again ? 422 : 200);
}

async function correct(c: Ctx): Promise<Response> {
  const incident = await led(c);
  const matter = await matterFrom(c, incident);
  const { typed } = await readForm(c);
  const input = checkForm(correctAnswerForm, typed);
  const whole =
    input.ok && matter.question.en !== undefined && input.value.en_answer === ''
      ? refused('en_answer', 'answerMissing')
      : done(null);
  const outcome =
    input.ok && whole.ok
      ? await c.var.services.db.transaction().execute((trx) =>
          correctAnswer(trx, byOf(c), incident.id, {
            matterId: matter.id,
            version: input.value.version,
            texts: inLanguages(input.value.zh_answer, matter.question.en === undefined ? '' : input.value.en_answer),
          }),
        )
      : input.ok
        ? whole
        : input;
  if (outcome.ok) return seeOther(c, questionsPath(incident.id));
  return showMatter(c, { typed, troubles: outcome.ok ? [] : outcome.troubles });
}
