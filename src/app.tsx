/** HTTP: the middleware in order, then each feature's routes. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { callerOf } from './features/accounts/feature.ts';
import { features, permissionTable } from './features.ts';
import { type Caller, mayEnter, openPermissions, reachOf } from './platform/access.ts';
import { assets } from './platform/http/assets.ts';
import type { Ctx, Env } from './platform/http/context.ts';
import { health } from './platform/http/health.ts';
import { fromThisSite, securityHeaders } from './platform/http/protection.ts';
import { Forbidden, NotFound, page } from './platform/http/respond.ts';
import type { Route } from './platform/http/routes.ts';
import { frameWords } from './platform/http/words.ts';
import { chooseLanguage, type Language } from './platform/i18n.ts';
import type { Services } from './platform/services.ts';
import { shellFor } from './shell.ts';
import { Plain } from './ui/plain/plain.tsx';
import { scriptPath, stylesheet } from './ui/stylesheet.ts';

const nobody: Caller = { kind: 'nobody' };
const defaultMaxBody = 1024 * 1024;

/** Builds the application over its services. Throws if a route names a permission that nobody declares. */
export function createApp(services: Services): Hono<Env> {
  const table = permissionTable();
  const app = new Hono<Env>();
  const files = assets({ 'belfry.css': { text: stylesheet(), type: 'text/css; charset=utf-8' } }, scriptPath);

  app.use(async (c, next) => {
    c.set('services', services);
    c.set('requestId', randomBytes(6).toString('hex'));
    c.set('caller', nobody);
    c.set('language', chooseLanguage(getCookie(c, 'language'), c.req.header('accept-language')));
    c.set('reach', (permission) => reachOf(c.var.caller, permission, table));
    c.set('shell', (kind) => shellFor(c, kind, table, files.hrefs));
    await next();
  });
  app.use(securityHeaders(services.config));
  app.route('/', files.routes);
  app.route('/', health(services));
  app.get('/language/:language', (c) => chooseAndGoBack(c));

  for (const route of features.flatMap((feature) => feature.routes)) mount(app, route, table);

  app.notFound((c) => problem(c, 'notFound', 404));
  app.onError((error, c) => {
    if (error instanceof NotFound) return problem(c, 'notFound', 404);
    if (error instanceof Forbidden) return problem(c, 'forbidden', 403);
    services.log.error({ err: error, request: c.var.requestId, route: c.req.routePath }, 'request failed');
    return problem(c, 'error', 500);
  });
  return app;
}

/** Mounts one route behind its permission. `link` and `public` routes read no session: they share none with signed-in pages. */
function mount(app: Hono<Env>, route: Route, table: ReturnType<typeof permissionTable>): void {
  const open = (openPermissions as readonly string[]).includes(route.permission);
  if (!open && !table[route.permission]) {
    throw new Error(
      `Route ${route.method} ${route.path} names the permission ${route.permission}, which no feature declares.`,
    );
  }
  app.on(
    route.method,
    route.path,
    bodyLimit({ maxSize: route.maxBody ?? defaultMaxBody, onError: (c) => problem(c as Ctx, 'tooLarge', 422) }),
    async (c) => {
      if (route.method === 'POST' && route.permission !== 'link' && !fromThisSite(c)) return problem(c, 'stale', 403);
      if (route.permission !== 'link') c.set('caller', await callerOf(c));
      if (!mayEnter(c.var.caller, route.permission, table)) {
        if (c.var.caller.kind === 'nobody') return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303);
        return problem(c, 'forbidden', 403);
      }
      return route.handler(c);
    },
  );
}

type Problem = 'notFound' | 'forbidden' | 'stale' | 'tooLarge' | 'error';

function problem(c: Ctx, kind: Problem, status: 403 | 404 | 422 | 500): Promise<Response> {
  const t = frameWords(c.var.language);
  return page(
    c,
    <Plain
      shell={c.var.shell('public')}
      title={t(`${kind}Title`)}
      text={t(`${kind}Text`, { id: c.var.requestId })}
      home={{ href: '/', text: t('backHome') }}
    />,
    status,
  );
}

/** GET /language/en?back=/x keeps the choice in a cookie of its own and goes back, only within this site. */
function chooseAndGoBack(c: Ctx): Response {
  const language = chooseLanguage(c.req.param('language'), undefined) as Language;
  const back = c.req.query('back') ?? '/';
  const target = /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/';
  c.header('set-cookie', `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`);
  return c.redirect(target, 303);
}
