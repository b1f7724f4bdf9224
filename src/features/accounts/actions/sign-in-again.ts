/** A browser that signs in while it has a session gets a new one, and the old one ends with it. */
import type { Caller } from '#platform/access.ts';
import type { Services } from '#platform/services.ts';
import { revokeSessions } from '../queries/sessions.ts';

export async function endPresentSession(services: Services, caller: Caller): Promise<void> {
  if (caller.kind !== 'account') return;
  const at = services.clock.now();
  await services.db
    .transaction()
    .execute((trx) => revokeSessions(trx, caller.accountId, { only: caller.sessionId }, at));
}
