/** The children of an audience and the guardians who may act for them: who may answer what a notice asks. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Audience, AudienceClause } from '../model.ts';
import { inForce } from './audience.ts';

export interface ActingBounds {
  guardianIds?: readonly number[];
  classIds?: readonly number[];
  within?: readonly string[] | undefined;
  /** Of a large subtree: read everything once and hash it, as `audienceIn` does in that shape. */
  everything?: boolean;
}

/**
 * `select guardian_id, pupil_id, organisation_id` (the class): guardianships in force that may act, for active pupils
 * whom the audience reaches through their guardians; a pupil in two classes has two rows. `only` bounds it.
 */
export function actingRows(
  audience: Audience,
  today: string,
  only: ActingBounds = {},
): RawBuilder<{ guardian_id: number; pupil_id: number; organisation_id: number }> {
  const clauses = (mode: 'include' | 'exclude') => audience[mode].filter((clause) => clause.role === 'guardians');
  const excluded = clauses('exclude');
  const subtree = sql`o.path <@ any (${tops(clauses('include'))})
    ${only.within ? sql`and o.path <@ any (${[...only.within]}::ltree[])` : sql``}`;
  return sql`
    select g.guardian_id, g.pupil_id, m.organisation_id
    from guardianship g
    join person guardian on guardian.id = g.guardian_id and guardian.state = 'active'
    join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
    join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and ${inForce('m', today)}
    ${only.everything ? sql`` : sql`join organisation o on o.id = m.organisation_id`}
    where g.may_act and ${inForce('g', today)}
      and ${only.everything ? sql`(m.organisation_id in (select o.id from organisation o where ${subtree})) is true` : subtree}
      ${only.guardianIds ? sql`and g.guardian_id = any (${[...only.guardianIds]}::int8[])` : sql``}
      ${only.classIds ? sql`and m.organisation_id = any (${[...only.classIds]}::int8[])` : sql``}
      ${
        excluded.length > 0
          ? sql`and not exists (select from membership x join organisation xo on xo.id = x.organisation_id
              where x.person_id = g.pupil_id and x.position = 'pupil' and ${inForce('x', today)}
                and xo.path <@ any (${tops(excluded)}))`
          : sql``
      }`;
}

export interface ActedFor {
  pupilId: number;
  name: string;
  /** In Latin letters, lower case. */
  letters: string;
  /** The class. */
  organisationId: number;
}

/** The children of an audience for whom a guardian may act today, in order of their ids. */
export async function childrenOf(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  guardianId: number,
): Promise<ActedFor[]> {
  const { rows } = await sql<ActedFor>`
    select r.pupil_id as "pupilId", p.full_name as name, p.name_pinyin as letters,
      min(r.organisation_id) as "organisationId"
    from (${actingRows(audience, today, { guardianIds: [guardianId] })}) r join person p on p.id = r.pupil_id
    group by r.pupil_id, p.full_name, p.name_pinyin order by r.pupil_id`.execute(db);
  return rows;
}

export interface Family {
  classId: number;
  pupilId: number;
  pupilName: string;
  guardianId: number;
  guardianName: string;
}

/** Who may answer for whom in some classes: one row a guardian and child, by class and by the children's names. */
export async function familiesOf(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  classIds: readonly number[],
): Promise<Family[]> {
  if (classIds.length === 0) return [];
  const { rows } = await sql<Family>`
    select r.organisation_id as "classId", r.pupil_id as "pupilId", p.full_name as "pupilName",
      r.guardian_id as "guardianId", g.full_name as "guardianName"
    from (${actingRows(audience, today, { classIds })}) r
    join person p on p.id = r.pupil_id join person g on g.id = r.guardian_id
    order by r.organisation_id, p.full_name, r.pupil_id, g.full_name, r.guardian_id`.execute(db);
  return rows;
}

function tops(clauses: readonly AudienceClause[]) {
  return sql`array(select t.path from organisation t where t.id = any (${clauses.map((c) => c.organisationId)}::int8[]))`;
}

export interface ClassPupil {
  classId: number;
  pupilId: number;
  pupilName: string;
}

/** The pupils of some classes today, by their names. */
export async function pupilsOf(
  db: Database | Transaction,
  today: string,
  classIds: readonly number[],
): Promise<ClassPupil[]> {
  const { rows } = await sql<ClassPupil>`
    select m.organisation_id as "classId", p.id as "pupilId", p.full_name as "pupilName"
    from membership m join person p on p.id = m.person_id and p.state = 'active'
    where m.organisation_id = any (${[...classIds]}::int8[]) and m.position = 'pupil' and ${inForce('m', today)}
    order by m.organisation_id, p.full_name, p.id`.execute(db);
  return rows;
}
