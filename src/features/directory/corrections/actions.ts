/** A family proposes, the school office decides. Nothing changes in the directory before. */
import { record } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { boundsOf, type Desk } from '../actions/desk.ts';
import { pinyinOf } from '../names.ts';
import { setLanguage } from '../queries/recipients.ts';
import { emailOf, mobileOf } from '../roster/model.ts';
import { holdsIdentityNumber } from '../roster/sensitive.ts';
import { divided } from '../sheet/staging.ts';
import { looksLikeName, nameOf } from '../sheet/values.ts';
import { type Correction, correctionValue, mostOpen } from './model.ts';
import {
  decideCorrection,
  deleteOldCorrections,
  insertCorrection,
  lockOpen,
  openCorrection,
  putFirst,
  renamePerson,
} from './queries.ts';

const checks = {
  email: emailOf,
  mobile: mobileOf,
  name: (text: string) => {
    const name = nameOf(text);
    return looksLikeName(name) && !holdsIdentityNumber(name, true) ? name : null;
  },
};

/** What a person says about the own data, through the personal link. It shows and changes nothing. */
export async function proposeCorrection(
  trx: Transaction,
  personId: number,
  typed: { kind: string; value: string },
  at: Date,
): Promise<Outcome<null>> {
  const checked = correctionValue(typed.kind, typed.value, checks);
  if (!checked.ok) return checked;
  const kept = await insertCorrection(trx, { personId, ...checked.value, at }, mostOpen);
  return kept ? done(null) : refused(null, 'detailsTooMany');
}

export async function acceptCorrection(trx: Transaction, desk: Desk, id: number): Promise<Outcome<null>> {
  const found = await openCorrection(trx, boundsOf(desk), id);
  if (!found || !(await lockOpen(trx, id))) return refused(null, 'correctionGone');
  await carryOut(trx, found, desk.at);
  await decide(trx, desk, found, 'accepted', null);
  return done(null);
}

export async function declineCorrection(
  trx: Transaction,
  desk: Desk,
  id: number,
  reason: string,
): Promise<Outcome<null>> {
  const found = await openCorrection(trx, boundsOf(desk), id);
  if (!found || !(await lockOpen(trx, id))) return refused(null, 'correctionGone');
  const text = reason.trim();
  if (text === '') return refused('reason', 'correctionReasonMissing');
  if (text.length > 500) return refused('reason', 'correctionReasonLong');
  await decide(trx, desk, found, 'declined', text);
  return done(null);
}

async function carryOut(trx: Transaction, { personId, kind, value }: Correction, at: Date): Promise<void> {
  if (kind === 'email' || kind === 'sms') await putFirst(trx, { personId, kind, address: value, at });
  if (kind === 'language') await setLanguage(trx, personId, value as ContentLanguage);
  if (kind === 'name') {
    const [family, given] = divided(value);
    await renamePerson(trx, personId, { full: value, family, given, letters: pinyinOf(value) });
  }
}

async function decide(
  trx: Transaction,
  desk: Desk,
  { id, personId, kind, organisationId }: Correction,
  state: 'accepted' | 'declined',
  reason: string | null,
): Promise<void> {
  await decideCorrection(trx, id, { state, reason, accountId: desk.accountId, at: desk.at });
  await record(trx, {
    actor: { kind: 'account', accountId: desk.accountId },
    action: state === 'accepted' ? 'correction.accept' : 'correction.decline',
    organisationId,
    subject: `person:${personId}`,
    detail: { correction: id, kind },
    at: desk.at,
  });
}

const dayMs = 86_400_000;

/** Decided ones go after 90 days, those that nobody decided after a year. Returns how many. */
export async function sweepCorrections({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = clock.now().getTime();
  return deleteOldCorrections(db, new Date(now - 90 * dayMs), new Date(now - 365 * dayMs));
}
