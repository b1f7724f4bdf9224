/** Once a day, with the handlers: how many cases wait for word, to whoever holds a key that opens their names. */
import { contactsOf } from '#features/accounts/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { waitingMail } from '../mail.ts';
import { countWaiting } from '../queries/names.ts';
import { keysInUse } from './openers.ts';

/** Counts alone; gives how many were told. */
export async function tellKeepers(services: Services, trx: Transaction): Promise<number> {
  let told = 0;
  for (const { accountId, seat } of await keysInUse(services)) {
    const waiting = await countWaiting(trx, accountId, seat === 'outside');
    const [holder] = waiting > 0 ? await contactsOf(trx, [accountId]) : [];
    if (!holder?.email) continue;
    const language = holder.language === 'en' ? 'en' : 'zh-CN';
    await services.outbox.queueMail(trx, waitingMail(services.config, { address: holder.email, language }, waiting));
    told += 1;
  }
  return told;
}
