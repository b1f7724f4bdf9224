/** School years and terms. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { AcademicSession } from '../model/records.ts';

/** The latest first, a year before its terms. */
export async function academicSessions(db: Database | Transaction): Promise<AcademicSession[]> {
  const { rows } = await sql<AcademicSession>`
    select s.id, s.parent_id as "parentId", s.kind, s.name, s.starts_on as "startsOn", s.ends_on as "endsOn"
    from academic_session s left join academic_session y on y.id = s.parent_id
    order by coalesce(y.starts_on, s.starts_on) desc, s.kind, s.starts_on, s.id limit 100`.execute(db);
  return rows;
}
