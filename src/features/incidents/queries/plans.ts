/** Versions of plans. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Kind } from '../model/kinds.ts';
import type { PlanContent } from '../model/plan.ts';

type Db = Database | Transaction;

export interface PlanVersion {
  kind: Kind;
  version: number;
  content: PlanContent;
  inForceFrom: string;
  reviewOn: string;
  accountId: number;
  at: Date;
}

const columns = sql`kind, version, content, holds_from as "inForceFrom", review_on as "reviewOn",
  account_id as "accountId", at`;

/** The version that holds on a day: the latest of those that have begun. */
export async function versionInForce(db: Db, kind: Kind, today: string): Promise<PlanVersion | undefined> {
  const { rows } = await sql<PlanVersion>`select ${columns} from incident_plan_version
    where kind = ${kind} and holds_from <= ${today}::date order by version desc limit 1`.execute(db);
  return rows[0];
}

/** The newest first. */
export async function versionsOf(db: Db, kind: Kind): Promise<PlanVersion[]> {
  const { rows } = await sql<PlanVersion>`select ${columns} from incident_plan_version
    where kind = ${kind} order by version desc limit 100`.execute(db);
  return rows;
}

/** Of each kind, the version that holds. */
export async function versionsInForce(db: Db, today: string): Promise<Map<Kind, PlanVersion>> {
  const { rows } = await sql<PlanVersion>`select distinct on (kind) ${columns} from incident_plan_version
    where holds_from <= ${today}::date order by kind, version desc`.execute(db);
  return new Map(rows.map((row) => [row.kind, row]));
}

/** How many plans in force are due for their yearly look. */
export async function plansDue(db: Db, today: string): Promise<number> {
  return [...(await versionsInForce(db, today)).values()].filter((plan) => plan.reviewOn <= today).length;
}

/** False if somebody was quicker: that version is there already. */
export async function insertVersion(trx: Transaction, version: PlanVersion): Promise<boolean> {
  const result = await sql`
    insert into incident_plan_version (kind, version, content, holds_from, review_on, account_id, at)
    values (${version.kind}, ${version.version}, ${JSON.stringify(version.content)}::jsonb, ${version.inForceFrom},
      ${version.reviewOn}, ${version.accountId}, ${version.at})
    on conflict do nothing`.execute(trx);
  return result.numAffectedRows === 1n;
}
