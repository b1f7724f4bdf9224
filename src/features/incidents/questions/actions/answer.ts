/** The office answers: once for all who asked the same, publicly; or declines with a reason that is counted. */
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import type { Incident } from '../../model/incident.ts';
import { lockIncident } from '../../queries/incidents.ts';
import { addEntry } from '../../queries/log.ts';
import { pageChanged } from '../../queries/page.ts';
import type { DeclineReason, MatterTexts } from '../model/question.ts';
import {
  endWaiting,
  insertAnswer,
  insertMatter,
  lockMatter,
  lockWaiting,
  setAnswered,
  setDeclined,
} from '../queries/questions.ts';

async function led(trx: Transaction, by: By, id: number): Promise<Outcome<Incident>> {
  const incident = await lockIncident(trx, id);
  if (!incident || !within(by.reach, incident.path)) return refused(null, 'incidentGone');
  return done(incident);
}

/** The chosen ones, if all of them still wait. */
async function chosen(trx: Transaction, incidentId: number, ids: readonly number[]): Promise<Outcome<number[]>> {
  const wanted = [...new Set(ids)];
  const found = await lockWaiting(trx, incidentId, wanted);
  return found.length === wanted.length ? done(found) : refused(null, 'questionsMoved');
}

/** Answers these as one matter: question in the office's words, answer, and its time stand on the public page. */
export async function answerQuestions(
  trx: Transaction,
  by: By,
  incidentId: number,
  answer: { questionIds: readonly number[]; question: MatterTexts; answer: MatterTexts },
): Promise<Outcome<{ matter: number }>> {
  const incident = await led(trx, by, incidentId);
  if (!incident.ok) return incident;
  const ids = await chosen(trx, incidentId, answer.questionIds);
  if (!ids.ok) return ids;
  const matter = await insertMatter(trx, incidentId, answer.question, by.at);
  await insertAnswer(trx, matter, { version: 1, texts: answer.answer, by: by.accountId, at: by.at });
  await setAnswered(trx, ids.value, matter);
  const text = answer.question['zh-CN'] ?? '';
  const detail = { questions: ids.value.length };
  await addEntry(trx, incidentId, { sort: 'question_answered', at: by.at, accountId: by.accountId, text, detail });
  await note(trx, by, 'incident.answer_question', `incident:${incidentId}`, { matter, ...detail });
  await pageChanged(trx);
  return done({ matter });
}

/** They ask what was answered already: they are counted with it. */
export async function mergeQuestions(
  trx: Transaction,
  by: By,
  incidentId: number,
  merge: { questionIds: readonly number[]; matterId: number },
): Promise<Outcome<null>> {
  const incident = await led(trx, by, incidentId);
  if (!incident.ok) return incident;
  const matter = await lockMatter(trx, incidentId, merge.matterId);
  if (!matter) return refused('matter', 'matterChoose');
  const ids = await chosen(trx, incidentId, merge.questionIds);
  if (!ids.ok) return ids;
  await setAnswered(trx, ids.value, matter.id);
  const detail = { matter: matter.id, questions: ids.value.length };
  await note(trx, by, 'incident.merge_question', `incident:${incidentId}`, detail);
  await pageChanged(trx);
  return done(null);
}

/** Their words go at once; that they were asked, and why they were declined, is counted publicly. */
export async function declineQuestions(
  trx: Transaction,
  by: By,
  incidentId: number,
  decline: { questionIds: readonly number[]; reason: DeclineReason },
): Promise<Outcome<null>> {
  const incident = await led(trx, by, incidentId);
  if (!incident.ok) return incident;
  const ids = await chosen(trx, incidentId, decline.questionIds);
  if (!ids.ok) return ids;
  await setDeclined(trx, ids.value, decline.reason);
  const detail = { reason: decline.reason, questions: ids.value.length };
  await note(trx, by, 'incident.decline_question', `incident:${incidentId}`, detail);
  await pageChanged(trx);
  return done(null);
}

/** A public answer is not changed in silence: the page says that it was corrected, and when. Also after the end. */
export async function correctAnswer(
  trx: Transaction,
  by: By,
  incidentId: number,
  correction: { matterId: number; version: number; texts: MatterTexts },
): Promise<Outcome<null>> {
  const incident = await led(trx, by, incidentId);
  if (!incident.ok) return incident;
  const matter = await lockMatter(trx, incidentId, correction.matterId);
  if (!matter) return refused(null, 'incidentGone');
  if (matter.version !== correction.version) return refused(null, 'answerMoved');
  const version = matter.version + 1;
  await insertAnswer(trx, matter.id, { version, texts: correction.texts, by: by.accountId, at: by.at });
  const text = matter.question['zh-CN'] ?? '';
  await addEntry(trx, incidentId, { sort: 'answer_corrected', at: by.at, accountId: by.accountId, text });
  await note(trx, by, 'incident.correct_answer', `incident:${incidentId}`, { matter: matter.id, version });
  await pageChanged(trx);
  return done(null);
}

/** With the end of the incident, in its transaction: what waits gets a last word on the page, which stands for all of it. */
export async function endQuestions(trx: Transaction, incidentId: number): Promise<void> {
  await endWaiting(trx, incidentId);
}
