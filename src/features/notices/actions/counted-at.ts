/** Where an acknowledgement is counted. */
import { deliveryStates } from '#features/delivery/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Notice } from '../model/notice.ts';

/**
 * The class through which the notice went out to each of these people, as their delivery is counted; for those who
 * joined later, the class of today (`addressed`). Otherwise a pupil who changed class after the sending would be
 * delivered in one row of the office's table and acknowledged in another.
 */
export async function countedAt(
  trx: Transaction,
  notice: Pick<Notice, 'messageId'>,
  addressed: ReadonlyMap<number, number>,
): Promise<Map<number, number>> {
  const places = new Map(addressed);
  if (notice.messageId === null) return places;
  const sent = await deliveryStates(trx, notice.messageId, [...addressed.keys()]);
  for (const [personId, { organisationId }] of sent) places.set(personId, organisationId);
  return places;
}
