/**
 * What the person says, by the receipt code, to the text that is to be in public or is: nobody's account, no audit, no
 * job; a day.
 */
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { longestPrintedName } from '../../model/kinds.ts';
import { addStep, lockCase } from '../../queries/cases.ts';
import { type Consent, consents } from '../model/published.ts';
import {
  dropPublication,
  publicationOf,
  publishedOf,
  setPrintedName,
  setPublishOn,
  takePermission,
  withdrawPublished,
} from '../queries/published.ts';

export function isConsent(act: string): act is Consent {
  return (consents as readonly string[]).includes(act);
}

/**
 * `publishSoon`: need not be waited for · `publishNo`: no longer allowed, and what is in public goes · `nameYes`: this
 * name with this text · `nameNo`: no name. Troubles: `caseMoved`, `nameMissing`, `nameTooLong`, `identityNumber`.
 */
export async function sayConsent(
  trx: Transaction,
  caseId: string,
  today: string,
  said: { act: Consent; name: string; revision: string },
): Promise<Outcome<null>> {
  const one = await lockCase(trx, caseId);
  if (!one) return refused(null, 'caseMoved');
  const [text, published] = [await publicationOf(trx, caseId), await publishedOf(trx, caseId)];
  const shown = text?.approvedOn ? text : undefined;
  const out = published && !published.withdrawnOn ? published : undefined;
  if (said.act === 'publishNo') {
    if (!one.mayPublish) return done(null);
    await takePermission(trx, caseId);
    await dropPublication(trx, caseId);
    if (out) await withdrawPublished(trx, out.number, { day: today, ground: 'permission', reason: null });
    await addStep(trx, { caseId, day: today, act: 'permission_taken' });
    return done(null);
  }
  if (said.act === 'nameNo') {
    await setPrintedName(trx, caseId, null, today);
    return done(null);
  }
  // What is consented to is the text that stood on the page, and no other that came in its place meanwhile.
  const seen = shown ? `draft-${shown.revision}` : out ? `version-${out.version}` : '';
  if (seen === '' || seen !== said.revision) return refused(null, 'caseMoved');
  if (said.act === 'publishSoon') {
    if (!shown) return refused(null, 'caseMoved');
    await setPublishOn(trx, caseId, today);
    return done(null);
  }
  if (said.name === '') return refused('name', 'nameMissing');
  if (said.name.length > longestPrintedName) return refused('name', 'nameTooLong', { n: longestPrintedName });
  if (holdsIdentityNumber(said.name)) return refused('name', 'identityNumber');
  await setPrintedName(trx, caseId, said.name, today);
  return done(null);
}
