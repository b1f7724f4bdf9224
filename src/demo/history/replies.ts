/** Answers to the slips of the past: of everybody who is noted as reached, as families answer. */
import { sql } from 'kysely';
import { type Audience, actingRows } from '#features/directory/feature.ts';
import type { Answers } from '#features/notices/slips/model/answer.ts';
import type { Question, Slip } from '#features/notices/slips/model/slip.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { remarks } from '../contents/slips.ts';
import { type Random, randomFor } from '../district/random.ts';

interface Reached {
  guardianId: number;
  pupilId: number | null;
  means: 'link' | 'told';
  on: string;
}

/** Writes an answer for each of them; of parents of one child a few differ. */
export async function insertPastReplies(
  trx: Transaction,
  notice: { id: number; slip: Slip; audience: Audience; deadlineOn: string },
  seed: number,
  today: string,
): Promise<void> {
  const { id, slip, audience, deadlineOn } = notice;
  const pupil = slip.per === 'child' ? sql`r.pupil_id` : sql`null::bigint`;
  const { rows } = await sql<Reached>`
    select distinct r.guardian_id as "guardianId", ${pupil} as "pupilId", a.means,
      least(a.acknowledged_on, ${deadlineOn}::date) as "on"
    from (${actingRows(audience, today)}) r
    join notice_acknowledgement a on a.notice_id = ${id} and a.person_id = r.guardian_id
    order by 2, 1`.execute(trx);
  const answers = rows.map((row) => answerOf(slip, seed, row));
  await sql`insert into notice_slip_answer (notice_id, guardian_id, pupil_id, means, answers, answered_on)
    select ${id}::bigint, * from unnest(${rows.map((row) => row.guardianId)}::bigint[],
      ${rows.map((row) => row.pupilId)}::bigint[], ${rows.map((row) => row.means)}::text[],
      ${answers.map((one) => JSON.stringify(one))}::jsonb[], ${rows.map((row) => row.on)}::date[])`.execute(trx);
}

/** Parents mostly say the same: the child decides, and of one parent in twenty the parent. */
function answerOf(slip: Slip, seed: number, { guardianId, pupilId }: Reached): Answers {
  const own = randomFor(seed, 'reply', guardianId);
  const random = pupilId === null || own.below(20) === 0 ? own : randomFor(seed, 'reply of a child', pupilId);
  const refuses = slip.questions.some(({ kind }) => kind === 'consent') && random.below(100) < 7;
  const answers: Answers = {};
  for (const question of slip.questions) {
    const value = drawn(question, random, refuses);
    if (value !== undefined) answers[question.key] = value;
  }
  return answers;
}

function drawn(question: Question, random: Random, refuses: boolean): Answers[string] | undefined {
  const options = question.options?.length ?? 0;
  const draw = random.below(100);
  if (question.kind === 'consent') return refuses ? 'disagree' : 'agree';
  // The last option is the one of whoever does not come.
  if (question.kind === 'choice')
    return refuses ? options - 1 : draw < 58 ? 0 : Math.min(options - 1, draw < 88 ? 1 : 2);
  if (question.kind === 'number') return refuses || draw < 40 ? undefined : draw < 75 ? 0 : draw < 95 ? 1 : 2;
  return question.kind === 'text' && draw < 6 ? remarks[draw % remarks.length] : undefined;
}
