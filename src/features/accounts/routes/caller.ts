/** Who asks: read from the session cookie with each request. */
import { getCookie } from 'hono/cookie';
import type { Caller } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Services } from '#platform/services.ts';
import { hashToken } from '../credentials/tokens.ts';
import { sessionTouchMs } from '../model.ts';
import { sessionCaller, touchSession } from '../queries/sessions.ts';

/** With https the browser itself refuses a `__Host-` cookie that another host or an insecure page has set. */
export function sessionCookie(services: Services): string {
  return services.config.publicUrl.startsWith('https:') ? '__Host-session' : 'session';
}

/** The account behind the request's session, with the grants that hold today; nobody without one. */
export async function callerOf(c: Ctx): Promise<Caller> {
  const services = c.get('services');
  const token = getCookie(c, sessionCookie(services));
  if (!token || token.length > 100) return { kind: 'nobody' };
  const now = services.clock.now();
  const found = await sessionCaller(services.db, hashToken(token), now, localDate(now, services.config.timeZone));
  if (!found) return { kind: 'nobody' };
  if (now.getTime() - found.lastSeenAt.getTime() > sessionTouchMs) {
    await touchSession(services.db, found.sessionId, now);
  }
  return {
    kind: 'account',
    accountId: found.accountId,
    sessionId: found.sessionId,
    personId: found.personId,
    name: found.name,
    grants: found.grants,
    provedAt: found.provedAt,
  };
}
