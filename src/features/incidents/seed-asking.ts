/** The demo's roll calls and questions: played through the same actions as the desk and the public's pages. */
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Outcome } from '#platform/trouble.ts';
import type { By } from './actions/by.ts';
import { answerQuestions, declineQuestions } from './questions/actions/answer.ts';
import type { DeclineReason, MatterTexts } from './questions/model/question.ts';
import { insertQuestion, waitingQuestions } from './questions/queries/questions.ts';
import { answerForClass } from './roll/actions/answer.ts';
import { closeRollCall } from './roll/actions/close.ts';
import { openRollCall } from './roll/actions/open.ts';
import { pupilsCalled } from './roll/queries/answers.ts';
import { classesOf } from './roll/queries/roll-calls.ts';

export interface SeededRoll {
  minutes: number;
  /** After so many minutes it is closed, in good time before the end. */
  closedAfter: number;
  /** Every so many-th pupil is not here; so many classes have nobody to answer for some. */
  absentEach: number;
  silentEach: number;
}

export interface SeededMatter {
  minutes: number;
  asked: readonly string[];
  question: MatterTexts;
  answer: MatterTexts;
}

export interface SeededDeclined {
  minutes: number;
  asked: readonly string[];
  reason: DeclineReason;
}

/** Opens, answers class by class and closes, each at its time; `today`: the pupils are those of the day of the demo. */
export async function playRoll(
  trx: Transaction,
  at: (minutes: number) => By,
  incidentId: number,
  roll: SeededRoll,
  today: string,
): Promise<void> {
  const opened = made(
    await openRollCall(trx, { ...at(roll.minutes), today }, incidentId, { hours: 6, families: true }),
  );
  let n = 0;
  for (const classId of await classesOf(trx, incidentId)) {
    const pupils = await pupilsCalled(trx, opened.id, classId, today);
    const marked = new Map<number, 'safe' | 'absent'>();
    for (const { pupilId } of pupils) {
      n += 1;
      if (n % roll.silentEach !== 0) marked.set(pupilId, n % roll.absentEach === 0 ? 'absent' : 'safe');
    }
    if (marked.size === 0) continue;
    const by = { ...at(roll.minutes + 2), today };
    made(await answerForClass(trx, by, opened.id, classId, { marked, restSafe: false }));
  }
  const end = { ...at(roll.minutes + roll.closedAfter), today };
  made(await closeRollCall(trx, end, incidentId, opened.id));
}

/** Asked by the public, answered once. */
export async function playMatter(
  trx: Transaction,
  by: By,
  zone: string,
  incidentId: number,
  matter: SeededMatter,
): Promise<void> {
  const questionIds = await askAll(trx, by, zone, incidentId, matter.asked);
  const { question, answer } = matter;
  made(await answerQuestions(trx, by, incidentId, { questionIds, question, answer }));
}

export async function playDeclined(
  trx: Transaction,
  by: By,
  zone: string,
  incidentId: number,
  declined: SeededDeclined,
): Promise<void> {
  const questionIds = await askAll(trx, by, zone, incidentId, declined.asked);
  made(await declineQuestions(trx, by, incidentId, { questionIds, reason: declined.reason }));
}

async function askAll(
  trx: Transaction,
  by: By,
  zone: string,
  incidentId: number,
  texts: readonly string[],
): Promise<number[]> {
  for (const text of texts) await insertQuestion(trx, incidentId, text, localDate(by.at, zone));
  const waiting = await waitingQuestions(trx, incidentId, { after: 0, limit: texts.length });
  return waiting.map(({ id }) => id);
}

/** The demo's own data has no trouble that a person could mend: trouble is a bug. */
export function made<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demo was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
  return outcome.value;
}
