/** SQL of the legal calendar. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { LegalYear, SpecialDay } from './model.ts';

type Db = Database | Transaction;

export interface LoadedYear extends LegalYear {
  source: string;
  loadedBy: number;
  loadedAt: Date;
}

/** The years that the office has loaded: some forty rows a year. */
export async function loadedYears(db: Db): Promise<LoadedYear[]> {
  const { rows } = await sql<LoadedYear & { days: SpecialDay[] }>`
    select y.year, y.source, y.loaded_by as "loadedBy", y.loaded_at as "loadedAt",
      coalesce((select jsonb_agg(jsonb_build_object('day', d.day, 'name', d.name, 'off', d.off) order by d.day)
        from calendar_day d where d.year = y.year), '[]') as days
    from calendar_year y order by y.year`.execute(db);
  return rows;
}

/** Puts a year in the place of what was loaded for it. */
export async function putYear(
  trx: Transaction,
  { year, days }: LegalYear,
  by: { source: string; accountId: number; at: Date },
): Promise<void> {
  await removeYear(trx, year);
  await sql`insert into calendar_year (year, source, loaded_by, loaded_at)
    values (${year}, ${by.source}, ${by.accountId}, ${by.at})`.execute(trx);
  await sql`insert into calendar_day (year, day, name, off)
    select ${year}::smallint, day, name, off from unnest(${days.map(({ day }) => day)}::date[],
      ${days.map(({ name }) => name)}::text[], ${days.map(({ off }) => off)}::boolean[]) as d (day, name, off)`.execute(
    trx,
  );
}

/** Whether it was there. */
export async function removeYear(trx: Transaction, year: number): Promise<boolean> {
  const { rows } = await sql`delete from calendar_year where year = ${year} returning year`.execute(trx);
  return rows.length > 0;
}

/** One who loads at a time. */
export async function lockYears(trx: Transaction): Promise<void> {
  await sql`lock table calendar_year in share row exclusive mode`.execute(trx);
}
