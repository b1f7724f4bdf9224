/** Rooms of a case: the draft of the answer, the accused, blacking out. */
import { staffAt } from '#features/accounts/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { dateInWords } from '#platform/i18n.ts';
import { type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import type { Case } from '../../model/case.ts';
import { complains } from '../../model/kinds.ts';
import { answersOf, messagesOf } from '../../queries/cases.ts';
import { decideAccused, hearAccused, nameAccused } from '../actions/accused.ts';
import { draftAnswer } from '../actions/answer.ts';
import type { By } from '../actions/by.ts';
import { proposeRedaction } from '../actions/inside.ts';
import { answerForm, decideForm, hearForm, nameForm, redactForm } from '../input.ts';
import { filled } from '../model/template.ts';
import { AccusedPage, AnswerPage, RedactPage } from '../pages/rooms.tsx';
import { accusedRoom, answerRoom, casePath, redactRoom } from '../paths.ts';
import { accusedOf } from '../queries/accused.ts';
import { namesOf } from '../queries/desk.ts';
import { templateById, templates } from '../queries/templates.ts';
import { proposalOf } from '../queries/work.ts';
import { asksFirst, byOf, seenCase, viewOf } from './request.ts';

export const roomRoutes: readonly Route[] = [
  get(answerRoom.pattern, 'voice.desk', (c) => inCase(c, showAnswer)),
  post(answerRoom.pattern, 'voice.desk', (c) => inCase(c, sendAnswer)),
  get(accusedRoom.pattern, 'voice.desk', (c) => inCase(c, showAccused)),
  post(accusedRoom.pattern, 'voice.desk', (c) => inCase(c, workAccused)),
  get(redactRoom.pattern, 'voice.desk', (c) => inCase(c, showRedact)),
  post(redactRoom.pattern, 'voice.desk', (c) => inCase(c, sendRedact)),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

type Shown = (c: Ctx, by: By, one: Case, again?: Again) => Promise<Response>;

/** Only who has said that they need not keep out gets further than the page of the case, which asks. */
async function inCase(c: Ctx, show: Shown): Promise<Response> {
  const by = await byOf(c);
  const one = await seenCase(c, by.handler);
  if (await asksFirst(c, by.handler, one)) return seeOther(c, casePath(one.number));
  return show(c, by, one);
}

async function showAnswer(c: Ctx, _by: By, one: Case, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const template = c.req.query('template') ?? '';
  const [known, draft, answers] = await Promise.all([
    templates(db, { ended: false }),
    proposalOf(db, one.id, 'answer'),
    answersOf(db, one.id),
  ]);
  const chosen = /^[1-9]\d{0,14}$/.test(template) ? await templateById(db, Number(template)) : undefined;
  const correcting = one.state === 'answered' || one.state === 'closed';
  const before = draft?.text ?? (correcting ? answers.at(-1)?.text : undefined) ?? '';
  const text =
    chosen && !chosen.ended
      ? [before, filled(chosen.text, await valuesOf(c, one))].filter(Boolean).join('\n\n')
      : before;
  const typed = again?.typed ?? { text };
  // What was typed is kept, and the draft as it is now is the one that is changed next.
  const props = { view: await viewOf(c), one, typed, troubles: again?.troubles ?? [], templates: known, template };
  return page(c, <AnswerPage {...props} revision={draft?.revision ?? 0} />, again ? 422 : 200);
}

/** In the language of whoever reads it. */
async function valuesOf(c: Ctx, one: Case) {
  const { titles, office } = await namesOf(c.var.services.db, one);
  const day = (on: string | null) => (on ? dateInWords(on, one.language) : '');
  return {
    number: one.number,
    office: office ?? '',
    category: titles[one.language] ?? '',
    received: day(one.receivedOn),
    due: day(one.dueOn),
  };
}

async function sendAnswer(c: Ctx, by: By, one: Case): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(answerForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => draftAnswer(trx, by, one.number, input.value))
    : input;
  return outcome.ok ? seeOther(c, casePath(one.number)) : showAnswer(c, by, one, { typed, troubles: outcome.troubles });
}

/** Complaints alone: a question accuses nobody. */
async function showAccused(c: Ctx, by: By, one: Case, again?: Again): Promise<Response> {
  if (!complains(one.kind)) throw new NotFound();
  const { db } = c.var.services;
  const place = one.organisationId === null ? undefined : await organisationById(db, one.organisationId);
  const staff = place ? await staffAt(db, place.path, by.today) : [];
  const props = {
    ...{ view: await viewOf(c), one, staff, accused: await accusedOf(db, one.id) },
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <AccusedPage {...props} />, again ? 422 : 200);
}

async function workAccused(c: Ctx, by: By, one: Case): Promise<Response> {
  if (!complains(one.kind)) throw new NotFound();
  const { typed } = await readForm(c);
  const outcome = await carriedOut(c, by, one, typed);
  return outcome.ok
    ? seeOther(c, accusedRoom.path(one.number))
    : showAccused(c, by, one, { typed, troubles: outcome.troubles });
}

async function carriedOut(c: Ctx, by: By, one: Case, typed: Typed): Promise<Outcome<null>> {
  const transaction = c.var.services.db.transaction();
  const act = typedText(typed, 'act');
  if (act === 'name') {
    const input = checkForm(nameForm, typed);
    if (!input.ok) return input;
    const { name, position, account } = input.value;
    const known = account === null || (await isStaff(c, one, account, by.today));
    if (!known) return refused('account', 'incomplete');
    return transaction.execute((trx) => nameAccused(trx, by, one.number, { name, position, accountId: account }));
  }
  if (act === 'hear') {
    const input = checkForm(hearForm, typed);
    if (!input.ok) return input;
    const { accused, statement, heardOn } = input.value;
    return transaction.execute((trx) => hearAccused(trx, by, one.number, { id: accused, statement, heardOn }));
  }
  const input = checkForm(decideForm, typed);
  if (!input.ok) return input;
  const { accused, outcome } = input.value;
  return transaction.execute((trx) => decideAccused(trx, by, one.number, { id: accused, outcome }));
}

/** An account of the organisation concerned, as the page offers them. */
async function isStaff(c: Ctx, one: Case, accountId: number, today: string): Promise<boolean> {
  const { db } = c.var.services;
  const place = one.organisationId === null ? undefined : await organisationById(db, one.organisationId);
  return place !== undefined && (await staffAt(db, place.path, today)).some((each) => each.accountId === accountId);
}

async function textsOf(c: Ctx, one: Case): Promise<{ message: number; day: string; text: string }[]> {
  const messages = await messagesOf(c.var.services.db, one.id);
  return [
    { message: 0, day: one.receivedOn, text: one.text ?? '' },
    ...messages.filter((each) => each.fromPerson).map(({ n, day, text }) => ({ message: n, day, text })),
  ];
}

async function showRedact(c: Ctx, _by: By, one: Case, again?: Again): Promise<Response> {
  const texts = await textsOf(c, one);
  const asked = again ? typedText(again.typed, 'message') : c.req.query('message');
  const chosen = texts.find(({ message }) => String(message) === asked) ?? texts[0];
  const typed = again?.typed ?? { text: chosen?.text ?? '' };
  const props = { view: await viewOf(c), one, texts, message: chosen?.message ?? 0, typed };
  return page(c, <RedactPage {...props} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function sendRedact(c: Ctx, by: By, one: Case): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(redactForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => proposeRedaction(trx, by, one.number, input.value))
    : input;
  return outcome.ok ? seeOther(c, casePath(one.number)) : showRedact(c, by, one, { typed, troubles: outcome.troubles });
}
