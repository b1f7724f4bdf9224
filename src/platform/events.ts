/**
 * What happened, for other systems: written in the transaction of the act itself, told by a worker afterwards (webhooks
 * of the feature api). Like the queue, it is ground that every feature may write to.
 */
import { sql } from 'kysely';
import type { Database, Transaction } from './database/connect.ts';
import { wakeAt } from './jobs.ts';

export const eventKinds = [
  'notice.published',
  'notice.corrected',
  'notice.withdrawn',
  'delivery.finished',
  'channel.paused',
  'channel.resumed',
  'roster.applied',
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface Happened {
  kind: EventKind;
  organisationId: number;
  /** Ids, states and counts: never a name, an address or a text. */
  data: Record<string, string | number | null>;
  /** Told from then on. */
  at: Date;
}

/** The job that tells; its name is the feature's. */
export const tellJob = 'api.tell';

export async function announce(
  db: Database | Transaction,
  { kind, organisationId, data, at }: Happened,
): Promise<void> {
  await sql`insert into event (kind, organisation_id, data, at)
    values (${kind}, ${organisationId}, ${JSON.stringify(data)}::jsonb, ${at})`.execute(db);
  await wakeAt(db, tellJob, at);
}

/** Of what was stopped before it was told: nothing is told. */
export async function takeBack(trx: Transaction, kind: EventKind, noticeId: number): Promise<void> {
  await sql`delete from event where kind = ${kind} and told_at is null and (data ->> 'noticeId')::bigint = ${noticeId}`.execute(
    trx,
  );
}
