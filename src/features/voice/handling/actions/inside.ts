/** What stays inside: who keeps out, memos, tasks; and texts in which something is blacked out. */
import type { Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { RedactionGround } from '../../model/reasons.ts';
import { dropRelease } from '../../open311/queries.ts';
import { messagesOf } from '../../queries/cases.ts';
import { isBlackened } from '../model/blackened.ts';
import { maySecond } from '../model/proposal.ts';
import { insertAct } from '../queries/acts.ts';
import { lockSeen } from '../queries/desk.ts';
import {
  addMemo,
  addTask,
  countRedaction,
  dropProposal,
  endTask,
  memosOf,
  proposalOf,
  putConflict,
  putProposal,
  replaceText,
  tasksOf,
} from '../queries/work.ts';
import { type By, type Ground, onCase } from './by.ts';

/** Before a complaining case is opened: whoever knows the matter or the people is out, and is not asked why. */
export async function declareConflict(trx: Transaction, by: By, number: string, out: boolean): Promise<Outcome<null>> {
  const { handler, today } = by;
  const one = await lockSeen(trx, handler, number);
  if (!one) return refused(null, 'caseGone');
  await putConflict(trx, { caseId: one.id, accountId: handler.accountId, day: today, out });
  const act = { day: today, accountId: handler.accountId, number, officeId: one.officeId };
  await insertAct(trx, { ...act, act: 'voice.declare_conflict' });
  return done(null);
}

/** That somebody opened the case, once a day. */
export async function noteOpened(
  trx: Transaction,
  by: By,
  one: { number: string; officeId: number | null },
): Promise<void> {
  const act = { day: by.today, accountId: by.handler.accountId, number: one.number, officeId: one.officeId };
  await insertAct(trx, { ...act, act: 'voice.open_case' });
}

export function writeMemo(trx: Transaction, by: By, number: string, text: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    const { accountId } = by.handler;
    const last = (await memosOf(trx, one.id)).at(-1);
    if (last?.text === text && last.accountId === accountId) return done(null);
    await addMemo(trx, { caseId: one.id, day: by.today, accountId, text });
    await note('voice.write_memo');
    return done(null);
  });
}

const mostTasks = 50;
const farthestDays = 365;

export function openTask(
  trx: Transaction,
  by: By,
  number: string,
  task: { text: string; dueOn: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    if (task.dueOn < by.today || task.dueOn > addDays(by.today, farthestDays)) return refused('taskDue', 'taskDay');
    const before = await tasksOf(trx, one.id);
    if (before.length >= mostTasks) return refused(null, 'tasksFull', { n: mostTasks });
    if (before.some((old) => old.doneOn === null && old.text === task.text && old.dueOn === task.dueOn))
      return done(null);
    await addTask(trx, { caseId: one.id, accountId: by.handler.accountId, ...task });
    await note('voice.add_task');
    return done(null);
  });
}

export function closeTask(trx: Transaction, by: By, number: string, id: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    if (await endTask(trx, one.id, id, by.today)) await note('voice.end_task');
    return done(null);
  });
}

async function textAt(trx: Transaction, { one }: Ground, message: number): Promise<string | undefined> {
  if (message === 0) return one.text ?? undefined;
  return (await messagesOf(trx, one.id)).find((each) => each.n === message && each.fromPerson)?.text;
}

/** One person covers a threat or private data; nothing else in the text may change. */
export function proposeRedaction(
  trx: Transaction,
  by: By,
  number: string,
  wish: { message: number; text: string; ground: RedactionGround },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const text = await textAt(trx, ground, wish.message);
    if (text === undefined) return refused(null, 'caseMoved');
    if (!isBlackened(text, wish.text)) return refused('text', 'redactionOther');
    await putProposal(trx, ground.one.id, by.handler.accountId, { sort: 'redaction', day: by.today, ...wish });
    await ground.note('voice.propose_redaction');
    return done(null);
  });
}

/** A second one confirms it: the original is gone, the person is told, and it is counted in public. */
export function confirmRedaction(trx: Transaction, by: By, number: string, revision: number): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, step, note } = ground;
    const proposal = await proposalOf(trx, one.id, 'redaction');
    if (!proposal || proposal.message === null || !proposal.ground) return refused(null, 'caseMoved');
    if (proposal.revision !== revision) return refused(null, 'draftMoved');
    if (!maySecond(proposal, by.handler.accountId)) return refused(null, 'secondOwn');
    const text = await textAt(trx, ground, proposal.message);
    if (text === undefined || !isBlackened(text, proposal.text)) return refused(null, 'draftMoved');
    await replaceText(trx, one.id, proposal.message, proposal.text);
    // What was let out may hold what is covered now: somebody looks anew.
    await dropRelease(trx, one.id);
    await countRedaction(trx, { caseId: one.id, day: by.today, ground: proposal.ground });
    await dropProposal(trx, one.id, 'redaction');
    await step({ act: 'redacted', reason: proposal.ground });
    await note('voice.redact_text');
    return done(null);
  });
}
