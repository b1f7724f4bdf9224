/** Codes of offices, and the register of numbers given. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { pathsOf } from '../../queries/notices.ts';
import type { Code, NumberRow, Serial, VoidReason } from '../model/number.ts';

const codeColumns = sql`k.id, k.organisation_id as "organisationId", k.code, k.latin, k.ended_at as "endedAt"`;

/** Codes of offices within the reach, those in use first. */
export async function codesWithin(db: Database, reach: Reach): Promise<Code[]> {
  const { rows } = await sql<Code>`
    select ${codeColumns} from number_code k join organisation o on o.id = k.organisation_id
    where o.path <@ any (${pathsOf(reach)}) order by k.ended_at is not null, k.code`.execute(db);
  return rows;
}

/** A department has its own codes and those of the office that it belongs to; a school has its own alone. */
export async function codesFor(db: Database | Transaction, organisationId: number): Promise<Code[]> {
  const { rows } = await sql<Code>`
    select ${codeColumns} from organisation mine
    join organisation o on o.id = mine.id or (mine.kind = 'department' and o.path @> mine.path)
    join number_code k on k.organisation_id = o.id
    where mine.id = ${organisationId} and k.ended_at is null order by k.organisation_id <> mine.id, k.code`.execute(db);
  return rows;
}

/** A code of an office within the reach, locked: whoever gives a number from its series waits here. */
export async function lockCodeWithin(trx: Transaction, reach: Reach, id: number): Promise<Code | undefined> {
  const { rows } = await sql<Code>`
    select ${codeColumns} from number_code k join organisation o on o.id = k.organisation_id
    where k.id = ${id} and o.path <@ any (${pathsOf(reach)}) for update of k`.execute(trx);
  return rows[0];
}

export async function lockCode(trx: Transaction, id: number): Promise<Code | undefined> {
  const { rows } = await sql<Code>`select ${codeColumns} from number_code k where k.id = ${id} for update`.execute(trx);
  return rows[0];
}

export async function codeById(db: Database | Transaction, id: number): Promise<Code | undefined> {
  const { rows } = await sql<Code>`select ${codeColumns} from number_code k where k.id = ${id}`.execute(db);
  return rows[0];
}

/** The code in this spelling, whosever it is. */
export async function codeSpelt(db: Database | Transaction, code: string): Promise<Code | undefined> {
  const { rows } = await sql<Code>`
    select ${codeColumns} from number_code k where normalize(k.code, nfkc) = normalize(${code}::text, nfkc)`.execute(
    db,
  );
  return rows[0];
}

/** False: somebody has the code already. */
export async function insertCode(
  trx: Transaction,
  code: { organisationId: number; code: string; latin: string | null; at: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`insert into number_code (organisation_id, code, latin, created_at)
    values (${code.organisationId}, ${code.code}, ${code.latin}, ${code.at}) on conflict (code) do nothing
    returning id`.execute(trx);
  return rows[0]?.id;
}

export async function endCode(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`update number_code set ended_at = ${at} where id = ${id}`.execute(trx);
}

/** The last serial given in a series; 0 if none was. Call it with the code locked. */
export async function lastSerial(db: Database | Transaction, codeId: number, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(serial), 0) as last from notice_number where code_id = ${codeId} and year = ${year}`.execute(
    db,
  );
  return rows[0]?.last ?? 0;
}

export async function insertNumber(
  trx: Transaction,
  given: { codeId: number; year: number; serial: number; noticeId: number; at: Date },
): Promise<void> {
  await sql`insert into notice_number (code_id, year, serial, notice_id, given_at)
    values (${given.codeId}, ${given.year}, ${given.serial}, ${given.noticeId}, ${given.at})`.execute(trx);
}

/** The next serials of a series, for papers that were numbered outside. */
export async function insertElsewhere(
  trx: Transaction,
  given: { codeId: number; year: number; from: number; until: number; remark: string; by: number | null; at: Date },
): Promise<void> {
  await sql`insert into notice_number (code_id, year, serial, given_for, given_at, given_by)
    select ${given.codeId}::bigint, ${given.year}::smallint, serial, ${given.remark}::text, ${given.at}::timestamptz,
      ${given.by}::bigint
    from generate_series(${given.from}::int, ${given.until}::int) serial`.execute(trx);
}

/** The number that a notice bears or, stopped before it came out, still has for itself. */
export async function numberOfNotice(
  db: Database | Transaction,
  noticeId: number,
): Promise<(Omit<Serial, 'code'> & { codeId: number }) | undefined> {
  const { rows } = await sql<Omit<Serial, 'code'> & { codeId: number }>`
    select n.code_id as "codeId", n.year, n.serial from notice_number n
    where n.notice_id = ${noticeId} and ${notVoid} order by n.given_at desc limit 1`.execute(db);
  return rows[0];
}

const notVoid: RawBuilder<boolean> = sql<boolean>`not exists (select from notice_number_void v
  where v.code_id = n.code_id and v.year = n.year and v.serial = n.serial)`;

/** Says that nothing bears the number of a notice which never came out under it; tells which numbers those were. */
export async function voidNumberOf(trx: Transaction, noticeId: number, reason: VoidReason, at: Date): Promise<number> {
  const { rows } = await sql<{ serial: number }>`
    insert into notice_number_void (code_id, year, serial, reason, void_at)
    select n.code_id, n.year, n.serial, ${reason}::text, ${at}::timestamptz from notice_number n
    where n.notice_id = ${noticeId} and ${notVoid} returning serial`.execute(trx);
  return rows.length;
}

export async function setNumber(
  trx: Transaction,
  id: number,
  number: { codeId: number | null; number: string | null; latin: string | null },
): Promise<void> {
  await sql`update notice set number_code_id = ${number.codeId}, number = ${number.number},
    number_latin = ${number.latin} where id = ${id}`.execute(trx);
}

export interface RegisterFilter {
  codeId?: number;
  year?: number;
  before?: { year: number; codeId: number; serial: number };
  limit: number;
}

/** The register of numbers within a reach, the newest first. */
export async function numbersWithin(db: Database, reach: Reach, filter: RegisterFilter): Promise<NumberRow[]> {
  const { codeId, year, before } = filter;
  const { rows } = await sql<NumberRow>`
    select n.code_id as "codeId", k.code, n.year, n.serial, n.notice_id as "noticeId", t.title,
      t.language as "titleLanguage", x.state, x.published_at as "publishedAt", n.given_for as remark, n.given_at as "givenAt",
      v.reason as "voidReason"
    from notice_number n join number_code k on k.id = n.code_id join organisation o on o.id = k.organisation_id
    left join notice x on x.id = n.notice_id
    left join notice_text t on t.notice_id = x.id and t.language = x.main_language
    left join notice_number_void v on v.code_id = n.code_id and v.year = n.year and v.serial = n.serial
    where o.path <@ any (${pathsOf(reach)})
      ${codeId ? sql`and n.code_id = ${codeId}` : sql``}
      ${year ? sql`and n.year = ${year}` : sql``}
      ${before ? sql`and (n.year, n.code_id, n.serial) < (${before.year}, ${before.codeId}, ${before.serial})` : sql``}
    order by n.year desc, n.code_id desc, n.serial desc limit ${filter.limit}`.execute(db);
  return rows;
}

export interface Series {
  codeId: number;
  year: number;
  last: number;
  notices: number;
  elsewhere: number;
  voided: number;
}

/** How each series stands. */
export async function seriesWithin(db: Database, reach: Reach): Promise<Series[]> {
  const { rows } = await sql<Series>`
    select n.code_id as "codeId", n.year, max(n.serial) as last,
      count(*) filter (where n.notice_id is not null and v.serial is null)::int as notices,
      count(*) filter (where n.notice_id is null)::int as elsewhere, count(v.serial)::int as voided
    from notice_number n join number_code k on k.id = n.code_id join organisation o on o.id = k.organisation_id
    left join notice_number_void v on v.code_id = n.code_id and v.year = n.year and v.serial = n.serial
    where o.path <@ any (${pathsOf(reach)})
    group by n.code_id, n.year order by n.year desc, n.code_id`.execute(db);
  return rows;
}
