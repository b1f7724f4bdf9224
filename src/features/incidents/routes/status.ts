/** The public page, served from the files of its folder: they stand while the database is away. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { statusFilePattern, statusPath } from '../paths.ts';
import { folderOf, servedName } from '../status/files.ts';
import { indexFile } from '../status/model.ts';
import { refreshSoon } from '../status/refresh.ts';

export const statusRoutes: readonly Route[] = [
  get(statusPath, 'public', (c) => serve(c, indexFile(c.var.language))),
  get(statusFilePattern, 'public', (c) => serve(c, c.req.param('file') ?? '')),
];

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  css: 'text/css; charset=utf-8',
  xml: 'application/cap+xml; charset=utf-8',
};

async function serve(c: Ctx, name: string): Promise<Response> {
  if (!servedName.test(name)) throw new NotFound();
  const { services } = c.var;
  await refreshSoon(services);
  const content = await readFile(join(folderOf(services.config.dataDir), name)).catch(() => null);
  if (content === null) throw new NotFound();
  return c.body(content, 200, {
    'content-type': types[name.split('.').at(-1) as string] as string,
    'cache-control': 'no-cache',
  });
}
