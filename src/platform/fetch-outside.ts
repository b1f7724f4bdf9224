/**
 * Requests to addresses that somebody typed into a page, not the operator into the settings: they must not reach into
 * the own network. The address is judged when the connection is made, so that a name which leads elsewhere meanwhile
 * (DNS rebinding) is judged by where it leads then.
 */
import { type IncomingHttpHeaders, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { useAgent } from 'request-filtering-agent';
import { neverReached, type OutgoingAnswer } from './fetch.ts';

const mostBytes = 16 * 1024;

export interface OutsideRequest {
  body: string | Uint8Array;
  headers: Record<string, string>;
  /** Milliseconds for the whole exchange. */
  timeout: number;
  /** The operator allows private addresses, and http. */
  allowPrivate: boolean;
}

/** Whether an address can be meant at all: https, no user, no odd port. */
export function mayBeOutside(url: string, allowPrivate: boolean, longest = 500): boolean {
  if (!URL.canParse(url) || url.length > longest) return false;
  const { protocol, username, password, hash } = new URL(url);
  if (username || password || hash) return false;
  return protocol === 'https:' || (allowPrivate && protocol === 'http:');
}

/** POSTs a text or bytes. Redirects are answers, never followed. Never throws for what the network does. */
export function outgoingOutside(url: string, given: OutsideRequest): Promise<OutgoingAnswer> {
  // What a push service gives out is longer than what people type.
  if (!mayBeOutside(url, given.allowPrivate, 1000)) return Promise.resolve({ kind: 'unreachable', error: 'ADDRESS' });
  const request = new URL(url).protocol === 'https:' ? secure : plain;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(given.timeout);
    const options = {
      method: 'POST',
      headers: { ...given.headers, 'content-length': String(Buffer.byteLength(given.body)), connection: 'close' },
      agent: useAgent(url, { allowPrivateIPAddress: given.allowPrivate, allowMetaIPAddress: given.allowPrivate }),
      signal,
    };
    const failed = (error: Error & { code?: string }) => {
      if (signal.aborted) return resolve({ kind: 'timeout' });
      const code = codeOf(error);
      const before = code === 'PRIVATE' || neverReached.has(code);
      resolve({ kind: 'unreachable', error: code, ...(before ? {} : { sent: true }) });
    };
    try {
      const sent = request(url, options, (answer) => {
        const pieces: Buffer[] = [];
        let size = 0;
        answer.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size <= mostBytes) pieces.push(piece);
          // What comes after is of no interest: the answer counts by its status.
          else answer.destroy();
        });
        const retryAfter = answer.headers['retry-after'];
        const end = () =>
          resolve({
            kind: 'answer',
            status: answer.statusCode ?? 0,
            body: Buffer.concat(pieces).toString('utf8'),
            ...(retryAfter === undefined ? {} : { retryAfter }),
          });
        answer.on('end', end);
        answer.on('close', end);
        answer.on('error', () => (size > mostBytes ? end() : failed(new Error('broken'))));
      });
      sent.on('error', failed);
      sent.end(given.body);
    } catch (error) {
      // An address of numbers is judged before anything is opened.
      failed(error as Error);
    }
  });
}

export interface OutsideRead {
  headers: Record<string, string>;
  /** Milliseconds for the whole exchange, also of an answer that comes in drops. */
  timeout: number;
  /** Of the answer as it comes over the line; whoever sends more is cut off. */
  mostBytes: number;
  /** Private addresses, or blocks of them (CIDR), that the operator lets be read. */
  allowed: readonly string[];
}

export type OutsideAnswer =
  | { kind: 'answer'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { kind: 'timeout' }
  | { kind: 'tooLarge' }
  /** `ADDRESS`: no address that may be meant; `PRIVATE`: it leads into a private network; else the system's own code. */
  | { kind: 'unreachable'; error: string };

/** Http is for addresses of numbers that the operator has named; everything else is https. */
export function mayBeRead(url: string, allowed: readonly string[]): boolean {
  return mayBeOutside(url, URL.canParse(url) && isNamed(new URL(url).hostname, allowed));
}

function isNamed(host: string, allowed: readonly string[]): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0) return false;
  const list = new BlockList();
  for (const one of allowed) {
    const [net = '', bits] = one.split('/');
    const of = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, of);
    else list.addSubnet(net, Number(bits), of);
  }
  return list.check(address, family);
}

/** GETs bytes as they come (maybe compressed). Redirects are answers, never followed. Never throws for what the network does. */
export function readOutside(url: string, given: OutsideRead): Promise<OutsideAnswer> {
  if (!mayBeRead(url, given.allowed)) return Promise.resolve({ kind: 'unreachable', error: 'ADDRESS' });
  const request = new URL(url).protocol === 'https:' ? secure : plain;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(given.timeout);
    const agent = useAgent(url, { allowIPAddressList: [...given.allowed] });
    const failed = (error: Error & { code?: string }) =>
      resolve(signal.aborted ? { kind: 'timeout' } : { kind: 'unreachable', error: codeOf(error) });
    try {
      const sent = request(url, { headers: { ...given.headers, connection: 'close' }, agent, signal }, (answer) => {
        const { headers, statusCode: status = 0 } = answer;
        const pieces: Buffer[] = [];
        let size = 0;
        const tooLarge = () => {
          resolve({ kind: 'tooLarge' });
          answer.destroy();
        };
        if (Number(headers['content-length'] ?? 0) > given.mostBytes) return tooLarge();
        answer.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > given.mostBytes) tooLarge();
          else pieces.push(piece);
        });
        answer.on('end', () => resolve({ kind: 'answer', status, headers, body: Buffer.concat(pieces) }));
        // An answer that breaks off is none: half a warning must not be read as a whole one.
        answer.on('error', failed);
        answer.on('close', () => failed(new Error('broken')));
      });
      sent.on('error', failed);
      sent.end();
    } catch (error) {
      failed(error as Error);
    }
  });
}

function codeOf(error: Error & { code?: string }): string {
  return /is not allowed/.test(error.message) ? 'PRIVATE' : (error.code ?? 'BROKEN');
}
