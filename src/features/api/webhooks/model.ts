/** Webhooks: what is sent when, and when one gives up. Pure. */

export type WebhookState = 'active' | 'disabled' | 'removed';

export interface Webhook {
  id: number;
  organisationId: number;
  organisation: string;
  path: string;
  url: string;
  events: string[];
  generation: number;
  overlapUntil: Date | null;
  state: WebhookState;
  failingSince: Date | null;
  madeAt: Date;
}

export type MessageState = 'waiting' | 'sent' | 'failed' | 'held';

export interface WebhookMessage {
  id: string;
  webhookId: number;
  kind: string;
  body: string;
  state: MessageState;
  attempts: number;
  createdAt: Date;
}

export interface Attempt {
  at: Date;
  status: number | null;
  trouble: string | null;
}

const minute = 60_000;
const hour = 60 * minute;

/** Waiting times after each failed attempt: three days and a half in all. Then the message has failed. */
export const waits = [minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
/** One that took nothing for so long is disabled, and the administrators are told. */
export const disabledAfter = 5 * 24 * hour;
/** After a new secret, what is sent bears both signatures so long. */
export const overlap = 24 * hour;
/** Messages and their attempts are kept so long. */
export const logDays = 30;
/** Milliseconds for one attempt. */
export const patience = 15_000;
/** Whoever claimed a message and has not settled it by then is dead: longer than the patience. */
export const claimed = minute;

/** When a message is tried again after so many attempts; null: no more. */
export function nextTry(attempts: number, now: Date): Date | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** The secrets that sign now: the present one, and the one before while they overlap. */
export function generationsNow(webhook: Pick<Webhook, 'generation' | 'overlapUntil'>, now: Date): number[] {
  const before = webhook.overlapUntil !== null && now < webhook.overlapUntil;
  return before ? [webhook.generation, webhook.generation - 1] : [webhook.generation];
}
