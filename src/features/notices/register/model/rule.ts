/** Rules among the notices: what the register says of one, and how it stands today. */

/** What rules are about: a closed list. */
export const subjects = [
  'admission',
  'teaching',
  'safety',
  'health',
  'finance',
  'staff',
  'information',
  'other',
] as const;
export type Subject = (typeof subjects)[number];

export const linkKinds = ['replaces', 'amends', 'repeals'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface RuleLink {
  kind: LinkKind;
  targetId: number;
}

export interface Rule {
  subject: Subject;
  /** Null: from the day of publication. */
  inForceFrom: string | null;
  /** The last day. */
  inForceUntil: string | null;
  links: RuleLink[];
}

export const statuses = ['upcoming', 'in_force', 'expired', 'repealed', 'withdrawn'] as const;
export type Status = (typeof statuses)[number];

export interface Standing {
  state: 'published' | 'withdrawn';
  /** The first day on which it holds. */
  from: string;
  until: string | null;
  /** The first day on which another rule that repeals or replaces it holds. */
  endedOn: string | null;
}

/** How a rule stands on a day. What ended it counts before its own last day. */
export function statusOn({ state, from, until, endedOn }: Standing, day: string): Status {
  if (state === 'withdrawn') return 'withdrawn';
  if (endedOn !== null && endedOn <= day) return 'repealed';
  if (until !== null && until < day) return 'expired';
  return day < from ? 'upcoming' : 'in_force';
}

/** Rules that are named in a form, one a line. */
export function linesOf(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
}

export const mostLinks = 20;

/** A row of the register. */
export interface RuleRow extends Standing {
  id: number;
  organisationId: number;
  number: string | null;
  numberLatin: string | null;
  publishedAt: Date;
  subject: Subject;
  title: string;
  language: string;
  /** Another rule that holds has amended it. */
  amended: boolean;
}

/** Another rule, seen from one: what this does to it, or it to this. */
export interface Related {
  id: number;
  kind: LinkKind;
  title: string;
  language: string;
  number: string | null;
  numberLatin: string | null;
}
