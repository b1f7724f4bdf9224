/** Answers with an entity tag, and what a client says about the tag that it knows (RFC 9110, section 13). */
import { createHash } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { linkHeader, type Page } from './paging.ts';
import { problem } from './problem.ts';

interface Options {
  status?: 200 | 201 | 202;
  headers?: Record<string, string>;
}

/** JSON with its tag; 304 to whoever has it already. */
export function json(c: Ctx, body: unknown, { status = 200, headers = {} }: Options = {}): Response {
  const text = JSON.stringify(body);
  const tag = tagOfText(text);
  const common = {
    etag: tag,
    'cache-control': 'private, no-cache',
    vary: 'authorization, accept-language',
    ...headers,
  };
  if (c.req.method === 'GET' && listed(c.req.header('if-none-match'), tag, true)) {
    return new Response(null, { status: 304, headers: common });
  }
  return new Response(text, { status, headers: { ...common, 'content-type': 'application/json' } });
}

/** A page of a list, with the way to the next one. */
export function list<T>(c: Ctx, page: Page<T>): Response {
  return json(c, { items: page.rows }, { headers: { link: linkHeader(c, page.next) } });
}

export function nothing(headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 204, headers });
}

/** The tag of a representation. */
export function tagOf(body: unknown): string {
  return tagOfText(JSON.stringify(body));
}

function tagOfText(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}

/** 428 without If-Match, 412 when it names another state than the present one; nothing if all is well. */
export function mismatch(c: Ctx, present: unknown): Response | undefined {
  const given = c.req.header('if-match');
  if (given === undefined) return problem(c, 'preconditionRequired');
  return listed(given, tagOf(present), false) ? undefined : problem(c, 'preconditionFailed');
}

function listed(header: string | undefined, tag: string, weak: boolean): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header
    .split(',')
    .map((part) => part.trim())
    .some((part) => (weak ? part.replace(/^W\//, '') : part) === tag);
}
