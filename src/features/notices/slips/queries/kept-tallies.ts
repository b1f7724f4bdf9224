/** How the slips of large notices were answered, as it was counted: rows of `slip_figure`. No personal data. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { Tallies } from './tallies.ts';

/** What is counted: a notice, whole or within these paths. */
export interface Counted {
  noticeId: number;
  within: readonly string[] | undefined;
}

export interface KeptTallies {
  tallies: Tallies;
  countedAt: Date;
}

/** What was counted for this day and not before `since`. */
export async function keptTallies(
  db: Database,
  counted: Counted,
  today: string,
  since: Date,
): Promise<KeptTallies | undefined> {
  const { rows } = await sql<KeptTallies>`
    select tallies, counted_at as "countedAt" from slip_figure
    where notice_id = ${counted.noticeId} and within = ${spelling(counted)} and counted_on = ${today}
      and counted_at >= ${since}`.execute(db);
  return rows[0];
}

export async function keepTallies(
  db: Database,
  counted: Counted,
  today: string,
  { tallies, countedAt }: KeptTallies,
): Promise<void> {
  await sql`
    insert into slip_figure (notice_id, within, counted_on, counted_at, asked_at, tallies)
    values (${counted.noticeId}, ${spelling(counted)}, ${today}, ${countedAt}, ${countedAt}, ${JSON.stringify(tallies)}::jsonb)
    on conflict (notice_id, within) do update set counted_on = excluded.counted_on, counted_at = excluded.counted_at,
      tallies = excluded.tallies`.execute(db);
}

/** Notes that somebody looked, at most every few minutes: what nobody looks at is not counted any more. */
export async function noteAsked(db: Database, counted: Counted, at: Date): Promise<void> {
  await sql`
    update slip_figure set asked_at = ${at}
    where notice_id = ${counted.noticeId} and within = ${spelling(counted)}
      and asked_at < ${new Date(at.getTime() - 300_000)}`.execute(db);
}

/** What somebody looked at since then; the rest is forgotten. */
export async function askedSince(db: Database, since: Date): Promise<Counted[]> {
  await sql`delete from slip_figure where asked_at < ${since}`.execute(db);
  const { rows } = await sql<{ noticeId: number; within: string }>`
    select notice_id as "noticeId", within from slip_figure order by notice_id, within`.execute(db);
  return rows.map(({ noticeId, within }) => ({ noticeId, within: within === '' ? undefined : within.split(' ') }));
}

function spelling({ within }: Counted): string {
  return (within ?? []).toSorted().join(' ');
}
