/** What accounts reads of the roster for invitations and grants. Nothing is written there. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Footing } from '../model.ts';
import { membershipInForce } from './in-force.ts';

/** The memberships of an account's person in force within the reach, on which a grant can stand. */
export async function footingsOf(
  db: Database | Transaction,
  reach: Reach,
  personId: number,
  today: string,
): Promise<Footing[]> {
  const { rows } = await sql<Footing>`
    select m.id as "membershipId", m.position, o.id as "organisationId", o.name as "organisationName", o.path::text as path
    from membership m join organisation o on o.id = m.organisation_id join person p on p.id = m.person_id
    where m.person_id = ${personId} and m.position <> 'pupil' and p.state = 'active' and ${membershipInForce(today)}
      and o.path <@ any (${[...reach.paths]}::ltree[])
    order by o.path, m.position limit 100`.execute(db);
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
    select distinct on (p.id) p.id as person_id, p.full_name, m.id as membership_id,
      case when p.language in ('zh-CN', 'en') then p.language end as language,
      (select cp.address from contact_point cp where cp.person_id = p.id and cp.kind = 'email' and cp.bounced_at is null
        order by cp.rank, cp.id limit 1) as email
    from membership m join person p on p.id = m.person_id and p.state = 'active'
    join organisation o on o.id = m.organisation_id
    where m.id = any (${[...membershipIds]}::bigint[]) and m.position <> 'pupil' and ${membershipInForce(today)}
      and o.path <@ any (${[...reach.paths]}::ltree[])
    order by p.id, m.id`;
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
