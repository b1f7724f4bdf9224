/** Figures of large audiences as they were counted: rows of `audience_figure`. No personal data. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { Audience, ContactKind } from '../model.ts';
import type { SchoolFigure } from './audience-figures.ts';

export interface KeptFigures {
  schools: SchoolFigure[];
  countedAt: Date;
}

/** An audience as it is counted: by which kinds of contact point. */
export interface Counted {
  audience: Audience;
  kinds: readonly ContactKind[];
}

/** What was counted for this day and not before `since`. */
export async function keptFigures(
  db: Database,
  counted: Counted,
  today: string,
  since: Date,
): Promise<KeptFigures | undefined> {
  const { rows } = await sql<KeptFigures>`
    select schools, counted_at as "countedAt" from audience_figure
    where audience = ${spelling(counted)} and counted_on = ${today} and counted_at >= ${since}`.execute(db);
  return rows[0];
}

export async function keepFigures(
  db: Database,
  counted: Counted,
  today: string,
  { schools, countedAt }: KeptFigures,
): Promise<void> {
  await sql`
    insert into audience_figure (audience, counted_on, counted_at, asked_at, schools)
    values (${spelling(counted)}, ${today}, ${countedAt}, ${countedAt}, ${JSON.stringify(schools)}::jsonb)
    on conflict (audience) do update set counted_on = excluded.counted_on, counted_at = excluded.counted_at,
      schools = excluded.schools`.execute(db);
}

/** Notes that somebody looked, at most every few minutes: what nobody looks at is not counted any more. */
export async function noteAsked(db: Database, counted: Counted, at: Date): Promise<void> {
  await sql`
    update audience_figure set asked_at = ${at}
    where audience = ${spelling(counted)} and asked_at < ${new Date(at.getTime() - 300_000)}`.execute(db);
}

/** Audiences that somebody looked at since then; the others are forgotten. */
export async function audiencesAskedSince(
  db: Database,
  kinds: readonly ContactKind[],
  since: Date,
): Promise<Audience[]> {
  await sql`delete from audience_figure where asked_at < ${since}`.execute(db);
  const { rows } = await sql<{ audience: string }>`
    select audience from audience_figure where audience::jsonb -> 'kinds' = ${JSON.stringify(kinds)}::jsonb
    order by audience`.execute(db);
  return rows.map((row) => {
    const { include, exclude } = JSON.parse(row.audience) as Audience;
    return { include, exclude };
  });
}

/** The clauses in one spelling, whatever their order. */
function spelling({ audience: { include, exclude }, kinds }: Counted): string {
  const sorted = (clauses: Audience['include']) =>
    clauses
      .map(({ organisationId, role }) => ({ organisationId, role }))
      .sort((a, b) => a.organisationId - b.organisationId || a.role.localeCompare(b.role));
  return JSON.stringify({ include: sorted(include), exclude: sorted(exclude), kinds });
}
