/** States, channels and rules of delivery: pure, known to everything inside the feature. */

export const channels = { none: 0, email: 1, sms: 2, push: 3 } as const;
export type ChannelId = (typeof channels)[keyof typeof channels];
export type SendingChannel = 'email' | 'sms' | 'push';
export const sendingChannels: readonly SendingChannel[] = ['email', 'sms', 'push'];

/** The channel's name by its number; undefined for 0 and null. */
export function channelName(id: number | null): SendingChannel | undefined {
  return sendingChannels.find((name) => channels[name] === id);
}

/** States of one delivery; the table is in README.md. */
export const states = {
  queued: 0,
  claimed: 1,
  delivered: 2,
  failed: 3,
  unreachable: 4,
  unknown: 5,
  stopped: 6,
} as const;
export type StateName = keyof typeof states;
export type State = (typeof states)[StateName];

/** Settled states are final: nothing leaves them. */
export const settledStates = ['delivered', 'failed', 'unreachable', 'unknown', 'stopped'] as const;
export type SettledName = (typeof settledStates)[number];

export function stateName(state: number): StateName {
  const found = Object.entries(states).find(([, value]) => value === state);
  if (!found) throw new Error(`There is no delivery state ${state}.`);
  return found[0] as StateName;
}

export type MessageState = 'waiting' | 'expanding' | 'sending' | 'stopped' | 'finished';

/** What may follow a message's state. Pausing is not a state: it holds whatever state there is. */
export const messageTransitions: Readonly<Record<MessageState, readonly MessageState[]>> = {
  waiting: ['expanding', 'stopped'],
  expanding: ['sending', 'stopped'],
  sending: ['finished', 'stopped'],
  stopped: [],
  // Somebody came into the audience later.
  finished: ['sending'],
};

/**
 * Reasons as they are stored, each worded in messages.ts. The first part says why; a reply code of the mail server may
 * follow after a colon, such as `refused:550 5.1.1`.
 */
export type Reason =
  | 'no_contact'
  /** Only reachable by a channel that this installation does not have. */
  | 'no_channel'
  /** They refuse this kind of notice by every channel that reaches them. */
  | 'opted_out'
  | 'address_invalid'
  | 'refused'
  | 'deferred'
  /** No browser of the person could be told; it went on to the next contact. */
  | 'push_failed'
  | 'no_connection'
  /** Waits for its turn under the limit of its domain. */
  | 'limited'
  /** Its mail provider refuses everybody just now, so it waits for an hour. */
  | 'provider_paused'
  | 'too_many_attempts'
  | 'left_audience'
  | 'left_out'
  | 'message_stopped'
  /** The warning that it brings ran out before it left. */
  | 'alert_ended'
  /** Another warning of the same incident has taken its place. */
  | 'alert_replaced'
  | 'link_expired'
  | 'no_answer';

/**
 * What an incident asks (who is safe) goes after warnings and before everything else: an answer that comes tomorrow helps
 * nobody. It is no emergency priority: quiet hours, opt-outs and pauses hold.
 */
export const soonPurposes: readonly string[] = ['roll_call', 'roll_call_staff'];

/** Attempts before a temporary refusal becomes final: with the waits below some 27 hours, of an alert an hour and a half. */
export const maxAttempts = { ordinary: 10, alert: 50 } as const;

/** Seconds, doubled each time up to the longest. A grey list lets a mail in after some minutes: an alert asks until then. */
const waits = { ordinary: { first: 30, longest: 6 * 3600 }, alert: { first: 5, longest: 120 } } as const;

/** Seconds to wait before the next attempt, give or take a fifth. What brings a warning is not made to wait long. */
export function backoffSeconds(attempt: number, random: number, alert = false): number {
  const { first, longest } = waits[alert ? 'alert' : 'ordinary'];
  const base = Math.min(first * 2 ** Math.max(0, attempt - 1), longest);
  return Math.round(base * (0.8 + 0.4 * random));
}

/** A claim not recorded after this time is taken back, whoever made it. */
export const stalledAfterSeconds = 120;
/** A worker not seen for this time is dead, and its claims are taken back at once. */
export const deadAfterSeconds = 20;
export const heartbeatSeconds = 5;

/** Mail or text messages claimed at once; also the most that a killed worker can send twice. */
export const batchSize = 200;
/** People expanded in one committed piece; the first is small so that the first mail leaves at once. */
export const chunkSize = 10_000;
export const firstChunkSize = 1_000;

/** The quiet hours of a district, as local times `HH:MM`; they may pass midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/** Whether a local time of day (`HH:MM`) lies in the quiet hours. */
export function isQuiet(localTime: string, quiet: QuietHours | null): boolean {
  if (!quiet || quiet.from === quiet.to) return false;
  if (quiet.from < quiet.to) return localTime >= quiet.from && localTime < quiet.to;
  return localTime >= quiet.from || localTime < quiet.to;
}

/** A mail provider that refused very many in a short time (sender/storms.ts): it waits. */
export interface PausedProvider {
  provider: string;
  waiting: number;
  until: Date;
}

/** Up to here what waits in a channel is counted; beyond it "over 10,000" is said, because counting a city takes long. */
export const queueCounted = 10_000;

/** Splits counts by state into the figures that are shown; `stopped` messages queue nothing any more. */
export interface Figures {
  queued: number;
  delivered: number;
  failed: number;
  unreachable: number;
  unknown: number;
  stopped: number;
}

/** Figures from counts: `all` rows of the message, less those settled, are queued. */
export function figures(counts: ReadonlyMap<number, number>): Figures & { total: number } {
  const of = (name: StateName) => counts.get(states[name]) ?? 0;
  const total = of('queued');
  const settled = Object.fromEntries(settledStates.map((name) => [name, of(name)])) as Record<SettledName, number>;
  const queued = total - Object.values(settled).reduce((sum, n) => sum + n, 0);
  return { total, queued, ...settled };
}

/** What counts for the rate of errors. */
export const rateHours = 24;

export interface ChannelRow {
  id: number;
  name: SendingChannel;
  pausedAt: Date | null;
  pausedBy: number | null;
  pausedReason: string | null;
  /** Alerts of incidents are held too; the pause of ordinary traffic lets them go on. */
  alertsPausedAt: Date | null;
  lastSuccessAt: Date | null;
  lastErrorAt: Date | null;
  lastError: string | null;
  /** Deliveries and direct mail that could leave now, counted up to 100,000. */
  queued: number;
  /** When the oldest of them became ready. */
  oldestAt: Date | null;
  /** Handed over or tried in the last 24 hours, and of that what was not taken. */
  attempts: number;
  errors: number;
}

export interface RunningMessage {
  id: number;
  organisationId: number;
  purpose: string;
  state: string;
  pausedAt: Date | null;
  releaseAt: Date;
  expanded: boolean;
  frozenSize: number;
  total: number;
  settled: number;
}

export interface WorkerRow {
  id: number;
  host: string;
  processId: number;
  startedAt: Date;
  seenAt: Date;
  /** The last interruption that it came back from. */
  trouble: string | null;
  troubleFrom: Date | null;
  troubleUntil: Date | null;
}

export interface DatabaseFacts {
  version: string;
  bytes: number;
  startedAt: Date;
  connections: number;
}
