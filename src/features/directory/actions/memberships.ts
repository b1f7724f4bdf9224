/** Memberships: ended, and class teachers made. Grants that stand on a membership end with it. */
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { endMembershipRow, endOtherClassTeachers, insertClassTeacher, lockMembership } from '../queries/changes.ts';
import { staffRows } from '../queries/organisation-page.ts';
import { lineOf, organisationById } from '../queries/organisations.ts';
import { boundsOf, type Desk, recordChange } from './desk.ts';

/** Ends it today. The value is the person's id. */
export async function endMembership(trx: Transaction, desk: Desk, id: number): Promise<Outcome<number>> {
  const membership = await lockMembership(trx, id);
  const organisation = membership && (await organisationById(trx, membership.organisationId));
  if (!membership || !organisation || !within(desk.reach, organisation.path)) return refused(null, 'gone');
  if (membership.endsOn !== null && membership.endsOn <= desk.today) return refused(null, 'hasEnded');
  await endMembershipRow(trx, id, desk.today);
  const { personId, position, organisationId } = membership;
  await recordChange(trx, desk, 'membership.end', { personId, organisationId }, { membership: id, position });
  return done(personId);
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
