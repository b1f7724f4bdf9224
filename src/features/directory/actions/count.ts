/** Counting the figures of organisations anew. */
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { kindsInUse } from '../model.ts';
import { neverCounted, recount } from '../queries/counts.ts';

/** Counts all; safe to run twice. */
export async function countOrganisations(services: Services): Promise<void> {
  const now = services.clock.now();
  await recount(services.db, localDate(now, services.config.timeZone), kindsInUse(services.config), now);
}

/** For the first page after an import: the job has not come by yet. */
export async function countIfNever(services: Services): Promise<void> {
  if (await neverCounted(services.db)) await countOrganisations(services);
}
