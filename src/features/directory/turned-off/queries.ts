/** What is turned off: always asked anew, so that whatever is mended is gone from the list by itself. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import type { ContactKind } from '../model.ts';
import { inForce } from '../queries/audience.ts';
import { usable } from '../queries/usable.ts';
import { type Bounds, inReach } from '../queries/within-reach.ts';
import { mostOfDistrict, mostToldAtOnce, type Told, type TurnedOff } from './model.ts';

type Db = Database | Transaction;

/** Mended: used again or removed (then it is not here), or the guardian has since got another of the same kind. */
const notMended = sql`c.bounced_at is not null and c.opted_out_at is null and not exists (
  select from contact_point n where n.person_id = c.person_id and n.kind = c.kind and n.id <> c.id
    and n.bounced_at is null and n.opted_out_at is null and n.created_at > c.bounced_at)`;

/** Guardians in force who receive, of pupils of today: the tables from contact point `c` to class `o`. */
const toClass = (today: string) => sql`
  join person guardian on guardian.id = c.person_id and guardian.state = 'active'
  join guardianship g on g.guardian_id = c.person_id and g.may_receive and ${inForce('g', today)}
  join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
  join membership m on m.person_id = pupil.id and m.position = 'pupil' and ${inForce('m', today)}
  join organisation o on o.id = m.organisation_id`;

/** Of the classes within the reach, below `path` if it is given; by contact point, one row for each class. */
export async function turnedOffWithin(
  db: Db,
  { reach, today }: Bounds,
  page: { path: string | null; kinds: readonly ContactKind[]; after: number; limit: number },
): Promise<TurnedOff[]> {
  const { rows } = await sql<TurnedOff>`
    select c.id as "pointId", guardian.id as "guardianId", guardian.full_name as guardian,
      array_agg(distinct pupil.full_name order by pupil.full_name) as pupils,
      o.id as "classId", o.name as "className", c.kind, c.bounced_at as since,
      exists (select from contact_point u where u.person_id = c.person_id and ${usable('u', page.kinds)}) as "reachedOtherwise"
    from contact_point c ${toClass(today)}
    where ${notMended} and c.id > ${page.after} and ${inReach('o', { reach })}
      ${page.path === null ? sql`` : sql`and o.path <@ ${page.path}::ltree`}
    group by c.id, guardian.id, guardian.full_name, o.id, o.name
    order by c.id, o.id limit ${page.limit}`.execute(db);
  return rows;
}

/**
 * How many families of each class within the reach, or of the classes that are the reach; those with most first. Of a whole
 * district only the points that were turned off last are looked at: all of a city take a second, and its classes have
 * been told.
 */
export async function turnedOffByClass(
  db: Db,
  { reach, today, ownClasses }: Pick<Bounds, 'reach' | 'today'> & { ownClasses?: boolean },
  limit: number,
): Promise<{ classId: number; className: string; school: string; families: number }[]> {
  const paths = ownClasses ? reach.paths.filter((path) => !isDistrict(path)) : reach.paths;
  if (paths.length === 0) return [];
  const place = ownClasses ? sql`o.path = any (${[...paths]}::ltree[])` : inReach('o', { reach });
  const points = !ownClasses && paths.some(isDistrict) ? newest : sql`contact_point`;
  const { rows } = await sql<{ classId: number; className: string; school: string; families: number }>`
    select o.id as "classId", o.name as "className", count(distinct pupil.id)::int as families,
      coalesce((select s.name from organisation s where s.kind = 'school' and s.path @> o.path limit 1), '') as school
    from ${points} c ${toClass(today)}
    where ${notMended} and ${place}
    group by o.id, o.name order by families desc, o.id limit ${limit}`.execute(db);
  return rows;
}

/** Whether the classes of a district are told from the last points only. */
export async function moreTurnedOff(db: Db): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from contact_point where bounced_at is not null and opted_out_at is null limit ${mostOfDistrict + 1}) c`.execute(
    db,
  );
  return (rows[0]?.n ?? 0) > mostOfDistrict;
}

const isDistrict = (path: string) => !path.includes('.');

const newest = sql`(select * from contact_point
  where bounced_at is not null and opted_out_at is null order by bounced_at desc limit ${mostOfDistrict})`;

/** Contact points that nobody was told of since they were turned off, locked. */
export async function untold(trx: Transaction, before: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from contact_point c
    where ${notMended} and c.bounced_at <= ${before} and (c.bounce_told_at is null or c.bounce_told_at < c.bounced_at)
    order by c.bounced_at, c.id limit ${mostToldAtOnce} for update skip locked`.execute(trx);
  return rows.map((row) => row.id);
}

export async function markTold(trx: Transaction, ids: readonly number[], at: Date): Promise<void> {
  await sql`update contact_point set bounce_told_at = ${at} where id = any (${[...ids]}::int8[])`.execute(trx);
}

/** Whom to tell of these contact points: the class teachers; where a class has none with mail, the heads of its school. */
export async function toTell(trx: Transaction, ids: readonly number[], today: string): Promise<Told[]> {
  const { rows } = await sql<Omit<Told, 'language'> & { language: string | null }>`
    with concerned as (
      select o.id, o.name, o.path, count(distinct pupil.id)::int as families
      from contact_point c ${toClass(today)} where c.id = any (${[...ids]}::int8[]) group by o.id),
    post as (
      select m.person_id, m.organisation_id, m.position, cp.address
      from membership m join person p on p.id = m.person_id and p.state = 'active'
      join lateral (select x.address from contact_point x where x.person_id = p.id and ${usable('x', ['email'])}
        order by x.rank, x.id limit 1) cp on true
      where m.position in ('class_teacher', 'head') and ${inForce('m', today)}),
    told as (
      select k.*, post.person_id, post.address from concerned k
      join post on post.organisation_id = k.id and post.position = 'class_teacher'
      union
      select k.*, post.person_id, post.address from concerned k
      join organisation s on s.kind = 'school' and k.path <@ s.path
      join post on post.organisation_id = s.id and post.position = 'head'
      where not exists (select from post t where t.organisation_id = k.id and t.position = 'class_teacher'))
    select t.person_id as "personId", p.full_name as name, min(t.address) as address, p.language,
      jsonb_agg(jsonb_build_object('name', t.name, 'families', t.families, 'school', coalesce((
        select s.name from organisation s where s.kind = 'school' and t.path <@ s.path limit 1), '')) order by t.id) as classes
    from told t join person p on p.id = t.person_id
    group by t.person_id, p.full_name, p.language order by t.person_id`.execute(trx);
  return rows.map((row) => ({ ...row, language: (row.language === 'en' ? 'en' : 'zh-CN') satisfies Language }));
}
