/** The demo's door: tokens, webhooks with what went through them in the last weeks, clients of the roster service. */

import { fixedClock } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Happened } from '#platform/events.ts';
import type { Services } from '#platform/services.ts';
import type { Outcome } from '#platform/trouble.ts';
import { type ClientWish, makeClient, stopClient } from './oneroster/actions.ts';
import { markClientUsed } from './oneroster/queries.ts';
import { type Maker, makeToken, revokeToken, type TokenWish } from './tokens/actions.ts';
import { markUsed } from './tokens/queries.ts';
import { addWebhook, type WebhookWish } from './webhooks/actions.ts';
import { type Attempt, disabledAfter, type MessageState, nextTry } from './webhooks/model.ts';
import { insertAttempt, insertPastMessage, setState } from './webhooks/queries.ts';

/** A day: when it was last used. A moment: when it was made, and when it ended. */
interface Past {
  madeAt: Date;
  lastUsedOn: string | null;
  endedAt?: Date;
}

export interface ApiSeed {
  by: Maker;
  tokens: readonly (Past & { wish: TokenWish })[];
  clients: readonly (Past & { wish: ClientWish })[];
  webhooks: readonly {
    wish: WebhookWish;
    madeAt: Date;
    /** From then on nobody answers at its address. */
    silentFrom?: Date;
  }[];
  /** What happened, the earliest first; each webhook is told what it asked for. All of it lies in the past. */
  events: readonly Happened[];
}

/** Makes them by the acts of the pages, each at its own time. Nothing is sent. */
export async function seedApi(services: Services, { by, tokens, clients, webhooks, events }: ApiSeed): Promise<void> {
  const then = (at: Date): Services => ({ ...services, clock: fixedClock(at) });
  for (const { wish, madeAt, lastUsedOn, endedAt } of tokens) {
    const { id } = made(await makeToken(then(madeAt), by, wish));
    if (lastUsedOn) await markUsed(services.db, id, lastUsedOn);
    if (endedAt) made(await revokeToken(then(endedAt), by, id));
  }
  for (const { wish, madeAt, lastUsedOn, endedAt } of clients) {
    const { id } = made(await makeClient(then(madeAt), by, wish));
    if (lastUsedOn) await markClientUsed(services.db, id, lastUsedOn);
    if (endedAt) made(await stopClient(then(endedAt), by, id));
  }
  for (const { wish, madeAt, silentFrom } of webhooks) {
    const { id } = made(await addWebhook(then(madeAt), by, wish));
    const wanted = events.filter(({ kind, at }) => wish.events.includes(kind) && at > madeAt);
    await services.db.transaction().execute(async (trx) => {
      if (silentFrom) await setState(trx, id, 'disabled');
      for (const [nth, event] of wanted.entries()) await tellPast(trx, id, event, nth, silentFrom);
    });
  }
}

async function tellPast(
  trx: Transaction,
  webhookId: number,
  { kind, organisationId, data, at }: Happened,
  nth: number,
  silentFrom: Date | undefined,
): Promise<void> {
  const { state, tries } = silentFrom && at >= silentFrom ? inVain(at, silentFrom) : taken(at, nth);
  const body = JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { ...data, organisationId } });
  const message = { webhookId, kind, body, state, attempts: tries.length, at };
  const id = await insertPastMessage(trx, message);
  for (const one of tries) await insertAttempt(trx, id, one);
}

interface Course {
  state: MessageState;
  tries: Attempt[];
}

const noAnswer = { status: null, trouble: 'timeout' } as const;
const busy = { status: 503, trouble: 'status' } as const;

/** Most are taken at once; one in six comes while the other side is restarted. */
function taken(at: Date, nth: number): Course {
  const before = nth % 6 === 2 ? [busy, noAnswer] : [];
  const tries: Attempt[] = [];
  let next = new Date(at.getTime() + 400);
  for (const one of before) {
    tries.push({ at: next, ...one });
    next = nextTry(tries.length, next) as Date;
  }
  return { state: 'sent', tries: [...tries, { at: next, status: 204, trouble: null }] };
}

/** Tried until it has failed, or until its webhook was disabled; what came after that was held. */
function inVain(at: Date, silentFrom: Date): Course {
  const disabledAt = new Date(silentFrom.getTime() + disabledAfter);
  const tries: Attempt[] = [];
  for (let next: Date | null = at; next && next < disabledAt; next = nextTry(tries.length, next)) {
    tries.push({ at: next, ...noAnswer });
  }
  const last = tries.at(-1);
  return { state: last && nextTry(tries.length, last.at) === null ? 'failed' : 'held', tries };
}

/** The demo's own data has no trouble that a person could mend: trouble is a bug. */
function made<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demo was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
  return outcome.value;
}
