/** One published answer with its versions, and what is prepared to become one. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Publication, PublicText, Published, PublishedVersion, WithdrawalGround } from '../model/published.ts';
import { folded, indexed } from '../model/search.ts';

type Db = Database | Transaction;

export async function publicationOf(db: Db, caseId: string): Promise<Publication | undefined> {
  const { rows } = await sql<Publication>`
    select revision, day::text as day, writers, language, title, question, answer, change, printed_name as "printedName",
      approved_on::text as "approvedOn", publish_on::text as "publishOn"
    from voice_publication where case_id = ${caseId}::uuid`.execute(db);
  return rows[0] && { ...rows[0], writers: rows[0].writers.map(Number) };
}

/** Writes it, or writes on: another text is nobody's consent yet, and nobody has looked at it. Under the lock of the case. */
export async function putPublication(
  trx: Transaction,
  caseId: string,
  wish: PublicText & { accountId: number; day: string; change: string | null; printedName: string | null },
): Promise<void> {
  const { accountId, day, language, title, question, answer, change, printedName } = wish;
  await sql`insert into voice_publication (case_id, day, writers, language, title, question, answer, change, printed_name)
    values (${caseId}::uuid, ${day}::date, array[${accountId}]::bigint[], ${language}, ${title}, ${question}, ${answer},
      ${change}::text, ${printedName}::text)
    on conflict (case_id) do update set revision = voice_publication.revision + 1, day = excluded.day,
      language = excluded.language, title = excluded.title, question = excluded.question, answer = excluded.answer,
      change = excluded.change, printed_name = excluded.printed_name, approver_id = null, approved_on = null,
      publish_on = null, writers = case when ${accountId}::bigint = any (voice_publication.writers)
        then voice_publication.writers else voice_publication.writers || ${accountId}::bigint end`.execute(trx);
}

export async function approvePublication(
  trx: Transaction,
  caseId: string,
  approval: { accountId: number; day: string; publishOn: string },
): Promise<void> {
  const { accountId, day, publishOn } = approval;
  await sql`update voice_publication set approver_id = ${accountId}, approved_on = ${day}::date,
    publish_on = ${publishOn}::date where case_id = ${caseId}::uuid`.execute(trx);
}

/** The person has looked, and need not be waited for. */
export async function setPublishOn(trx: Transaction, caseId: string, day: string): Promise<void> {
  await sql`update voice_publication set publish_on = ${day}::date
    where case_id = ${caseId}::uuid and publish_on > ${day}::date`.execute(trx);
}

export async function dropPublication(trx: Transaction, caseId: string): Promise<void> {
  await sql`delete from voice_publication where case_id = ${caseId}::uuid`.execute(trx);
}

/** The name at submission, for the first text that is published; else none. */
export async function nameAtSubmission(trx: Transaction, caseId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string | null }>`
    select printed_name as name from voice_case where id = ${caseId}::uuid`.execute(trx);
  return rows[0]?.name ?? null;
}

/** With the text that is prepared, or if there is none with the one in public; no name: with none of them. */
export async function setPrintedName(
  trx: Transaction,
  caseId: string,
  name: string | null,
  today: string,
): Promise<void> {
  await sql`update voice_publication set printed_name = ${name}::text where case_id = ${caseId}::uuid`.execute(trx);
  await sql`update voice_published set printed_name = ${name}::text, said_on = ${today}::date where case_id = ${caseId}::uuid
    and withdrawn_on is null and (${name}::text is null
      or not exists (select from voice_publication where case_id = ${caseId}::uuid))`.execute(trx);
  if (name === null) await sql`update voice_case set printed_name = null where id = ${caseId}::uuid`.execute(trx);
}

export async function takePermission(trx: Transaction, caseId: string): Promise<void> {
  await sql`update voice_case set may_publish = false, printed_name = null where id = ${caseId}::uuid`.execute(trx);
}

/** Cases with a text whose day has come. */
export async function duePublications(db: Db, today: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select case_id as id from voice_publication
    where publish_on <= ${today}::date order by random() limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}

const publishedColumns = sql`p.seq, p.number, p.case_id as "caseId", p.office_id as "officeId", o.name as office, p.category,
  y.titles, p.language, p.version, p.published_on::text as "publishedOn", p.corrected_on::text as "correctedOn",
  p.withdrawn_on::text as "withdrawnOn", p.withdrawn_ground as "withdrawnGround", p.withdrawn_reason as "withdrawnReason",
  p.title, p.question, p.answer, p.printed_name as "printedName"`;

async function publishedWhere(db: Db, where: RawBuilder<unknown>): Promise<Published | undefined> {
  const { rows } = await sql<Published>`
    select ${publishedColumns} from voice_published p join organisation o on o.id = p.office_id
      join voice_category y on y.code = p.category where ${where}`.execute(db);
  return rows[0];
}

export function publishedByNumber(db: Db, number: string): Promise<Published | undefined> {
  return publishedWhere(db, sql`p.number = ${number}`);
}

export function publishedOf(db: Db, caseId: string): Promise<Published | undefined> {
  return publishedWhere(db, sql`p.case_id = ${caseId}::uuid`);
}

/** What was published, corrected or withdrawn last. */
export async function newestPublished(db: Db, limit: number): Promise<Published[]> {
  const { rows } = await sql<Published>`
    select ${publishedColumns} from voice_published p join organisation o on o.id = p.office_id
      join voice_category y on y.code = p.category
    order by greatest(p.published_on, p.corrected_on, p.withdrawn_on) desc, p.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** The newest first. */
export async function versionsOf(db: Db, number: string): Promise<PublishedVersion[]> {
  const { rows } = await sql<PublishedVersion>`select version, day::text as day, title, question, answer, change
    from voice_published_version where number = ${number} order by version desc`.execute(db);
  return rows;
}

const searched = ({ title, question, answer }: PublicText): string => folded(`${title} ${question} ${answer}`);

/** Gives false if the number is another's. */
export async function insertPublished(
  trx: Transaction,
  one: PublicText & {
    number: string;
    caseId: string;
    officeId: number;
    category: string;
    day: string;
    printedName: string | null;
  },
): Promise<boolean> {
  const text = searched(one);
  const { rows: next } = await sql<{ seq: number }>`
    select nextval(pg_get_serial_sequence('voice_published', 'seq')) as seq`.execute(trx);
  const seq = next[0]?.seq ?? 0;
  const { rows } = await sql`
    insert into voice_published (seq, number, case_id, office_id, category, language, published_on, title, question, answer,
      printed_name, folded, grams)
    overriding system value
    values (${seq}, ${one.number}, ${one.caseId}::uuid, ${one.officeId}, ${one.category}, ${one.language}, ${one.day}::date,
      ${one.title}, ${one.question}, ${one.answer}, ${one.printedName}::text, ${text}, ${indexed(text, seq)}::int[])
    on conflict (number) do nothing returning 1`.execute(trx);
  if (rows.length === 0) return false;
  await insertVersion(trx, { ...one, version: 1, change: null });
  return true;
}

/** The next version: the one before stays to be read. A name was printed with that one, and is not with this. */
export async function correctPublished(
  trx: Transaction,
  before: Pick<Published, 'seq' | 'number' | 'version'>,
  one: PublicText & { day: string; change: string; printedName: string | null },
): Promise<void> {
  const text = searched(one);
  const version = before.version + 1;
  await sql`update voice_published set version = ${version}, corrected_on = ${one.day}::date, language = ${one.language},
    title = ${one.title}, question = ${one.question}, answer = ${one.answer}, printed_name = ${one.printedName}::text,
    folded = ${text}, grams = ${indexed(text, before.seq)}::int[] where number = ${before.number}`.execute(trx);
  await insertVersion(trx, { ...one, number: before.number, version });
}

async function insertVersion(
  trx: Transaction,
  one: PublicText & { number: string; version: number; day: string; change: string | null },
): Promise<void> {
  await sql`insert into voice_published_version (number, version, day, title, question, answer, change)
    values (${one.number}, ${one.version}::smallint, ${one.day}::date, ${one.title}, ${one.question}, ${one.answer},
      ${one.change}::text)`.execute(trx);
}

/** The texts of all versions go; what stays says that there was one, and why it is gone. */
export async function withdrawPublished(
  trx: Transaction,
  number: string,
  why: { day: string; ground: WithdrawalGround; reason: string | null },
): Promise<void> {
  await sql`update voice_published set withdrawn_on = ${why.day}::date, withdrawn_ground = ${why.ground},
    withdrawn_reason = ${why.reason}::text, title = null, question = null, answer = null, printed_name = null,
    folded = null, grams = null, said_on = case when ${why.ground} = 'permission' then ${why.day}::date end
    where number = ${number} and withdrawn_on is null`.execute(trx);
  await sql`update voice_published_version set title = null, question = null, answer = null
    where number = ${number}`.execute(trx);
}

/**
 * Rows that were written when a person said something get one transaction for all of them, so that none tells when. The
 * rows of cases go the same way (queries/shuffle.ts).
 */
export async function rewriteSaid(db: Database, since: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const said = sql`select number from voice_published where said_on >= ${since}::date order by random()`;
    await sql`update voice_published p set said_on = p.said_on from (${said}) s where p.number = s.number`.execute(trx);
    await sql`update voice_published_version v set day = v.day from (${said}) s where v.number = s.number`.execute(trx);
  });
}
