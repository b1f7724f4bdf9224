/** The bare framework: one constant body, read from a file, for every request. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const body = readFileSync(process.argv[2] as string, 'utf8');
const app = new Hono();
app.get('*', (c) => c.html(body));
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) => {
  process.stdout.write(`ready http://127.0.0.1:${address.port}\n`);
});
