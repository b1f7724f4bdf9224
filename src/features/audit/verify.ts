/** Reads the whole chain once, in order and in bounded memory, and tells what is wrong with it. */
import type { Database } from '#platform/database/connect.ts';
import {
  chainHash,
  type Finding,
  type Head,
  noHash,
  rightlyForgotten,
  type SealedFields,
  type Verification,
  wasUnderWay,
} from './model.ts';
import { type LinkRow, linksAfter, unsealed } from './queries.ts';

export interface VerifyOptions {
  /** One head that somebody brings along. */
  head?: Head | undefined;
  /** Heads that were kept outside the database. */
  heads?: readonly Head[];
  now: Date;
  /** Longest time an event may wait for the sealer; 10 minutes. */
  graceMs?: number;
}

const batchSize = 5_000;
const shown = 100;

/**
 * Proves the chain. Without a head from outside it finds every change that was not followed by computing all later
 * hashes anew; with one, that too, and a tail that was cut off.
 */
export async function verifyChain(db: Database, options: VerifyOptions): Promise<Verification> {
  const reader = new ChainReader([...(options.heads ?? []), ...(options.head ? [options.head] : [])], options.now);
  for (let after = 0; ; ) {
    const links = await linksAfter(db, after, batchSize);
    for (const link of links) reader.read(link);
    after = links.at(-1)?.position ?? after;
    if (links.length < batchSize) break;
  }
  reader.finish();

  const rows = await unsealed(db, shown);
  const late = options.now.getTime() - (options.graceMs ?? 10 * 60_000);
  for (const row of rows) {
    if (reader.isOutOfPlace(row.id, row.xid)) reader.find('inserted', null, row.id);
    else if (row.at.getTime() < late) reader.find('unsealed', null, row.id);
  }
  return {
    ok: reader.count === 0,
    sealed: reader.sealed,
    waiting: rows[0]?.waiting ?? 0,
    head: reader.head,
    headsCompared: reader.headsCompared,
    findings: reader.findings,
    findingCount: reader.count,
  };
}

class ChainReader {
  readonly findings: Finding[] = [];
  count = 0;
  sealed = 0;
  head: Head | null = null;
  headsCompared = 0;
  private position = 0;
  private previous = noHash;
  private readonly outside = new Map<number, Set<string>>();
  // Highest id so far, and what it was when the last horizon was drawn.
  private highest = 0;
  private horizon = '0:0';
  private highestAtHorizon = 0;

  constructor(
    heads: readonly Head[],
    private readonly now: Date,
  ) {
    for (const head of heads) {
      this.outside.set(head.position, (this.outside.get(head.position) ?? new Set()).add(head.hash));
    }
  }

  read(link: LinkRow): void {
    for (let lost = this.position + 1; lost < link.position; lost += 1) {
      this.find('gap', lost, null);
      if (this.count >= shown) break;
    }
    if (link.id === null) this.find('missing', link.position, link.event_id);
    else {
      if (!this.proves(link, link)) this.find('altered', link.position, link.id);
      if (this.isOutOfPlace(link.id, link.xid)) this.find('inserted', link.position, link.id);
    }
    const hash = link.hash.toString('hex');
    const expected = this.outside.get(link.position);
    if (expected) {
      this.headsCompared += 1;
      if (expected.size > 1 || !expected.has(hash)) this.find('head_differs', link.position, link.event_id);
      this.outside.delete(link.position);
    }
    this.advance(link, hash);
  }

  /** What is left of the heads outside lies beyond the end, or in a gap. */
  finish(): void {
    this.headsCompared += this.outside.size;
    for (const position of [...this.outside.keys()].sort((a, b) => a - b)) this.find('cut', position, null);
  }

  private proves(event: SealedFields, { position, hash, horizon }: LinkRow): boolean {
    if (event.forgotten && !rightlyForgotten(event, this.now)) return false;
    if (event.forgotten && event.content_hash === null) return true;
    return chainHash(this.previous, position, event, horizon).equals(hash);
  }

  /** An id lower than those sealed before, from a transaction that was not under way when they were sealed. */
  isOutOfPlace(id: number, xid: string): boolean {
    return id <= this.highestAtHorizon && !wasUnderWay(xid, this.horizon);
  }

  find(kind: Finding['kind'], position: number | null, eventId: number | null): void {
    this.count += 1;
    if (this.findings.length < shown) this.findings.push({ kind, position, eventId });
  }

  // The stored hash goes on, not the computed one: a change is then found where it was made and nowhere else.
  private advance(link: LinkRow, hash: string): void {
    this.previous = link.hash;
    this.position = link.position;
    this.sealed += 1;
    this.head = { position: link.position, hash };
    this.highest = Math.max(this.highest, link.event_id);
    if (link.horizon) {
      this.horizon = link.horizon;
      this.highestAtHorizon = this.highest;
    }
  }
}
