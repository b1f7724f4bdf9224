/** What an administrator does with webhooks. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { type EventKind, tellJob } from '#platform/events.ts';
import { mayBeOutside } from '#platform/fetch-outside.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Services } from '#platform/services.ts';
import { secretInWords } from '#platform/standard-webhooks.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Maker } from '../tokens/actions.ts';
import { overlap, type Webhook } from './model.ts';
import { insertMessage, insertWebhook, renewSecret, replayMessages, setState, webhookWithin } from './queries.ts';
import { secretOf } from './secret.ts';

export interface WebhookWish {
  organisationId: number;
  url: string;
  events: readonly EventKind[];
}

/** Subscribes an address. The secret is in the answer. */
export async function addWebhook(
  services: Services,
  by: Maker,
  wish: WebhookWish,
): Promise<Outcome<{ id: number; secret: string }>> {
  const at = services.clock.now();
  const organisation = await organisationById(services.db, wish.organisationId);
  if (!organisation || organisation.endedOn !== null || !within(by.reach, organisation.path)) {
    return refused('organisation', 'organisationOutside');
  }
  if (!mayBeOutside(wish.url, services.config.webhookPrivate)) return refused('url', 'webhookUrlWrong');
  return services.db.transaction().execute(async (trx) => {
    const id = await insertWebhook(trx, { ...wish, madeBy: by.accountId, at });
    await note(services, trx, by, { id, organisationId: organisation.id }, 'webhook.add');
    return done({ id, secret: secretInWords(secretOf(services.secrets, id, 1)) });
  });
}

/** A new secret; for a day what is sent bears both signatures, so that nothing is refused while it is exchanged. */
export function rotateSecret(services: Services, by: Maker, id: number): Promise<Outcome<{ secret: string }>> {
  return on(services, by, id, 'webhook.rotate', async (trx) => {
    const until = new Date(services.clock.now().getTime() + overlap);
    const generation = await renewSecret(trx, id, until);
    return { secret: secretInWords(secretOf(services.secrets, id, generation)) };
  });
}

/** One that was disabled goes on; what was held meanwhile is sent again only when asked for. */
export function enableWebhook(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  return on(services, by, id, 'webhook.enable', async (trx) => {
    await setState(trx, id, 'active');
    return null;
  });
}

export function removeWebhook(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  return on(services, by, id, 'webhook.remove', async (trx) => {
    await setState(trx, id, 'removed');
    return null;
  });
}

/** An event that says that it is a trial. */
export function sendTest(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return on(services, by, id, 'webhook.test', async (trx, webhook) => {
    const body = JSON.stringify({
      type: 'test',
      timestamp: at.toISOString(),
      data: { organisationId: webhook.organisationId },
    });
    await insertMessage(trx, { webhookId: id, kind: 'test', body, at });
    await enqueue(trx, tellJob, {}, { key: tellJob });
    return null;
  });
}

/** Sends one message again, or all since a moment that were not taken. */
export function replay(
  services: Services,
  by: Maker,
  id: number,
  which: { id: string } | { since: Date },
): Promise<Outcome<{ messages: number }>> {
  return on(services, by, id, 'webhook.replay', async (trx) => {
    const messages = await replayMessages(trx, id, which, services.clock.now());
    await enqueue(trx, tellJob, {}, { key: tellJob });
    return { messages };
  });
}

function on<T>(
  services: Services,
  by: Maker,
  id: number,
  action: AuditAct,
  step: (trx: Transaction, webhook: Webhook) => Promise<T>,
): Promise<Outcome<T>> {
  return services.db.transaction().execute(async (trx) => {
    const webhook = await webhookWithin(trx, by.reach, id, true);
    if (!webhook) return refused(null, 'webhookGone');
    const value = await step(trx, webhook);
    await note(services, trx, by, webhook, action);
    return done(value);
  });
}

function note(
  services: Services,
  trx: Transaction,
  by: Maker,
  webhook: { id: number; organisationId: number },
  action: AuditAct,
): Promise<void> {
  return record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: webhook.organisationId,
    subject: `webhook:${webhook.id}`,
    at: services.clock.now(),
  });
}
