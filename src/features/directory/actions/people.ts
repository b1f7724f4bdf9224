/** A person's language, and who looked at a person. */
import { record } from '#features/audit/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { PersonRecord } from '../model/records.ts';
import { personWithinReach } from '../queries/person-page.ts';
import { setLanguage } from '../queries/recipients.ts';
import { boundsOf, type Desk, recordChange } from './desk.ts';

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
  person: Pick<PersonRecord, 'id' | 'organisationId'>,
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
