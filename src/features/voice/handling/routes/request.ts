/** What the handlers of the desk take from a request. */
import { accountNames } from '#features/accounts/feature.ts';
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { Forbidden, NotFound } from '#platform/http/respond.ts';
import { words } from '../../messages.ts';
import type { Case } from '../../model/case.ts';
import { complains } from '../../model/kinds.ts';
import type { By } from '../actions/by.ts';
import type { Handler } from '../model/handler.ts';
import type { View } from '../pages/frame.tsx';
import { caseSeen } from '../queries/desk.ts';
import { postPaths } from '../queries/scope.ts';
import { conflictOf } from '../queries/work.ts';

export function todayOf(c: Ctx): string {
  const { clock, config } = c.var.services;
  return localDate(clock.now(), config.timeZone);
}

/** Where they are employed or hold any role is their own, whatever the page. */
export async function handlerOf(c: Ctx): Promise<Handler> {
  const { caller, services } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  const today = todayOf(c);
  const reach = c.var.reach('voice.handle');
  const [district, posts] = await Promise.all([
    theDistrict(services.db),
    postPaths(services.db, caller.personId, today),
  ]);
  const above = c.var.reach('voice.seal');
  return {
    accountId: caller.accountId,
    reach,
    assigns: district !== undefined && within(reach, district.path),
    own: [...new Set([...posts, ...caller.grants.map((grant) => grant.path)])],
    above: district !== undefined && within(above, district.path),
    today,
  };
}

export async function byOf(c: Ctx): Promise<By> {
  const handler = await handlerOf(c);
  return { handler, today: handler.today };
}

export async function viewOf(c: Ctx, accounts: readonly number[] = []): Promise<View> {
  const { language } = c.var;
  const names = accounts.length > 0 ? await accountNames(c.var.services.db, accounts) : new Map<number, string>();
  return { shell: c.var.shell('staff'), t: words(language), language, today: todayOf(c), names };
}

export function numberFrom(c: Ctx): string {
  return c.req.param('case') ?? '';
}

/** The case if this handler may see it; else it is not there. Which of the two, nobody learns. */
export async function seenCase(c: Ctx, handler: Handler): Promise<Case> {
  const found = await caseSeen(c.var.services.db, handler, numberFrom(c));
  if (!found) throw new NotFound();
  return found;
}

/** Whether they have to say first that they know neither the matter nor the people. */
export async function asksFirst(c: Ctx, handler: Handler, one: Case): Promise<boolean> {
  return complains(one.kind) && (await conflictOf(c.var.services.db, one.id, handler.accountId)) === undefined;
}
