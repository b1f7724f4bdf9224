/** Lists of cases. What stands in them is the matter's kind and the deadline: of the text, nothing. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Kind } from '../../model/kinds.ts';
import { type Case, caseColumns } from '../../queries/cases.ts';
import type { Handler } from '../model/handler.ts';
import type { CaseRow, DeskCounts, ListWish } from '../model/rows.ts';
import { seenBy } from './scope.ts';

type Db = Database | Transaction;

/** One case by its number, if this handler may see it. */
export async function caseSeen(db: Db, handler: Handler, number: string): Promise<Case | undefined> {
  const { rows } = await sql<Case>`
    select ${caseColumns} from voice_case c where c.number = ${number} and ${seenBy(handler)}`.execute(db);
  return rows[0];
}

/** The same, locked for a change. */
export async function lockSeen(trx: Transaction, handler: Handler, number: string): Promise<Case | undefined> {
  const { rows } = await sql<Case>`
    select ${caseColumns} from voice_case c where c.number = ${number} and ${seenBy(handler)} for update of c`.execute(
    trx,
  );
  return rows[0];
}

const open = sql`c.state in ('received', 'accepted')`;

/** Of what is open the next deadline first; else the newest first. Paged by that day and the id. */
export async function casesSeen(db: Db, handler: Handler, wish: ListWish): Promise<CaseRow[]> {
  const { after, today } = wish;
  const byDue = wish.state === 'open' || wish.state === 'received' || wish.state === 'accepted';
  const where: RawBuilder<unknown>[] = [seenBy(handler)];
  if (wish.state === 'open') where.push(open);
  else if (wish.state !== 'all') where.push(sql`c.state = ${wish.state}`);
  if (wish.due === 'late') where.push(sql`${open} and c.due_on < ${today}::date`);
  if (wish.due === 'soon') where.push(sql`${open} and c.due_on >= ${today}::date and c.due_on <= ${today}::date + 7`);
  if (wish.kind) where.push(sql`c.kind = ${wish.kind}`);
  if (wish.category) where.push(sql`c.category = ${wish.category}`);
  if (wish.office === 'none') where.push(sql`c.office_id is null`);
  else if (wish.office) where.push(sql`c.office_id = ${Number(wish.office)}`);
  if (after) {
    where.push(
      byDue
        ? sql`(c.due_on, c.id) > (${after.day}::date, ${after.id}::uuid)`
        : sql`(c.received_on, c.id) < (${after.day}::date, ${after.id}::uuid)`,
    );
  }
  const { rows } = await sql<CaseRow>`
    select c.id, c.number, c.kind, c.category, y.titles, c.state, c.round, c.received_on::text as "receivedOn",
      c.due_on::text as "dueOn", c.due_provisional as "dueProvisional", f.name as office, w.name as organisation,
      coalesce(p.sorts, '{}') as proposals
    from voice_case c join voice_category y on y.code = c.category
      left join organisation f on f.id = c.office_id
      left join organisation w on w.id = c.organisation_id
      left join lateral (select array_agg(sort) as sorts from (select sort from voice_proposal where case_id = c.id
        union all select 'publication' from voice_publication where case_id = c.id and approved_on is null) each) p on true
    where ${sql.join(where, sql` and `)}
    order by ${byDue ? sql`c.due_on, c.id` : sql`c.received_on desc, c.id desc`} limit ${wish.limit}`.execute(db);
  return rows;
}

const mostCounted = 1000;

/** What waits on the desk, each counted to a thousand at most: it is asked at each look. */
export async function deskCounts(db: Db, handler: Handler): Promise<DeskCounts> {
  const { today, accountId } = handler;
  const upTo = (condition: RawBuilder<unknown>) => sql`(select count(*)::int from (
    select from voice_case c where ${seenBy(handler)} and ${condition} limit ${mostCounted}) one)`;
  const remind = sql`(select (k.rules ->> 'remind')::int from voice_clock k where k.code = c.clock and k.version = c.clock_version)`;
  const { rows } = await sql<DeskCounts>`select
    ${upTo(sql`${open} and c.due_on < ${today}::date`)} as late,
    ${upTo(sql`${open} and c.due_on >= ${today}::date and c.due_on - ${remind} <= ${today}::date`)} as soon,
    ${upTo(sql`c.state = 'received' and c.office_id is null`)} as unassigned,
    ${upTo(sql`c.state = 'received' and c.office_id is not null`)} as "toAccept",
    ${upTo(sql`c.state in ('received', 'accepted', 'answered', 'closed') and (
      exists (select from voice_proposal p where p.case_id = c.id and not ${accountId}::bigint = any (p.writers))
      or exists (select from voice_publication p where p.case_id = c.id and p.approved_on is null
        and not ${accountId}::bigint = any (p.writers)))`)} as "toSecond",
    ${upTo(sql`${open} and exists (select from voice_message m where m.case_id = c.id and m.from_person
      and m.n = (select max(l.n) from voice_message l where l.case_id = c.id))`)} as replied,
    ${upTo(sql`exists (select from voice_task k where k.case_id = c.id and k.account_id = ${accountId}
      and k.done_on is null)`)} as tasks`.execute(db);
  return rows[0] as DeskCounts;
}

/** Where a case can go: offices that are open, in the order of the tree, without any within the one complained of. */
export async function officesFor(
  db: Db,
  about: { kind: Kind; organisationId: number | null },
  complains: boolean,
): Promise<{ id: number; name: string; path: string }[]> {
  const { rows } = await sql<{ id: number; name: string; path: string }>`
    select o.id, o.name, o.path::text as path from organisation o
    where o.kind in ('district', 'department', 'school') and o.ended_on is null
      and not (${complains}::boolean and exists (
        select from organisation w where w.id = ${about.organisationId}::bigint and o.path <@ w.path))
    order by string_to_array(o.path::text, '.')::int8[] limit 2000`.execute(db);
  return rows;
}

/** The office above, where there is one that may handle it. */
export async function officeAbove(db: Db, officeId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select p.id from organisation o join organisation p on p.path @> o.path and p.id <> o.id
    where o.id = ${officeId} and p.kind in ('district', 'department', 'school') and p.ended_on is null
    order by nlevel(p.path) desc limit 1`.execute(db);
  return rows[0]?.id;
}

/** The titles of a case's category and the names around it. */
export async function namesOf(
  db: Db,
  one: Pick<Case, 'category' | 'officeId' | 'organisationId'>,
): Promise<{ titles: Record<string, string>; office: string | null; organisation: string | null }> {
  const { rows } = await sql<{ titles: Record<string, string>; office: string | null; organisation: string | null }>`
    select y.titles, (select name from organisation where id = ${one.officeId}::bigint) as office,
      (select name from organisation where id = ${one.organisationId}::bigint) as organisation
    from voice_category y where y.code = ${one.category}`.execute(db);
  return rows[0] as { titles: Record<string, string>; office: string | null; organisation: string | null };
}

/** Whether others were merged into this one. */
export async function hasMerged(db: Db, caseId: string): Promise<boolean> {
  const { rows } = await sql`select from voice_case where merged_into = ${caseId}::uuid limit 1`.execute(db);
  return rows.length > 0;
}
