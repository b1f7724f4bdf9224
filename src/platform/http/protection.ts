/** Headers that every answer carries, and the check that a form came from this site. */
import type { MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import type { Ctx, Env } from './context.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  // A recording is listened to before it is saved: it lives in the page's own memory then.
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * Content-Security-Policy without inline code; no referrer leaves the site (`same-origin`, not `no-referrer`: with the
 * latter browsers send `Origin: null` on forms); HSTS only where the public address is https.
 */
export function securityHeaders(config: Config): MiddlewareHandler<Env> {
  const https = config.publicUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    // Not c.header: once there is an answer it makes a new one for each header, and its body becomes a stream.
    const { headers } = c.res;
    headers.set('content-security-policy', policy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'same-origin');
    // The pages where notices are read out ask for the microphone.
    if (!headers.has('permissions-policy')) {
      headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
    }
    headers.set('cross-origin-opener-policy', 'same-origin');
    if (https) headers.set('strict-transport-security', 'max-age=31536000');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
}

/**
 * True if a POST comes from a page of this site: Sec-Fetch-Site where the browser sends it, else Origin against the
 * public address. A request with neither is refused (deny by default); routes with the permission `link` don't ask,
 * since the secret is in their address and no cookie is read.
 */
export function fromThisSite(c: Ctx): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('origin');
  if (!origin || origin === 'null') return false;
  return origin === new URL(c.var.services.config.publicUrl).origin || origin === new URL(c.req.url).origin;
}
