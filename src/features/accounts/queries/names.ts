/** What other features ask about accounts. */
import { sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { emailOfAccount, grantsInForce, grantsWithPrincipals } from './in-force.ts';

/** Names by account id, also of accounts that have ended. */
export async function accountNames(db: Database, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; name: string }>`
    select id, display_name as name from account where id = any (${[...new Set(ids)]}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface Holder {
  accountId: number;
  name: string;
  language: string | null;
  email: string | null;
}

/** Active accounts that hold a role for the organisation with this path, by itself or from above; stand-ins too. */
export async function holdersOf(
  db: Database | Transaction,
  role: Role,
  organisationPath: string | null,
  today: string,
): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select distinct a.id as "accountId", a.display_name as name, a.language, ${emailOfAccount} as email
    from account a join (${grantsInForce(today, sql`a.state = 'active'`)}) as held on held.account_id = a.id
    where held.role = ${role} and (${organisationPath}::ltree is null or held.path @> ${organisationPath}::ltree)
    order by a.id`.execute(db);
  return rows;
}

/** Who can approve for the organisation. */
export function approversFor(db: Database, organisationPath: string, today: string): Promise<Holder[]> {
  return holdersOf(db, 'approver', organisationPath, today);
}

export interface HolderFor extends Holder {
  /** For whom they hold it as a stand-in; null: in their own right. */
  principalId: number | null;
}

/**
 * Active accounts that hold a role at an organisation and no other (`exactly`), or also from above, each with the
 * person for whom they stand in. Whoever holds it in several ways has a row for each.
 */
export async function holdersAt(
  db: Database | Transaction,
  role: Role,
  organisationPath: string,
  today: string,
  exactly: boolean,
): Promise<HolderFor[]> {
  const { rows } = await sql<HolderFor>`
    select distinct a.id as "accountId", a.display_name as name, a.language, ${emailOfAccount} as email,
      held.principal_id as "principalId"
    from account a join (${grantsWithPrincipals(today, sql`a.state = 'active'`)}) as held on held.account_id = a.id
    where held.role = ${role} and ${exactly ? sql`held.path = ${organisationPath}::ltree` : sql`held.path @> ${organisationPath}::ltree`}
    order by a.id, held.principal_id nulls first`.execute(db);
  return rows;
}

/**
 * Active accounts of staff with a post at the organisation with this path or below it, whatever they are granted. Of a
 * bureau those of its schools are left out: they are the schools' own.
 */
export async function staffAt(db: Database | Transaction, organisationPath: string, today: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select a.id as "accountId", a.display_name as name, a.language, ${emailOfAccount} as email from account a
    where a.state = 'active' and exists (select from (${postsInForce(today)}) m
      where m.person_id = a.person_id and m.active and m.path <@ ${organisationPath}::ltree
        and (not exists (select from organisation s where s.kind = 'school' and s.path @> m.path)
          or exists (select from organisation s where s.kind = 'school' and s.path @> ${organisationPath}::ltree)))
    order by a.display_name collate "zh-x-icu", a.id limit 1000`.execute(db);
  return rows;
}

/** Where these accounts are written to; without those that have ended. */
export async function contactsOf(db: Database | Transaction, ids: readonly number[]): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select a.id as "accountId", a.display_name as name, a.language, ${emailOfAccount} as email from account a
    where a.state = 'active' and a.id = any (${[...ids]}::bigint[]) order by a.id`.execute(db);
  return rows;
}
