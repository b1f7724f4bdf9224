/** What other features ask about accounts. */
import { sql } from 'kysely';
import type { Role } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import { emailOfAccount, grantInForce } from './in-force.ts';

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

/** Active accounts that hold a role for the organisation with this path, by itself or from above. */
export async function holdersOf(
  db: Database,
  role: Role,
  organisationPath: string | null,
  today: string,
): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select distinct a.id as "accountId", a.display_name as name, a.language, ${emailOfAccount} as email
    from account a join account_grant g on g.account_id = a.id join organisation o on o.id = g.organisation_id
    where a.state = 'active' and g.role = ${role} and (${organisationPath}::ltree is null or o.path @> ${organisationPath}::ltree)
      and ${grantInForce(today)}
    order by a.id`.execute(db);
  return rows;
}

/** Who can approve for the organisation. */
export function approversFor(db: Database, organisationPath: string, today: string): Promise<Holder[]> {
  return holdersOf(db, 'approver', organisationPath, today);
}
