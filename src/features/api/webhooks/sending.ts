/** Tells: makes messages of events, and sends what is due. Run by the queue; safe to run twice and on several hosts. */
import { holdersOf } from '#features/accounts/feature.ts';
import { localDate } from '#platform/clock.ts';
import { outgoingOutside } from '#platform/fetch-outside.ts';
import type { Services } from '#platform/services.ts';
import { signedHeaders } from '#platform/standard-webhooks.ts';
import { webhookDisabledMail } from '../mail.ts';
import {
  type Attempt,
  disabledAfter,
  generationsNow,
  nextTry,
  patience,
  type Webhook,
  type WebhookMessage,
} from './model.ts';
import { claimMessages, dueWebhooks, insertAttempt, markSent, markTried, setState, spreadEvents } from './queries.ts';
import { secretOf } from './secret.ts';

/** Of one webhook at a time, and webhooks at a time: one that hangs holds up nobody but itself. */
const atOnce = 5;
const lanes = 20;

/** Returns how many messages were tried. */
export async function tell(services: Services): Promise<number> {
  const { db, clock } = services;
  while ((await spreadEvents(db, clock.now())) > 0);
  const webhooks = await dueWebhooks(db, clock.now());
  let tried = 0;
  const lane = async () => {
    for (let id = webhooks.shift(); id !== undefined; id = webhooks.shift()) {
      // Added after the wait: other lanes have added meanwhile.
      const more = await tellOne(services, id);
      tried += more;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return tried;
}

/** What is due of one webhook, until something is refused: the rest waits for the next minute. */
async function tellOne(services: Services, webhookId: number): Promise<number> {
  let tried = 0;
  for (;;) {
    const messages = await claimMessages(services.db, webhookId, services.clock.now(), atOnce);
    const taken = await Promise.all(messages.map((message) => tryOne(services, message)));
    tried += messages.length;
    if (messages.length === 0 || taken.includes(false)) return tried;
  }
}

async function tryOne(services: Services, message: WebhookMessage & { webhook: Webhook }): Promise<boolean> {
  const { webhook } = message;
  const now = services.clock.now();
  const secrets = generationsNow(webhook, now).map((generation) => secretOf(services.secrets, webhook.id, generation));
  const answer = await outgoingOutside(webhook.url, {
    body: message.body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Belfry-Webhooks/1',
      ...signedHeaders(message.id, message.body, secrets, now),
    },
    timeout: patience,
    allowPrivate: services.config.webhookPrivate,
  });
  const status = answer.kind === 'answer' ? answer.status : null;
  const taken = status !== null && status >= 200 && status < 300;
  const trouble = taken
    ? null
    : answer.kind === 'answer'
      ? 'status'
      : answer.kind === 'timeout'
        ? 'timeout'
        : answer.error;
  await record(services, message, { at: now, status, trouble });
  return taken;
}

async function record(
  services: Services,
  message: WebhookMessage & { webhook: Webhook },
  attempt: Attempt,
): Promise<void> {
  const { webhook } = message;
  await services.db.transaction().execute(async (trx) => {
    await insertAttempt(trx, message.id, attempt);
    if (attempt.trouble === null) return markSent(trx, message);
    const since = await markTried(trx, message, nextTry(message.attempts, attempt.at), attempt.at);
    // 410: whoever answers there says that it is over (Standard Webhooks).
    const over = attempt.status === 410 || attempt.at.getTime() - since.getTime() >= disabledAfter;
    if (!over) return;
    await setState(trx, webhook.id, 'disabled');
    const today = localDate(attempt.at, services.config.timeZone);
    for (const reader of await holdersOf(trx, 'administrator', webhook.path, today)) {
      if (reader.email) await services.outbox.queueMail(trx, webhookDisabledMail(services, reader, webhook));
    }
  });
}
