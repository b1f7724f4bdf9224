/** What this feature's handlers take from a request. */
import { accountNames } from '#features/accounts/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { Forbidden } from '#platform/http/respond.ts';
import type { By } from '../actions/retention.ts';
import { words } from '../messages.ts';
import type { View } from '../pages/frame.tsx';
import { ofDistrict } from '../policy.ts';

export function todayOf(c: Ctx): string {
  const { clock, config } = c.var.services;
  return localDate(clock.now(), config.timeZone);
}

export async function viewOf(
  c: Ctx,
  kind: 'public' | 'staff',
  accounts: readonly (number | null)[] = [],
): Promise<View> {
  const { db, config } = c.var.services;
  const ids = accounts.filter((id): id is number => id !== null);
  return {
    shell: c.var.shell(kind),
    t: words(c.var.language),
    language: c.var.language,
    zone: config.timeZone,
    today: todayOf(c),
    names: ids.length > 0 ? await accountNames(db, ids) : new Map(),
  };
}

export function callerId(c: Ctx): number {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  return caller.accountId;
}

export function byOf(c: Ctx): By {
  return { accountId: callerId(c), at: c.var.services.clock.now(), today: todayOf(c) };
}

/** The rules and registers are the district's: a school's administrator has nothing to decide there. */
export function forDistrict(c: Ctx, permission: 'privacy.read' | 'privacy.act'): void {
  if (!ofDistrict(c.var.reach(permission))) throw new Forbidden();
}

export function mayActInDistrict(c: Ctx): boolean {
  return ofDistrict(c.var.reach('privacy.act'));
}
