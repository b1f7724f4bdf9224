/** Broadcast channels: what there is, in what states, when something is tried again. Pure. */

/** A group's robot, an account, or another system. */
export const kinds = ['wecom', 'dingtalk', 'feishu', 'wechat', 'webhook'] as const;
export type Kind = (typeof kinds)[number];

export type ChannelState = 'active' | 'paused' | 'removed';

export interface Channel {
  id: number;
  organisationId: number;
  organisation: string;
  path: string;
  kind: Kind;
  name: string;
  language: string;
  notices: boolean;
  below: boolean;
  incidents: boolean;
  shown: string;
  generation: number;
  state: ChannelState;
  pausedReason: string;
  waitUntil: Date | null;
  failures: number;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastErrorAt: Date | null;
  lastError: string | null;
  madeAt: Date;
}

/** How a channel does: of the last day, and what waits now. */
export interface Health {
  waiting: number;
  oldestAt: Date | null;
  attempts: number;
  errors: number;
}

/** What lets one speak in a channel; sealed in the database and never shown again. */
export interface Credentials {
  /** Where it is posted; of the Official Account the platform's own address. */
  url: string;
  /** DingTalk, Feishu: the secret that signs. */
  secret?: string | undefined;
  /** Official Account. */
  appId?: string | undefined;
  appSecret?: string | undefined;
  /** A picture that the account keeps for good: every article needs one. */
  cover?: string | undefined;
  /** Published at once; else a draft waits for a person who presses the button there. */
  publishes?: boolean | undefined;
}

/** What one post says about its subject. */
export const wordKinds = ['published', 'corrected', 'withdrawn', 'update', 'ended', 'mistaken', 'test'] as const;
export type WordKind = (typeof wordKinds)[number];

/** Words that take something back: where nothing of it was said, they say nothing. */
export const takesBack: readonly WordKind[] = ['withdrawn', 'ended', 'mistaken'];

/** What is said in one language: words that the public reads anyway. */
export interface Content {
  language: string;
  title: string;
  text: string;
  /** The issuing office: nothing goes out without it. */
  office: string;
  /** The page with the whole. */
  link: string;
  exercise: boolean;
}

export type PostState = 'waiting' | 'sent' | 'failed' | 'replaced' | 'held';

export interface Post {
  id: string;
  /** In which order they were made. */
  number: number;
  channelId: number;
  subject: string;
  word: WordKind;
  content: Content;
  state: PostState;
  attempts: number;
  progress: Record<string, string>;
  dueAt: Date;
  lastsUntil: Date;
  createdAt: Date;
  sentAt: Date | null;
}

export const outcomes = ['sent', 'step', 'wait', 'again', 'unknown', 'refused', 'settings'] as const;
export type OutcomeName = (typeof outcomes)[number];

export interface Attempt {
  at: Date;
  outcome: OutcomeName | null;
  code: string;
}

/** What an adapter says of one attempt. `code` is the platform's own, never a text. */
export type Verdict =
  | { kind: 'sent'; code: string; progress?: Record<string, string> }
  /** One of several steps is done: the next one after so many seconds. */
  | { kind: 'step'; code: string; seconds: number; progress: Record<string, string> }
  /** Too fast for the platform: so many seconds are waited, and nobody is to blame. */
  | { kind: 'wait'; code: string; seconds: number; progress?: Record<string, string> }
  /** Not now; nothing was said. */
  | { kind: 'again'; code: string; progress?: Record<string, string> }
  /** No answer: it may have been said. It is tried again, so that it may stand there twice. */
  | { kind: 'unknown'; code: string; progress?: Record<string, string> }
  /** This very message is not taken. */
  | { kind: 'refused'; code: string }
  /** The channel is not set up right: whatever is sent is refused. */
  | { kind: 'settings'; code: string; progress?: Record<string, string> };

/** What a platform takes: bytes of one message's text in UTF-8, and messages a minute. */
export interface Limits {
  bytes: number;
  perMinute: number;
}

const minute = 60;

/** Seconds until the next attempt after so many in a row that did not succeed: 15 s, doubled, at most 10 minutes. */
export function retrySeconds(failures: number): number {
  return Math.min(15 * 2 ** Math.max(0, failures - 1), 10 * minute);
}

/** Hours for which a word is tried: what an incident's public was to do two hours ago is worse than silence. */
export const lastsHours = { notice: 24, incident: 2, test: 1 } as const;

/** Seconds after which whoever claimed a channel is taken for dead: longer than the longest exchange. */
export const claimSeconds = 90;
/** Milliseconds for one request. */
export const patience = 10_000;
/** Administrators are told of a channel that has failed for so long. */
export const tellAfterSeconds = 30 * minute;
/** Days for which posts and attempts are kept. */
export const keptDays = 90;
/** What counts for the rate of errors. */
export const rateHours = 24;

/** How the channel stands, in one word. */
export function standing(
  channel: Pick<Channel, 'state' | 'failingSince' | 'lastSuccessAt' | 'lastError' | 'waitUntil'>,
  now: Date,
): 'paused' | 'failing' | 'slowed' | 'works' | 'untried' {
  if (channel.state === 'paused') return 'paused';
  if (channel.failingSince) return 'failing';
  if (channel.waitUntil && channel.waitUntil > now) return 'slowed';
  return channel.lastSuccessAt ? 'works' : 'untried';
}

/** Rates are counted over so many seconds. */
export const rateWindow = minute;
