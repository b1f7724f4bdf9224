/** Memberships: ended, and class teachers made. Grants that stand on a membership end with it. */
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import {
  endMembershipRow,
  endOtherClassTeachers,
  insertClassTeacher,
  lockMembership,
  lockPerson,
  movePupilRows,
  openPupilMemberships,
} from '../queries/changes.ts';
import { staffRows } from '../queries/organisation-page.ts';
import { lineOf, organisationById } from '../queries/organisations.ts';
import { personWithinReach } from '../queries/person-page.ts';
import { boundsOf, type Desk, recordChange } from './desk.ts';

/** Ends it today, or on a day to come. The value is the person's id. */
export async function endMembership(
  trx: Transaction,
  desk: Desk,
  id: number,
  day: string = desk.today,
): Promise<Outcome<number>> {
  const membership = await lockMembership(trx, id);
  const organisation = membership && (await organisationById(trx, membership.organisationId));
  if (!membership || !organisation || !within(desk.reach, organisation.path)) return refused(null, 'gone');
  if (membership.endsOn !== null && membership.endsOn <= desk.today) return refused(null, 'hasEnded');
  if (day < desk.today) return refused('day', 'endPast');
  await endMembershipRow(trx, id, day);
  const { personId, position, organisationId } = membership;
  await recordChange(trx, desk, 'membership.end', { personId, organisationId }, { membership: id, position, day });
  return done(personId);
}

/**
 * Moves a pupil to another class, of this school or another, from a day on. Both the old place and the new one must lie
 * within the reach: a school moves its pupils between its classes, the bureau between schools.
 */
export async function movePupil(
  trx: Transaction,
  desk: Desk,
  personId: number,
  to: { classId: number; day: string },
): Promise<Outcome<null>> {
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  if (!person || !(await lockPerson(trx, personId))) return refused(null, 'gone');
  if (person.state !== 'active') return refused(null, 'moveNotActive');
  if (person.leavesOn !== null) return refused(null, 'leavingPlanned');
  const target = await organisationById(trx, to.classId);
  if (target?.kind !== 'class' || target.endedOn || !within(desk.reach, target.path))
    return refused('classId', 'moveClassMissing');
  const from = await openPupilMemberships(trx, personId, desk.today);
  if (from.some((one) => one.organisationId === to.classId)) return refused('classId', 'moveSame');
  if (from.some((one) => !within(desk.reach, one.path))) return refused(null, 'moveElsewhere');
  await movePupilRows(trx, { personId, from: from.map((one) => one.id), ...to });
  await recordChange(
    trx,
    desk,
    'pupil.move',
    { personId, organisationId: to.classId },
    { from: from[0]?.organisationId ?? null, day: to.day },
  );
  return done(null);
}

/** Makes somebody of the school's staff class teacher from today; with `alone` the present ones end today. */
export async function makeClassTeacher(
  trx: Transaction,
  desk: Desk,
  classId: number,
  choice: { personId: number | null; alone: boolean },
): Promise<Outcome<null>> {
  const schoolClass = await organisationById(trx, classId);
  if (schoolClass?.kind !== 'class' || !within(desk.reach, schoolClass.path)) return refused(null, 'gone');
  const school = (await lineOf(trx, schoolClass.path)).find((o) => o.kind === 'school') ?? schoolClass;
  const staff = await staffRows(trx, boundsOf(desk), school.path, candidates);
  const chosen = staff.find((row) => row.personId === choice.personId);
  if (!chosen) return refused('personId', 'teacherMissing');
  const made = await insertClassTeacher(trx, classId, chosen.personId, desk.today);
  if (!made && !choice.alone) return refused('personId', 'alreadyClassTeacher');
  if (choice.alone) await endOtherClassTeachers(trx, classId, chosen.personId, desk.today);
  const subject = { personId: chosen.personId, organisationId: classId };
  await recordChange(trx, desk, 'membership.add', subject, { position: 'class_teacher', alone: choice.alone });
  return done(null);
}

/** Of a school, who can become class teacher. */
export const candidates = { positions: ['teacher', 'class_teacher', 'head'], limit: 500 } as const;
