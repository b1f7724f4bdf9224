/** Rosters and who takes turns in them. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Member, Roster } from '../model/roster.ts';

type Db = Database | Transaction;

const columns = sql`r.id, r.organisation_id as "organisationId", o.name as organisation, o.path::text as path, r.name,
  r.kind, r.covers, r.starts, r.state`;
const source = sql`duty_roster r join organisation o on o.id = r.organisation_id`;

/** Rosters of the reach; those that have ended come last. */
export async function rostersWithin(db: Db, reach: Reach): Promise<Roster[]> {
  const { rows } = await sql<Roster>`select ${columns} from ${source}
    where o.path <@ any (${[...reach.paths]}::ltree[])
    order by r.state, string_to_array(o.path::text, '.')::int8[], r.name, r.id limit 300`.execute(db);
  return rows;
}

export async function rosterWithin(db: Db, reach: Reach, id: number): Promise<Roster | undefined> {
  const { rows } = await sql<Roster>`select ${columns} from ${source}
    where r.id = ${id} and o.path <@ any (${[...reach.paths]}::ltree[])`.execute(db);
  return rows[0];
}

export async function lockRoster(trx: Transaction, reach: Reach, id: number): Promise<Roster | undefined> {
  const { rows } = await sql<Roster>`select ${columns} from ${source}
    where r.id = ${id} and o.path <@ any (${[...reach.paths]}::ltree[]) for update of r`.execute(trx);
  return rows[0];
}

export async function insertRoster(
  trx: Transaction,
  roster: Pick<Roster, 'organisationId' | 'name' | 'kind' | 'covers' | 'starts'>,
  by: { accountId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into duty_roster (organisation_id, name, kind, covers, starts, made_by, made_at)
    values (${roster.organisationId}, ${roster.name}, ${roster.kind}, ${roster.covers},
      ${[...roster.starts]}::smallint[], ${by.accountId}, ${by.at}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

export async function endRosterRow(trx: Transaction, id: number): Promise<void> {
  await sql`update duty_roster set state = 'ended' where id = ${id}`.execute(trx);
}

/** In their order, also those whose account has ended. */
export async function membersOf(db: Db, rosterId: number): Promise<Member[]> {
  const { rows } = await sql<Member>`select m.account_id as "accountId", a.display_name as name,
      a.state = 'active' as active
    from duty_member m join account a on a.id = m.account_id where m.roster_id = ${rosterId}
    order by m.place, m.account_id`.execute(db);
  return rows;
}

export async function setMembers(trx: Transaction, rosterId: number, accountIds: readonly number[]): Promise<void> {
  await sql`delete from duty_member where roster_id = ${rosterId}`.execute(trx);
  await sql`insert into duty_member (roster_id, account_id, place)
    select ${rosterId}, id, n from unnest(${[...accountIds]}::bigint[]) with ordinality as one (id, n)`.execute(trx);
}

export async function rosterName(db: Db, id: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from duty_roster where id = ${id}`.execute(db);
  return rows[0]?.name ?? '';
}
