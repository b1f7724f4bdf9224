/** Figures of large audiences as they were counted: rows of `audience_figure`. No personal data. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { Audience } from '../model.ts';
import type { SchoolFigure } from './audience-figures.ts';

export interface KeptFigures {
  schools: SchoolFigure[];
  countedAt: Date;
}

/** What was counted for this day and not before `since`. */
export async function keptFigures(
  db: Database,
  audience: Audience,
  today: string,
  since: Date,
): Promise<KeptFigures | undefined> {
  const { rows } = await sql<KeptFigures>`
    select schools, counted_at as "countedAt" from audience_figure
    where audience = ${spelling(audience)} and counted_on = ${today} and counted_at >= ${since}`.execute(db);
  return rows[0];
}

export async function keepFigures(
  db: Database,
  audience: Audience,
  today: string,
  { schools, countedAt }: KeptFigures,
): Promise<void> {
  await sql`
    insert into audience_figure (audience, counted_on, counted_at, asked_at, schools)
    values (${spelling(audience)}, ${today}, ${countedAt}, ${countedAt}, ${JSON.stringify(schools)}::jsonb)
    on conflict (audience) do update set counted_on = excluded.counted_on, counted_at = excluded.counted_at,
      schools = excluded.schools`.execute(db);
}

/** Notes that somebody looked, at most every few minutes: what nobody looks at is not counted any more. */
export async function noteAsked(db: Database, audience: Audience, at: Date): Promise<void> {
  await sql`
    update audience_figure set asked_at = ${at}
    where audience = ${spelling(audience)} and asked_at < ${new Date(at.getTime() - 300_000)}`.execute(db);
}

/** Audiences that somebody looked at since then; the others are forgotten. */
export async function audiencesAskedSince(db: Database, since: Date): Promise<Audience[]> {
  await sql`delete from audience_figure where asked_at < ${since}`.execute(db);
  const { rows } = await sql<{ audience: string }>`select audience from audience_figure order by audience`.execute(db);
  return rows.map((row) => JSON.parse(row.audience) as Audience);
}

/** The clauses in one spelling, whatever their order. */
function spelling({ include, exclude }: Audience): string {
  const sorted = (clauses: Audience['include']) =>
    clauses
      .map(({ organisationId, role }) => ({ organisationId, role }))
      .sort((a, b) => a.organisationId - b.organisationId || a.role.localeCompare(b.role));
  return JSON.stringify({ include: sorted(include), exclude: sorted(exclude) });
}
