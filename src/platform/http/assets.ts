/** Static files of the pages under /assets: read once, cached for a year when asked for by their content's hash (?v=). */
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
};

/** Routes for every file of `folder`, and for `generated` ones (name to text) made in memory. */
export function assets(folder: string, generated: Record<string, string>): Hono<Env> {
  const routes = new Hono<Env>();
  const serve = (name: string, body: Buffer) => {
    const type = types[extname(name)];
    if (!type) return;
    const bytes = new Uint8Array(body);
    routes.get(`/assets/${name}`, (c) => {
      c.header('content-type', type);
      c.header('cache-control', c.req.query('v') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
      return c.body(bytes);
    });
  };
  for (const name of readdirSync(folder)) serve(name, readFileSync(join(folder, name)));
  for (const [name, text] of Object.entries(generated)) serve(name, Buffer.from(text));
  return routes;
}
