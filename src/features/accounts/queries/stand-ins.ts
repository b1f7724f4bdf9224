/** Who stands in for whom. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { StandIn } from '../model.ts';

const columns = sql`s.id, s.account_id as "accountId", giver.display_name as giver, s.stand_in_id as "standInId",
  colleague.display_name as "standIn", s.organisation_id as "organisationId", o.name as organisation,
  o.path::text as path, s.starts_on as "startsOn", s.ends_on as "endsOn"`;
const tables = sql`stand_in s join account giver on giver.id = s.account_id
  join account colleague on colleague.id = s.stand_in_id join organisation o on o.id = s.organisation_id`;

/** Present and coming ones that an account has given or holds. */
export async function standInsOf(db: Database | Transaction, accountId: number, today: string): Promise<StandIn[]> {
  const { rows } = await sql<StandIn>`select ${columns} from ${tables}
    where ${accountId} in (s.account_id, s.stand_in_id) and s.ended_at is null and s.ends_on >= ${today}::date
    order by s.starts_on, s.id limit 100`.execute(db);
  return rows;
}

export async function lockStandIn(trx: Transaction, id: number, today: string): Promise<StandIn | undefined> {
  const { rows } = await sql<StandIn>`select ${columns} from ${tables}
    where s.id = ${id} and s.ended_at is null and s.ends_on >= ${today}::date for update of s`.execute(trx);
  return rows[0];
}

export async function insertStandIn(
  trx: Transaction,
  standIn: { accountId: number; standInId: number; organisationId: number; startsOn: string; endsOn: string; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into stand_in (account_id, stand_in_id, organisation_id, starts_on, ends_on, given_at)
    values (${standIn.accountId}, ${standIn.standInId}, ${standIn.organisationId}, ${standIn.startsOn},
      ${standIn.endsOn}, ${standIn.at}) returning id`.execute(trx);
  return rows[0]!.id;
}

export async function endStandIn(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update stand_in set ended_by = ${by}, ended_at = ${at} where id = ${id}`.execute(trx);
}
