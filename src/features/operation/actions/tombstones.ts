/** Copies tombstones from the database into the file outside it. */
import { appendTombstones } from '#platform/database/backup/tombstones.ts';
import type { Services } from '#platform/services.ts';
import { lockTombstones, markKept, waitingTombstones } from '../queries/tombstones.ts';

const batch = 1000;

type Ground = Pick<Services, 'db' | 'clock'> & { config: { tombstones: string } };

/**
 * Writes what waits, marks it as kept, and returns how many. A kill between the two writes it once more, which a replay
 * does not mind; whatever is not marked is written by the next round, on this host or another.
 */
export async function keepTombstones({ db, clock, config }: Ground): Promise<number> {
  let total = 0;
  for (let more = true; more; ) {
    const written = await db.transaction().execute(async (trx) => {
      if (!(await lockTombstones(trx))) return 0;
      const { positions, tombstones } = await waitingTombstones(trx, batch);
      if (tombstones.length === 0) return 0;
      await appendTombstones(config.tombstones, tombstones);
      await markKept(trx, positions, clock.now());
      return tombstones.length;
    });
    total += written;
    more = written === batch;
  }
  return total;
}
