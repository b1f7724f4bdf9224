/** After a restore: nothing goes out by itself from where the backup left it. */
import type { Transaction } from '#platform/database/connect.ts';
import { lockScheduled } from '../queries/notices.ts';
import { changeState } from '../queries/write.ts';
import { noteAct } from './by.ts';

/**
 * Scheduled notices wait for a person: since the backup they may have been published (and would reach families twice),
 * put off, or given up. Those who wrote them find them held, with the reason.
 */
export async function holdScheduled(trx: Transaction, at: Date): Promise<void> {
  // A district has a handful at a time.
  for (const notice of await lockScheduled(trx)) {
    await changeState(trx, notice.id, { state: 'approved', publishAt: null }, at);
    await noteAct(trx, notice, null, 'held', at, { detail: { why: 'heldByRestore' } });
  }
}
