/** The way out, and the scripts of these pages: below /ask, so that no log of the edge tells who asked for them. */
import { readFileSync } from 'node:fs';
import type { Ctx } from '#platform/http/context.ts';
import { seeOther } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { askScript } from '../../sealed/scripts.ts';
import { askPatterns, neutralPage } from '../paths.ts';

export const wayOutRoutes: readonly Route[] = [
  get(askPatterns.leave, 'link', leave),
  get(askPatterns.script, 'link', (c) => script(c, 'ask.js')),
  get(askPatterns.worker, 'link', (c) => script(c, 'work.js')),
  get(askPatterns.seal, 'link', (c) => packed(c, 'seal.js')),
  get(askPatterns.sodium, 'link', (c) => packed(c, 'sodium.js')),
  get(askPatterns.libsodium, 'link', (c) => packed(c, 'libsodium.js')),
];

/** Without a script; with one the page replaces itself (script/ask.js). Nothing of ours is in the cache, but the style. */
function leave(c: Ctx): Response {
  c.header('clear-site-data', '"cache"');
  return seeOther(c, neutralPage);
}

const scripts = new Map<string, string>();

/** Not kept by the browser: a script in its cache would tell that this page was open. */
function script(c: Ctx, name: string): Response {
  const text = scripts.get(name) ?? readFileSync(new URL(`../script/${name}`, import.meta.url), 'utf8');
  scripts.set(name, text);
  c.header('content-type', 'text/javascript; charset=utf-8');
  return c.body(text);
}

/** What seals, loaded by those alone who choose it; nor is it kept. */
function packed(c: Ctx, name: Parameters<typeof askScript>[0]): Response {
  c.header('content-type', 'text/javascript; charset=utf-8');
  c.header('content-encoding', 'gzip');
  return c.body(askScript(name));
}
