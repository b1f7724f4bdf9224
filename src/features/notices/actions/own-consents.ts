/** Consents that a guardian gives and withdraws for an own child under fourteen, behind the own link. */
import {
  childrenToConsentFor,
  consentHistoryOf,
  decideConsent,
  decisionsOf,
  openPurposes,
  type PastDecision,
  type Purpose,
} from '#features/directory/feature.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { childNamed } from '../slips/actions/answering.ts';
import { today } from './by.ts';
import { personBehind } from './wishes.ts';

export interface OwnConsents {
  /** As the guardian typed it. */
  childName: string;
  purposes: { purpose: Purpose; given: boolean | null; on: string | null }[];
  history: PastDecision[];
}

/** Whose link it is, and whether the district asks for anything; undefined when the link has ended. */
export async function openOwnConsents(
  services: Services,
  token: string,
): Promise<{ language: ContentLanguage | null; asks: boolean } | undefined> {
  const person = await personBehind(services, token);
  return person && { language: person.language, asks: (await openPurposes(services.db)).length > 0 };
}

/** What the guardian said for the child that they name: the light confirmation of ADR 9. */
export async function ownConsents(
  services: Services,
  token: string,
  typed: string,
  language: string,
): Promise<Outcome<OwnConsents>> {
  const found = await childOf(services, token, typed);
  if (!found.ok) return found;
  const { guardianId, pupilId } = found.value;
  const decisions = await decisionsOf(services.db, guardianId, pupilId);
  const purposes = (await openPurposes(services.db)).map((purpose) => {
    const said = decisions.find((one) => one.purposeId === purpose.id);
    return { purpose, given: said?.given ?? null, on: said?.on ?? null };
  });
  return done({
    childName: typed,
    purposes,
    history: await consentHistoryOf(services.db, guardianId, pupilId, language),
  });
}

/** Keeps what was chosen; purposes that were left alone stay as they are. It holds at once. */
export async function sayOwnConsents(
  services: Services,
  token: string,
  typed: string,
  said: ReadonlyMap<number, boolean>,
  versions: ReadonlyMap<number, number>,
): Promise<Outcome<null>> {
  const found = await childOf(services, token, typed);
  if (!found.ok) return found;
  if (said.size === 0) return refused(null, 'consentNothing');
  return decideConsent(services, found.value.guardianId, found.value.pupilId, said, versions);
}

async function childOf(
  services: Services,
  token: string,
  typed: string,
): Promise<Outcome<{ guardianId: number; pupilId: number }>> {
  const person = await personBehind(services, token);
  if (!person) return refused(null, 'linkEnded');
  const children = await childrenToConsentFor(services.db, person.id, today(services));
  const child = childNamed(children, typed);
  if (!child) return refused('child', typed.trim() ? 'childUnknown' : 'childMissing');
  return done({ guardianId: person.id, pupilId: child.pupilId });
}
