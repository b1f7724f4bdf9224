/** The room at the desk in which a case's public text is made: one page, one address for its forms. */
import type { Transaction } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { hintsIn } from '../../ask/model/hints.ts';
import type { By } from '../../handling/actions/by.ts';
import { casePath } from '../../handling/paths.ts';
import { asksFirst, byOf, seenCase, viewOf } from '../../handling/routes/request.ts';
import type { Case } from '../../model/case.ts';
import { answersOf } from '../../queries/cases.ts';
import { approvePrepared, dropPrepared, preparePublication, takeBackPublished } from '../actions/prepare.ts';
import { prepareForm, revisionForm, withdrawForm } from '../input.ts';
import { longestTitle, type PublicText, type Published } from '../model/published.ts';
import { PublishRoomPage } from '../pages/room.tsx';
import { publishRoomPath, publishRoomPattern } from '../paths.ts';
import { publicationOf, publishedOf } from '../queries/published.ts';

export const roomRoutes: readonly Route[] = [
  get(publishRoomPattern, 'voice.desk', (c) => inCase(c, showRoom)),
  post(publishRoomPattern, 'voice.desk', (c) => inCase(c, work)),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

/** Only who has said that they need not keep out gets further than the page of the case, which asks. */
async function inCase(c: Ctx, show: (c: Ctx, by: By, one: Case) => Promise<Response>): Promise<Response> {
  const by = await byOf(c);
  const one = await seenCase(c, by.handler);
  return (await asksFirst(c, by.handler, one)) ? seeOther(c, casePath(one.number)) : show(c, by, one);
}

async function showRoom(c: Ctx, by: By, one: Case, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const [draft, published, answers] = await Promise.all([
    publicationOf(db, one.id),
    publishedOf(db, one.id),
    answersOf(db, one.id),
  ]);
  const text = draft ? `${draft.title}\n${draft.question}\n${draft.answer}` : '';
  const props = {
    ...{ view: await viewOf(c, draft?.writers ?? []), one, accountId: by.handler.accountId, draft, published },
    ...{ before: begun(one, published, answers.at(-1)?.text ?? ''), hints: hintsIn(text) },
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <PublishRoomPage {...props} />, again ? 422 : 200);
}

function begun(one: Case, published: Published | undefined, answer: string): PublicText {
  if (published?.title && published.question && published.answer) {
    const { language, title, question } = published;
    return { language, title, question, answer: published.answer };
  }
  const text = one.text ?? '';
  const title = (text.split(/[。？！?!\n]/)[0] ?? '').slice(0, Math.min(40, longestTitle));
  return { language: one.language, title, question: text, answer };
}

async function work(c: Ctx, by: By, one: Case): Promise<Response> {
  const { typed } = await readForm(c);
  const outcome = await c.var.services.db.transaction().execute((trx) => carriedOut(trx, by, one.number, typed));
  return outcome.ok
    ? seeOther(c, publishRoomPath(one.number))
    : showRoom(c, by, one, { typed, troubles: outcome.troubles });
}

async function carriedOut(trx: Transaction, by: By, number: string, typed: Typed): Promise<Outcome<null>> {
  const act = typedText(typed, 'act');
  if (act === 'prepare') {
    const input = checkForm(prepareForm, typed);
    return input.ok ? preparePublication(trx, by, number, input.value) : input;
  }
  if (act === 'withdraw') {
    const input = checkForm(withdrawForm, typed);
    if (!input.ok) return input;
    return takeBackPublished(trx, by, number, { ground: input.value.ground, reason: input.value.withdrawReason });
  }
  const input = checkForm(revisionForm, typed);
  if (!input.ok) return input;
  if (act === 'approve') return approvePrepared(trx, by, number, input.value.revision);
  if (act === 'drop') return dropPrepared(trx, by, number, input.value.revision);
  return refused(null, 'incomplete');
}
