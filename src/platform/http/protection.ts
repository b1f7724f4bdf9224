/** Headers that every answer carries, and the check that a form came from this site. */
import type { MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import type { Ctx, Env } from './context.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "font-src 'self'",
  // A recording is listened to before it is saved: it lives in the page's own memory then.
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** For pages that seal or open names: libsodium is WebAssembly, which a browser compiles by this word alone. */
const withWasm = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

/**
 * Content-Security-Policy without inline code; no referrer leaves the site (`same-origin`, not `no-referrer`: with the
 * latter browsers send `Origin: null` on forms); HSTS only where the public address is https.
 */
function always(config: Config): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    ...(config.publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** Where an answer says nothing else. The pages where notices are read out ask for the microphone. */
const unlessSaid = { 'permissions-policy': 'camera=(), microphone=(), geolocation=()', 'cache-control': 'no-store' };

/** The headers that every answer carries. */
export function securityHeaders(config: Config): MiddlewareHandler<Env> {
  const fixed = Object.entries(always(config));
  return async (c, next) => {
    await next();
    if (c.get('complete')) return;
    // Not c.header: once there is an answer it makes a new one for each header, and its body becomes a stream.
    const { headers } = c.res;
    for (const [name, value] of fixed) headers.set(name, value);
    if (c.get('wasm')) headers.set('content-security-policy', withWasm);
    for (const [name, value] of Object.entries(unlessSaid)) if (!headers.has(name)) headers.set(name, value);
  };
}

const complete = new WeakMap<Config, Record<string, string>>();

/**
 * A page that everybody reads at once, with all its headers as plain data: making objects of them for each reader costs
 * as much as all the rest of the answer.
 */
export function completeAnswer(c: Ctx, body: Uint8Array<ArrayBuffer>, own: Record<string, string>): Response {
  const { config } = c.get('services');
  let known = complete.get(config);
  if (!known) {
    known = { ...unlessSaid, ...always(config) };
    complete.set(config, known);
  }
  c.set('complete', true);
  return new Response(body, { headers: { ...known, ...own } });
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
