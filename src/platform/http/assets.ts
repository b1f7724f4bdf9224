/** Static files of the pages: the stylesheet and script by content hash (cached for a year), and /public. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import type { Env } from './context.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Reads all files once. `generated` are made in memory; `scriptFile` is the page script on disk. */
export function assets(generated: Record<string, { text: string; type: string }>, scriptFile: string) {
  const routes = new Hono<Env>();
  const serve = (path: string, body: string | Buffer, type: string, forever: boolean) => {
    const bytes = new Uint8Array(Buffer.from(body));
    routes.get(path, (c) => {
      c.header('content-type', type);
      c.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
      return c.body(bytes);
    });
  };
  const hashed = (name: string, body: string | Buffer, type: string): string => {
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    const path = `/assets/${name.replace(/(\.\w+)$/, `.${hash}$1`)}`;
    serve(path, body, type, true);
    return path;
  };
  const folder = join(scriptFile, '..');
  const script = readFileSync(scriptFile);
  const hrefs = { stylesheetHref: '', scriptHref: hashed('belfry.js', script, types['.js'] as string) };
  for (const [name, file] of Object.entries(generated)) hrefs.stylesheetHref = hashed(name, file.text, file.type);
  for (const name of readdirSync(folder)) {
    const type = types[extname(name)];
    if (type && name !== 'belfry.js') serve(`/${name}`, readFileSync(join(folder, name)), type, false);
  }
  return { routes, hrefs };
}
