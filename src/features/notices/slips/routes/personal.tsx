/** Answering by the personal link. Never by GET; what a child's answer says is shown in the answer to a POST only. */
import type { Ctx } from '#platform/http/context.ts';
import { type Form, readForm, typedList, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { openLink } from '../../actions/personal.ts';
import { languageOrder } from '../../model/notice.ts';
import { EndedPage } from '../../pages/personal.tsx';
import { personalPath } from '../../paths.ts';
import { showPersonal, taps } from '../../routes/personal.tsx';
import { viewOf } from '../../routes/request.ts';
import { answerByLink, openAnswer } from '../actions/answering.ts';
import { slipLimits } from '../model/slip.ts';
import { answerPattern, openAnswerPattern } from '../paths.ts';
import { givenIn } from './given.ts';

async function answer(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  if (!allowed(c, token)) return busy(c);
  const { services } = c.var;
  const form = await formOf(c);
  const childName = typedText(form.typed, 'child');
  const given = await givenIn(form);
  const outcome = await answerByLink(services, token, childName, given);
  if (outcome.ok) return seeOther(c, backTo(c, token));
  if (outcome.troubles[0]?.key === 'nothingAsked') return seeOther(c, backTo(c, token));
  const { troubles } = outcome;
  // What looks like an identity number is not said back.
  const secret = new Set(troubles.filter(({ key }) => key === 'answerIdentity').map(({ field }) => field));
  const values = (field: string) => (secret.has(field) ? [] : typedList(form.typed, field));
  return showPersonal(c, await openLink(services, token), { at: 'form', troubles, childName, values });
}

async function openForm(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  if (!allowed(c, token)) return busy(c);
  const { services } = c.var;
  const { typed } = await formOf(c);
  const childName = typedText(typed, 'child');
  const outcome = await openAnswer(services, token, childName);
  const opened = await openLink(services, token);
  if (outcome.ok) return showPersonal(c, opened, { at: 'open', childName, opened: outcome.value });
  if (outcome.troubles[0]?.key === 'nothingAsked') return seeOther(c, backTo(c, token));
  return showPersonal(c, opened, { at: 'open', childName, troubles: outcome.troubles });
}

/** A post without any form is one that is empty. */
function formOf(c: Ctx): Promise<Form> {
  return c.req.header('content-type') ? readForm(c) : Promise.resolve({ typed: {}, files: {} });
}

function allowed(c: Ctx, token: string): boolean {
  return taps(c.var.services).allow(token, c.var.services.clock.now().getTime());
}

function busy(c: Ctx): Promise<Response> {
  return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
}

function backTo(c: Ctx, token: string): string {
  const language = languageOrder.find((one) => one === c.req.query('lang'));
  return personalPath(token) + (language ? `?lang=${language}` : '');
}

/** Whoever reloads or shares the address of a form comes to the page itself. */
function back(c: Ctx): Response {
  return seeOther(c, backTo(c, c.req.param('token') ?? ''));
}

const maxBody = slipLimits.files * slipLimits.fileBytes + 1024 * 1024;

export const slipPersonalRoutes: readonly Route[] = [
  get(answerPattern, 'link', back),
  post(answerPattern, 'link', answer, { maxBody }),
  get(openAnswerPattern, 'link', back),
  post(openAnswerPattern, 'link', openForm, { maxBody: 16 * 1024 }),
];
