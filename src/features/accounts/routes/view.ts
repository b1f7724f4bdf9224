/** Makes what pages receive from a request. */
import type { Ctx } from '#platform/http/context.ts';
import type { Typed } from '#platform/http/form.ts';
import { hasKey } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { words } from '../messages.ts';
import type { View } from '../pages/frame.tsx';
import type { AccountCaller } from '../policy.ts';

/** Words that may stand in the address after something was done. */
const notices = [
  'saved',
  'passwordChanged',
  'sessionsEnded',
  'revoked',
  'given',
  'givenPending',
  'ended',
  'endPending',
  'confirmed',
  'kept',
  'disabled',
  'enabled',
  'standInGiven',
  'standInEnded',
  'emergencyDone',
  'emergencyOver',
  'reviewKept',
  'passkeyAdded',
  'signOnRoleAdded',
  'signOnRoleRemoved',
  'passkeyRemoved',
] as const;

export function viewOf(
  c: Ctx,
  kind: 'public' | 'staff',
  more: { typed?: Typed; troubles?: readonly Trouble[] } = {},
): View {
  const key = c.req.query('done') ?? '';
  const known = notices.find((n) => n === key);
  const notice = known && hasKey(words.catalogue, known) ? words(c.var.language)(known) : undefined;
  return {
    shell: c.var.shell(kind),
    zone: c.var.services.config.timeZone,
    notice: more.troubles ? undefined : notice,
    ...more,
  };
}

/** The signed-in caller; routes of this kind are entered by nobody else. */
export function accountCaller(c: Ctx): AccountCaller {
  if (c.var.caller.kind !== 'account') throw new Error('This route is for accounts only.');
  return c.var.caller;
}

/** 429 while one has to wait, else 422. */
export function troubleStatus(troubles: readonly Trouble[]): 422 | 429 {
  return troubles.some((t) => t.key === 'tooMany') ? 429 : 422;
}

/** Secrets are typed anew each time; everything else is shown again. */
export function withoutSecrets(typed: Typed): Typed {
  const { password: _p, currentPassword: _c, current: _o, code: _k, ...rest } = typed;
  return rest;
}
