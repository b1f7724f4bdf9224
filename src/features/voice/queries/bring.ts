/** What somebody brings: one case as it comes in, and the way back to it by its receipt. Days are `YYYY-MM-DD`. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Category, FileLine, NewFile } from '../model/brought.ts';
import { type ClockRules, clockRules } from '../model/clock.ts';
import type { Kind, Way } from '../model/kinds.ts';

type Db = Database | Transaction;

/** What can be brought now, in the order in which it is offered. */
export async function openCategories(db: Db, kind?: Kind): Promise<Category[]> {
  const { rows } = await sql<Category>`
    select code, kind, titles, place, office_id as "officeId", clock from voice_category
    where ended_on is null and (${kind ?? null}::text is null or kind = ${kind ?? null}) order by kind, position, code`.execute(
    db,
  );
  return rows;
}

/** The version of a clock by which new cases run. */
export async function clockNow(db: Db, code: string): Promise<{ version: number; rules: ClockRules }> {
  const { rows } = await sql<{ version: number; rules: unknown }>`
    select version, rules from voice_clock where code = ${code} order by version desc limit 1`.execute(db);
  if (!rows[0]) throw new Error(`there is no clock ${code}`);
  return { version: rows[0].version, rules: clockRules.parse(rows[0].rules) };
}

export interface NewCase {
  number: string;
  kind: Kind;
  category: string;
  way: Way;
  via: 'page' | 'open311';
  language: 'zh-CN' | 'en';
  organisationId: number | null;
  text: string;
  latitude: number | null;
  longitude: number | null;
  address: string | null;
  mayPublish: boolean;
  printedName: string | null;
  /** The HMAC of the receipt code. */
  receipt: Buffer;
  receivedOn: string;
  clock: string;
  clockVersion: number;
  officeId: number | null;
  dueOn: string;
  dueProvisional: boolean;
}

/** Gives the id; undefined if the receipt or the number is there already, and then nothing is written. */
export async function insertCase(trx: Transaction, one: NewCase): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into voice_case (number, kind, category, way, via, language, organisation_id, text, latitude, longitude, address,
      may_publish, printed_name, receipt, received_on, clock, clock_version, office_id, due_on, due_provisional)
    values (${one.number}, ${one.kind}, ${one.category}, ${one.way}, ${one.via}, ${one.language}, ${one.organisationId},
      ${one.text}, ${one.latitude}, ${one.longitude}, ${one.address}, ${one.mayPublish}, ${one.printedName}, ${one.receipt},
      ${one.receivedOn}::date, ${one.clock}, ${one.clockVersion}, ${one.officeId}, ${one.dueOn}::date, ${one.dueProvisional})
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id;
}

/** By the HMAC of its receipt code: found through an index over values that nobody can foretell, so its time tells nothing. */
export async function caseIdByReceipt(db: Db, receipt: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from voice_case where receipt = ${receipt}`.execute(db);
  return rows[0]?.id;
}

/** Files of the case (`message` none) or of one message, numbered in their order; they have no names. */
export async function insertFiles(
  trx: Transaction,
  caseId: string,
  message: number | null,
  files: readonly NewFile[],
): Promise<void> {
  for (const [index, { mediaType, content }] of files.entries()) {
    await sql`insert into voice_file (case_id, message, position, media_type, size, content)
      values (${caseId}::uuid, ${message}::smallint, ${index + 1}, ${mediaType}, ${content.length}, ${content})`.execute(
      trx,
    );
  }
}

export async function filesOf(db: Db, caseId: string): Promise<FileLine[]> {
  const { rows } = await sql<FileLine>`
    select id, message, position, media_type as "mediaType", size from voice_file
    where case_id = ${caseId}::uuid order by message nulls first, position`.execute(db);
  return rows;
}

/** A file of this case and of no other. */
export async function fileOf(
  db: Db,
  caseId: string,
  id: string,
): Promise<(FileLine & { content: Buffer }) | undefined> {
  const { rows } = await sql<FileLine & { content: Buffer }>`
    select id, message, position, media_type as "mediaType", size, content from voice_file
    where id = ${id}::uuid and case_id = ${caseId}::uuid`.execute(db);
  return rows[0];
}
