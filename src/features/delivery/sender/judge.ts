/** What an outcome of a channel means for the row: pure rules. */
import { backoffSeconds, maxAttempts, type Reason, states } from '../model.ts';
import type { PushOutcome } from '../push/web-push.ts';
import type { Result } from '../queries/claims.ts';
import type { TextOutcome } from '../sms/gateway.ts';
import type { MailOutcome } from '../smtp/outcome.ts';

export interface Judgement {
  result: Omit<Result, 'personId'>;
  /** The address is bad: the contact point is marked, and the person's next one is tried. */
  badAddress: boolean;
  /** The channel as a whole does not work: words for the operator, without anything personal. */
  trouble: string | null;
}

export interface Attempt {
  /** Which attempt this was, from 1. */
  attempts: number;
  now: Date;
  random: number;
  /** It brings a warning of an incident. */
  alert?: boolean | undefined;
}

const keep = { channel: null, contactPointId: null, tried: true } as const;

/** Enhanced codes that say that this very address does not exist (RFC 3463); 5.1.7 and 5.1.8 are about the sender. */
const badAddressCodes = new Set(['5.1.0', '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10']);

export function judgeMail(outcome: MailOutcome, attempt: Attempt): Judgement {
  switch (outcome.kind) {
    case 'accepted':
      return judgement(settled(states.delivered, null));
    case 'untried':
      return { ...judgement(givenBack(attempt.now)), trouble: `no_connection:${scrub(outcome.error)}` };
    case 'late':
      return judgement(givenBack(attempt.now));
    case 'lost':
      return { ...judgement(again('no_connection', attempt)), trouble: `no_connection:${scrub(outcome.error)}` };
    case 'refused': {
      const code = [outcome.code, outcome.enhanced].filter(Boolean).join(' ');
      // Refusing the sender is about our settings: no family's attempt is spent on it.
      if (outcome.stage === 'sender')
        return { ...judgement(givenBack(attempt.now)), trouble: `sender_refused:${code}` };
      if (outcome.code < 500) return judgement(again(`deferred:${code}`, attempt));
      const reason = `refused:${code}`;
      if (outcome.enhanced && badAddressCodes.has(outcome.enhanced)) {
        // Back into the queue at once: the check before sending finds the person's next contact, or settles the row.
        return {
          result: { ...keep, state: states.queued, reason, readyAt: attempt.now },
          badAddress: true,
          trouble: null,
        };
      }
      return judgement(settled(states.failed, reason));
    }
  }
}

export function judgeText(outcome: TextOutcome, attempt: Attempt): Judgement {
  switch (outcome.kind) {
    case 'accepted':
      return judgement(settled(states.delivered, null));
    case 'unknown':
      return { ...judgement(settled(states.unknown, 'no_answer')), trouble: 'no_answer' };
    case 'untried':
      return { ...judgement(givenBack(attempt.now)), trouble: `no_connection:${scrub(outcome.error)}` };
    case 'refused': {
      const reason = `refused:${scrub(outcome.text)}`;
      if (outcome.temporary) return judgement(again(`deferred:${scrub(outcome.text)}`, attempt));
      if (!outcome.badNumber) return judgement(settled(states.failed, reason));
      return {
        result: { ...keep, state: states.queued, reason, readyAt: attempt.now },
        badAddress: true,
        trouble: null,
      };
    }
  }
}

function judgement(result: Omit<Result, 'personId'>): Judgement {
  return { result, badAddress: false, trouble: null };
}

function settled(state: number, reason: string | null): Omit<Result, 'personId'> {
  return { ...keep, state, reason, readyAt: null };
}

/** Nothing was tried: back as it was. The channel itself waits before it claims again. */
function givenBack(now: Date): Omit<Result, 'personId'> {
  return { ...keep, tried: false, state: states.queued, reason: 'no_connection' satisfies Reason, readyAt: now };
}

function again(reason: string, { attempts, now, random, alert }: Attempt): Omit<Result, 'personId'> {
  if (attempts >= maxAttempts[alert ? 'alert' : 'ordinary']) {
    const last = reason.includes(':') ? reason.slice(reason.indexOf(':')) : '';
    return settled(states.failed, `too_many_attempts${last}`);
  }
  const readyAt = new Date(now.getTime() + backoffSeconds(attempts, random, alert) * 1000);
  return { ...keep, state: states.queued, reason, readyAt };
}

/**
 * Of the browsers of one person: told as soon as one was. Where all have gone, their contacts go too and the row comes
 * back at once for the next one. Undefined: none could be told just now, and the person's next contact is asked for.
 */
export function judgePush(outcomes: readonly PushOutcome[], attempt: Attempt): Judgement | undefined {
  if (outcomes.some((one) => one.kind === 'taken')) return judgement(settled(states.delivered, null));
  const code = pushCode(outcomes);
  if (outcomes.every((one) => one.kind === 'gone'))
    return judgement({ ...keep, state: states.queued, reason: `push_failed:${code}`, readyAt: attempt.now });
  return undefined;
}

/** The person has no other contact: it is tried again as long as that may help. */
export function judgeLonePush(outcomes: readonly PushOutcome[], attempt: Attempt): Judgement {
  const code = pushCode(outcomes);
  if (!outcomes.some((one) => one.kind === 'later')) return judgement(settled(states.failed, `refused:${code}`));
  return judgement(again(`deferred:${code}`, attempt));
}

/** What the last push service said; nothing of the browser. */
export function pushCode(outcomes: readonly PushOutcome[]): string {
  return outcomes.flatMap((one) => (one.kind === 'taken' ? [] : [scrub(one.code)])).at(-1) ?? '';
}

/** Replies may repeat an address or a number: neither is kept. */
function scrub(text: string): string {
  return text
    .replace(/\S*@\S*/g, '…')
    .replace(/\+?\d{7,}/g, '…')
    .slice(0, 200);
}
