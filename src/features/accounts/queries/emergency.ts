/** Emergency access: grants that somebody took for hours, with a reason. */
import { sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Reach, Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Emergency } from '../model.ts';

const columns = sql`g.id, g.account_id as "accountId", a.display_name as name, g.role, o.id as "organisationId", o.name as organisation,
  o.path::text as path, g.emergency_reason as reason, g.given_at as "givenAt", g.holds_until as "holdsUntil",
  g.ended_at as "endedAt"`;
const tables = sql`account_grant g join account a on a.id = g.account_id join organisation o on o.id = g.organisation_id`;

/** Those of the reach, the newest first, paged by number. */
export async function emergenciesWithin(
  db: Database,
  reach: Reach,
  page: { before: number | null; limit: number },
): Promise<Emergency[]> {
  const { rows } = await sql<Emergency>`select ${columns} from ${tables}
    where g.emergency_reason is not null and o.path <@ any (${[...reach.paths]}::ltree[])
      and (${page.before}::bigint is null or g.id < ${page.before})
    order by g.id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function lockEmergency(trx: Transaction, id: number): Promise<Emergency | undefined> {
  const { rows } = await sql<Emergency>`select ${columns} from ${tables}
    where g.id = ${id} and g.emergency_reason is not null and g.ended_at is null for update of g`.execute(trx);
  return rows[0];
}

/** Nothing if the account holds the role there already. A person's grant stands on a membership, this one too. */
export async function insertEmergency(
  trx: Transaction,
  taken: { accountId: number; organisationId: number; role: Role; reason: string; at: Date; until: Date },
  today: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at, holds_until, emergency_reason)
    select a.id, ${taken.organisationId}, ${taken.role}, (select min(m.membership_id)
        from (${postsInForce(today)}) m where m.person_id = a.person_id),
      a.id, ${taken.at}, ${taken.until}, ${taken.reason}
    from account a where a.id = ${taken.accountId}
    on conflict (account_id, organisation_id, role) where ended_at is null do nothing returning id`.execute(trx);
  return rows[0]?.id;
}
