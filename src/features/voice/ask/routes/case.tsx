/** Following a case by its receipt code. Each answer belongs to a form that carries the code. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, type Typed, typedText } from '#platform/http/form.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { refused, type Trouble } from '#platform/trouble.ts';
import { sayOutcome } from '../../handling/actions/outcome.ts';
import { namesOf } from '../../handling/queries/desk.ts';
import { endingOf } from '../../model/brought.ts';
import { mayBecome } from '../../model/state.ts';
import { isConsent, sayConsent } from '../../published/actions/consent.ts';
import { fileOf, filesOf } from '../../queries/bring.ts';
import { type Case, caseById, messagesOf, stepsOf } from '../../queries/cases.ts';
import { relayOf } from '../../sealed/queries/names.ts';
import { addToCase, dropSealedName, takesMore, withdrawCase } from '../actions/follow.ts';
import { findByReceipt } from '../actions/submit.ts';
import { oneLine, tidied } from '../model/tidy.ts';
import { outcomeOf } from '../outcome.tsx';
import { CasePage, CodePage, DropNamePage, WithdrawPage } from '../pages/case.tsx';
import { askPatterns } from '../paths.ts';
import { askView, cleanFiles, gateOf, nowOf, readAskForm, senderOf } from './request.tsx';

const maxBody = 16 * 1024 * 1024;

export const caseRoutes: readonly Route[] = [
  get(askPatterns.case, 'link', (c) => showCode(c)),
  post(askPatterns.case, 'link', open),
  post(askPatterns.answer, 'link', answer, { maxBody }),
  post(askPatterns.opinion, 'link', opinion),
  post(askPatterns.withdraw, 'link', withdraw),
  post(askPatterns.dropName, 'link', dropName),
  post(askPatterns.file, 'link', download),
];

async function showCode(c: Ctx, again?: { typed: string; troubles: readonly Trouble[] }): Promise<Response> {
  const props = { view: askView(c, 'case'), typed: again?.typed ?? '', troubles: again?.troubles ?? [] };
  const busy = props.troubles.some(({ key }) => key === 'codeBusy');
  return page(c, <CodePage {...props} />, busy ? 429 : again ? 422 : 200);
}

/** The case behind the form's code, or the page that asks for the code: the same for a wrong one and for none. */
async function caseFrom(c: Ctx, typed: Typed): Promise<{ code: string; found: Case } | Response> {
  const code = typedText(typed, 'code').slice(0, 200);
  const refuse = (key: string) => showCode(c, { typed: code, troubles: refused('code', key).troubles });
  if (!gateOf(c.var.services).mayLook(senderOf(c), nowOf(c))) return refuse('codeBusy');
  const id = await findByReceipt(c.var.services, code);
  const found = id === undefined ? undefined : await caseById(c.var.services.db, id);
  return found ? { code, found } : refuse('codeUnknown');
}

interface Shown {
  done?: 'answered' | 'withdrawn' | 'nameDropped';
  typed?: string;
  /** What was typed to ask for a review. */
  review?: string;
  /** The name that was typed to be printed. */
  name?: string;
  troubles?: readonly Trouble[];
}

async function show(c: Ctx, code: string, found: Case, shown: Shown = {}): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const { language } = c.var;
  const today = localDate(clock.now(), config.timeZone);
  const view = askView(c);
  const [steps, messages, files, names, outcome] = await Promise.all([
    stepsOf(db, found.id),
    messagesOf(db, found.id),
    filesOf(db, found.id),
    namesOf(db, found),
    outcomeOf(c.var.services, found, {
      code,
      language,
      today,
      review: shown.review ?? '',
      name: shown.name ?? '',
      troubles: shown.troubles ?? [],
    }),
  ]);
  const troubles = shown.troubles ?? [];
  const props = {
    ...{ view, code, found, steps, messages, files, outcome, troubles, done: shown.done, typed: shown.typed ?? '' },
    category: names.titles[language] ?? '',
    ...{ organisation: names.organisation ?? undefined, office: names.office ?? undefined },
    late: found.dueOn !== null && found.dueOn < today,
    sealed: found.way === 'sealed' ? (await relayOf(db, found.id)).openable : undefined,
    ...{ open: takesMore(found.state), withdrawable: mayBecome(found.state, 'withdrawn') },
  };
  return page(c, <CasePage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function open(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const of = await caseFrom(c, typed);
  return of instanceof Response ? of : show(c, of.code, of.found);
}

async function answer(c: Ctx): Promise<Response> {
  const sent = await readAskForm(c, maxBody);
  if (sent instanceof Response) return sent;
  const { typed, files: chosen } = sent;
  const of = await caseFrom(c, typed);
  if (of instanceof Response) return of;
  const { code, found } = of;
  const text = typedText(typed, 'text');
  const files = await cleanFiles(c, chosen.files ?? [], 0);
  const outcome = files.ok ? await addToCase(c.var.services, found.id, { text, files: files.value }) : files;
  if (outcome.ok) return show(c, code, found, { done: 'answered' });
  const secret = outcome.troubles.some(({ key }) => key === 'identityNumber');
  return show(c, code, found, { typed: secret ? '' : text, troubles: outcome.troubles });
}

/** Whether it settles the matter, how it was handled, a review, or what may be in public. */
async function opinion(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const of = await caseFrom(c, typed);
  if (of instanceof Response) return of;
  const { code, found } = of;
  const { db, clock, config } = c.var.services;
  const today = localDate(clock.now(), config.timeZone);
  const review = tidied(typedText(typed, 'review')).text;
  const said = { act: typedText(typed, 'act'), rating: typedText(typed, 'rating'), review };
  const { act } = said;
  const name = oneLine(typedText(typed, 'name'));
  const revision = typedText(typed, 'revision');
  const outcome = await db
    .transaction()
    .execute((trx) =>
      isConsent(act)
        ? sayConsent(trx, found.id, today, { act, name, revision })
        : sayOutcome(trx, found.id, today, said),
    );
  const now = (await caseById(db, found.id)) ?? found;
  if (outcome.ok) return show(c, code, now);
  const secret = outcome.troubles.some(({ key }) => key === 'identityNumber');
  const again = secret ? {} : { review, name };
  return show(c, code, now, { ...again, troubles: outcome.troubles });
}

async function withdraw(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const of = await caseFrom(c, typed);
  if (of instanceof Response) return of;
  const { code, found } = of;
  if (typedText(typed, 'sure') !== 'yes')
    return page(c, <WithdrawPage view={askView(c)} code={code} number={found.number} />);
  const outcome = await withdrawCase(c.var.services, found.id);
  const now = (await caseById(c.var.services.db, found.id)) ?? found;
  return show(c, code, now, outcome.ok ? { done: 'withdrawn' } : { troubles: outcome.troubles });
}

/** The right to have it deleted: nothing else of the case changes. */
async function dropName(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const of = await caseFrom(c, typed);
  if (of instanceof Response) return of;
  const { code, found } = of;
  if (typedText(typed, 'sure') !== 'yes')
    return page(c, <DropNamePage view={askView(c)} code={code} number={found.number} />);
  await dropSealedName(c.var.services, found.id);
  const now = (await caseById(c.var.services.db, found.id)) ?? found;
  return show(c, code, now, { done: 'nameDropped' });
}

/** A file of this case, as a download without a name. */
async function download(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const of = await caseFrom(c, typed);
  if (of instanceof Response) return of;
  const id = typedText(typed, 'file');
  const file = /^[0-9a-f-]{36}$/.test(id) ? await fileOf(c.var.services.db, of.found.id, id) : undefined;
  if (!file) throw new NotFound();
  c.header('content-type', file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType);
  c.header('content-disposition', `attachment; filename="${file.position}.${endingOf(file.mediaType)}"`);
  c.header('cross-origin-resource-policy', 'same-origin');
  return c.body(new Uint8Array(file.content));
}
