/**
 * The list of published answers, the newest first, and the search in a million of them.
 *
 * What the index finds comes in no order, and of a common word that is half of all: so the newest are looked through
 * first, where a common word is found at once. Only then the index is asked, for ever smaller stretches of the order of
 * publication until what it finds is little enough to be sorted here; the newer half always before the older.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { AnswerRow } from '../model/published.ts';
import { gramsAsked, isShort, largestStretch, smallestStretch, stretchMark } from '../model/search.ts';

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
const lookedThrough = 1000;
/** So many found in one stretch are sorted; of more the newer half of the stretch is asked first. */
const mostSorted = 2000;

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

const noLetter = '[^a-z0-9à-ɏ]';

/** Words are folded: no sign in them means anything in a pattern. */
function hasWords({ words }: AnswersWish): RawBuilder<unknown> {
  return sql.join(
    words.map((word) =>
      isShort(word) ? sql`p.folded ~ ${`(^|${noLetter})${word}(${noLetter}|$)`}` : sql`p.folded like ${`%${word}%`}`,
    ),
    sql` and `,
  );
}

/** The places of what is found, the newest first; a withdrawn text has no words. */
async function found(db: Database, wish: AnswersWish): Promise<number[]> {
  const { rows } = await sql<{ n: number; least: number | null; seqs: string[] }>`
    with newest as materialized (
      select p.seq, p.folded from voice_published p where ${narrowed(wish)} order by p.seq desc limit ${lookedThrough})
    select (select count(*)::int from newest) as n, (select min(seq) from newest) as least,
      array(select p.seq from newest p where ${hasWords(wish)} order by p.seq desc limit ${wish.limit}) as seqs`.execute(
    db,
  );
  const { n = 0, least = null, seqs = [] } = rows[0] ?? {};
  const first = seqs.map(Number);
  const grams = [...new Set(wish.words.flatMap(gramsAsked))];
  if (first.length >= wish.limit || n < lookedThrough || least === null || grams.length === 0) return first;
  return inStretch(db, { ...wish, before: least }, { level: largestStretch + 1, index: 0, grams }, first);
}

interface Stretch {
  /** Of 2^level places; above the largest: everything. */
  level: number;
  index: number;
  grams: readonly number[];
}

/** Adds what is found in the stretch to `seqs`, as far as the limit of the wish. */
async function inStretch(db: Database, wish: AnswersWish, stretch: Stretch, seqs: number[]): Promise<number[]> {
  const { level, index, grams } = stretch;
  const everything = level > largestStretch;
  const from = everything ? 0 : index * 2 ** level;
  if (wish.before !== undefined && from >= wish.before) return seqs;
  const within = everything ? sql`true` : sql`p.seq >= ${from}::bigint and p.seq < ${from + 2 ** level}::bigint`;
  const pieces = everything ? grams : [...grams, stretchMark(level, index)];
  const smallest = level === smallestStretch;
  const { rows } = await sql<{ seq: number }>`
    select p.seq from voice_published p
    where p.grams @> ${[...pieces]}::int[] and ${hasWords(wish)} and ${narrowed(wish)} and ${within}
    ${smallest ? sql`order by p.seq desc limit ${wish.limit}` : sql`limit ${mostSorted + 1}`}`.execute(db);
  if (smallest || rows.length <= mostSorted) {
    const sorted = rows.map(({ seq }) => seq).sort((a, b) => b - a);
    return [...seqs, ...sorted].slice(0, wish.limit);
  }
  let so = seqs;
  for (const half of await halves(db, stretch)) {
    if (so.length >= wish.limit) break;
    so = await inStretch(db, wish, { ...half, grams }, so);
  }
  return so;
}

/** The newer half first; of everything: its largest stretches. */
async function halves(db: Database, { level, index }: Stretch): Promise<{ level: number; index: number }[]> {
  if (level <= largestStretch) {
    return [
      { level: level - 1, index: index * 2 + 1 },
      { level: level - 1, index: index * 2 },
    ];
  }
  const { rows } = await sql<{ seq: number | null }>`select max(seq) as seq from voice_published`.execute(db);
  const last = Math.floor((rows[0]?.seq ?? 0) / 2 ** largestStretch);
  return Array.from({ length: last + 1 }, (_, n) => ({ level: largestStretch, index: last - n }));
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
