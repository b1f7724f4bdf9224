/** What the directory's handlers take from a request. */

import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import type { Desk } from '../actions/desk.ts';
import { words } from '../messages.ts';
import type { Organisation } from '../model.ts';
import type { Frame } from '../pages/frame.tsx';
import { lineOf } from '../queries/organisations.ts';
import type { Bounds } from '../queries/within-reach.ts';

export function frameOf(c: Ctx): Frame {
  const { config } = c.var.services;
  return { shell: c.var.shell('staff'), t: words(c.var.language), zone: config.timeZone, today: todayOf(c) };
}

export function todayOf(c: Ctx): string {
  const { clock, config } = c.var.services;
  return localDate(clock.now(), config.timeZone);
}

/** What the caller may read. Whoever may mend everything that is read also finds what has ended. */
export function readingOf(c: Ctx): Bounds {
  const reach = c.var.reach('directory.read');
  const edit = c.var.reach('directory.edit');
  return { reach, today: todayOf(c), ended: reach.paths.every((path) => within(edit, path)) };
}

/** True if the caller may change what belongs to this organisation. */
export function mayEditAt(c: Ctx, path: string): boolean {
  return within(c.var.reach('directory.edit'), path);
}

export function callerAccount(c: Ctx): { accountId: number; personId: number | null } {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new NotFound();
  return caller;
}

/** For a change at the desk. */
export function deskOf(c: Ctx): Desk {
  const { accountId } = callerAccount(c);
  return { accountId, reach: c.var.reach('directory.edit'), today: todayOf(c), at: c.var.services.clock.now() };
}

/** The organisations above one, as far as the caller may see them; the last is the one itself. */
export async function visibleLine(c: Ctx, organisation: Organisation): Promise<Organisation[]> {
  const reach = c.var.reach('directory.read');
  return (await lineOf(c.var.services.db, organisation.path)).filter((one) => within(reach, one.path));
}
