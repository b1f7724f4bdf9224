/**
 * Requests to addresses that somebody typed into a page, not the operator into the settings: they must not reach into
 * the own network. The address is judged when the connection is made, so that a name which leads elsewhere meanwhile
 * (DNS rebinding) is judged by where it leads then.
 */
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { useAgent } from 'request-filtering-agent';
import type { OutgoingAnswer } from './fetch.ts';

const mostBytes = 16 * 1024;

export interface OutsideRequest {
  body: string;
  headers: Record<string, string>;
  /** Milliseconds for the whole exchange. */
  timeout: number;
  /** The operator allows private addresses, and http. */
  allowPrivate: boolean;
}

/** Whether an address can be meant at all: https, no user, no odd port. */
export function mayBeOutside(url: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(url) || url.length > 500) return false;
  const { protocol, username, password, hash } = new URL(url);
  if (username || password || hash) return false;
  return protocol === 'https:' || (allowPrivate && protocol === 'http:');
}

/** POSTs a text. Redirects are answers, never followed. Never throws for what the network does. */
export function outgoingOutside(url: string, given: OutsideRequest): Promise<OutgoingAnswer> {
  if (!mayBeOutside(url, given.allowPrivate)) return Promise.resolve({ kind: 'unreachable', error: 'ADDRESS' });
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
      const filtered = /is not allowed/.test(error.message);
      resolve({ kind: 'unreachable', error: filtered ? 'PRIVATE' : (error.code ?? 'BROKEN') });
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
        const end = () =>
          resolve({ kind: 'answer', status: answer.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8') });
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
