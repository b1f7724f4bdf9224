/** What whoever holds the receipt code may do with the case: add something, answer a question back, withdraw it. */
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { NewFile } from '../../model/brought.ts';
import { longestText, longestTyped } from '../../model/kinds.ts';
import { mayBecome } from '../../model/state.ts';
import { insertFiles } from '../../queries/bring.ts';
import { addMessage, addStep, changeCase, lockCase, messagesOf } from '../../queries/cases.ts';
import { dropName } from '../../sealed/queries/names.ts';
import { mostFiles } from '../model/limits.ts';
import { tidied } from '../model/tidy.ts';

/** What one person may add; an office that asks makes room for more. */
const mostInARow = 5;

/** Troubles: `textMissing`, `textLong`, `identityNumber`, `tooManyFiles`, `caseOver`, `messagesMany`. */
export async function addToCase(
  services: Services,
  caseId: string,
  input: { text: string; files: readonly NewFile[] },
): Promise<Outcome<null>> {
  if (input.text.length > longestTyped) return refused('text', 'textLong', { n: longestText });
  const text = tidied(input.text).text;
  if (text === '') return refused('text', 'textMissing');
  if (text.length > longestText) return refused('text', 'textLong', { n: longestText });
  if (holdsIdentityNumber(text)) return refused('text', 'identityNumber');
  if (input.files.length > mostFiles) return refused('files', 'tooManyFiles', { n: mostFiles });
  const { db, clock, config } = services;
  return db.transaction().execute(async (trx) => {
    const found = await lockCase(trx, caseId);
    if (!found || !takesMore(found.state)) return refused(null, 'caseOver');
    const before = await messagesOf(trx, caseId);
    const inARow = before.length - 1 - before.findLastIndex((one) => !one.fromPerson);
    if (inARow >= mostInARow) return refused(null, 'messagesMany');
    const day = localDate(clock.now(), config.timeZone);
    const n = await addMessage(trx, { caseId, day, accountId: null, text });
    await insertFiles(trx, caseId, n, input.files);
    await addStep(trx, { caseId, day, act: 'replied', round: found.round });
    return done(null);
  });
}

export function takesMore(state: string): boolean {
  return state === 'received' || state === 'accepted' || state === 'answered';
}

/** A tombstone stays, which the receipt still opens. Trouble: `caseOver`. */
export async function withdrawCase(services: Services, caseId: string): Promise<Outcome<null>> {
  const { db, clock, config } = services;
  return db.transaction().execute(async (trx) => {
    const found = await lockCase(trx, caseId);
    if (!found || !mayBecome(found.state, 'withdrawn')) return refused(null, 'caseOver');
    const day = localDate(clock.now(), config.timeZone);
    await changeCase(trx, caseId, { state: 'withdrawn', closedOn: day, dueOn: null, dueProvisional: false });
    await addStep(trx, { caseId, day, act: 'withdrawn', round: found.round });
    return done(null);
  });
}

/** The sealed name goes at once, whatever the state; the case stays. Twice does no harm. */
export async function dropSealedName({ db }: Services, caseId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const found = await lockCase(trx, caseId);
    if (found?.way === 'sealed') await dropName(trx, caseId);
  });
}
