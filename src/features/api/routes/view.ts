/** Makes what pages and actions receive from a request. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Typed } from '#platform/http/form.ts';
import { NotFound } from '#platform/http/respond.ts';
import type { Trouble } from '#platform/trouble.ts';
import { words } from '../messages.ts';
import type { View } from '../pages/frame.tsx';
import type { Maker } from '../tokens/actions.ts';

/** Words that may stand in the address after something was done. */
const notices = [
  'tokenRevoked',
  'rosterClientEnded',
  'webhookTested',
  'webhookEnabled',
  'webhookReplayed',
  'webhookRemoved',
] as const;

export function viewOf(
  c: Ctx,
  again?: { typed: Typed; troubles: readonly Trouble[] },
  kind: 'staff' | 'public' = 'staff',
): View {
  const { clock, config } = c.var.services;
  const key = notices.find((one) => one === c.req.query('done'));
  return {
    shell: c.var.shell(kind),
    zone: config.timeZone,
    origin: config.publicUrl,
    today: localDate(clock.now(), config.timeZone),
    notice: key && !again ? words(c.var.language)(key) : undefined,
    ...again,
  };
}

/** The administrator who acts; routes let nobody else through. */
export function makerOf(c: Ctx): Maker {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new NotFound();
  return { accountId: caller.accountId, reach: c.var.reach('api.manage') };
}
