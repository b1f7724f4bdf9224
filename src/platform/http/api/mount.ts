/** Mounts the API: who asks, how often, what for; then the route. Every refusal is a problem (RFC 9457). */
import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type Caller, mayEnter, type PermissionTable } from '../../access.ts';
import { actThrough } from '../../acting.ts';
import { chooseLanguage } from '../../i18n.ts';
import type { Ctx, Env } from '../context.ts';
import { Forbidden, NotFound } from '../respond.ts';
import { configOf } from './describe.ts';
import { once } from './idempotency.ts';
import { fieldErrors, problem } from './problem.ts';
import type { ApiInput, ApiRoute } from './route.ts';

export const apiRoot = '/api/v1';
const defaultMaxBody = 1024 * 1024;

export type TokenCaller = Extract<Caller, { kind: 'token' }>;

export interface ApiGround {
  table: PermissionTable;
  /** Who the request's token is: read from the header alone, never from a cookie. */
  tokenOf: (c: Ctx) => Promise<TokenCaller | 'unknown' | 'elsewhere'>;
  /** Requests a minute and token, in each process. */
  perMinute: number;
}

/** The API as an application of its own, to be mounted at the root. */
export function apiApp(routes: readonly ApiRoute[], ground: ApiGround): OpenAPIHono<Env> {
  const api = new OpenAPIHono<Env>();
  const limiter = new RateLimiterMemory({ points: ground.perMinute, duration: 60 });
  const methods = methodsByPath(routes);

  api.use(`${apiRoot}/*`, async (c, next) => {
    await next();
    c.res.headers.set('x-request-id', c.var.requestId);
  });
  api.use(`${apiRoot}/*`, async (c, next) => {
    c.set('language', chooseLanguage(undefined, c.req.header('accept-language')));
    if (c.req.method === 'OPTIONS') {
      const allow = methods.find(({ pattern }) => pattern.test(c.req.path))?.allow;
      return allow ? new Response(null, { status: 204, headers: { allow } }) : problem(c, 'notFound');
    }
    const caller = await ground.tokenOf(c);
    if (caller === 'elsewhere') return problem(c, 'wrongNetwork');
    if (caller === 'unknown') {
      return problem(c, 'unauthorized', { headers: { 'www-authenticate': 'Bearer realm="belfry"' } });
    }
    c.set('caller', caller);
    const { refused, seconds, headers } = await take(limiter, caller.tokenId, ground.perMinute);
    if (refused) {
      return problem(c, 'tooMany', { values: { seconds }, headers: { ...headers, 'retry-after': String(seconds) } });
    }
    await actThrough(caller.tokenId, next);
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    return undefined;
  });
  for (const route of routes) mountOne(api, route, ground.table);
  api.all(`${apiRoot}/*`, (c) => {
    const allow = methods.find(({ pattern }) => pattern.test(c.req.path))?.allow;
    if (!allow) return problem(c, 'notFound');
    return problem(c, 'methodNotAllowed', { values: { allow }, headers: { allow } });
  });
  api.onError((error, c) => failed(c, error));
  return api;
}

function mountOne(api: OpenAPIHono<Env>, route: ApiRoute, table: PermissionTable): void {
  if (route.permission !== 'token' && !table[route.permission]) {
    throw new Error(
      `The API's ${route.operationId} names the permission ${route.permission}, which no feature declares.`,
    );
  }
  const pattern = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const writes = route.method !== 'get';
  // Before anything is validated: who may not enter learns nothing of what is asked for.
  api.on(route.method.toUpperCase(), pattern, async (c, next) => {
    if (/%00/.test(c.req.url)) return problem(c, 'notFound');
    const caller = c.var.caller as TokenCaller;
    const { scope } = route;
    if (scope !== null && !(caller.scopes.includes(scope) && mayEnter(caller, route.permission, table))) {
      return problem(c, 'forbidden', { values: { scope } });
    }
    const wrong = accepts(c, route) ?? (writes ? await bodyProblem(c, route) : undefined);
    return wrong ?? next();
  });
  const config = createRoute(configOf(route));
  api.openapi(
    config as never,
    (async (c: Ctx) => {
      const valid = (target: string) => (c.req as unknown as { valid(t: string): unknown }).valid(target);
      const body = async () => {
        if (route.binary) return Buffer.from(await c.req.arrayBuffer());
        return route.body ? valid('json') : undefined;
      };
      const input = {
        params: route.params ? valid('param') : undefined,
        query: route.query ? valid('query') : undefined,
        body: await body(),
      } as ApiInput<never, never, never>;
      const work = async () => {
        try {
          return await route.handler(c, input);
        } catch (error) {
          return failed(c, error as Error);
        }
      };
      return route.idempotent ? once(c, (c.var.caller as TokenCaller).tokenId, work) : work();
    }) as never,
    ((result: { success: boolean; error?: z.ZodError; target: string }, c: Ctx) => {
      if (result.success || !result.error) return undefined;
      if (result.target === 'param') return problem(c, 'notFound');
      if (result.target === 'json') return problem(c, 'invalid', { errors: fieldErrors(c, result.error, 'body') });
      return problem(c, 'badParameters', { errors: fieldErrors(c, result.error, 'parameters') });
    }) as never,
  );
}

/** Takes one request of a token's number. */
async function take(limiter: RateLimiterMemory, tokenId: number, quota: number) {
  let refused = false;
  const state: Pick<RateLimiterRes, 'msBeforeNext' | 'remainingPoints'> = await limiter
    .consume(String(tokenId))
    .catch((reason: unknown) => {
      if (reason instanceof Error) throw reason;
      refused = true;
      return reason as RateLimiterRes;
    });
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  // As the draft of the IETF names them (draft-ietf-httpapi-ratelimit-headers-10).
  const headers = {
    'ratelimit-policy': `"token";q=${quota};w=60`,
    ratelimit: `"token";r=${Math.max(0, state.remainingPoints)};t=${seconds}`,
  };
  return { refused, seconds, headers };
}

/** 406 where the client takes nothing of what there is. */
function accepts(c: Ctx, route: ApiRoute): Response | undefined {
  const header = c.req.header('accept');
  if (!header) return undefined;
  const type = Object.values(route.answers).find((answer) => answer.type)?.type ?? 'application/json';
  const [major] = type.split('/');
  const taken = header
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0+)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  const fits = ['*/*', `${major}/*`, type, 'application/problem+json'].some((one) => taken.includes(one));
  return fits || type === '*/*' ? undefined : problem(c, 'notAcceptable', { values: { type } });
}

async function bodyProblem(c: Ctx, route: ApiRoute): Promise<Response | undefined> {
  const most = route.maxBody ?? defaultMaxBody;
  if (Number(c.req.header('content-length') ?? 0) > most) return problem(c, 'tooLarge');
  // Read here, whatever its announced length: it is kept by the request for whoever reads it again.
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > most) return problem(c, 'tooLarge');
  // PostgreSQL stores no NUL in texts; nobody means one.
  if (!route.binary && /(?<!\\)(\\\\)*\\u0000/.test(Buffer.from(bytes).toString('latin1')))
    return problem(c, 'malformed');
  const wanted = route.binary ?? (route.body ? 'application/json' : undefined);
  if (wanted === undefined) return undefined;
  const given = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  return given === wanted ? undefined : problem(c, 'unsupportedType', { values: { type: wanted } });
}

function failed(c: Ctx, error: Error): Response {
  if (error instanceof NotFound) return problem(c, 'notFound');
  if (error instanceof Forbidden) return problem(c, 'notFound');
  if (error instanceof HTTPException && error.status === 400) return problem(c, 'malformed');
  c.var.services.log.error({ err: error, request: c.var.requestId, route: c.req.routePath }, 'api request failed');
  return problem(c, 'error', { values: { id: c.var.requestId } });
}

/** For each path its pattern and what it takes. */
function methodsByPath(routes: readonly ApiRoute[]): { pattern: RegExp; allow: string }[] {
  const paths = new Map<string, Set<string>>();
  for (const { path, method } of routes) {
    const found = paths.get(path) ?? new Set<string>();
    found.add(method.toUpperCase());
    paths.set(path, found);
  }
  return [...paths]
    .map(([path, found]) => {
      if (found.has('GET')) found.add('HEAD');
      found.add('OPTIONS');
      const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return { pattern, allow: [...found].sort().join(', '), fixed: !path.includes('{') };
    })
    .sort((one, other) => Number(other.fixed) - Number(one.fixed));
}
