/** A message has gone out: other systems may want to know. Ids only; the figures are read through the API. */
import type { Transaction } from '#platform/database/connect.ts';
import { announce } from '#platform/events.ts';

export async function tellFinished(
  trx: Transaction,
  message: { id: number; organisationId: number; subject: string; purpose: string },
  at: Date,
): Promise<void> {
  const noticeId = Number(/^notice:(\d+)$/.exec(message.subject)?.[1]) || null;
  await announce(trx, {
    kind: 'delivery.finished',
    organisationId: message.organisationId,
    data: { messageId: message.id, noticeId, purpose: message.purpose },
    at,
  });
}
