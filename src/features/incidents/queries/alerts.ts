/** Warnings as they were sent, and where places lie. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Alert } from '../model/alert.ts';
import type { Area, Shape } from '../model/area.ts';

type Db = Database | Transaction;

const columns = sql`a.id, a.incident_id as "incidentId", a.identifier, a.sender, a.kind, a.sent_at as "sentAt",
  a.expires_at as "expiresAt", a.level, a.texts, a.areas, a.refers_to as "refersTo"`;

/** The oldest first. */
export async function alertsOf(db: Db, incidentIds: readonly number[]): Promise<Alert[]> {
  const { rows } = await sql<Alert>`select ${columns} from incident_alert a
    where a.incident_id = any (${[...incidentIds]}::bigint[]) order by a.incident_id, a.id`.execute(db);
  return rows;
}

export async function insertAlert(trx: Transaction, alert: Omit<Alert, 'id'>, by: number | null): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into incident_alert (incident_id, identifier, sender, kind, sent_at, expires_at, level, texts, areas, refers_to,
      account_id)
    values (${alert.incidentId}, ${alert.identifier}, ${alert.sender}, ${alert.kind}, ${alert.sentAt}, ${alert.expiresAt},
      ${alert.level}, ${JSON.stringify(alert.texts)}::jsonb, ${JSON.stringify(alert.areas)}::jsonb, ${alert.refersTo},
      ${by}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

/** Running incidents led from within the reach whose last warning ends before a moment. */
export async function warningsEnding(db: Db, reach: Reach, before: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select i.id from incident i join organisation o on o.id = i.organisation_id
      cross join lateral (select a.expires_at from incident_alert a where a.incident_id = i.id order by a.id desc limit 1) l
    where i.state = 'running' and o.path <@ any (${[...reach.paths]}::ltree[]) and l.expires_at < ${before}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** The shapes of these organisations; one that has none is named by its number, so that every warning has an area. */
export async function areasFor(db: Db, organisationIds: readonly number[], numberedBy: string): Promise<Area[]> {
  const { rows } = await sql<Shape & { id: number; name: string }>`
    select o.id, o.name, coalesce(a.polygon, '') as polygon, coalesce(a.circle, '') as circle,
      coalesce(a.code_name, '') as "codeName", coalesce(a.code, '') as code
    from organisation o left join incident_area a on a.organisation_id = o.id
    where o.id = any (${[...organisationIds]}::bigint[])
    order by string_to_array(o.path::text, '.')::int8[]`.execute(db);
  return rows.map(({ id, name, ...shape }) =>
    shape.polygon || shape.circle || shape.code
      ? { name, ...shape }
      : { name, codeName: `${numberedBy}:organisation`, code: String(id) },
  );
}

export async function shapeOf(db: Db, organisationId: number): Promise<Shape> {
  const { rows } = await sql<Shape>`select polygon, circle, code_name as "codeName", code from incident_area
    where organisation_id = ${organisationId}`.execute(db);
  return rows[0] ?? { polygon: '', circle: '', codeName: '', code: '' };
}

/** Of these organisations, which have a shape. */
export async function shaped(db: Db): Promise<Map<number, Shape>> {
  const { rows } = await sql<
    Shape & { id: number }
  >`select organisation_id as id, polygon, circle, code_name as "codeName",
    code from incident_area`.execute(db);
  return new Map(rows.map(({ id, ...shape }) => [id, shape]));
}

export async function setShape(
  trx: Transaction,
  organisationId: number,
  shape: Shape,
  by: { accountId: number; at: Date },
): Promise<void> {
  await sql`insert into incident_area (organisation_id, polygon, circle, code_name, code, changed_by, changed_at)
    values (${organisationId}, ${shape.polygon}, ${shape.circle}, ${shape.codeName}, ${shape.code}, ${by.accountId}, ${by.at})
    on conflict (organisation_id) do update set polygon = excluded.polygon, circle = excluded.circle,
      code_name = excluded.code_name, code = excluded.code, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at`.execute(trx);
}
