/** Recording, sealing, verifying. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { keepHead } from './heads.ts';
import { chainHash, type Entry, noHash } from './model.ts';
import { insertEvent, insertLinks, lastLink, lockSealer, sealable } from './queries.ts';

/**
 * Appends one act. In the transaction of the act itself: what is rolled back was not done. Never waits: the hash chain
 * is made afterwards by the sealer.
 */
export async function record(db: Database | Transaction, entry: Entry): Promise<void> {
  if (!/^[a-z_]+\.[a-z_]+$/.test(entry.action)) throw new Error(`An audit action is noun.verb, not ${entry.action}.`);
  await insertEvent(db, entry);
}

const batchSize = 10_000;

/**
 * Seals what can be sealed, in batches of one transaction each, and returns how many events that were. One sealer at a
 * time: whoever finds another at work leaves it to that one.
 */
export async function seal(db: Database, now: () => Date, size = batchSize): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await db.transaction().execute((trx) => sealBatch(trx, now(), size));
    total += count;
    if (count < size) return total;
  }
}

async function sealBatch(trx: Transaction, at: Date, size: number): Promise<number> {
  if (!(await lockSealer(trx))) return 0;
  const last = await lastLink(trx);
  const { horizon, events } = await sealable(trx, size);
  let hash = last?.hash ?? noHash;
  let position = last?.position ?? 0;
  const links = events.map((event, index) => {
    // Only a batch that took everything up to its snapshot can say so.
    const own = events.length < size && index === events.length - 1 ? horizon : null;
    position += 1;
    hash = chainHash(hash, position, event, own);
    return { position, eventId: event.id, hash, horizon: own };
  });
  if (links.length > 0) await insertLinks(trx, links, at);
  return links.length;
}

/** What sealing needs of the services. */
type Ground = Pick<Services, 'db' | 'clock' | 'log'> & { config: { dataDir: string } };

/** Seals, and writes the new head down outside the database. */
export async function sealAndKeepHead({ db, clock, config, log }: Ground): Promise<void> {
  const sealed = await seal(db, () => clock.now());
  const head = await lastLink(db);
  if (head) await keepHead(config.dataDir, { position: head.position, hash: head.hash.toString('hex') }, clock.now());
  if (sealed > 0) log.debug({ sealed, position: head?.position }, 'audit sealed');
}
