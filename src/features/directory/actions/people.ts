/** A person's state and language, and who looked at a person. */
import { record } from '#features/audit/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { PersonRecord } from '../model/records.ts';
import type { PersonState } from '../model.ts';
import { endPerson, isMerged, lockPerson, raiseLinkEpoch, reopenPerson } from '../queries/changes.ts';
import { personWithinReach } from '../queries/person-page.ts';
import { setLanguage } from '../queries/recipients.ts';
import { boundsOf, type Desk, recordChange } from './desk.ts';

/**
 * A pupil who leaves or dies: everything stops at once. Memberships and guardianships end today, links sent to the
 * guardians (and to the person) end, queued messages are stopped when they are claimed; nothing is sent about it.
 */
export async function markGone(
  trx: Transaction,
  desk: Desk,
  personId: number,
  state: Exclude<PersonState, 'active'>,
): Promise<Outcome<null>> {
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  const before = person && (await lockPerson(trx, personId));
  if (!person || !before) return refused(null, 'gone');
  if (before === state) return refused(null, 'alreadySo');
  const guardians = await endPerson(trx, personId, state, desk.today);
  await raiseLinkEpoch(trx, [...guardians, personId]);
  await recordChange(trx, desk, `person.mark_${state}`, subjectOf(person));
  return done(null);
}

/** Takes a mistaken mark back. */
export async function restorePerson(trx: Transaction, desk: Desk, personId: number): Promise<Outcome<null>> {
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  const before = person && (await lockPerson(trx, personId));
  if (!person || !before) return refused(null, 'gone');
  if (before === 'active') return refused(null, 'alreadySo');
  if (await isMerged(trx, personId)) return refused(null, 'mergedAway');
  await reopenPerson(trx, personId);
  await recordChange(trx, desk, 'person.restore', subjectOf(person), { was: before });
  return done(null);
}

export async function choosePreferredLanguage(
  trx: Transaction,
  desk: Desk,
  personId: number,
  language: ContentLanguage | null,
): Promise<Outcome<null>> {
  const person = await personWithinReach(trx, boundsOf(desk), personId);
  if (!person) return refused(null, 'gone');
  await setLanguage(trx, personId, language);
  await recordChange(trx, desk, 'person.set_language', subjectOf(person), { language });
  return done(null);
}

/** Whoever looks at another person's data leaves a trace. */
export async function recordView(
  db: Database,
  viewer: { accountId: number; personId: number | null },
  person: PersonRecord,
  at: Date,
): Promise<void> {
  if (viewer.personId === person.id) return;
  await record(db, {
    actor: { kind: 'account', accountId: viewer.accountId },
    action: 'person.view',
    organisationId: person.organisationId,
    subject: `person:${person.id}`,
    at,
  });
}

function subjectOf(person: PersonRecord) {
  return { personId: person.id, organisationId: person.organisationId };
}
