/** After a restore, in its transaction. */
import type { Transaction } from '#platform/database/connect.ts';
import { pageRestored } from './queries/page.ts';
import { toldRestored } from './queries/told.ts';
import { rollsRestored } from './roll/actions/close.ts';

export async function restored(trx: Transaction, at: Date): Promise<void> {
  await rollsRestored(trx, at);
  await toldRestored(trx);
  await pageRestored(trx, at);
}
