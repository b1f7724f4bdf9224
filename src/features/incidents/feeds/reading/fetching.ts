/** One document of a feed: asked for from its pinned origins only, through the client that judges where an address leads. */
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { readOutside } from '#platform/fetch-outside.ts';
import { type Faulty, originOf, type Read } from '../model/feed.ts';
import { decode } from './text.ts';

const gunzipped = promisify(gunzip);
const inflated = promisify(inflate);

/** Bytes of an index or a message, as it comes and inflated. */
export const mostBytes = 2 * 1024 * 1024;
const mostRedirects = 3;

export interface FetchGround {
  /** Sites of which one must be asked. `any`: a message whose signature will be judged. */
  origins: readonly string[] | 'any';
  /** Private addresses that the operator lets be read. */
  allowed: readonly string[];
  /** Milliseconds for each request. */
  timeout: number;
}

/** `url`: where it lay at last, behind whatever led there. */
export interface Fetched {
  kind: 'document';
  text: string;
  url: string;
  etag: string | null;
  lastModified: string | null;
}

export interface Failed extends Faulty {
  ok: false;
  /** Seconds for which the source wants to be left alone. */
  retryAfter?: number;
}

/** `known`: what the source said of what we have; it answers 304 if that is still so. */
export async function fetchDocument(
  address: string,
  ground: FetchGround,
  known: { etag: string | null; lastModified: string | null } = { etag: null, lastModified: null },
): Promise<{ ok: true; value: Fetched | { kind: 'unchanged' } } | Failed> {
  let url = address;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    if (ground.origins !== 'any' && !ground.origins.includes(originOf(url) ?? ''))
      return failed('elsewhere', originOf(url) ?? url);
    const answer = await readOutside(url, { ...ground, mostBytes, headers: headersFor(known) });
    if (answer.kind === 'timeout') return failed('timeout');
    if (answer.kind === 'tooLarge') return failed('tooLarge');
    if (answer.kind === 'unreachable') {
      if (answer.error === 'PRIVATE') return failed('private', new URL(url).host);
      return failed(answer.error === 'ADDRESS' ? 'address' : 'unreachable', answer.error);
    }
    const { status, headers, body } = answer;
    if (status === 304) return { ok: true, value: { kind: 'unchanged' } };
    if ([301, 302, 303, 307, 308].includes(status)) {
      const to = headers.location ?? '';
      if (!URL.canParse(to, url)) return failed('redirects', to.slice(0, 200));
      url = new URL(to, url).href;
      continue;
    }
    if (status !== 200) return { ...failed('status', String(status)), retryAfter: retryAfter(headers) };
    const read = await textOf(body, headers);
    if (!read.ok) return read;
    const [etag, lastModified] = [headers.etag ?? null, headers['last-modified'] ?? null];
    return { ok: true, value: { kind: 'document', text: read.value, url, etag, lastModified } };
  }
  return failed('redirects', String(mostRedirects));
}

function headersFor(known: { etag: string | null; lastModified: string | null }): Record<string, string> {
  return {
    'user-agent': 'Belfry-Warnings/1',
    accept: 'application/cap+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9',
    'accept-encoding': 'gzip',
    ...(known.etag && { 'if-none-match': known.etag }),
    ...(known.lastModified && { 'if-modified-since': known.lastModified }),
  };
}

async function textOf(body: Buffer, headers: IncomingHttpHeaders): Promise<Read<string>> {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = { gzip: gunzipped, 'x-gzip': gunzipped, deflate: inflated }[coding];
  if (!unpack && coding !== 'identity') return failed('compression', coding.slice(0, 60));
  if (!unpack) return decode(body, headers['content-type']);
  try {
    return decode(await unpack(body, { maxOutputLength: mostBytes }), headers['content-type']);
  } catch (error) {
    // A bomb: a few bytes that would become thousands of times as many.
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return failed('tooLarge', coding);
    return failed('compression', coding);
  }
}

function retryAfter(headers: IncomingHttpHeaders): number {
  const seconds = Number(headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

function failed(fault: Faulty['fault'], detail = ''): Failed {
  return { ok: false, fault, detail };
}
