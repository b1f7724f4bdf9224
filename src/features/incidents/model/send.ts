/** A warning sent to families and staff: to whom, by which default, what may be shown of its figures. Pure. */
import type { AlertKind } from './alert.ts';
import type { Level } from './kinds.ts';

/** Roles of an audience (directory); teachers and heads are chosen together, as staff. */
export const recipients = ['guardians', 'staff', 'pupils'] as const;
export type Recipients = (typeof recipients)[number];

const rolesOf = { guardians: ['guardians'], staff: ['teachers', 'heads'], pupils: ['pupils'] } as const;
export type AlertRole = (typeof rolesOf)[Recipients][number];

export function rolesFor(chosen: readonly Recipients[]): AlertRole[] {
  return recipients.filter((one) => chosen.includes(one)).flatMap((one) => [...rolesOf[one]]);
}

export function recipientsOf(roles: readonly string[]): Recipients[] {
  return recipients.filter((one) => roles.includes(rolesOf[one][0]));
}

/**
 * Chosen beforehand in the form: the two graver levels go to families and staff unless the officer takes it away. Once
 * something was sent, those who got it are chosen, so that nobody is left with a warning that has changed.
 */
export function proposedFor(level: Level, before: readonly string[]): Recipients[] {
  if (before.length > 0) return recipientsOf(before);
  return level <= 2 ? ['guardians', 'staff'] : [];
}

/** An audience has at least so many people (product rule 2). */
export const fewestPeople = 5;

/** What is sent of a warning, and how far it is; `AlertProgress` of delivery has the figures while it goes. */
export interface Send {
  alertId: number;
  incidentId: number;
  kind: AlertKind;
  level: Level;
  at: Date;
  expiresAt: Date;
  accountId: number | null;
  roles: AlertRole[];
  people: number;
  endedAt: Date | null;
  reached: number | null;
  ms50: number | null;
  ms95: number | null;
  ms99: number | null;
}

/**
 * A figure that may be shown: below five, and where the rest is below five, nothing more is said (product rule 9). `few`:
 * fewer than five; `least`: at least so many, since the rest is small.
 */
export type Shown = { show: 'number' | 'least'; n: number } | { show: 'few' };

export function shownOf(n: number, of: number): Shown {
  if (n === 0 || (n === of && n >= fewestPeople)) return { show: 'number', n };
  if (n < fewestPeople) return { show: 'few' };
  return of - n > 0 && of - n < fewestPeople
    ? { show: 'least', n: Math.max(0, of - fewestPeople + 1) }
    : { show: 'number', n };
}
