/** The auditors' daily mail with the head of the chain. */
import { headMail } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { readerLanguage } from '../mail.ts';
import { holdersOf } from '../queries/names.ts';

/** Returns how many were told. */
export async function mailAuditHead(services: Services): Promise<number> {
  const compose = await headMail(services);
  if (!compose) return 0;
  const auditors = await holdersOf(
    services.db,
    'auditor',
    null,
    localDate(services.clock.now(), services.config.timeZone),
  );
  const reachable = auditors.flatMap(({ email, language }) =>
    email ? [{ address: email, language: readerLanguage(language) }] : [],
  );
  await services.db.transaction().execute(async (trx) => {
    for (const reader of reachable) await services.outbox.queueMail(trx, compose(reader));
  });
  return reachable.length;
}
