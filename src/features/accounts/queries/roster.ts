/** What accounts reads of the roster for invitations and grants. Nothing is written there. */
import { type RawBuilder, sql } from 'kysely';
import { mailOf, postsInForce } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Footing } from '../model.ts';

/** The memberships of an account's person in force within the reach, on which a grant can stand. */
export async function footingsOf(
  db: Database | Transaction,
  reach: Reach,
  personId: number,
  today: string,
): Promise<Footing[]> {
  const { rows } = await sql<Footing>`
    select m.membership_id as "membershipId", m.position, m.organisation_id as "organisationId",
      m.organisation as "organisationName", m.path::text as path
    from (${postsInForce(today)}) m
    where m.person_id = ${personId} and m.active and m.path <@ any (${[...reach.paths]}::ltree[])
    order by m.path, m.position limit 100`.execute(db);
  return rows;
}

/** Which of these people have an account. */
export async function accountsOfPeople(db: Database, personIds: readonly number[]): Promise<Map<number, number>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ personId: number; id: number }>`
    select person_id as "personId", id from account where person_id = any (${[...personIds]}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [row.personId, row.id]));
}

export interface InvitedAccount {
  accountId: number;
  personId: number;
  membershipId: number;
  name: string;
  language: string | null;
  email: string | null;
}

/**
 * Makes an account for each chosen member of staff who has none, within the reach and in force. The login is the mail
 * address, or where there is none (or another account has it) a provisional one: the invited person may choose.
 */
export async function insertInvited(
  trx: Transaction,
  reach: Reach,
  membershipIds: readonly number[],
  today: string,
  at: Date,
): Promise<InvitedAccount[]> {
  const chosen: RawBuilder<unknown> = sql`
    select distinct on (m.person_id) m.person_id, m.full_name, m.membership_id,
      case when m.language in ('zh-CN', 'en') then m.language end as language, ${mailOf('m.person_id')} as email
    from (${postsInForce(today)}) m
    where m.membership_id = any (${[...membershipIds]}::bigint[]) and m.active
      and m.path <@ any (${[...reach.paths]}::ltree[])
    order by m.person_id, m.membership_id`;
  const { rows } = await sql<InvitedAccount>`
    with chosen as materialized (${chosen}), numbered as (
      select chosen.*, row_number() over (partition by lower(email) order by person_id) as nth from chosen
    ), made as (
      insert into account (person_id, login, display_name, language, state, created_at)
      select person_id, case when email is null or nth > 1 or exists (select from account b where b.login = email::citext)
          then 'staff-' || person_id else email end, full_name, language, 'invited', ${at}::timestamptz
      from numbered on conflict (person_id) do nothing
      returning id, person_id
    )
    select made.id as "accountId", made.person_id as "personId", chosen.membership_id as "membershipId",
      chosen.full_name as name, chosen.language, chosen.email
    from made join chosen using (person_id) order by made.id`.execute(trx);
  return rows;
}
