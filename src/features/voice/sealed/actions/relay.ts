/** A handler asks that word be sent to whoever sealed their name; to whom, they don't learn. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, onCase } from '../../handling/actions/by.ts';
import { askRelay, relayOf } from '../queries/names.ts';

/** Troubles of `onCase`, and `caseMoved` where no name can be opened, or somebody has asked already. */
export function askForWord(trx: Transaction, by: By, number: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    const { openable, askedOn } = await relayOf(trx, one.id);
    if (!openable || askedOn !== null) return refused(null, 'caseMoved');
    await askRelay(trx, one.id, by.handler.accountId, by.today);
    await note('voice.ask_news');
    return done(null);
  });
}
