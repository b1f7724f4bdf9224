/**
 * Which grants hold on a day. A grant ends with the membership it stands on, so this is asked with every request in one
 * statement; what it asks of the directory comes from its door (`postsInForce`).
 */
import { type RawBuilder, sql } from 'kysely';
import { mailOf, postsInForce } from '#features/directory/feature.ts';
import { stoodInRoles, twoPersonRoles } from '../model.ts';

/** Condition over `account_grant g`, `account a`, `organisation o`: the grant holds on `today`; with `now` also at that moment. */
export function grantInForce(today: string, now?: Date): RawBuilder<boolean> {
  return sql<boolean>`(
    g.ended_at is null
    and (g.holds_until is null or g.holds_until > ${now ?? today}::timestamptz)
    and (g.confirmed_at is not null or g.role <> all (${[...twoPersonRoles]}::text[]))
    and (o.ended_on is null or o.ended_on > ${today}::date)
    and case when a.person_id is null then true else exists (
      select from (${postsInForce(today)}) m
      where m.membership_id = g.membership_id and m.person_id = a.person_id and m.active
    ) end)`;
}

/** Query: `person_id, organisation_id, path` of class teachers in force. */
function classTeachers(today: string): RawBuilder<unknown> {
  return sql`select m.person_id, m.organisation_id, m.path from (${postsInForce(today)}) m
    where m.active and m.position = 'class_teacher' and m.kind = 'class'
      and (m.ended_on is null or m.ended_on > ${today}::date)`;
}

/**
 * Rows of `account_id, role, organisation_id, path`: all grants in force, and a teacher's for each class whose class
 * teacher the person is. `accounts` bounds the accounts, as a condition over `account a`.
 */
export function grantsInForce(today: string, accounts: RawBuilder<unknown>, now?: Date): RawBuilder<unknown> {
  return sql`
    select g.account_id, g.role, g.organisation_id, o.path
    from account a join account_grant g on g.account_id = a.id join organisation o on o.id = g.organisation_id
    where ${accounts} and ${grantInForce(today, now)}
    union
    select a.id, 'teacher', m.organisation_id, m.path
    from account a join (${classTeachers(today)}) m on m.person_id = a.person_id
    where ${accounts}
    union
    select account_id, role, organisation_id, path from (${stoodInFor(today, accounts, now)}) stood_in`;
}

/** As `grantsInForce`, and for whom somebody holds it as a stand-in (`principal_id`; null: in their own right). */
export function grantsWithPrincipals(today: string, accounts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select g.account_id, g.role, g.organisation_id, o.path, null::bigint as principal_id
    from account a join account_grant g on g.account_id = a.id join organisation o on o.id = g.organisation_id
    where ${accounts} and ${grantInForce(today)}
    union
    select account_id, role, organisation_id, path, principal_id from (${stoodInFor(today, accounts)}) stood_in`;
}

/**
 * What stand-ins hold today: the grants of whoever is away that lie in the subtree, or the part of them that does. Not
 * what the other holds as a stand-in or in an emergency; and not for a colleague who has left the service meanwhile.
 */
function stoodInFor(today: string, accounts: RawBuilder<unknown>, now?: Date): RawBuilder<unknown> {
  // `a` is the one who is away, because the conditions on grants speak of that account.
  const tables = sql`(select a.id from account a where ${accounts} and (a.person_id is null or exists (
      select from (${postsInForce(today)}) m where m.person_id = a.person_id and m.active))) as colleague
    join stand_in s on s.stand_in_id = colleague.id and s.ended_at is null
      and s.starts_on <= ${today}::date and s.ends_on >= ${today}::date
    join account a on a.id = s.account_id and a.state = 'active'
    join organisation top on top.id = s.organisation_id`;
  const place = sql`case when o.path <@ top.path then o.id else top.id end as organisation_id,
    case when o.path <@ top.path then o.path else top.path end as path`;
  const meets = sql`(o.path <@ top.path or top.path <@ o.path)`;
  return sql`
    select colleague.id as account_id, g.role, ${place}, a.id as principal_id
    from ${tables} join account_grant g on g.account_id = a.id join organisation o on o.id = g.organisation_id
    where g.role = any (${[...stoodInRoles]}::text[]) and g.emergency_reason is null and ${meets}
      and ${grantInForce(today, now)}
    union
    select colleague.id, 'teacher', ${place}, a.id
    from ${tables} join (${classTeachers(today)}) m on m.person_id = a.person_id
    join organisation o on o.id = m.organisation_id
    where o.path <@ top.path`;
}

/** The address mail goes to: the account's own where it has no person, else the roster's first usable one. */
export const emailOfAccount: RawBuilder<string | null> = sql<
  string | null
>`coalesce(a.email, ${mailOf('a.person_id')})`;
