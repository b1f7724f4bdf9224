/** The demo's door to warnings of others: a feed that rests (its address leads nowhere), and what it brought. */
import { sql } from 'kysely';
import type { Services } from '#platform/services.ts';
import { receive } from './feeds/actions/receive.ts';
import type { CapMessage } from './feeds/model/message.ts';
import { readPem, type SignatureState } from './feeds/model/signature.ts';
import { insertPinned, movePinned } from './feeds/queries/certificates.ts';
import { feedById, insertFeed, setFeedState } from './feeds/queries/feeds.ts';
import { decide } from './feeds/queries/warnings.ts';

const dayMs = 86_400_000;

export interface SeededWarning {
  message: CapMessage;
  receivedAt: Date;
  signature: Extract<SignatureState, 'none' | 'verified' | 'stranger'>;
  /** What the officer made of it. */
  decision: { minutes: number; dismissed: string } | { minutes: number; taken: 'the latest flood' } | null;
}

export interface WarningSeed {
  accountId: number;
  /** Who has compared the fingerprint of the certificate. */
  secondId: number;
  certificate: string;
  name: string;
  url: string;
  words: readonly string[];
  since: Date;
  warnings: readonly SeededWarning[];
}

/** Takes each message in at its own time, through the same door as what a feed brings. */
export async function seedWarnings({ db }: Services, seed: WarningSeed): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const id = await insertFeed(
      trx,
      {
        ...{ name: seed.name, url: seed.url, origins: [new URL(seed.url).origin], words: seed.words, codes: [] },
        ...{ signedAnywhere: false, shapes: false, leastSeverity: 'Moderate', everyMinutes: 5 },
      },
      { accountId: seed.accountId, at: seed.since },
    );
    const feed = await feedById(trx, id);
    if (!feed) throw new Error('The demo’s feed is gone.');
    const last = seed.warnings.at(-1)?.receivedAt ?? seed.since;
    const pin = readPem(seed.certificate, seed.since);
    if (!pin.ok) throw new Error('The demo’s certificate can’t be read.');
    const pinId = await insertPinned(trx, id, pin.value, { accountId: seed.accountId, at: seed.since });
    await movePinned(trx, pinId, 'active', { accountId: seed.secondId, at: new Date(seed.since.getTime() + dayMs) });
    for (const { message, receivedAt, decision, signature } of seed.warnings) {
      const signed = { signature, refusal: null, certificateId: signature === 'verified' ? pinId : null };
      const href = `${new URL(seed.url).origin}/cap/${message.identifier}.xml`;
      await receive(
        trx,
        feed,
        message,
        href,
        { signed, pinned: true },
        { at: receivedAt, places: [], maySpeak: false },
      );
      if (!decision) continue;
      const { rows } = await sql<{
        id: number;
      }>`select id from warning where feed_id = ${id} order by id desc limit 1`.execute(trx);
      const by = { accountId: seed.accountId, at: new Date(receivedAt.getTime() + decision.minutes * 60_000) };
      const taken = 'taken' in decision;
      const incidentId = taken ? await latestFlood(trx) : null;
      const reason = taken ? '' : decision.dismissed;
      await decide(trx, rows[0]?.id ?? 0, { state: taken ? 'taken' : 'dismissed', reason, incidentId, by });
    }
    await sql`update warning_feed set polled_at = ${last}, succeeded_at = ${last} where id = ${id}`.execute(trx);
    // It is no address on any network: whoever tries the demo sees a feed at rest, not one that fails.
    await setFeedState(trx, id, 'paused', last);
  });
}

async function latestFlood(trx: Parameters<typeof feedById>[0]): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select id from incident where kind = 'flood' and not exercise
    order by id desc limit 1`.execute(trx);
  return rows[0]?.id ?? null;
}
