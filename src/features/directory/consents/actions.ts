/** What the district asks consent for, and what guardians say. A withdrawal holds with the transaction that writes it. */
import { record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { PurposeTexts } from './model.ts';
import {
  childrenToConsentFor,
  endPurposeRow,
  insertPurpose,
  openPurpose,
  openPurposes,
  putDecision,
  replacePurpose,
} from './queries.ts';

interface By {
  accountId: number;
  organisationId: number;
  at: Date;
}

/** A new purpose, or the next version of one: then everybody is asked anew. The value is its id. */
export async function writePurpose(
  trx: Transaction,
  by: By,
  id: number | null,
  texts: PurposeTexts,
): Promise<Outcome<number>> {
  const before = id === null ? undefined : await openPurpose(trx, id, true);
  if (id !== null && !before) return refused(null, 'gone');
  if (before && JSON.stringify(sorted(before.texts)) === JSON.stringify(sorted(texts)))
    return refused(null, 'purposeSame');
  if (before) await replacePurpose(trx, before, texts);
  const written = before?.id ?? (await insertPurpose(trx, texts, by.at));
  await note(trx, by, 'consent_purpose.write', written, { version: (before?.version ?? 0) + 1 });
  return done(written);
}

/** The district no longer does this: nobody is asked, and nothing counts as given. */
export async function endPurpose(trx: Transaction, by: By, id: number, today: string): Promise<Outcome<null>> {
  if (!(await openPurpose(trx, id, true))) return refused(null, 'gone');
  await endPurposeRow(trx, id, today);
  await note(trx, by, 'consent_purpose.end', id, {});
  return done(null);
}

/**
 * What a guardian says for a child, by purpose: true given, false refused or withdrawn. Only for a child for whom they
 * may act today; `versions` is what they read: if the district wrote anew meanwhile, they are asked to read again.
 */
export function decide(
  services: Services,
  guardianId: number,
  pupilId: number,
  said: ReadonlyMap<number, boolean>,
  versions: ReadonlyMap<number, number>,
): Promise<Outcome<null>> {
  const on = localDate(services.clock.now(), services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const children = await childrenToConsentFor(trx, guardianId, on);
    if (!children.some((child) => child.pupilId === pupilId)) return refused('child', 'childUnknown');
    const purposes = await openPurposes(trx);
    if (purposes.some(({ id, version }) => said.has(id) && versions.get(id) !== version))
      return refused(null, 'purposeMoved');
    for (const purpose of purposes) {
      const given = said.get(purpose.id);
      if (given !== undefined) await putDecision(trx, { purpose, guardianId, pupilId, given, on });
    }
    return done(null);
  });
}

function note(
  trx: Transaction,
  by: By,
  action: 'consent_purpose.write' | 'consent_purpose.end',
  id: number,
  detail: Record<string, number>,
): Promise<void> {
  return record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: by.organisationId,
    subject: `consent_purpose:${id}`,
    detail,
    at: by.at,
  });
}

function sorted(texts: PurposeTexts): unknown {
  return Object.entries(texts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([language, text]) => [language, text.name, text.data, text.necessity, text.effect]);
}
