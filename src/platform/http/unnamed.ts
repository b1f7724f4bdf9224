/**
 * Before routes that must know nothing of who asks: headers that tell of a device, a session or a way are gone before any
 * handler runs. What is left of the address is a hash under a random key that lives ten minutes in this process's memory,
 * for limits alone.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { chooseLanguage } from '../i18n.ts';
import type { Ctx, Env } from './context.ts';

/** What reading a form and checking where it came from need; everything else is taken away, whatever its name. */
const kept = new Set(['content-type', 'content-length', 'transfer-encoding', 'host', 'origin', 'sec-fetch-site']);
const windowMs = 10 * 60_000;

/** `addressOf` is asked once, before everything is taken away. The language is the address's own, else what the browser asks for. */
export function unnamed(addressOf: (c: Ctx) => string | undefined): MiddlewareHandler<Env> {
  let key = randomBytes(32);
  let since = Number.NEGATIVE_INFINITY;
  return async (c, next) => {
    const now = c.var.services.clock.now().getTime();
    // Also when the clock was set back: no key lives longer.
    if (now < since || now - since >= windowMs) {
      key = randomBytes(32);
      since = now;
    }
    const address = addressOf(c);
    // Without one each is somebody else: what holds for all together holds all the same.
    const from = address === undefined ? randomBytes(32) : Buffer.from(address);
    c.set('sender', createHmac('sha256', key).update(from).digest('base64url'));
    c.set('language', chooseLanguage(c.req.query('language'), c.req.header('accept-language')));
    const { headers } = c.req.raw;
    for (const name of [...headers.keys()]) if (!kept.has(name)) headers.delete(name);
    c.env = {};
    await next();
    c.res.headers.set('x-robots-tag', 'noindex, nofollow');
    c.res.headers.set('referrer-policy', 'no-referrer');
  };
}
