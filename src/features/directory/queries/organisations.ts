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

/** The organisation's own line up to the district, the district first and itself last. */
export async function lineOf(db: Database | Transaction, path: string): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o
    where o.id = any (string_to_array(${path}, '.')::int8[]) order by nlevel(o.path)`.execute(db);
  return rows;
}

/** Open classes within the reach with their schools' names, in tree order, for moving a pupil. */
export async function classesWithin(
  db: Database | Transaction,
  reach: Reach,
): Promise<{ id: number; name: string; school: string }[]> {
  const { rows } = await sql<{ id: number; name: string; school: string }>`
    select o.id, o.name, coalesce(s.name, '') as school from organisation o
    left join lateral (select up.name from organisation up where up.kind = 'school'
      and up.id = any (string_to_array(o.path::text, '.')::int8[]) order by nlevel(up.path) desc limit 1) s on true
    where o.kind = 'class' and o.ended_on is null and o.path <@ any (${[...reach.paths]}::ltree[])
    order by ${treeOrder} limit 2000`.execute(db);
  return rows;
}
