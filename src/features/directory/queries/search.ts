/**
 * Finding people by what a name begins with. Each way a name can match is a branch with an index of its own, read in
 * order; a person is shown in the first branch that matches. The key of paging is (branch, name as compared, id), so a
 * page costs the same wherever it is and however many match.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { FoundPerson, SearchKey } from '../model/records.ts';
import type { Organisation } from '../model.ts';
import { lettersOf } from '../names.ts';
import { organisationColumns } from './organisations.ts';
import { type Bounds, inReach, peopleWithin, personWithin } from './within-reach.ts';

export interface Search {
  /** Part of a name as typed; empty finds nobody. */
  text: string;
  /** One of the reach's organisations, to look only there. */
  within?: Organisation;
  after?: SearchKey;
  limit: number;
}

/** People within the bounds whose name, given name, or either in letters begins so, or whose initials do. */
export async function searchPeople(db: Database, bounds: Bounds, search: Search): Promise<FoundPerson[]> {
  if (branchesFor(search.text).length === 0) return [];
  const narrowed: Bounds = search.within
    ? { ...bounds, reach: { ...bounds.reach, paths: [search.within.path] } }
    : bounds;
  const few = !(await coversDistrict(db, narrowed));
  const { rows } = await peopleStatement(bounds, narrowed, few, search).execute(db);
  return rows;
}

/** The statement alone, so that a test can look at its plan. `few`: the narrowed bounds are a school or two. */
export function peopleStatement(
  bounds: Bounds,
  narrowed: Bounds,
  few: boolean,
  search: Search,
): RawBuilder<FoundPerson> {
  const branches = branchesFor(search.text);
  return sql<FoundPerson>`
    ${few ? sql`with near as materialized (${peopleWithin(narrowed)})` : sql``}
    select f.id, f.full_name as name, f.state, jsonb_build_object('branch', f.branch, 'name', f.key, 'id', f.id) as key,
      coalesce(m.list, '[]') as memberships, coalesce(g.list, '[]') as "guardianOf"
    from (
      select * from (${sql.join(
        branches.map((_, n) => branchQuery(branches, n, narrowed, few, search)),
        sql` union all `,
      )}) b order by b.branch, b.key, b.id limit ${search.limit}
    ) f
    left join lateral (
      select jsonb_agg(jsonb_build_object('position', m.position, 'organisationId', o.id, 'organisation', o.name,
        'school', (select s.name from organisation s
          where s.id = any (string_to_array(o.path::text, '.')::int8[]) and s.kind = 'school' and s.id <> o.id limit 1))
        order by o.id) as list
      from membership m join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
      where m.person_id = f.id and (m.ends_on is null or m.ends_on > ${bounds.today}::date)
    ) m on true
    left join lateral (
      select jsonb_agg(distinct pupil.full_name) as list
      from guardianship g
      join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
      where g.guardian_id = f.id and (g.ends_on is null or g.ends_on > ${bounds.today}::date)
        and ${personWithin(sql`g.pupil_id`, { ...bounds, ended: false })}
    ) g on true
    order by f.branch, f.key, f.id`;
}

interface Branch {
  column: 'full_name' | 'given_name' | 'name_pinyin' | 'name_initials' | 'given_pinyin';
  prefix: string;
}

function branchesFor(typed: string): Branch[] {
  const name = typed.trim().replaceAll(/\s+/g, ' ');
  if (name === '') return [];
  const letters = lettersOf(name);
  if (letters === '' || /[^\p{Script=Latin}\p{Mn}\d\s'’.·-]/u.test(name)) {
    return [
      { column: 'full_name', prefix: name },
      { column: 'given_name', prefix: name },
    ];
  }
  return [
    { column: 'name_pinyin', prefix: letters },
    // Of one letter: whose initials begin so has it in the pinyin too, and looking for others would read them all.
    ...(letters.length > 1
      ? ([
          { column: 'name_initials', prefix: letters },
          { column: 'given_pinyin', prefix: letters },
        ] as const)
      : []),
    { column: 'given_name', prefix: name },
  ];
}

function branchQuery(branches: readonly Branch[], n: number, bounds: Bounds, few: boolean, search: Search) {
  const { column, prefix } = branches[n] as Branch;
  const name = sql.ref(`p.${column}`);
  const { after } = search;
  const later =
    !after || n > after.branch
      ? sql`true`
      : n < after.branch
        ? sql`false`
        : sql`(${name}, p.id) > (${after.name}, ${after.id})`;
  const earlier = branches
    .slice(0, n)
    .map((b) => sql`and ${beginsWith(sql.ref(`p.${b.column}`), b.prefix)} is not true`);
  return sql`(
    select ${n}::int as branch, ${name} as key, p.id, p.full_name, p.state
    from person p
    where ${beginsWith(name, prefix)} ${sql.join(earlier, sql` `)} and ${later}
      ${bounds.ended ? sql`` : sql`and p.state = 'active'`}
      and ${few ? sql`p.id in (select id from near)` : bounds.ended ? sql`true` : personWithin(sql`p.id`, bounds)}
    order by ${name}, p.id limit ${search.limit}
  )`;
}

/** As LIKE, because that uses the index on the oldest PostgreSQL too. */
function beginsWith(column: RawBuilder<unknown>, prefix: string): RawBuilder<boolean> {
  return sql<boolean>`(${column} like ${`${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`})`;
}

async function coversDistrict(db: Database, bounds: Bounds): Promise<boolean> {
  const { rows } =
    await sql`select from organisation o where o.kind = 'district' and ${inReach('o', bounds)} limit 1`.execute(db);
  return rows.length > 0;
}

/** Schools and departments of the reach whose name contains the text, or whose pinyin or initials begin so. */
export async function searchOrganisations(
  db: Database,
  bounds: Pick<Bounds, 'reach'>,
  text: string,
  limit: number,
): Promise<Organisation[]> {
  const name = text.trim();
  if (name === '') return [];
  const letters = lettersOf(name);
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o
    where o.kind in ('school', 'department') and o.ended_on is null and ${inReach('o', bounds)}
      and (o.name ilike ${`%${name.replaceAll(/[\\%_]/g, '\\$&')}%`}
        ${letters === '' ? sql`` : sql`or ${beginsWith(sql.ref('o.name_pinyin'), letters)} or ${beginsWith(sql.ref('o.name_initials'), letters)}`})
    order by length(o.name), o.id limit ${limit}`.execute(db);
  return rows;
}
