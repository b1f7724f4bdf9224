/** A feed of warnings: its settings, what can go wrong with it, when it is asked again. Pure. */
import type { AreaFilter } from './area.ts';
import type { Severity } from './severity.ts';

export const feedStates = ['active', 'paused', 'removed'] as const;
export type FeedState = (typeof feedStates)[number];

/** What can be wrong with an answer, or with one message of it; worded in messages/feeds.ts as `fault_…`. */
export const faults = [
  ...['address', 'private', 'elsewhere', 'redirects', 'timeout', 'unreachable', 'tooLarge', 'status'],
  ...['compression', 'encoding', 'encodingBroken', 'doctype', 'xml', 'namespace', 'notFeed', 'tooMany'],
  ...['element', 'value', 'time', 'references', 'self', 'scope', 'unproven'],
] as const;
export type Fault = (typeof faults)[number];

/** Expected of strangers: a value, never an exception. `detail`: which element, code or status, for whoever mends it. */
export interface Faulty {
  fault: Fault;
  detail: string;
}
export type Read<T> = { ok: true; value: T } | ({ ok: false } & Faulty);

export interface Feed extends AreaFilter {
  id: number;
  name: string;
  url: string;
  /** From where its pages and messages may come: the origin of its address, and what else was named. */
  origins: readonly string[];
  /** Messages may lie on any site, if they bear a signature by a pinned certificate. */
  signedAnywhere: boolean;
  leastSeverity: Severity;
  everyMinutes: number;
  state: FeedState;
  etag: string | null;
  lastModified: string | null;
  nextPollAt: Date;
  polledAt: Date | null;
  succeededAt: Date | null;
  fault: Fault | null;
  faultDetail: string;
  faultAt: Date | null;
  /** Faults since the last success. */
  faultsInRow: number;
  revision: number;
}

/** Never more often, whoever asks. */
export const leastMinutes = 2;
export const minutesToChoose = [2, 5, 10, 15, 30, 60] as const;
const longestWaitMinutes = 120;

/** After a fault twice as long each time, two hours at most; never before the source's own Retry-After. */
export function nextPoll(
  now: Date,
  feed: Pick<Feed, 'everyMinutes'>,
  faultsInRow: number,
  retryAfterSeconds = 0,
): Date {
  const every = Math.max(feed.everyMinutes, leastMinutes);
  const wait = Math.max(every, Math.min(every * 2 ** faultsInRow, longestWaitMinutes));
  const asked = Math.min(retryAfterSeconds, 24 * 3600) * 1000;
  return new Date(now.getTime() + Math.max(wait * 60_000, asked));
}

/** A feed that has been silent for so long is shown to whoever looks after it. */
export const silentAfterMs = 6 * 3_600_000;

export function isSilent(feed: Pick<Feed, 'state' | 'fault' | 'faultAt' | 'succeededAt'>, now: Date): boolean {
  const since = feed.succeededAt ?? feed.faultAt;
  return (
    feed.state === 'active' &&
    feed.fault !== null &&
    since !== null &&
    now.getTime() - since.getTime() >= (feed.succeededAt ? silentAfterMs : 0)
  );
}

export const longestName = 60;
export const longestUrl = 500;
export const mostWords = 20;
export const mostOrigins = 5;

export function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
