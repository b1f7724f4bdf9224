/** Set-based inserts for seeds and tests. */
import { sql } from 'kysely';
import type { Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface AccountToMake {
  /** null for somebody who is not in the roster. */
  personId: number | null;
  /** The membership its grants stand on; null without a person. */
  membershipId: number | null;
  login: string;
  displayName: string;
  language?: 'zh-CN' | 'en' | null;
}

/** Active accounts with confirmed grants. */
export async function insertReadyAccounts(
  db: Database | Transaction,
  accounts: readonly (AccountToMake & { grants: readonly { role: Role; organisationId: number }[] })[],
  at: Date,
): Promise<number[]> {
  if (accounts.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    insert into account (person_id, login, display_name, language, state, created_at)
    select "personId", login, "displayName", language, 'active', ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(accounts.map((a, n) => ({ n, ...a })))}::jsonb)
      as r (n int, "personId" int8, login text, "displayName" text, language text)
    order by n returning id`.execute(db);
  const ids = rows.map((row) => row.id);
  const grants = accounts.flatMap((account, n) =>
    account.grants.map((grant) => ({ ...grant, accountId: ids[n], membershipId: account.membershipId })),
  );
  // given_by stays empty (the console) and so no second person is named; confirmed_at makes two-person roles hold.
  await sql`
    insert into account_grant (account_id, organisation_id, role, membership_id, given_at, confirmed_at)
    select "accountId", "organisationId", role, "membershipId", ${at}::timestamptz,
      case when role in ('ombudsperson', 'auditor') then ${at}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb)
      as r ("accountId" int8, "organisationId" int8, role text, "membershipId" int8)`.execute(db);
  return ids;
}
