/** The review of all grants, twice a year. */
import { sql } from 'kysely';
import type { Reach, Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Review, type ReviewItem, twoPersonRoles } from '../model.ts';
import { emailOfAccount, grantInForce } from './in-force.ts';

const reviewColumns = sql`r.id, r.begins_on as "beginsOn", r.due_on as "dueOn", r.reminded_on as "remindedOn"`;

/** Opens the review of a half-year with all grants that were given before `since` and hold today; nothing if there is one. */
export async function insertReview(
  trx: Transaction,
  review: { periodOn: string; today: string; dueOn: string; since: Date },
): Promise<{ id: number; grants: number } | undefined> {
  const { rows } = await sql<{ id: number }>`insert into access_review (period_on, begins_on, due_on)
    values (${review.periodOn}, ${review.today}, ${review.dueOn}) on conflict (period_on) do nothing returning id`.execute(
    trx,
  );
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const made = await sql`insert into access_review_item (review_id, grant_id)
    select ${id}::bigint, g.id from account_grant g join account a on a.id = g.account_id
      join organisation o on o.id = g.organisation_id
    where ${grantInForce(review.today)} and g.holds_until is null and g.given_at < ${review.since}`.execute(trx);
  return { id, grants: Number(made.numAffectedRows ?? 0) };
}

/** The reviews that are not closed, the oldest first. */
export async function openReviews(db: Database | Transaction): Promise<Review[]> {
  const { rows } = await sql<Review>`select ${reviewColumns} from access_review r
    where r.closed_at is null order by r.id`.execute(db);
  return rows;
}

// A grant that ended meanwhile needs no word any more.
const undecided = sql`(g.ended_at is null and case when g.role = any (${[...twoPersonRoles]}::text[])
  then i.confirmed_at is null else i.kept_at is null end)`;
const tables = sql`access_review_item i join access_review r on r.id = i.review_id and r.closed_at is null
  join account_grant g on g.id = i.grant_id join account a on a.id = g.account_id
  join organisation o on o.id = g.organisation_id`;

/** What waits within the reach, by place, paged by the grant's number. */
export async function undecidedWithin(
  db: Database,
  reach: Reach,
  page: { after: number; limit: number },
): Promise<ReviewItem[]> {
  const { rows } = await sql<ReviewItem>`
    select g.id as "grantId", g.account_id as "accountId", a.display_name as name, g.role, o.name as organisation,
      o.path::text as path, g.given_at as "givenAt", i.kept_by as "keptBy"
    from ${tables} where ${undecided} and o.path <@ any (${[...reach.paths]}::ltree[]) and g.id > ${page.after}
    order by g.id limit ${page.limit}`.execute(db);
  return rows;
}

/** How many of them this account could speak on, counted up to `most`: of grants of two people it needs the other word. */
export async function undecidedCount(db: Database, reach: Reach, accountId: number, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select from ${tables} where ${undecided} and o.path <@ any (${[...reach.paths]}::ltree[])
      and g.account_id <> ${accountId} and i.kept_by is distinct from ${accountId} limit ${most}) f`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface KeptGrant {
  grantId: number;
  accountId: number;
  role: Role;
  organisationId: number;
}

/**
 * Keeps the chosen grants within the reach, but never one's own. Those of two people take a first word, and then that of
 * somebody else.
 */
export async function keepGrants(
  trx: Transaction,
  reach: Reach,
  grantIds: readonly number[],
  by: number,
  at: Date,
): Promise<KeptGrant[]> {
  const chosen = sql`i.review_id = r.id and r.closed_at is null and g.id = i.grant_id and o.id = g.organisation_id
    and g.id = any (${[...grantIds]}::bigint[]) and g.ended_at is null and g.account_id <> ${by}
    and o.path <@ any (${[...reach.paths]}::ltree[])`;
  const kept = sql`g.id as "grantId", g.account_id as "accountId", g.role, g.organisation_id as "organisationId"`;
  const second = await sql<KeptGrant>`update access_review_item i set confirmed_by = ${by}, confirmed_at = ${at}
    from access_review r, account_grant g, organisation o
    where ${chosen} and g.role = any (${[...twoPersonRoles]}::text[])
      and i.kept_by is not null and i.kept_by <> ${by} and i.confirmed_at is null returning ${kept}`.execute(trx);
  const first = await sql<KeptGrant>`update access_review_item i set kept_by = ${by}, kept_at = ${at}
    from access_review r, account_grant g, organisation o
    where ${chosen} and i.kept_at is null returning ${kept}`.execute(trx);
  return [...first.rows, ...second.rows];
}

/** Ends what nobody kept, except those of two people and the grant of the district's last lasting administrator. */
export async function lapseUndecided(
  trx: Transaction,
  reviewId: number,
  today: string,
  at: Date,
): Promise<{ grantId: number; accountId: number; role: Role; organisationId: number; organisation: string }[]> {
  const isDistrictAdministrator = sql`(g.role = 'administrator' and o.kind = 'district')`;
  const { rows } = await sql<{
    grantId: number;
    accountId: number;
    role: Role;
    organisationId: number;
    organisation: string;
  }>`
    with due as (
      select g.id, ${isDistrictAdministrator} as top, row_number() over (partition by ${isDistrictAdministrator} order by g.id) as nth
      from ${tables} where i.review_id = ${reviewId} and ${undecided} and g.role <> all (${[...twoPersonRoles]}::text[])
    ), left_over as (
      select count(*) as n from account_grant g join account a on a.id = g.account_id
        join organisation o on o.id = g.organisation_id
      where ${isDistrictAdministrator} and a.state = 'active' and ${grantInForce(today)} and g.holds_until is null
        and g.id not in (select id from due)
    )
    update account_grant g set ended_at = ${at} from organisation o
    where o.id = g.organisation_id
      and g.id in (select id from due where not top or nth > 1 or (select n from left_over) > 0)
    returning g.id as "grantId", g.account_id as "accountId", g.role, g.organisation_id as "organisationId", o.name as organisation`.execute(
    trx,
  );
  return rows;
}

/** Closes a review in which nothing waits that can still be decided: two-person grants keep it open. */
export async function closeIfDecided(trx: Transaction, reviewId: number, at: Date): Promise<void> {
  await sql`update access_review r set closed_at = ${at} where r.id = ${reviewId}
    and not exists (select from access_review_item i join account_grant g on g.id = i.grant_id
      where i.review_id = r.id and ${undecided})`.execute(trx);
}

export async function markReminded(trx: Transaction, reviewId: number, today: string): Promise<void> {
  await sql`update access_review set reminded_on = ${today} where id = ${reviewId}`.execute(trx);
}

export interface Reviewer {
  name: string;
  language: string | null;
  email: string;
  open: number;
}

/** Administrators with how many grants wait within their subtrees; their own are others' to confirm. */
export async function reviewersOf(db: Database | Transaction, reviewId: number, today: string): Promise<Reviewer[]> {
  const { rows } = await sql<Reviewer>`
    with waiting as (
      select g.id, g.account_id, o.path from ${tables} where i.review_id = ${reviewId} and ${undecided}
    ), administrator as (
      select distinct a.id, a.display_name as name, a.language, ${emailOfAccount} as email, o.path
      from account_grant g join account a on a.id = g.account_id join organisation o on o.id = g.organisation_id
      where g.role = 'administrator' and a.state = 'active' and ${grantInForce(today)}
    )
    select d.name, d.language, d.email, count(distinct w.id) as open
    from administrator d join waiting w on w.path <@ d.path and w.account_id <> d.id
    where d.email is not null group by d.id, d.name, d.language, d.email order by d.id`.execute(db);
  return rows;
}
