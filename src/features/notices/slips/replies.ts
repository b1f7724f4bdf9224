/** The replies of some classes by name: for their own teacher, and for the school's own office. */
import { familiesOf, pupilsOf, recipients } from '#features/directory/feature.ts';
import type { Services } from '#platform/services.ts';
import { today } from '../actions/by.ts';
import type { Whole } from '../model/notice.ts';
import { type Answer, sameAnswers } from './model/answer.ts';
import type { Slip } from './model/slip.ts';
import { answersAmong } from './queries/answers.ts';

/** A guardian's answer, or a guardian who may still give one. */
export interface Reply {
  classId: number;
  /** The child answered for; of a guardian's own answer, the children in the class. */
  pupils: { id: number; name: string }[];
  guardianId: number;
  guardianName: string;
  answer: Answer | undefined;
  /** Another guardian of the child said something else. */
  differs: boolean;
  /** The guardian may no longer act for the child: kept, and no longer counted. */
  ended: boolean;
}

export interface Replies {
  /** Every answer, by class and child. */
  given: Reply[];
  /** Where an answer is still wanted: one child with all who may answer for it, or one guardian. */
  missing: { classId: number; name: string; who: Reply[] }[];
  /** Who may still answer for a child for whom another guardian has answered. */
  others: Reply[];
  /** Children or guardians of whom an answer is wanted, and of whom there is one. */
  wanted: number;
  answered: number;
}

/** Reads the replies of classes whose teacher or school has been checked by the route. */
export async function repliesOf(
  services: Services,
  { notice, audience }: Whole,
  slip: Slip,
  classIds: readonly number[],
): Promise<Replies> {
  const { db } = services;
  const on = today(services);
  const families = await familiesOf(db, audience, on, classIds);
  const pupils = await pupilsOf(db, on, classIds);
  const answers = await answersAmong(db, notice.id, {
    pupilIds: pupils.map(({ pupilId }) => pupilId),
    guardianIds: families.map(({ guardianId }) => guardianId),
  });
  if (slip.per === 'guardian') return byGuardian(families, answers);
  const strangers = answers.filter(
    (answer) => !families.some((one) => one.guardianId === answer.guardianId && one.pupilId === answer.pupilId),
  );
  const names = await recipients(
    db,
    strangers.map(({ guardianId }) => ({ personId: guardianId, contactPointId: null })),
  );
  const result: Replies = { given: [], missing: [], others: [], wanted: 0, answered: 0 };
  for (const { classId, pupilId, pupilName } of pupils) {
    const acting = families.filter((one) => one.classId === classId && one.pupilId === pupilId);
    const own = answers.filter((answer) => answer.pupilId === pupilId);
    const holding = own.filter((answer) => acting.some((one) => one.guardianId === answer.guardianId));
    const differs = holding.some((answer) => !sameAnswers(slip, answer, holding[0] as Answer));
    const row = (guardianId: number, guardianName: string): Reply => ({
      ...{
        classId,
        pupils: [{ id: pupilId, name: pupilName }],
        guardianId,
        guardianName,
        differs: false,
        ended: false,
      },
      answer: own.find((answer) => answer.guardianId === guardianId),
    });
    for (const { guardianId, guardianName } of acting) {
      const reply = row(guardianId, guardianName);
      if (reply.answer) result.given.push({ ...reply, differs });
      else if (holding.length > 0) result.others.push(reply);
    }
    for (const answer of own.filter((one) => !holding.includes(one))) {
      result.given.push({ ...row(answer.guardianId, names.get(answer.guardianId)?.name ?? ''), ended: true });
    }
    if (acting.length === 0) continue;
    result.wanted += 1;
    if (holding.length > 0) result.answered += 1;
    else
      result.missing.push({
        classId,
        name: pupilName,
        who: acting.map((one) => row(one.guardianId, one.guardianName)),
      });
  }
  return result;
}

function byGuardian(families: Awaited<ReturnType<typeof familiesOf>>, answers: readonly Answer[]): Replies {
  const rows = new Map<string, Reply>();
  for (const { classId, pupilId, pupilName, guardianId, guardianName } of families) {
    const key = `${classId} ${guardianId}`;
    const known = rows.get(key);
    if (known) known.pupils.push({ id: pupilId, name: pupilName });
    else {
      const answer = answers.find((one) => one.guardianId === guardianId);
      const pupils = [{ id: pupilId, name: pupilName }];
      rows.set(key, { classId, pupils, guardianId, guardianName, answer, differs: false, ended: false });
    }
  }
  const all = [...rows.values()];
  const missing = all.filter(({ answer }) => !answer);
  return {
    given: all.filter(({ answer }) => answer),
    missing: missing.map((reply) => ({ classId: reply.classId, name: reply.guardianName, who: [reply] })),
    others: [],
    wanted: all.length,
    answered: all.length - missing.length,
  };
}
