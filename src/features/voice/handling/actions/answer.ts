/** Questions to the person, extension, answer and correction: what binds goes out when a second person has approved it. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { words } from '../../messages.ts';
import { askUntil, periodEnd } from '../../model/due.ts';
import { addMessage, answersOf, changeCase, messagesOf } from '../../queries/cases.ts';
import { maySecond, type Proposal, type ProposalSort } from '../model/proposal.ts';
import { addMemo, dropProposal, hadAHand, insertAnswer, proposalOf, putProposal } from '../queries/work.ts';
import { namesAccused } from './accused.ts';
import { type By, type Ground, onCase } from './by.ts';

/** Asks the person something; they find it under their receipt code. Sent twice, it is asked once. */
export function askPerson(trx: Transaction, by: By, number: string, text: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, step, note }) => {
    if (one.state !== 'received' && one.state !== 'accepted') return refused(null, 'caseMoved');
    if (await namesAccused(trx, one.id, text)) return refused('question', 'publishAccused');
    const last = (await messagesOf(trx, one.id)).at(-1);
    if (last && !last.fromPerson && last.text === text) return done(null);
    await addMessage(trx, { caseId: one.id, day: by.today, accountId: by.handler.accountId, text });
    await step({ act: 'asked' });
    await note('voice.ask_person');
    return done(null);
  });
}

/** The last day to which a case may be extended; undefined: it can't be. */
export function extensionUntil({ one, rules, count }: Pick<Ground, 'one' | 'rules' | 'count'>): string | undefined {
  if (one.state !== 'accepted' || one.round !== 0 || one.extended || !one.dueOn || !rules.extension) return undefined;
  return periodEnd(one.dueOn, rules.extension, count).day;
}

/** Once, before the deadline, with the reason that the person is told (信访工作条例 Art. 34). A second person approves it. */
export function proposeExtension(
  trx: Transaction,
  by: By,
  number: string,
  wish: { dueOn: string; text: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, note } = ground;
    const most = extensionUntil(ground);
    if (!most || !one.dueOn) return refused(null, 'extensionNone');
    if (by.today > one.dueOn) return refused(null, 'extensionLate');
    if (wish.dueOn <= one.dueOn || wish.dueOn > most) return refused('dueOn', 'extensionDay', { day: most });
    if (await namesAccused(trx, one.id, wish.text)) return refused('extendText', 'publishAccused');
    await putProposal(trx, one.id, by.handler.accountId, { sort: 'extension', day: by.today, ...wish });
    await note('voice.propose_extension');
    return done(null);
  });
}

async function second(
  trx: Transaction,
  by: By,
  { one }: Ground,
  wish: { sort: ProposalSort; revision: number },
): Promise<Outcome<Proposal>> {
  const proposal = await proposalOf(trx, one.id, wish.sort);
  if (!proposal) return refused(null, 'caseMoved');
  if (proposal.revision !== wish.revision) return refused(null, 'draftMoved');
  if (!maySecond(proposal, by.handler.accountId)) return refused(null, 'secondOwn');
  return done(proposal);
}

/** `head`: name and post of the head of the office who approved it, where the clock asks for that; a memo keeps it. */
export function approveExtension(
  trx: Transaction,
  by: By,
  number: string,
  { revision, head }: { revision: number; head: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, rules, step, note } = ground;
    const found = await second(trx, by, ground, { sort: 'extension', revision });
    if (!found.ok) return found;
    const byHead = rules.extensionBy === 'head';
    if (byHead && !head) return refused('head', 'headMissing');
    const { dueOn, text } = found.value;
    if (!dueOn || !extensionUntil(ground)) return refused(null, 'extensionNone');
    if (await namesAccused(trx, one.id, text)) return refused(null, 'publishAccused');
    // One that nobody approved in time: the deadline has passed, and is late.
    if (one.dueOn && by.today > one.dueOn) return refused(null, 'extensionLate');
    await changeCase(trx, one.id, { dueOn, dueProvisional: false, extended: true });
    if (byHead) {
      const memo = words(one.language)('headMemo', { head });
      await addMemo(trx, { caseId: one.id, day: by.today, accountId: by.handler.accountId, text: memo });
    }
    await dropProposal(trx, one.id, 'extension');
    await step({ act: 'extended', text });
    await note('voice.extend_case');
    return done(null);
  });
}

const answering = (state: string): boolean => ['accepted', 'answered', 'closed'].includes(state);

/**
 * Writes the draft of an answer, or of its correction once there is one. `revision` 0: a new draft. In a review nobody
 * writes who had a hand in an answer before (Art. 35: another office looks at it).
 */
export function draftAnswer(
  trx: Transaction,
  by: By,
  number: string,
  draft: { text: string; revision: number },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    if (!answering(one.state)) return refused(null, 'caseMoved');
    const { accountId } = by.handler;
    if ((await hadAHand(trx, one.id, one.round)).has(accountId)) return refused(null, 'handBefore');
    const before = await proposalOf(trx, one.id, 'answer');
    if ((before?.revision ?? 0) !== draft.revision) return refused(null, 'draftMoved');
    if (await namesAccused(trx, one.id, draft.text)) return refused('text', 'publishAccused');
    if (before?.text === draft.text) return done(null);
    await putProposal(trx, one.id, accountId, { sort: 'answer', day: by.today, text: draft.text });
    await note('voice.draft_answer');
    return done(null);
  });
}

/** A second person has read it: the person finds it under the receipt code from now on. */
export function approveAnswer(trx: Transaction, by: By, number: string, revision: number): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, rules, count, step, note } = ground;
    if (!answering(one.state)) return refused(null, 'caseMoved');
    const found = await second(trx, by, ground, { sort: 'answer', revision });
    if (!found.ok) return found;
    const { accountId } = by.handler;
    if ((await hadAHand(trx, one.id, one.round)).has(accountId)) return refused(null, 'handBefore');
    const corrects = one.state === 'accepted' ? null : ((await answersOf(trx, one.id)).at(-1)?.n ?? null);
    const { text, writers } = found.value;
    // Named after it was drafted.
    if (await namesAccused(trx, one.id, text)) return refused(null, 'publishAccused');
    const answer = { caseId: one.id, round: one.round, day: by.today, writers, approverId: accountId, text, corrects };
    await insertAnswer(trx, answer);
    await dropProposal(trx, one.id, 'answer');
    if (one.state === 'accepted') await dropProposal(trx, one.id, 'extension');
    // Of a corrected answer the period to ask for a review begins anew, as long as the case is not closed.
    const until = askUntil(rules, one.round, by.today, count)?.day ?? null;
    if (one.state === 'accepted') {
      await changeCase(trx, one.id, { state: 'answered', answeredOn: by.today, askUntil: until });
    } else if (one.state === 'answered') {
      await changeCase(trx, one.id, { askUntil: until });
    }
    await step({ act: corrects === null ? 'answered' : 'corrected' });
    await note(corrects === null ? 'voice.approve_answer' : 'voice.correct_answer');
    return done(null);
  });
}

/** What waits for a second person is thrown away, by whoever may see it: the writer, or the one who does not agree. */
export function dropDraft(
  trx: Transaction,
  by: By,
  number: string,
  wish: { sort: ProposalSort; revision: number },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    const proposal = await proposalOf(trx, one.id, wish.sort);
    if (!proposal) return done(null);
    if (proposal.revision !== wish.revision) return refused(null, 'draftMoved');
    await dropProposal(trx, one.id, wish.sort);
    await note('voice.drop_draft');
    return done(null);
  });
}
