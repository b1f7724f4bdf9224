/** What a request tells about where it comes from, and the cookies of signing in. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Ctx } from '#platform/http/context.ts';
import type { Services } from '#platform/services.ts';
import type { Client } from '../actions/sign-in.ts';
import { newToken } from '../credentials/tokens.ts';
import { deviceLabel, secondStepMs, sessionLongestMs } from '../model.ts';
import { sessionCookie } from './caller.ts';

/** The other end of the connection; undefined for a request that came through none (tests). */
export function remoteAddress(c: Context): string | undefined {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress;
}

/** A web server in between makes every connection look local; it says so in one of these, or is said to be there. */
export function cameThroughProxy(c: Ctx): boolean {
  const marks = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];
  return c.var.services.config.trustProxy || marks.some((name) => c.req.header(name) !== undefined);
}

/** Where a request comes from, for limits alone: it is counted under a hash and never kept. */
export function clientAddress(c: Ctx): string {
  const { config } = c.var.services;
  // Only the entry that our own web server added last can be trusted; the rest is what the client claims.
  const forwarded = config.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || remoteAddress(c) || 'local';
}

export function clientOf(c: Ctx): Client {
  return { address: clientAddress(c), device: deviceLabel(c.req.header('user-agent')), mark: markOf(c) };
}

export function setSession(c: Ctx, token: string): void {
  setCookie(c, sessionCookie(c.var.services), token, { ...cookie(c.var.services), maxAge: sessionLongestMs / 1000 });
  deleteCookie(c, stepCookie(c.var.services), cookie(c.var.services));
  setCookie(c, deviceCookie(c), markOf(c), { ...cookie(c.var.services), maxAge: 400 * 24 * 3600 });
}

const newMarks = new WeakMap<Ctx, string>();

/** What tells a device again that has signed in before: its own cookie, which opens nothing. */
function markOf(c: Ctx): string {
  const kept = getCookie(c, deviceCookie(c));
  if (kept && /^[\w-]{43}$/.test(kept)) return kept;
  const made = newMarks.get(c) ?? newToken();
  newMarks.set(c, made);
  return made;
}

function deviceCookie(c: Ctx): string {
  return `${secure(c.var.services) ? '__Host-' : ''}device`;
}

export function clearSession(c: Ctx): void {
  deleteCookie(c, sessionCookie(c.var.services), cookie(c.var.services));
}

export function setStep(c: Ctx, step: string): void {
  setCookie(c, stepCookie(c.var.services), step, { ...cookie(c.var.services), maxAge: secondStepMs / 1000 });
}

export function readStep(c: Ctx): string | undefined {
  return getCookie(c, stepCookie(c.var.services));
}

function stepCookie(services: Services): string {
  return `${secure(services) ? '__Host-' : ''}sign-in-step`;
}

/** Carried while somebody is at the identity provider. */
export function tripCookie(c: Ctx) {
  const { services } = c.var;
  return { name: `${secure(services) ? '__Host-' : ''}sign-on`, options: cookie(services) };
}

function cookie(services: Services) {
  return { path: '/', httpOnly: true, sameSite: 'Lax' as const, secure: secure(services) };
}

function secure(services: Services): boolean {
  return services.config.publicUrl.startsWith('https:');
}

/** The account's own language on a browser where nobody has chosen one; the cookie is the one of /language. */
export function suggestLanguage(c: Ctx, language: string | null): void {
  if (!language || getCookie(c, 'language')) return;
  setCookie(c, 'language', language, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', httpOnly: true });
}
