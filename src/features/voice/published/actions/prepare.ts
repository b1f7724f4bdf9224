/** From a case to a public text: written by one, looked at by a second, shown to the person, and only then out. */
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { namesAccused } from '../../handling/actions/accused.ts';
import { type By, onCase } from '../../handling/actions/by.ts';
import { maySecond } from '../../handling/model/proposal.ts';
import { accusedNames } from '../../handling/queries/accused.ts';
import { lookDays, mayBePublished, type PublicText, type WithdrawalGround } from '../model/published.ts';
import {
  approvePublication,
  correctPublished,
  dropPublication,
  nameAtSubmission,
  publicationOf,
  publishedOf,
  putPublication,
  withdrawPublished,
} from '../queries/published.ts';

export interface Wish extends PublicText {
  /** Of a correction: what changed. */
  change: string;
  /** Of the draft that the writer saw; 0: there was none. */
  revision: number;
}

/** What is the same for whoever writes and whoever looks: no number of a person, nobody who is accused. */
async function checked(trx: Transaction, caseId: string, text: PublicText): Promise<Trouble[]> {
  const fields = ['title', 'question', 'answer'] as const;
  const names = await accusedNames(trx, caseId);
  return fields.flatMap((field): Trouble[] => {
    if (holdsIdentityNumber(text[field])) return [{ field, key: 'identityNumber' }];
    const named = names.some((name) => text[field].includes(name));
    return named ? [{ field, key: 'publishAccused' }] : [];
  });
}

/**
 * Writes the public text, or what corrects it. Troubles: `publishNot` (the person or the state does not allow it),
 * `draftMoved`, `identityNumber`, `publishAccused`, `changeMissing`.
 */
export function preparePublication(trx: Transaction, by: By, number: string, wish: Wish): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    if (!mayBePublished(one) || one.officeId === null) return refused(null, 'publishNot');
    const published = await publishedOf(trx, one.id);
    if (published?.withdrawnOn) return refused(null, 'publishNot');
    if (published && wish.change === '') return refused('change', 'changeMissing');
    const before = await publicationOf(trx, one.id);
    if ((before?.revision ?? 0) !== wish.revision) return refused(null, 'draftMoved');
    const troubles = await checked(trx, one.id, wish);
    if (troubles.length > 0) return { ok: false, troubles };
    const { language, title, question, answer } = wish;
    const change = published ? wish.change : null;
    const same = before && before.title === title && before.question === question && before.answer === answer;
    if (same && before.change === change && before.language === language) return done(null);
    // A name is printed with one text: with the first what was said at submission, with a correction what is said then.
    const printedName = published ? null : await nameAtSubmission(trx, one.id);
    const text = { language, title, question, answer, change, printedName };
    await putPublication(trx, one.id, { accountId: by.handler.accountId, day: by.today, ...text });
    await note('voice.prepare_publication');
    return done(null);
  });
}

/**
 * A second person has read it. A first text waits for the person to look at it; what corrects a text in public is out at
 * once, since what is wrong there harms every day.
 */
export function approvePrepared(trx: Transaction, by: By, number: string, revision: number): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, step, note }) => {
    if (!mayBePublished(one)) return refused(null, 'publishNot');
    const text = await publicationOf(trx, one.id);
    if (!text || text.approvedOn) return refused(null, 'caseMoved');
    if (text.revision !== revision) return refused(null, 'draftMoved');
    const { accountId } = by.handler;
    if (!maySecond(text, accountId)) return refused(null, 'secondOwn');
    const troubles = await checked(trx, one.id, text);
    if (troubles.length > 0) return { ok: false, troubles: [{ field: null, key: troubles[0]?.key ?? 'draftMoved' }] };
    const published = await publishedOf(trx, one.id);
    if (published?.withdrawnOn) return refused(null, 'publishNot');
    if (published) {
      await correctPublished(trx, published, { ...text, day: by.today, change: text.change ?? '' });
      await dropPublication(trx, one.id);
      await step({ act: 'publication_corrected' });
      await note('voice.correct_publication');
      return done(null);
    }
    const publishOn = addDays(by.today, lookDays);
    await approvePublication(trx, one.id, { accountId, day: by.today, publishOn });
    await step({ act: 'publication_shown' });
    await note('voice.approve_publication');
    return done(null);
  });
}

/** By whoever may see it: the writer, or the one who does not agree. Until it is out. */
export function dropPrepared(trx: Transaction, by: By, number: string, revision: number): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    const text = await publicationOf(trx, one.id);
    if (!text) return done(null);
    if (text.revision !== revision) return refused(null, 'draftMoved');
    await dropPublication(trx, one.id);
    await note('voice.drop_publication');
    return done(null);
  });
}

/** At once and by one person, since every day that it stands can harm; its place says so for good. */
export function takeBackPublished(
  trx: Transaction,
  by: By,
  number: string,
  why: { ground: Exclude<WithdrawalGround, 'permission'>; reason: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, step, note }) => {
    const published = await publishedOf(trx, one.id);
    if (!published || published.withdrawnOn) return refused(null, 'caseMoved');
    if (holdsIdentityNumber(why.reason)) return refused('withdrawReason', 'identityNumber');
    if (await namesAccused(trx, one.id, why.reason)) return refused('withdrawReason', 'publishAccused');
    await withdrawPublished(trx, published.number, { day: by.today, ground: why.ground, reason: why.reason });
    await dropPublication(trx, one.id);
    await step({ act: 'publication_withdrawn', text: why.reason });
    await note('voice.withdraw_publication');
    return done(null);
  });
}
