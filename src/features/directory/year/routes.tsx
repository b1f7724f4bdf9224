/** The new school year of a school: seen, done, taken back. */
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { words } from '../messages.ts';
import type { Organisation } from '../model.ts';
import { ConfirmationPage } from '../pages/confirmations.tsx';
import { organisationById } from '../queries/organisations.ts';
import { deskOf, frameOf, todayOf } from '../routes/request.ts';
import { startYear, undoStep } from './actions.ts';
import { highestGrade, planYear } from './model.ts';
import { YearPage } from './pages.tsx';
import { yearPaths, yearPatterns } from './paths.ts';
import { stepById, yearClasses, yearSteps } from './queries.ts';

const permission = 'directory.edit';

async function schoolOf(c: Ctx, id: number): Promise<Organisation> {
  const school = await organisationById(c.var.services.db, id);
  if (school?.kind !== 'school' || school.endedOn || !within(c.var.reach(permission), school.path))
    throw new NotFound();
  return school;
}

/** `none`: no grade leaves; a number: that one; nothing said: the highest. */
function leavingFrom(said: string | undefined, highest: number | null): number | null {
  if (said === 'none') return null;
  return said !== undefined && /^-?\d{1,2}$/.test(said) ? Number(said) : highest;
}

interface Shown {
  leaving: number | null;
  names: ReadonlyMap<number, string>;
  troubles: readonly Trouble[];
}

async function showYear(c: Ctx, shown?: Shown): Promise<Response> {
  const { db } = c.var.services;
  const school = await schoolOf(c, idFrom(c, 'organisation'));
  const classes = await yearClasses(db, school.path, todayOf(c));
  const leaving = shown ? shown.leaving : leavingFrom(c.req.query('leaving'), highestGrade(classes));
  const rows = planYear(classes, leaving).map((row) => ({ ...row, newName: shown?.names.get(row.id) ?? row.newName }));
  const steps = await yearSteps(db, school.id);
  const troubles = shown?.troubles ?? [];
  return page(
    c,
    <YearPage frame={frameOf(c)} {...{ school, rows, leaving, steps, troubles }} />,
    troubles.length ? 422 : 200,
  );
}

async function submitYear(c: Ctx): Promise<Response> {
  const school = await schoolOf(c, idFrom(c, 'organisation'));
  const { typed } = await readForm(c);
  const names = new Map(
    Object.keys(typed).flatMap((name): [number, string][] => {
      const id = /^class([1-9]\d{0,14})$/.exec(name)?.[1];
      return id ? [[Number(id), typedText(typed, name)]] : [];
    }),
  );
  const leaving = leavingFrom(typedText(typed, 'leaving') || 'none', null);
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => startYear(trx, deskOf(c), school.id, { leaving, names }));
  if (!outcome.ok) return showYear(c, { leaving, names, troubles: outcome.troubles });
  return seeOther(c, yearPaths.year(school.id));
}

async function showUndo(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const step = await stepById(c.var.services.db, idFrom(c, 'step'));
  if (!step) throw new NotFound();
  const school = await schoolOf(c, step.organisationId);
  const t = words(c.var.language);
  const asked = {
    title: t('yearUndoTitle', { name: school.name }),
    text: t('yearUndoText'),
    action: yearPaths.undo(step.id),
    confirmText: t('yearUndo'),
    back: { href: yearPaths.year(school.id), text: t('yearTitle', { name: school.name }) },
    danger: true,
  };
  return page(c, <ConfirmationPage frame={frameOf(c)} {...asked} troubles={troubles} />, troubles.length ? 422 : 200);
}

async function submitUndo(c: Ctx): Promise<Response> {
  const outcome = await c.var.services.db.transaction().execute((trx) => undoStep(trx, deskOf(c), idFrom(c, 'step')));
  return outcome.ok ? seeOther(c, yearPaths.year(outcome.value)) : showUndo(c, outcome.troubles);
}

export const yearRoutes: readonly Route[] = [
  get(yearPatterns.year, permission, (c) => showYear(c)),
  post(yearPatterns.year, permission, submitYear),
  get(yearPatterns.undo, permission, (c) => showUndo(c)),
  post(yearPatterns.undo, permission, submitUndo),
];
