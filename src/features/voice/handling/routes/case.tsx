/** One case: its page, and the one address to which its forms go. */
import { type Landmark, landmarks, nearestPlace, viewAt, wholeView } from '#features/map/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { mapPicturePath } from '../../ask/paths.ts';
import { endingOf } from '../../model/brought.ts';
import type { Case } from '../../model/case.ts';
import { objectDue } from '../../model/due.ts';
import { complains } from '../../model/kinds.ts';
import { releaseOf } from '../../open311/queries.ts';
import { fileOf, filesOf } from '../../queries/bring.ts';
import { answersOf, caseById, messagesOf, rulesOf, stepsOf } from '../../queries/cases.ts';
import { askForWord } from '../../sealed/actions/relay.ts';
import { relayOf } from '../../sealed/queries/names.ts';
import {
  approveAnswer,
  approveExtension,
  askPerson,
  dropDraft,
  extensionUntil,
  proposeExtension,
} from '../actions/answer.ts';
import { type By, countingOf } from '../actions/by.ts';
import { closeTask, confirmRedaction, declareConflict, noteOpened, openTask, writeMemo } from '../actions/inside.ts';
import { merge, unmerge } from '../actions/merge.ts';
import { accept, assign, decline, giveBack, passOn, takeBack } from '../actions/triage.ts';
import {
  approveExtensionForm,
  askForm,
  assignForm,
  conflictForm,
  declineForm,
  dropForm,
  extendForm,
  giveBackForm,
  memoForm,
  mergeForm,
  passOnForm,
  revisionForm,
  taskDoneForm,
  taskForm,
} from '../input.ts';
import type { Handler } from '../model/handler.ts';
import { CasePage, type Spot } from '../pages/case.tsx';
import { ConflictPage } from '../pages/list.tsx';
import { casePath, casePattern, casesPath, conflictRoom, filePattern, workRoom } from '../paths.ts';
import { caseSeen, namesOf, officesFor } from '../queries/desk.ts';
import { memosOf, proposalsOf, tasksOf } from '../queries/work.ts';
import { asksFirst, byOf, handlerOf, numberFrom, seenCase, viewOf } from './request.ts';

export const caseRoutes: readonly Route[] = [
  get(casePattern, 'voice.desk', (c) => showCase(c)),
  post(conflictRoom.pattern, 'voice.desk', declare),
  post(workRoom.pattern, 'voice.desk', work),
  get(filePattern, 'voice.desk', sendFile),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

async function showCase(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const handler = await handlerOf(c);
  const one = await seenCase(c, handler);
  if (await asksFirst(c, handler, one)) return showConflict(c, one, again?.troubles ?? []);
  await db.transaction().execute((trx) => noteOpened(trx, { handler, today: handler.today }, one));
  const props = { ...(await readCase(c, handler, one)), ...(again ?? { typed: {}, troubles: [] }) };
  return page(c, <CasePage {...props} />, again ? 422 : 200);
}

async function readCase(c: Ctx, handler: Handler, one: Case) {
  const { db } = c.var.services;
  const [rules, names, files, messages, steps, answers, proposals, memos, tasks, count, release, marks] =
    await Promise.all([
      rulesOf(db, one),
      namesOf(db, one),
      filesOf(db, one.id),
      messagesOf(db, one.id),
      stepsOf(db, one.id),
      answersOf(db, one.id),
      proposalsOf(db, one.id),
      memosOf(db, one.id),
      tasksOf(db, one.id),
      countingOf(db),
      releaseOf(db, one.id),
      one.latitude === null ? [] : landmarks(db),
    ]);
  const people = [
    ...proposals.flatMap(({ writers }) => writers),
    ...[...memos, ...tasks].map((each) => each.accountId),
  ];
  const offices = handler.assigns ? await officesFor(db, one, complains(one.kind)) : [];
  const mayGiveBack = one.state === 'received' && one.officeId !== null;
  const backUntil = mayGiveBack ? objectDue(rules, one.assignedOn ?? one.receivedOn, count).day : undefined;
  const other = one.mergedInto === null ? undefined : await caseById(db, one.mergedInto);
  const otherSeen = other && (await caseSeen(db, handler, other.number));
  return {
    ...{
      view: await viewOf(c, people),
      one,
      rules,
      ...names,
      files,
      messages,
      steps,
      answers,
      proposals,
      memos,
      tasks,
    },
    ...{ accountId: handler.accountId, offices, release, spot: spotOf(one, marks) },
    mergedInto: otherSeen?.number ?? null,
    giveBackUntil: backUntil && handler.today <= backUntil ? backUntil : undefined,
    extensionUntil: one.dueOn && handler.today <= one.dueOn ? extensionUntil({ one, rules, count }) : undefined,
    relay: one.way === 'sealed' ? await relayOf(db, one.id) : undefined,
    mayDeclare: c.var.reach('incidents.act').paths.length > 0,
  };
}

/** Where the thing is: what is near, and the picture around it. */
function spotOf({ latitude, longitude }: Case, marks: readonly Landmark[]): Spot | undefined {
  if (latitude === null || longitude === null) return undefined;
  const point = { latitude, longitude };
  const whole = wholeView(marks);
  const picture = whole && mapPicturePath(viewAt(whole, point, 2), `${latitude}, ${longitude}`);
  return { near: nearestPlace(marks, point), picture };
}

async function showConflict(c: Ctx, one: Case, troubles: readonly Trouble[]): Promise<Response> {
  const view = await viewOf(c);
  const { organisation } = await namesOf(c.var.services.db, one);
  const props = { view, number: one.number, kind: view.t(`kind_${one.kind}`), organisation, troubles };
  return page(c, <ConflictPage {...props} />, troubles.length > 0 ? 422 : 200);
}

/** Whoever keeps out is led away from the case: it is no longer there for them. */
async function declare(c: Ctx): Promise<Response> {
  const by = await byOf(c);
  const one = await seenCase(c, by.handler);
  const { typed } = await readForm(c);
  const input = checkForm(conflictForm, typed);
  if (!input.ok) return showConflict(c, one, input.troubles);
  const out = input.value.out === 'yes';
  const outcome = await c.var.services.db.transaction().execute((trx) => declareConflict(trx, by, one.number, out));
  if (!outcome.ok) return showConflict(c, one, outcome.troubles);
  return seeOther(c, out ? casesPath : casePath(one.number));
}

async function work(c: Ctx): Promise<Response> {
  const by = await byOf(c);
  const one = await seenCase(c, by.handler);
  const { typed } = await readForm(c);
  const act = acts.get(typedText(typed, 'act'));
  const outcome = act
    ? await c.var.services.db.transaction().execute((trx) => act(trx, by, one.number, typed))
    : refused(null, 'incomplete');
  if (!outcome.ok) return showCase(c, { typed, troubles: outcome.troubles });
  // Given back or assigned elsewhere, it may be gone from this desk.
  const left = await caseSeen(c.var.services.db, by.handler, one.number);
  return seeOther(c, left ? casePath(one.number) : casesPath);
}

type Act = (trx: Transaction, by: By, number: string, typed: Typed) => Promise<Outcome<null>>;

function formed<T>(
  schema: Parameters<typeof checkForm<T>>[0],
  act: (trx: Transaction, by: By, number: string, input: T) => Promise<Outcome<null>>,
): Act {
  return async (trx, by, number, typed) => {
    const input = checkForm(schema, typed);
    return input.ok ? act(trx, by, number, input.value) : input;
  };
}

const acts: ReadonlyMap<string, Act> = new Map(
  Object.entries({
    accept: (trx, by, number) => accept(trx, by, number),
    takeBack: (trx, by, number) => takeBack(trx, by, number),
    unmerge: (trx, by, number) => unmerge(trx, by, number),
    askWord: (trx, by, number) => askForWord(trx, by, number),
    assign: formed(assignForm, (trx, by, number, { office }) => assign(trx, by, number, office)),
    decline: formed(declineForm, (trx, by, number, form) =>
      decline(trx, by, number, { reason: form.declineReason, text: form.declineText }),
    ),
    passOn: formed(passOnForm, (trx, by, number, form) =>
      passOn(trx, by, number, { reason: form.passOnReason, authority: form.authority }),
    ),
    giveBack: formed(giveBackForm, (trx, by, number, form) =>
      giveBack(trx, by, number, { reason: form.giveBackReason, text: form.giveBackText }),
    ),
    ask: formed(askForm, (trx, by, number, { question }) => askPerson(trx, by, number, question)),
    extend: formed(extendForm, (trx, by, number, form) =>
      proposeExtension(trx, by, number, { dueOn: form.dueOn, text: form.extendText }),
    ),
    approveExtension: formed(approveExtensionForm, (trx, by, number, form) => approveExtension(trx, by, number, form)),
    approveAnswer: formed(revisionForm, (trx, by, number, form) => approveAnswer(trx, by, number, form.revision)),
    confirmRedaction: formed(revisionForm, (trx, by, number, form) => confirmRedaction(trx, by, number, form.revision)),
    drop: formed(dropForm, (trx, by, number, form) => dropDraft(trx, by, number, form)),
    merge: formed(mergeForm, (trx, by, number, { into }) => merge(trx, by, number, into)),
    memo: formed(memoForm, (trx, by, number, { memo }) => writeMemo(trx, by, number, memo)),
    task: formed(taskForm, (trx, by, number, form) =>
      openTask(trx, by, number, { text: form.taskText, dueOn: form.taskDue }),
    ),
    taskDone: formed(taskDoneForm, (trx, by, number, { task }) => closeTask(trx, by, number, task)),
  } satisfies Record<string, Act>),
);

/** Only ever downloaded, never shown within a page of this site. */
async function sendFile(c: Ctx): Promise<Response> {
  const handler = await handlerOf(c);
  const one = await seenCase(c, handler);
  if (await asksFirst(c, handler, one)) throw new NotFound();
  const id = c.req.param('file') ?? '';
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const found = uuid ? await fileOf(c.var.services.db, one.id, id) : undefined;
  if (!found) throw new NotFound();
  return c.body(new Uint8Array(found.content), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${numberFrom(c)}.${endingOf(found.mediaType)}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
}
