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
 * remains of an ended one is kept and not counted. `within` bounds it to a school's own families.
 */
export async function talliesOf(
  db: Database,
  noticeId: number,
  per: Per,
  audience: Audience,
  today: string,
  /** Questions whose answers are counted one by one; of texts and files only how many there are. */
  countable: readonly number[],
  within?: readonly string[],
): Promise<Tallies> {
  const subject = per === 'child' ? sql`pupil_id` : sql`guardian_id`;
  const acting = sql`acting as materialized (select distinct guardian_id, pupil_id from (${actingRows(audience, today, { within })}) r)`;
  const holding = sql`holding as materialized (
    select a.id, a.guardian_id, a.pupil_id, a.answers from notice_slip_answer a
    where a.notice_id = ${noticeId} and ${
      per === 'child'
        ? sql`(a.guardian_id, a.pupil_id) in (select guardian_id, pupil_id from acting)`
        : sql`a.pupil_id is null and a.guardian_id in (select guardian_id from acting)`
    })`;
  const sums = await sql<{ wanted: number; answered: number }>`
    with ${acting}, ${holding}
    select (select count(distinct ${subject}) from acting) as wanted,
      (select count(distinct ${subject}) from holding) as answered`.execute(db);
  // A child counts once, whoever of the guardians answered; where they say different things, as that.
  const settled = sql`settled as (
    select h.${subject} as subject, e.key::int as key, min(e.value::text)::jsonb as value,
      count(distinct e.value) > 1 as differs
    from holding h cross join jsonb_each(h.answers) e
    where e.key::int = any (${[...countable]}::int[]) group by 1, 2)`;
  const { rows } = await sql<{ key: number; value: string; n: number; kind: string }>`
    with ${acting}, ${holding}, ${settled}
    select key, case jsonb_typeof(one.value) when 'string' then one.value #>> '{}' else one.value::text end as value,
      jsonb_typeof(s.value) as kind, count(*) as n
    from settled s cross join lateral (
      select s.value where jsonb_typeof(s.value) <> 'array'
      union all select v from jsonb_array_elements(case jsonb_typeof(s.value) when 'array' then s.value else '[]' end) v
    ) one (value)
    where not s.differs group by 1, 2, 3
    union all select key, ${differing}, 'string', count(*) from settled where differs group by 1`.execute(db);
  const answered = await sql<{ key: number; n: number }>`
    with ${acting}, ${holding}
    select e.key::int as key, count(distinct h.${subject}) as n
    from holding h cross join jsonb_each(h.answers) e group by 1
    union all
    select f.question, count(distinct h.${subject}) from holding h join notice_slip_file f on f.answer_id = h.id
    group by 1`.execute(db);
  const questions = answered.rows.map(({ key, n }): Tally => {
    const values = rows.filter((row) => row.key === key);
    const numbers = values.filter((row) => row.kind === 'number');
    return {
      key,
      n,
      sum: numbers.length > 0 ? numbers.reduce((sum, row) => sum + Number(row.value) * row.n, 0) : null,
      values: values.map(({ value, n: times }) => ({ value, n: times })),
    };
  });
  return { ...(sums.rows[0] ?? { wanted: 0, answered: 0 }), questions };
}
