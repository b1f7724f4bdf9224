/** HTTP: the middleware in order, then each feature's routes. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { askForProof, callerOf, clientAddress } from './features/accounts/feature.ts';
import { rosterService, tokenCallerOf } from './features/api/feature.ts';
import { features, permissionTable } from './features.ts';
import { mayEnter, openPermissions, type PermissionTable, reachOf } from './platform/access.ts';
import type { Waiting } from './platform/feature.ts';
import { apiApp } from './platform/http/api/mount.ts';
import { assets } from './platform/http/assets.ts';
import type { Ctx, Env } from './platform/http/context.ts';
import { health } from './platform/http/health.ts';
import { fromThisSite, securityHeaders } from './platform/http/protection.ts';
import { QuietErrors } from './platform/http/quiet-errors.ts';
import { Forbidden, NotFound } from './platform/http/respond.ts';
import type { Route } from './platform/http/routes.ts';
import { unnamed } from './platform/http/unnamed.ts';
import { chooseLanguage } from './platform/i18n.ts';
import { absences } from './platform/processes.ts';
import type { Services } from './platform/services.ts';
import { problem } from './problem.tsx';
import { shellFor } from './shell.ts';
import { stylesheet } from './ui/stylesheet.ts';

const publicFolder = fileURLToPath(new URL('../public', import.meta.url));
const defaultMaxBody = 1024 * 1024;

/** Builds the application over its services. Throws if a route names a permission that nobody declares. */
export function createApp(services: Services): Hono<Env> {
  const table = permissionTable();
  const app = new Hono<Env>();
  const quiet = new QuietErrors(services.log, services.clock);
  const apiRoutes = features.flatMap((feature) => feature.api ?? []);

  app.use(async (c, next) => {
    c.set('services', services);
    c.set('requestId', randomUUID().slice(-12));
    c.set('caller', { kind: 'nobody' });
    c.set('language', chooseLanguage(getCookie(c, 'language'), c.req.header('accept-language')));
    c.set('reach', (permission) => reachOf(c.var.caller, permission, table));
    c.set('shell', (kind) => shellFor(c, kind, table));
    c.set('waiting', () => waitingFor(c));
    c.set('apiRoutes', apiRoutes);
    await next();
  });
  // Once and for all below it, `/ask` itself included.
  app.use(
    '/ask/*',
    // A web server that tells no address below /ask (deploy/nginx.conf) limits by itself what comes from one.
    unnamed((c) => (services.config.trustProxy && !c.req.header('x-forwarded-for') ? undefined : clientAddress(c))),
  );
  app.use(securityHeaders(services.config));
  app.route('/', assets(publicFolder, { 'belfry.css': stylesheet() }));
  app.route('/', health(services, [({ db }) => absences(db), ...features.flatMap((feature) => feature.health ?? [])]));
  app.get('/language/:language', chooseAndGoBack);

  for (const route of features.flatMap((feature) => feature.routes)) mount(app, route, table);
  app.route('/', apiApp(apiRoutes, { table, tokenOf: tokenCallerOf, perMinute: services.config.apiRate }));
  app.route('/', rosterService(services.config.apiRate));

  app.notFound((c) => withoutSlash(c) ?? problem(c, 'notFound'));
  app.onError((error, c) => {
    if (error instanceof NotFound) return problem(c, 'notFound');
    if (error instanceof Forbidden) return problem(c, 'forbidden');
    if (/^\/ask(\/|$)/.test(c.req.path)) quiet.note(error);
    else services.log.error({ err: error, request: c.var.requestId, route: c.req.routePath }, 'request failed');
    return problem(c, 'error');
  });
  return app;
}

/** An address typed or linked with a slash at its end leads to the one without; a form's body would be lost, so only looking does. */
function withoutSlash(c: Ctx): Response | undefined {
  const { pathname, search } = new URL(c.req.url);
  // `//elsewhere/` would be another host's address.
  if (c.req.method !== 'GET' || pathname.length < 2 || !pathname.endsWith('/') || pathname.startsWith('//'))
    return undefined;
  return c.redirect(pathname.replace(/\/+$/, '') + search, 301);
}

/**
 * Mounts one route behind its permission. A `link` route reads no session: it shares none with signed-in pages, and
 * needs no check of the form's origin since the secret is in its address.
 */
function mount(app: Hono<Env>, route: Route, table: PermissionTable): void {
  const { method, path, permission } = route;
  if (!(openPermissions as readonly string[]).includes(permission) && !table[permission]) {
    throw new Error(`Route ${method} ${path} names the permission ${permission}, which no feature declares.`);
  }
  const limit = bodyLimit({ maxSize: route.maxBody ?? defaultMaxBody, onError: (c) => problem(c as Ctx, 'tooLarge') });
  // Of a GET no body is read; looking for one would make a whole Request of every request.
  if (method === 'POST') app.on(method, path, limit);
  app.on(method, path, async (c) => {
    // PostgreSQL takes no NUL in texts: an address that bears one leads nowhere.
    if (/%00/.test(c.req.url)) throw new NotFound();
    if (method === 'POST' && permission !== 'link' && !fromThisSite(c)) return problem(c, 'stale');
    // get, not c.var: that makes an object of all variables each time.
    if (permission !== 'link') c.set('caller', await callerOf(c));
    const caller = c.get('caller');
    if (!mayEnter(caller, permission, table)) {
      if (caller.kind === 'nobody') return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303);
      return problem(c, 'forbidden');
    }
    return (route.proof && (await askForProof(c))) || route.handler(c);
  });
}

/** What waits for the caller over all features, in their order; sorts of which nothing waits are left out. */
async function waitingFor(c: Ctx): Promise<Waiting[]> {
  const { services, caller, reach, language } = c.var;
  if (caller.kind !== 'account') return [];
  const found = await Promise.all(features.map((f) => f.waiting?.({ services, caller, reach, language }) ?? []));
  return found
    .flat()
    .filter(({ tasks }) => tasks.length > 0)
    .sort((a, b) => a.order - b.order);
}

/** GET /language/en?back=/x keeps the choice in a cookie of its own and goes back, only within this site. */
function chooseAndGoBack(c: Ctx): Response {
  const language = chooseLanguage(c.req.param('language'), undefined);
  const back = c.req.query('back') ?? '/';
  const target = /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/';
  const secure = c.var.services.config.publicUrl.startsWith('https:') ? '; Secure' : '';
  c.header('set-cookie', `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${secure}`);
  return c.redirect(target, 303);
}
