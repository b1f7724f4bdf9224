/** The new school year of one school, as one step, and back. */
import { record } from '#features/audit/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { enqueue } from '#platform/jobs.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import type { Desk } from '../actions/desk.ts';
import type { Organisation } from '../model.ts';
import { pinyinOfOrganisation } from '../names.ts';
import { insertOrganisations } from '../queries/making.ts';
import { organisationById } from '../queries/organisations.ts';
import { lockTree } from '../roster/queries/imports.ts';
import { gradeIn, gradeNamed, planYear, type YearPlanRow } from './model.ts';
import {
  applyYear,
  gradesBelow,
  lockStep,
  obstacles,
  setLetters,
  stepClassNames,
  undoYear,
  type YearRow,
  yearClasses,
  yearSteps,
} from './queries.ts';

/** What the office said: the grade that leaves, and the names of the classes it saw, by class. */
export interface YearChoice {
  leaving: number | null;
  names: ReadonlyMap<number, string>;
}

/** A second step within half a year is a second click. */
const apartDays = 180;

export async function startYear(
  trx: Transaction,
  desk: Desk,
  schoolId: number,
  choice: YearChoice,
): Promise<Outcome<number>> {
  await lockTree(trx);
  const school = await schoolWithin(trx, desk, schoolId);
  if (!school) return refused(null, 'gone');
  const [last] = (await yearSteps(trx, schoolId)).filter((step) => !step.undoneAt);
  if (last && desk.at.getTime() - last.doneAt.getTime() < apartDays * 86_400_000) {
    return refused(null, 'yearDone', { day: last.day });
  }
  const rows = planYear(await yearClasses(trx, school.path, desk.today), choice.leaving);
  if (rows.length === 0) return refused(null, 'yearNoClasses');
  if (rows.length !== choice.names.size || rows.some((row) => !choice.names.has(row.id)))
    return refused(null, 'yearMoved');
  const named = rows.map((row) => ({
    ...row,
    newName: row.leaves ? row.name : (choice.names.get(row.id) as string).trim(),
  }));
  const troubles = wrongNames(named);
  if (troubles.length > 0) return { ok: false, troubles };
  const placed = await placeInGrades(trx, school, named);
  const id = await applyYear(trx, { ...desk, organisationId: schoolId }, placed);
  await setLetters(
    trx,
    placed.map((row) => ({ id: row.id, ...pinyinOfOrganisation(row.newName) })),
  );
  const left = placed.filter((row) => row.leaves).length;
  await note(trx, desk, schoolId, 'year.start', { step: id, classes: placed.length, left });
  return done(id);
}

function wrongNames(rows: readonly YearPlanRow[]): Trouble[] {
  const staying = rows.filter((row) => !row.leaves);
  return staying.flatMap((row) => {
    const field = `class${row.id}`;
    if (row.newName === '') return refused(field, 'yearNameMissing').troubles;
    if (row.newName.length > 100) return refused(field, 'yearNameLong').troubles;
    const same = staying.find(
      (other) => other.id < row.id && other.newName === row.newName && gradeOf(other) === gradeOf(row),
    );
    return same ? refused(field, 'yearNameTwice').troubles : [];
  });
}

const gradeOf = (row: YearPlanRow) => row.newGrade ?? row.grade;

/** The grade that each class comes to; one that the school doesn't have yet is made. Classes below no grade stay there. */
async function placeInGrades(trx: Transaction, school: Organisation, rows: readonly YearPlanRow[]): Promise<YearRow[]> {
  const grades = await gradesBelow(trx, school.path);
  const known = new Map(grades.map((one) => [gradeIn(one.name), one.id]));
  const moving = rows.filter((row) => row.newGrade !== null && row.gradeId !== null);
  const missing = [...new Set(moving.map((row) => row.newGrade as number))].filter((grade) => !known.has(grade));
  const made = await insertOrganisations(
    trx,
    missing.map((grade) => ({
      ...{ kind: 'grade' as const, name: gradeNamed(grade, grades[0]?.name ?? ''), parentId: school.id },
    })),
  );
  for (const one of made) known.set(gradeIn(one.name), one.id);
  return rows.map((row) => ({
    ...row,
    newParentId:
      row.newGrade !== null && row.gradeId !== null ? (known.get(row.newGrade) ?? row.parentId) : row.parentId,
  }));
}

/** Takes a step back, as long as nothing else came to depend on it; what does is said. */
export async function undoStep(trx: Transaction, desk: Desk, stepId: number): Promise<Outcome<number>> {
  await lockTree(trx);
  const step = await lockStep(trx, stepId);
  if (!step || !(await schoolWithin(trx, desk, step.organisationId))) return refused(null, 'gone');
  if (step.undone) return refused(null, 'yearUndone');
  const found = await obstacles(trx, stepId);
  if (found.length > 0) {
    return {
      ok: false,
      troubles: found.map(({ key, name, count }) => ({ field: null, key, context: { name: name ?? '', count } })),
    };
  }
  await undoYear(trx, stepId, desk.at);
  await setLetters(
    trx,
    (await stepClassNames(trx, stepId)).map(({ id, name }) => ({ id, ...pinyinOfOrganisation(name) })),
  );
  await note(trx, desk, step.organisationId, 'year.undo', { step: stepId });
  return done(step.organisationId);
}

async function schoolWithin(trx: Transaction, desk: Desk, id: number): Promise<Organisation | undefined> {
  const school = await organisationById(trx, id);
  return school?.kind === 'school' && !school.endedOn && within(desk.reach, school.path) ? school : undefined;
}

async function note(
  trx: Transaction,
  desk: Desk,
  organisationId: number,
  action: 'year.start' | 'year.undo',
  detail: Record<string, number>,
): Promise<void> {
  const actor = { kind: 'account' as const, accountId: desk.accountId };
  await record(trx, { actor, action, organisationId, subject: `organisation:${organisationId}`, detail, at: desk.at });
  await enqueue(trx, 'directory.count', {}, { key: 'directory.count' });
}
