/** The public page, served from the files of its folder: they stand while the database is away. */
import type { Ctx } from '#platform/http/context.ts';
import { completeAnswer } from '#platform/http/protection.ts';
import { NotFound } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { statusFilePattern, statusLivePattern, statusPath } from '../paths.ts';
import { fileContent, servedName } from '../status/files.ts';
import { liveStream } from '../status/live.ts';
import { indexFile } from '../status/model.ts';
import { refreshSoon } from '../status/refresh.ts';

export const statusRoutes: readonly Route[] = [
  get(statusPath, 'public', (c) => serve(c, indexFile(c.get('language')))),
  get(statusFilePattern, 'public', (c) => serve(c, c.req.param('file') ?? '')),
  get(statusLivePattern, 'public', listen),
];

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  xml: 'application/cap+xml; charset=utf-8',
};

/** Bytes and headers are ready: everybody looks at this page at once. */
async function serve(c: Ctx, name: string): Promise<Response> {
  if (!servedName.test(name)) throw new NotFound();
  const services = c.get('services');
  await refreshSoon(services);
  const content = await fileContent(services.config.dataDir, name);
  if (!content) throw new NotFound();
  return completeAnswer(c, content, {
    'content-type': types[name.split('.').at(-1) as string] as string,
    'cache-control': 'no-cache',
  });
}

/** What the page's script listens to; a browser that was cut off says which version it saw last. */
async function listen(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const name = c.req.param('file') ?? '';
  if (!/\.html$/.test(name) || !servedName.test(name)) throw new NotFound();
  await refreshSoon(services);
  if (!(await fileContent(services.config.dataDir, name))) throw new NotFound();
  const stream = liveStream(services, name, c.req.header('last-event-id') ?? c.req.query('version') ?? '');
  // The script then asks for the file each minute.
  if (!stream) return c.body(null, 503);
  return c.body(stream, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would hold events back until they fill a buffer.
    'x-accel-buffering': 'no',
  });
}
