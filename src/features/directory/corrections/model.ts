/** What a family may say is wrong, and in which form it is kept. */
import { contentLanguages } from '#platform/i18n.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';

export const correctionKinds = ['sms', 'email', 'language', 'name'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/** So many wait at most of one person: a link that went round in a group is no way to fill the office's list. */
export const mostOpen = 5;

export interface Correction {
  id: number;
  personId: number;
  person: string;
  kind: CorrectionKind;
  value: string;
  proposedAt: Date;
  /** The person has this address already, and opted out of it. */
  optedOut: boolean;
  /** Names of the pupils within the reach whose guardian the person is. */
  pupils: string[];
  organisationId: number | null;
}

/** How a proposal is kept; the checks of addresses and names are given. */
export function correctionValue(
  kind: string,
  value: string,
  checks: {
    email: (text: string) => string | null;
    mobile: (text: string) => string | null;
    name: (text: string) => string | null;
  },
): Outcome<{ kind: CorrectionKind; value: string }> {
  const known = correctionKinds.find((one) => one === kind);
  if (!known) return refused('kind', 'detailsKindMissing');
  if (value.trim() === '') return refused(known, 'detailsValueMissing');
  if (known === 'language') {
    return value in contentLanguages ? done({ kind: known, value }) : refused(known, 'detailsValueMissing');
  }
  const kept = known === 'email' ? checks.email(value) : known === 'sms' ? checks.mobile(value) : checks.name(value);
  return kept === null ? refused(known, `detailsWrong_${known}`) : done({ kind: known, value: kept });
}
