/** A handler lets a text out by Open311, or takes it back. One person is enough: it is about a thing, and nothing of the person is in the form. */
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { oneLine, tidied } from '../ask/model/tidy.ts';
import { namesAccused } from '../handling/actions/accused.ts';
import { type By, onCase } from '../handling/actions/by.ts';
import { longestAddress } from '../model/kinds.ts';
import { longestDescription } from './model/request.ts';
import { dropRelease, putRelease, releaseOf } from './queries.ts';

/** Troubles: `releaseNot` (nothing of this case may leave), `textMissing`, `textLong`, `releaseAddressLong`, `releaseIdentity`, `publishAccused`. */
export function releaseText(
  trx: Transaction,
  by: By,
  number: string,
  wish: { text: string; address: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    const { may } = await releaseOf(trx, one.id);
    if (!may || one.state === 'withdrawn') return refused(null, 'releaseNot');
    const text = tidied(wish.text).text;
    const address = oneLine(wish.address);
    if (text === '') return refused('text', 'textMissing');
    if (text.length > longestDescription) return refused('text', 'textLong', { n: longestDescription });
    if (address.length > longestAddress) return refused('address', 'releaseAddressLong', { n: longestAddress });
    if (holdsIdentityNumber(text)) return refused('text', 'releaseIdentity');
    if (await namesAccused(trx, one.id, text)) return refused('text', 'publishAccused');
    if (holdsIdentityNumber(address)) return refused('address', 'releaseIdentity');
    await putRelease(trx, {
      ...{ caseId: one.id, day: by.today, accountId: by.handler.accountId, text },
      address: address === '' ? null : address,
    });
    await note('voice.release_text');
    return done(null);
  });
}

/** What others have fetched meanwhile they have; from now on nobody gets it here. */
export function takeTextBack(trx: Transaction, by: By, number: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, note }) => {
    if (await dropRelease(trx, one.id)) await note('voice.take_text_back');
    return done(null);
  });
}
