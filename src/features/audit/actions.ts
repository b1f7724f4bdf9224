/** Recording, sealing, verifying. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { keepHead } from './heads.ts';
import { chainHash, type Entry, noHash } from './model.ts';
import { insertEvent, insertLinks, lastLink, lockSealer, sealable, unsealedFrom } from './queries.ts';

/**
 * Appends one act. In the transaction of the act itself: what is rolled back was not done. Never waits: the hash chain
 * is made afterwards by the sealer.
 */
export async function record(db: Database | Transaction, entry: Entry): Promise<void> {
  await insertEvent(db, entry);
}

const batchSize = 10_000;

/**
 * Seals what can be sealed, in batches of one transaction each, and returns how many events that were. One sealer at a
 * time: whoever finds another at work leaves it to that one.
 */
export async function seal(db: Database, now: () => Date, size = batchSize): Promise<number> {
  let total = 0;
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const batch = await db.transaction().execute((trx) => sealBatch(trx, now(), size, from));
    total += batch.sealed;
    after = batch.next;
  }
  return total;
}

/**
 * Each batch goes on after the ids of the one before. The last one starts from the beginning again, to find what
 * committed meanwhile with a lower id: only then everything up to its snapshot is sealed, and it draws the horizon.
 * `next` is where to go on, null at the end.
 */
async function sealBatch(
  trx: Transaction,
  at: Date,
  size: number,
  after: number,
): Promise<{ sealed: number; next: number | null }> {
  if (!(await lockSealer(trx))) return { sealed: 0, next: null };
  const last = await lastLink(trx);
  // One more than fits, to know whether this is the last batch.
  const found = await sealable(trx, { from: await unsealedFrom(trx), after, limit: size + 1 });
  const more = found.events.length > size;
  if (!more && after > 0) return { sealed: 0, next: 0 };
  const events = found.events.slice(0, size);
  let hash = last?.hash ?? noHash;
  let position = last?.position ?? 0;
  const links = events.map((event, index) => {
    const horizon = !more && index === events.length - 1 ? found.horizon : null;
    position += 1;
    hash = chainHash(hash, position, event, horizon);
    return { position, eventId: event.id, hash, horizon };
  });
  if (links.length > 0) await insertLinks(trx, links, at);
  return { sealed: links.length, next: more ? (events.at(-1)?.id ?? null) : null };
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
