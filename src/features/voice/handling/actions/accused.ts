/** The accused has rights too: heard, named to nobody but the handlers of the case, forgotten when it was unfounded. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Accused } from '../model/rows.ts';
import { accusedNames, accusedOf, insertAccused, setFounded, setHeard, setUnfounded } from '../queries/accused.ts';
import { putConflict } from '../queries/work.ts';
import { type By, type Ground, onCase } from './by.ts';

const mostAccused = 20;

/** Whether a text that the person or the public reads names whom the case complains of: the office may know more than they. */
export async function namesAccused(trx: Transaction, caseId: string, text: string): Promise<boolean> {
  return (await accusedNames(trx, caseId)).some((name) => text.includes(name));
}

/** Named by name and position, or as a member of staff, who is out of the case from this moment. */
export function nameAccused(
  trx: Transaction,
  by: By,
  number: string,
  who: { name: string; position: string; accountId: number | null },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    if (who.accountId === by.handler.accountId) return refused('account', 'accusedSelf');
    const before = await accusedOf(trx, one.id);
    if (before.length >= mostAccused) return refused(null, 'accusedFull', { n: mostAccused });
    if (before.some((old) => old.name === who.name && (old.position ?? '') === who.position)) return done(null);
    const { name, accountId } = who;
    await insertAccused(trx, { caseId: one.id, name, position: who.position || null, accountId });
    if (accountId !== null) await putConflict(trx, { caseId: one.id, accountId, day: by.today, out: true });
    await note('voice.name_accused');
    return done(null);
  });
}

async function undecided(trx: Transaction, { one }: Ground, id: string): Promise<Outcome<Accused>> {
  const found = (await accusedOf(trx, one.id)).find((each) => each.id === id);
  if (!found) return refused(null, 'caseGone');
  return found.outcome === null ? done(found) : refused(null, 'accusedDecided');
}

/** What they say to it, and on which day they said it. */
export function hearAccused(
  trx: Transaction,
  by: By,
  number: string,
  heard: { id: string; statement: string; heardOn: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const found = await undecided(trx, ground, heard.id);
    if (!found.ok) return found;
    if (heard.heardOn > by.today || heard.heardOn < ground.one.receivedOn) return refused('heardOn', 'heardDay');
    await setHeard(trx, heard.id, heard);
    if (found.value.heardOn === null) await ground.step({ act: 'heard' });
    await ground.note('voice.hear_accused');
    return done(null);
  });
}

/** Nobody is found to have done it unheard. Unfounded: the name goes in this transaction, and the person is told without it. */
export function decideAccused(
  trx: Transaction,
  by: By,
  number: string,
  decision: { id: string; outcome: 'founded' | 'unfounded' },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const found = await undecided(trx, ground, decision.id);
    if (!found.ok) return found;
    if (decision.outcome === 'founded') {
      if (found.value.heardOn === null) return refused(null, 'accusedUnheard');
      await setFounded(trx, decision.id, by.today);
      await ground.step({ act: 'founded' });
    } else {
      await setUnfounded(trx, decision.id, by.today);
      await ground.step({ act: 'cleared' });
    }
    await ground.note('voice.decide_accused');
    return done(null);
  });
}
