/** What each platform's adapter is given and gives. It sends and reads the answer to what it sent: nothing else, ever. */
import type { OutgoingAnswer } from '#platform/fetch.ts';
import type { Content, Credentials, Limits, Post, Verdict } from '../model/channel.ts';

/** POSTs JSON through the guarded client. Never throws for what the network does. */
export type Ask = (url: string, json: unknown, headers?: Record<string, string>) => Promise<OutgoingAnswer>;

export interface Sending {
  post: Pick<Post, 'id' | 'word' | 'subject' | 'progress'>;
  content: Content;
  credentials: Credentials;
  /** Standard Webhooks: the secret that signs. */
  signing: Buffer;
  now: Date;
  ask: Ask;
}

export interface Adapter {
  limits: Limits;
  /** What is done with a message that was sent twice is the platform's affair; a robot shows it twice. */
  repeatable: boolean;
  /** The credentials are for this platform. */
  accepts(credentials: Credentials, anyHost: boolean): boolean;
  send(sending: Sending): Promise<Verdict>;
}

/** What an answer that is no 200 says, whichever platform; null: its body says it. */
export function httpVerdict(answer: OutgoingAnswer): Verdict | null {
  if (answer.kind === 'timeout') return { kind: 'unknown', code: 'timeout' };
  if (answer.kind === 'unreachable') {
    if (answer.error === 'PRIVATE' || answer.error === 'ADDRESS') return { kind: 'settings', code: answer.error };
    return { kind: answer.sent ? 'unknown' : 'again', code: answer.error };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const code = `HTTP ${status}`;
  if (status === 429) return { kind: 'wait', code, seconds: retryAfter(answer.retryAfter) };
  if (status >= 500) return { kind: 'again', code };
  return { kind: 'settings', code };
}

/** Seconds from a Retry-After header; a minute where there is none, an hour at most. */
function retryAfter(value: string | undefined): number {
  const seconds = Number(value);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : 60;
}

/** One of the named fields of a JSON answer as a whole number; undefined where the answer is none of the platform's. */
export function codeIn(answer: OutgoingAnswer, ...names: string[]): number | undefined {
  if (answer.kind !== 'answer') return undefined;
  const body = jsonIn(answer.body);
  const value = names.map((name) => body?.[name]).find((one) => typeof one === 'number');
  return typeof value === 'number' ? value : undefined;
}

export function jsonIn(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The address is https at the platform's own host and path; elsewhere only where the operator allows it. */
export function isAt(url: string, hosts: readonly string[], path: string, anyHost: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname } = new URL(url);
  if (!pathname.startsWith(path)) return false;
  return anyHost || (protocol === 'https:' && hosts.includes(host));
}
