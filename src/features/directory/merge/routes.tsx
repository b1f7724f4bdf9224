/** Merging: who may be the same, what would move, and back. */
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { boundsOf } from '../actions/desk.ts';
import { words } from '../messages.ts';
import { ConfirmationPage } from '../pages/confirmations.tsx';
import { paths } from '../paths.ts';
import { editablePerson } from '../routes/person-rights.ts';
import { deskOf, frameOf } from '../routes/request.ts';
import { mergePeople, takeApart } from './actions.ts';
import { CandidatesPage } from './pages.tsx';
import { mergePaths, mergePatterns } from './paths.ts';
import { mergeById, mergeCandidate, mergeCandidates, mergePreview } from './queries.ts';

const permission = 'directory.edit';

async function showCandidates(c: Ctx): Promise<Response> {
  const person = await editablePerson(c, idFrom(c, 'person'));
  const candidates = await mergeCandidates(c.var.services.db, boundsOf(deskOf(c)), person.id);
  return page(c, <CandidatesPage frame={frameOf(c)} {...{ person, candidates }} />);
}

async function showMerge(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { db } = c.var.services;
  const t = words(c.var.language);
  const person = await editablePerson(c, idFrom(c, 'person'));
  const other = await mergeCandidate(db, boundsOf(deskOf(c)), person.id, idFrom(c, 'other'));
  if (!other) throw new NotFound();
  const preview = await mergePreview(db, person.id, other.id);
  const asked = {
    title: t('mergeConfirmTitle', { other: other.name, name: person.name }),
    text: [
      t('mergeMoves', { ...preview }),
      ...(preview.doubles > 0 ? [t('mergeDoubles', { count: preview.doubles })] : []),
      t('mergeStays'),
    ],
    action: mergePaths.confirm(person.id, other.id),
    confirmText: t('mergeNow'),
    back: { href: mergePaths.choose(person.id), text: t('mergeTitle', { name: person.name }) },
  };
  return page(c, <ConfirmationPage frame={frameOf(c)} {...asked} troubles={troubles} />, troubles.length ? 422 : 200);
}

async function submitMerge(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => mergePeople(trx, deskOf(c), id, idFrom(c, 'other')));
  return outcome.ok ? seeOther(c, paths.person(id)) : showMerge(c, outcome.troubles);
}

async function showUndo(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const t = words(c.var.language);
  const merge = await mergeById(c.var.services.db, idFrom(c, 'merge'));
  if (!merge) throw new NotFound();
  const person = await editablePerson(c, merge.kept);
  const asked = {
    title: t('mergeUndoTitle', { name: person.name }),
    text: t('mergeUndoText'),
    action: mergePaths.undo(merge.id),
    confirmText: t('mergeUndo'),
    back: { href: paths.person(person.id), text: person.name },
    danger: true,
  };
  return page(c, <ConfirmationPage frame={frameOf(c)} {...asked} troubles={troubles} />, troubles.length ? 422 : 200);
}

async function submitUndo(c: Ctx): Promise<Response> {
  const outcome = await c.var.services.db.transaction().execute((trx) => takeApart(trx, deskOf(c), idFrom(c, 'merge')));
  return outcome.ok ? seeOther(c, paths.person(outcome.value)) : showUndo(c, outcome.troubles);
}

export const mergeRoutes: readonly Route[] = [
  get(mergePatterns.choose, permission, showCandidates),
  get(mergePatterns.confirm, permission, (c) => showMerge(c)),
  post(mergePatterns.confirm, permission, submitMerge),
  get(mergePatterns.undo, permission, (c) => showUndo(c)),
  post(mergePatterns.undo, permission, submitUndo),
];
