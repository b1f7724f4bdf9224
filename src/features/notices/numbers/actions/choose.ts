/** Which number a draft is to have: none, the next of a series at publication, or one that another office gave. */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, edit } from '../../actions/by.ts';
import { parsedNumber } from '../model/number.ts';
import { codeSpelt, codesFor, setNumber } from '../queries/numbers.ts';
import { voidNumber } from './give.ts';

export type NumberChoice =
  | { from: 'none' }
  | { from: 'series'; codeId: number }
  | { from: 'elsewhere'; number: string };

export function chooseNumber(
  services: Services,
  by: By,
  id: number,
  revision: number,
  choice: NumberChoice,
): Promise<Outcome<{ revision: number }>> {
  const at = services.clock.now();
  return edit(services, by, id, revision, async (trx, notice) => {
    if (notice.correctsId !== null) return refused(null, 'fixedInCorrection');
    if (choice.from === 'series') {
      // Saved again as it was: what a stopped notice has for itself stays.
      if (notice.numberCodeId === choice.codeId) return done(null);
      const codes = await codesFor(trx, notice.organisationId);
      if (!codes.some((code) => code.id === choice.codeId)) return refused('from', 'codeNotYours');
    }
    const typed = choice.from === 'elsewhere' ? choice.number : null;
    if (typed !== null) {
      if (typed === '') return refused('number', 'numberMissing');
      const parsed = parsedNumber(typed);
      // A number of our own series comes from the series alone: typed, it could stand twice.
      if (parsed && (await codeSpelt(trx, parsed.code)))
        return refused('number', 'numberOfSeries', { code: parsed.code });
    }
    await voidNumber(trx, notice, 'changed', at, by.accountId);
    await setNumber(trx, id, { codeId: choice.from === 'series' ? choice.codeId : null, number: typed, latin: null });
    return done(null);
  });
}
