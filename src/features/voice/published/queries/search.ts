/**
 * The list of published answers, the newest first, and the search in a million of them.
 *
 * What the index finds comes in no order, and of a common word that is half of all: so the newest are looked through
 * first, where a common word is found at once. Of the others a sample says where they stand, and the index is asked for
 * one stretch of the order of publication after the other, the newest first, each so large that it holds enough for a
 * page and not much more.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { AnswerRow } from '../model/published.ts';
import {
  beginsLatin,
  gramsAsked,
  isShort,
  largestStretch,
  latinSigns,
  sampleMark,
  smallestStretch,
  stretchMark,
  stretchStep,
} from '../model/search.ts';

export interface AnswersWish {
  /** Words of the query, folded. */
  words: readonly string[];
  category: string;
  officeId: number | undefined;
  /** Only those before this place in the order. */
  before: number | undefined;
  limit: number;
}

/** So many of the newest are looked through without the index. */
const lookedThrough = 400;
/** So many found in one stretch are sorted; of more a smaller stretch is asked. */
const mostSorted = 200;

export async function publishedAnswers(db: Database, wish: AnswersWish): Promise<AnswerRow[]> {
  if (wish.words.length === 0) return rowsWhere(db, narrowed(wish), wish.limit);
  const seqs = await found(db, wish);
  if (seqs.length === 0) return [];
  return rowsWhere(db, sql`p.seq = any (${seqs}::bigint[])`, wish.limit);
}

async function rowsWhere(db: Database, where: RawBuilder<unknown>, limit: number): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select p.seq, p.number, o.name as office, y.titles, p.language, p.published_on::text as "publishedOn",
      p.corrected_on::text as "correctedOn", p.withdrawn_on::text as "withdrawnOn", p.title,
      left(p.question, 200) as beginning
    from voice_published p join organisation o on o.id = p.office_id join voice_category y on y.code = p.category
    where ${where} order by p.seq desc limit ${limit}`.execute(db);
  return rows;
}

function narrowed({ category, officeId, before }: AnswersWish): RawBuilder<unknown> {
  const parts = [sql`true`];
  if (category) parts.push(sql`p.category = ${category}`);
  if (officeId !== undefined) parts.push(sql`p.office_id = ${officeId}`);
  if (before !== undefined) parts.push(sql`p.seq < ${before}::bigint`);
  return sql.join(parts, sql` and `);
}

/** Words are folded: no sign in them means anything in a pattern. A simple look comes first, a pattern only if it may hold. */
function hasWords({ words }: AnswersWish): RawBuilder<unknown> {
  return sql.join(words.map(hasWord), sql` and `);
}

const before = `(^|[^${latinSigns}])`;
const after = `([^${latinSigns}]|$)`;

function hasWord(word: string): RawBuilder<unknown> {
  const inside = sql`p.folded like ${`%${word}%`}`;
  if (isShort(word)) return sql`(${inside} and p.folded ~ ${`${before}${word}${after}`})`;
  if (!beginsLatin(word)) return inside;
  return sql`(p.folded like ${`% ${word}%`} or (${inside} and p.folded ~ ${`${before}${word}`}))`;
}

/** The places of what is found, the newest first; a withdrawn text has no words. */
async function found(db: Database, wish: AnswersWish): Promise<number[]> {
  const { rows } = await sql<{ n: number; least: number | null; span: number; seqs: string[] }>`
    with newest as materialized (
      select p.seq, p.folded from voice_published p where ${narrowed(wish)} order by p.seq desc limit ${lookedThrough})
    select (select count(*)::int from newest) as n, (select min(seq) from newest) as least,
      (select max(seq) - min(seq) from newest) as span,
      array(select p.seq from newest p where ${hasWords(wish)} order by p.seq desc limit ${wish.limit}) as seqs`.execute(
    db,
  );
  const { n = 0, least = null, span = 0, seqs = [] } = rows[0] ?? {};
  const first = seqs.map(Number);
  const grams = [...new Set(wish.words.flatMap(gramsAsked))];
  if (first.length >= wish.limit || n < lookedThrough || least === null || grams.length === 0) return first;
  return older(db, { ...wish, before: least }, grams, { seqs: first, level: levelFor(wish.limit, first.length, span) });
}

/** The stretch that holds twice the rest of a page, if what is asked for is as frequent there as in the newest. */
function levelFor(limit: number, hits: number, span: number): number {
  const places = (2 * span * (limit - hits)) / (hits + 1);
  const steps = Math.ceil((Math.log2(Math.max(1, places)) - smallestStretch) / stretchStep);
  return Math.min(largestStretch, smallestStretch + stretchStep * Math.max(0, steps));
}

/** Adds what was published before, as far as the limit of the wish: stretch by stretch, each whole, the newest first. */
async function older(
  db: Database,
  wish: AnswersWish & { before: number },
  grams: readonly number[],
  newest: { seqs: readonly number[]; level: number },
): Promise<number[]> {
  const seqs = [...newest.seqs];
  const sample = await sampleOf(db, wish, grams);
  // Of one in the sample there are some 256. Where the index finds much that the text has not, stretches become larger.
  let many = 1;
  let to = wish.before;
  let most = newest.level;
  while (to > 0 && seqs.length < wish.limit) {
    let level = most;
    const within = (from: number) => sample.filter((seq) => seq >= from && seq < to).length;
    while (level > smallestStretch && within(startOf(level, to)) > many) level -= stretchStep;
    const from = startOf(level, to);
    const rows = await inStretch(db, { ...wish, before: to }, grams, { from, level });
    if (rows.length > mostSorted && level > smallestStretch) {
      [most, many] = [level - stretchStep, 1];
      continue;
    }
    seqs.push(...rows.sort((a, b) => b - a));
    if (within(from) > 0) many *= 2;
    most = Math.min(level + stretchStep, everything);
    to = from;
  }
  return seqs.slice(0, wish.limit);
}

/** Above the largest stretch: one that holds all. */
const everything = largestStretch + stretchStep;

/** Where the stretch begins in which the place before `to` lies. */
function startOf(level: number, to: number): number {
  return level === everything ? 0 : Math.floor((to - 1) / 2 ** level) * 2 ** level;
}

/** Places of the sample in which the index finds what is asked for. */
async function sampleOf(
  db: Database,
  { before }: { before: number },
  grams: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ seq: number }>`
    select p.seq from voice_published p
    where p.grams @> ${[...grams, sampleMark]}::int[] and p.seq < ${before}::bigint`.execute(db);
  return rows.map(({ seq }) => seq);
}

/** All that is found from a place on, if that is not too much. */
async function inStretch(
  db: Database,
  wish: AnswersWish,
  grams: readonly number[],
  { from, level }: { from: number; level: number },
): Promise<number[]> {
  const pieces = level === everything ? grams : [...grams, stretchMark(level, from / 2 ** level)];
  const enough =
    level === smallestStretch ? sql`order by p.seq desc limit ${wish.limit}` : sql`limit ${mostSorted + 1}`;
  const { rows } = await sql<{ seq: number }>`
    select p.seq from voice_published p
    where p.grams @> ${[...pieces]}::int[] and ${hasWords(wish)} and ${narrowed(wish)} and p.seq >= ${from}::bigint
    ${enough}`.execute(db);
  return rows.map(({ seq }) => seq);
}

/** Offices that published something; walked by the index, one step an office. */
export async function publishingOffices(db: Database): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    with recursive office (id) as (
      (select office_id from voice_published order by office_id limit 1)
      union all
      select (select p.office_id from voice_published p where p.office_id > office.id order by p.office_id limit 1)
      from office where office.id is not null)
    select o.id, o.name from office join organisation o on o.id = office.id
    order by string_to_array(o.path::text, '.')::int8[]`.execute(db);
  return rows;
}

/** Categories in which something can have been published, ended ones too. */
export async function allCategories(db: Database): Promise<{ code: string; titles: Record<string, string> }[]> {
  const { rows } = await sql<{ code: string; titles: Record<string, string> }>`
    select code, titles from voice_category where kind <> 'misconduct' order by kind, position, code`.execute(db);
  return rows;
}
