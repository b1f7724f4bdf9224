/**
 * The roster service over HTTP, for machines alone: no cookie is read, no other site's page let in. Who asks, how often,
 * what for; then the rows of the client's organisations.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { clientAddress } from '#features/accounts/feature.ts';
import {
  type RosterPlace,
  readRosterOne,
  readRosterPage,
  readRosterWish,
  rosterKeyOf,
  rosterSingular,
} from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import { clientOf, grantAccess, recordRead } from '../actions.ts';
import { type Endpoint, endpoints, type Found } from '../endpoints.ts';
import { type RosterClient, scopeOf } from '../model.ts';
import { rosterRoot, rosterTokenPath } from '../paths.ts';
import { type MinorCode, object, pageHeaders, refusal } from './answers.ts';

const attemptsAMinute = 60;
const largestForm = 8 * 1024;
const longestId = 255;

/** The service as an application of its own, to be mounted at the root. `perMinute`: requests of a client, in each process. */
export function rosterService(perMinute: number): Hono<Env> {
  const app = new Hono<Env>();
  const requests = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const attempts = new RateLimiterMemory({ points: attemptsAMinute, duration: 60 });

  const small = bodyLimit({ maxSize: largestForm, onError: (c) => oauthError(c as Ctx, 'invalid_request') });
  app.post(rosterTokenPath, small, async (c) => {
    const wait = await take(attempts, clientAddress(c));
    if (wait > 0) return oauthError(c, 'slow_down', { 'retry-after': String(wait) });
    return token(c);
  });
  app.all(rosterTokenPath, (c) => oauthError(c, 'invalid_request', { allow: 'POST' }));

  for (const endpoint of endpoints) {
    app.get(rosterRoot + endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const client = await entering(c, requests, endpoint);
      return client instanceof Response ? client : answer(c, endpoint, client);
    });
  }
  app.get(`${rosterRoot}/*`, (c) => refusal(c, 'unknownobject'));
  app.all(`${rosterRoot}/*`, (c) => refusal(c, 'unsupported', undefined, { allow: 'GET, HEAD' }));
  app.onError((error, c) => {
    if (error instanceof NotFound) return refusal(c, 'unknownobject');
    const { services, requestId } = c.var;
    services.log.error({ err: error, request: requestId, route: c.req.routePath }, 'roster request failed');
    return refusal(c, 'internal_server_error');
  });
  return app;
}

async function entering(c: Ctx, limiter: RateLimiterMemory, endpoint: Endpoint): Promise<RosterClient | Response> {
  const given = /^Bearer +([\w-]{20,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const client = given === undefined ? undefined : await clientOf(c.var.services, given);
  if (!client) {
    return refusal(c, 'unauthorisedrequest', undefined, { 'www-authenticate': 'Bearer realm="belfry"' });
  }
  const wait = await take(limiter, String(client.id));
  if (wait > 0) return refusal(c, 'server_busy', undefined, { 'retry-after': String(wait) });
  // The whole holds the core as well.
  const fits = client.extents.includes('full') || client.extents.includes(endpoint.extent);
  return fits ? client : refusal(c, 'forbidden');
}

async function answer(c: Ctx, endpoint: Endpoint, client: RosterClient): Promise<Response> {
  const { services } = c.var;
  const { db, clock, config } = services;
  const { collection } = endpoint;
  const root = config.publicUrl + rosterRoot;
  const place: RosterPlace = {
    scope: { today: localDate(clock.now(), config.timeZone), paths: [client.path] },
    root,
  };
  const found: Found[] = [];
  for (const above of endpoint.above) {
    const sourcedId = idOf(c, above.param);
    const key = sourcedId && (await rosterKeyOf(db, above.collection, place, above.where, sourcedId));
    if (!sourcedId || key === undefined || key === '') return refusal(c, 'unknownobject', above.param);
    found.push({ key, sourcedId });
  }
  const below = [...endpoint.where, ...(endpoint.below?.(...found) ?? [])];
  const people = collection === 'users' || collection === 'enrollments';
  if (endpoint.path.endsWith('/{sourcedId}')) {
    const sourcedId = idOf(c, 'sourcedId');
    const wish = readRosterWish(collection, (name) => (name === 'fields' ? c.req.query(name) : undefined));
    if (!wish.ok) return refusal(c, wish.troubles[0]?.key as MinorCode, wish.troubles[0]?.field ?? undefined);
    const one = sourcedId && (await readRosterOne(db, collection, place, below, sourcedId, wish.value.fields));
    if (!one) return refusal(c, 'unknownobject', 'sourcedId');
    if (people) await recordRead(services, client, endpoint.operation, { rows: 1, from: 0 });
    return object(c, { [rosterSingular[collection]]: one });
  }
  const wish = readRosterWish(collection, (name) => c.req.query(name));
  if (!wish.ok) return refusal(c, wish.troubles[0]?.key as MinorCode, wish.troubles[0]?.field ?? undefined);
  const { objects, total } = await readRosterPage(db, collection, place, below, wish.value, clock.now().getTime());
  if (people) {
    await recordRead(services, client, endpoint.operation, { rows: objects.length, from: wish.value.offset });
  }
  const { pathname, search } = new URL(c.req.url);
  return object(
    c,
    { [collection]: objects },
    pageHeaders(new URL(config.publicUrl + pathname + search), total, wish.value),
  );
}

/** PostgreSQL stores no NUL in texts; such an id is nobody's. */
function idOf(c: Ctx, name: string): string | undefined {
  const id = c.req.param(name);
  return id !== undefined && id.length <= longestId && !id.includes('\0') ? id : undefined;
}

/** Seconds to wait; 0: taken. */
async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (reason) {
    if (reason instanceof Error) throw reason;
    return Math.max(1, Math.ceil((reason as RateLimiterRes).msBeforeNext / 1000));
  }
}

type OauthError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope' | 'slow_down';

/** As RFC 6749, 5.2 has it. */
function oauthError(c: Ctx, error: OauthError, headers: Record<string, string> = {}): Response {
  const status = error === 'invalid_client' ? 401 : error === 'slow_down' ? 429 : headers.allow ? 405 : 400;
  const ask: Record<string, string> = status === 401 ? { 'www-authenticate': 'Basic realm="belfry"' } : {};
  return c.json({ error }, status, { 'cache-control': 'no-store', pragma: 'no-cache', ...ask, ...headers });
}

async function token(c: Ctx): Promise<Response> {
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(c.req.header('content-type') ?? '')) {
    return oauthError(c, 'invalid_request');
  }
  const form = new URLSearchParams(await c.req.text());
  // A parameter must not be there twice (RFC 6749, 3.2).
  if (new Set(form.keys()).size !== [...form.keys()].length) return oauthError(c, 'invalid_request');
  const who = credentialsOf(c, form);
  if (who === 'twice') return oauthError(c, 'invalid_request');
  if (!who) return oauthError(c, 'invalid_client');
  if (!form.has('grant_type')) return oauthError(c, 'invalid_request');
  if (form.get('grant_type') !== 'client_credentials') return oauthError(c, 'unsupported_grant_type');
  const access = await grantAccess(c.var.services, { ...who, scope: form.get('scope') ?? undefined });
  if (!access.ok) return oauthError(c, access.troubles[0]?.key as OauthError);
  const { token: access_token, extents, seconds } = access.value;
  const scope = extents.map((extent) => scopeOf[extent]).join(' ');
  const answer = { access_token, token_type: 'bearer', expires_in: seconds, scope };
  return c.json(answer, 200, { 'cache-control': 'no-store', pragma: 'no-cache' });
}

/** By HTTP Basic, or in the form; both at once is an error (RFC 6749, 2.3). */
function credentialsOf(c: Ctx, form: URLSearchParams): { clientId: string; secret: string } | 'twice' | undefined {
  const header = c.req.header('authorization');
  const typed = { clientId: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  if (header === undefined) return fitting(typed.clientId, typed.secret);
  if (typed.secret) return 'twice';
  const packed = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(header)?.[1];
  const [, clientId, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(packed ?? '', 'base64').toString('utf8')) ?? [];
  return fitting(clientId ?? '', secret ?? '');
}

function fitting(clientId: string, secret: string): { clientId: string; secret: string } | undefined {
  return /^blfr_[0-9a-f]{16}$/.test(clientId) && /^[\w-]{43}$/.test(secret) ? { clientId, secret } : undefined;
}
