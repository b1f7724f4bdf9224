/**
 * What all features keep, in the order in which somebody is erased: from the top down, so that what refers to a person
 * goes before the person does. A feature that is not here is found by test/rules/keeping.test.ts.
 */
import { accounts } from '#features/accounts/feature.ts';
import { api } from '#features/api/feature.ts';
import { audit } from '#features/audit/feature.ts';
import { calendar } from '#features/calendar/feature.ts';
import { channels } from '#features/channels/feature.ts';
import { delivery } from '#features/delivery/feature.ts';
import { directory } from '#features/directory/feature.ts';
import { help } from '#features/help/feature.ts';
import { incidents } from '#features/incidents/feature.ts';
import { map } from '#features/map/feature.ts';
import { notices } from '#features/notices/feature.ts';
import { operation } from '#features/operation/feature.ts';
import { training } from '#features/training/feature.ts';
import { voice } from '#features/voice/feature.ts';
import type { Feature } from '#platform/feature.ts';
import type { Erasure, Keeping, Kept, PersonalPart, RetentionRule } from '#platform/keeping.ts';
import { keeping as own } from './keeping.ts';

const kept: readonly Pick<Feature, 'name' | 'keeping'>[] = [
  { name: 'privacy', keeping: own },
  help,
  operation,
  api,
  voice,
  training,
  incidents,
  notices,
  channels,
  delivery,
  accounts,
  directory,
  map,
  calendar,
  audit,
];

export const keepings: readonly Keeping[] = kept.map(({ name, keeping }) => {
  if (!keeping) throw new Error(`The feature ${name} does not say what it keeps.`);
  return keeping;
});

/** From the ground up, as they are read on a page. */
export const rules: readonly RetentionRule[] = [...keepings].reverse().flatMap((keeping) => keeping.rules);
export const parts: readonly PersonalPart[] = [...keepings].reverse().flatMap((keeping) => keeping.parts);
export const erasures: readonly Erasure[] = keepings.flatMap((keeping) => keeping.erasures);
export const keptAfterErasure: readonly Kept[] = keepings.flatMap((keeping) => keeping.kept);

export function ruleOf(kind: string): RetentionRule | undefined {
  return rules.find((rule) => rule.kind === kind);
}

/** Rules that a hold can suspend: those that the nightly job carries out, but for secrets and half-read files. */
export function mayBeHeld(rule: RetentionRule): boolean {
  return rule.forget !== undefined && rule.mayBeHeld !== false;
}
