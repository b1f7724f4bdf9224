/** SQL of the training record: drills that schools wrote down, and what is asked of them. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Requirement } from './model.ts';

type Db = Database | Transaction;

/** All, also those that have ended; what the law asks for first. */
export async function requirements(db: Db): Promise<Requirement[]> {
  const { rows } = await sql<Requirement>`
    select id, code, texts, places, kinds, per, times, months, source, holds_from::text as "from",
      ends_on::text as "endsOn"
    from drill_requirement order by code is null, id limit 200`.execute(db);
  return rows;
}

export async function lockRequirement(trx: Transaction, id: number): Promise<Requirement | undefined> {
  await sql`select from drill_requirement where id = ${id} for update`.execute(trx);
  return (await requirements(trx)).find((one) => one.id === id);
}

export async function insertRequirement(
  trx: Transaction,
  wish: Omit<Requirement, 'id' | 'code' | 'endsOn'>,
  by: { accountId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into drill_requirement (texts, places, kinds, per, times, months, source, holds_from, made_by, made_at)
    values (${JSON.stringify(wish.texts)}::jsonb, ${wish.places}, ${[...wish.kinds]}, ${wish.per}, ${wish.times},
      ${wish.months && [...wish.months]}, ${JSON.stringify(wish.source)}::jsonb, ${wish.from}, ${by.accountId}, ${by.at})
    returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function endRequirement(trx: Transaction, id: number, endsOn: string, accountId: number): Promise<void> {
  await sql`update drill_requirement set ends_on = ${endsOn}, ended_by = ${accountId} where id = ${id}`.execute(trx);
}

export interface WrittenDrill {
  id: number;
  organisationId: number;
  kind: string;
  heldOn: string;
  minutes: number;
  pupils: number | null;
  staff: number | null;
  found: string;
  madeBy: number;
  withdrawnBy: number | null;
  reason: string;
}

const columns = sql`d.id, d.organisation_id as "organisationId", d.kind, d.held_on::text as "heldOn", d.minutes, d.pupils,
  d.staff, d.found, d.made_by as "madeBy", d.withdrawn_by as "withdrawnBy", d.reason`;

/** By day, both days included. */
export async function writtenDrills(
  db: Db,
  wish: { schools: readonly number[]; from: string; until: string },
): Promise<WrittenDrill[]> {
  const { rows } = await sql<WrittenDrill>`
    select ${columns} from drill d
    where d.organisation_id = any (${[...wish.schools]}::bigint[]) and d.held_on between ${wish.from} and ${wish.until}
    order by d.held_on, d.id`.execute(db);
  return rows;
}

export async function drillWithin(db: Db, reach: Reach, id: number): Promise<WrittenDrill | undefined> {
  const { rows } = await sql<WrittenDrill>`
    select ${columns} from drill d join organisation o on o.id = d.organisation_id
    where d.id = ${id} and o.path <@ any (${[...reach.paths]}::ltree[])`.execute(db);
  return rows[0];
}

export async function insertDrill(
  trx: Transaction,
  wish: Omit<WrittenDrill, 'id' | 'madeBy' | 'withdrawnBy' | 'reason'>,
  by: { accountId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into drill (organisation_id, kind, held_on, minutes, pupils, staff, found, made_by, made_at)
    values (${wish.organisationId}, ${wish.kind}, ${wish.heldOn}, ${wish.minutes}, ${wish.pupils}, ${wish.staff},
      ${wish.found}, ${by.accountId}, ${by.at}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

/** Two who write down the same at once wait for each other. */
export async function lockSchool(trx: Transaction, organisationId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry drills'), ${organisationId}::integer)`.execute(trx);
}

/** False: somebody has struck it out already. */
export async function setWithdrawn(
  trx: Transaction,
  id: number,
  change: { reason: string; accountId: number; at: Date },
): Promise<boolean> {
  const result = await sql`update drill set withdrawn_by = ${change.accountId}, withdrawn_at = ${change.at},
    reason = ${change.reason} where id = ${id} and withdrawn_at is null`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** Drills that were held before the day. */
export async function forgetDrills(db: Database, heldBefore: string, most: number): Promise<number> {
  const result = await sql`delete from drill where id in (
    select id from drill where held_on < ${heldBefore} order by id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
