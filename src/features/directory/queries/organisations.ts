/** Reading the organisation tree. Names of organisations are not personal data; lists still keep to a reach. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Organisation, OrganisationKind } from '../model.ts';

/** Columns of an `Organisation`, of the table alias `o`. */
export const organisationColumns = sql`o.id, o.parent_id as "parentId", o.kind, o.name, o.path::text as path,
  o.ended_on as "endedOn"`;

/** Parents before children, siblings in the order in which they were made. */
export const treeOrder = sql`string_to_array(o.path::text, '.')::int8[]`;

export async function organisationById(db: Database | Transaction, id: number): Promise<Organisation | undefined> {
  return (await organisationsByIds(db, [id])).get(id);
}

export async function organisationsByIds(
  db: Database | Transaction,
  ids: readonly number[],
): Promise<Map<number, Organisation>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o where o.id = any (${[...ids]}::int8[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Organisations of the reach that are not closed, in tree order, for choosing one. Without `kinds`: no grades and classes. */
export async function organisationsWithin(
  db: Database | Transaction,
  reach: Reach,
  options: { kinds?: readonly OrganisationKind[]; limit?: number } = {},
): Promise<Organisation[]> {
  const kinds = options.kinds ?? ['district', 'department', 'school'];
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o
    where o.path <@ any (${[...reach.paths]}::ltree[]) and o.kind = any (${[...kinds]}) and o.ended_on is null
    order by ${treeOrder} limit ${options.limit ?? 2000}`.execute(db);
  return rows;
}

/** What everybody may choose from and nobody needs a reach for: the district, its offices and schools that are open, in tree order. */
export async function namedOrganisations(db: Database): Promise<Pick<Organisation, 'id' | 'name' | 'path' | 'kind'>[]> {
  const { rows } = await sql<Pick<Organisation, 'id' | 'name' | 'path' | 'kind'>>`
    select o.id, o.name, o.path::text as path, o.kind from organisation o
    where o.kind in ('district', 'department', 'school') and o.ended_on is null order by ${treeOrder}`.execute(db);
  return rows;
}

/** The organisation's own line up to the district, the district first and itself last. */
export async function lineOf(db: Database | Transaction, path: string): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o
    where o.id = any (string_to_array(${path}, '.')::int8[]) order by nlevel(o.path)`.execute(db);
  return rows;
}

/** Open schools within the reach, or around it, whose name has the text, in tree order. */
export async function schoolsNamed(
  db: Database | Transaction,
  reach: Reach,
  text: string,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  const like = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{ id: number; name: string }>`
    select o.id, o.name from organisation o
    where o.kind = 'school' and o.ended_on is null and o.name ilike ${like}
      and (o.path <@ any (${[...reach.paths]}::ltree[]) or o.path @> any (${[...reach.paths]}::ltree[]))
    order by ${treeOrder} limit ${limit}`.execute(db);
  return rows;
}

/** The same school by its id. */
export async function schoolWithin(
  db: Database | Transaction,
  reach: Reach,
  id: number,
): Promise<{ id: number; name: string } | undefined> {
  const { rows } = await sql<{ id: number; name: string }>`
    select o.id, o.name from organisation o where o.id = ${id} and o.kind = 'school' and o.ended_on is null
      and (o.path <@ any (${[...reach.paths]}::ltree[]) or o.path @> any (${[...reach.paths]}::ltree[]))`.execute(db);
  return rows[0];
}

/** Open classes of a school, as far as they lie within the reach, in tree order. */
export async function classesOfSchool(
  db: Database | Transaction,
  reach: Reach,
  schoolId: number,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select o.id, o.name from organisation o join organisation s on s.id = ${schoolId} and s.kind = 'school'
    where o.kind = 'class' and o.ended_on is null and o.path <@ s.path and o.path <@ any (${[...reach.paths]}::ltree[])
    order by ${treeOrder} limit 2000`.execute(db);
  return rows;
}

/** The school in which somebody is a pupil; nothing if in none. */
export async function schoolOfPupil(db: Database, personId: number, today: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select s.id from membership m join organisation o on o.id = m.organisation_id
    join organisation s on s.kind = 'school' and s.id = any (string_to_array(o.path::text, '.')::int8[])
    where m.person_id = ${personId} and m.position = 'pupil' and (m.ends_on is null or m.ends_on > ${today}::date)
    order by m.id desc limit 1`.execute(db);
  return rows[0]?.id;
}
