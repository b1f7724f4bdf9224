/** How a slip was answered, in figures. Set-based: a county's notice has tens of thousands of answers. */
import { sql } from 'kysely';
import { type Audience, actingRows } from '#features/directory/feature.ts';
import type { Database } from '#platform/database/connect.ts';
import { differing, type Tally } from '../model/figures.ts';
import type { Per } from '../model/slip.ts';

export interface Tallies {
  /** Children, or guardians, of whom an answer is wanted. */
  wanted: number;
  /** Of whom there is one. */
  answered: number;
  questions: Tally[];
}

/**
 * Counts answers that hold today: a guardianship in force that may act, a child who still belongs to the audience. What
 * remains of an ended one is kept and not counted. `within` bounds it to a school's own families; `everything` where that
 * is many. (`is true`: the planner then hashes who may act, instead of looking the answers of each of them up.)
 */
export async function talliesOf(
  db: Database,
  noticeId: number,
  per: Per,
  audience: Audience,
  today: string,
  /** Questions whose answers are counted one by one; of texts and files only how many there are. */
  countable: readonly number[],
  bounds: { within?: readonly string[] | undefined; everything: boolean },
): Promise<Tallies> {
  const subject = per === 'child' ? sql`pupil_id` : sql`guardian_id`;
  const { rows } = await sql<Counted>`
    with acting as materialized (
      select distinct guardian_id, pupil_id from (${actingRows(audience, today, bounds)}) r),
    holding as materialized (
      select a.id, a.${subject} as subject, a.answers from notice_slip_answer a
      where a.notice_id = ${noticeId} and ${
        per === 'child'
          ? sql`((a.guardian_id, a.pupil_id) in (select guardian_id, pupil_id from acting)) is true`
          : sql`a.pupil_id is null and (a.guardian_id in (select guardian_id from acting)) is true`
      }),
    -- A child counts once, whoever of the guardians answered; where they say different things, as that. Of nearly all
    -- there is one answer: only the others are grouped.
    several as materialized (select subject from holding group by 1 having count(*) > 1),
    settled as materialized (
      select h.subject, e.key::int as key, e.value, false as differs
      from holding h cross join jsonb_each(h.answers) e where h.subject not in (select subject from several)
      union all
      select h.subject, e.key::int, min(e.value::text)::jsonb, count(distinct e.value) > 1
      from holding h cross join jsonb_each(h.answers) e where h.subject in (select subject from several) group by 1, 2),
    single as (
      select s.key, jsonb_typeof(s.value) = 'number' as is_number, one.value #>> '{}' as value
      from settled s cross join lateral (
        select s.value where jsonb_typeof(s.value) <> 'array'
        union all
        select v from jsonb_array_elements(case jsonb_typeof(s.value) when 'array' then s.value else '[]' end) v
      ) one (value)
      where not s.differs and s.key = any (${[...countable]}::int[])),
    counted as (
      select key, value, is_number, count(*) as n from single group by 1, 2, 3
      union all
      select key, ${differing}, false, count(*) from settled where differs and key = any (${[...countable]}::int[]) group by 1),
    asked as (
      select key, count(*) as n from settled group by 1
      union all
      select f.question, count(distinct h.subject) from holding h join notice_slip_file f on f.answer_id = h.id group by 1)
    select (select count(distinct ${subject}) from acting) as wanted,
      (select count(distinct subject) from holding) as answered,
      (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from counted c) as counted,
      (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from asked q) as asked`.execute(db);
  const [{ wanted, answered, counted, asked } = { wanted: 0, answered: 0, counted: [], asked: [] }] = rows;
  const questions = asked.map(({ key, n }): Tally => {
    const values = counted.filter((row) => row.key === key);
    const numbers = values.filter((row) => row.is_number);
    return {
      ...{ key, n, values: values.map(({ value, n: times }) => ({ value, n: times })) },
      sum: numbers.length > 0 ? numbers.reduce((sum, row) => sum + Number(row.value) * row.n, 0) : null,
    };
  });
  return { wanted, answered, questions };
}

interface Counted {
  wanted: number;
  answered: number;
  counted: { key: number; value: string; is_number: boolean; n: number }[];
  asked: { key: number; n: number }[];
}
