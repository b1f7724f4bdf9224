/** The difference, page by page: what is there before and what would be. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Change, Kind, ListedChange } from '../model.ts';

/**
 * Changes of one kind after an id. A reach that does not hold all that the import may touch (the district, or of a sheet
 * its school) gets nothing.
 */
export async function changesAfter(
  db: Database,
  reach: Reach,
  filter: { kind: Kind; change: Change; after: number; limit: number; organisationId: number | null },
): Promise<ListedChange[]> {
  const { kind, change, after, limit, organisationId } = filter;
  const { rows } = await sql<ListedChange>`
    select c.id, c.subject, c.detail, c.other, c.before from (${lists[kind](change, after, limit)}) c
    where exists (select from organisation d
      where case when ${organisationId}::int8 is null then d.kind = 'district' else d.id = ${organisationId}::int8 end
        and d.path <@ any (${[...reach.paths]}::ltree[]))
    order by c.id`.execute(db);
  return rows;
}

const pageOf = (table: string, change: Change, after: number, limit: number) => sql`
  select * from ${sql.table(table)} where action = ${change} and id > ${after} order by id limit ${limit}`;

/** Names as the file has them, else as the directory has them. Joins, not subqueries: one look over the rows a page. */
const joinPerson = (name: string, sourceId: string) => sql`
  left join roster_person ${sql.ref(`${name}_row`)}
    on ${sql.ref(`${name}_row.source_id`)} = ${sql.ref(sourceId)} and not ${sql.ref(`${name}_row.deleted`)}
  left join person ${sql.ref(name)} on ${sql.ref(`${name}.source_id`)} = ${sql.ref(sourceId)}`;
const personName = (name: string) =>
  sql`coalesce(${sql.ref(`${name}_row.full_name`)}, ${sql.ref(`${name}.full_name`)}, '')`;
const joinOrganisation = (name: string, sourceId: string) => sql`
  left join roster_plan_organisation ${sql.ref(`${name}_row`)}
    on ${sql.ref(`${name}_row.source_id`)} = ${sql.ref(sourceId)} and ${sql.ref(`${name}_row.action`)} <> 'left'
  left join organisation ${sql.ref(name)} on ${sql.ref(`${name}.source_id`)} = ${sql.ref(sourceId)}`;
const organisationName = (name: string) => sql`coalesce(${sql.ref(`${name}_row.name`)}, ${sql.ref(`${name}.name`)})`;

type List = (change: Change, after: number, limit: number) => RawBuilder<unknown>;

const lists: Record<Kind, List> = {
  organisations: (...page) => sql`
    select x.id, x.name as subject, x.kind as detail, ${organisationName('parent')} as other,
      case when o.name <> x.name then o.name end as before
    from (${pageOf('roster_plan_organisation', ...page)}) x
    left join organisation o on o.id = x.organisation_id
    ${joinOrganisation('parent', 'x.parent_source_id')}`,
  people: (...page) => sql`
    select x.id, ${personName('who')} as subject, case when who.state = 'left' then 'back' end as detail,
      coalesce(${organisationName('place')}, (select o.name from membership m join organisation o on o.id = m.organisation_id
        where m.person_id = who.id order by m.id desc limit 1)) as other,
      case when who.full_name <> who_row.full_name then who.full_name end as before
    from (${pageOf('roster_plan_person', ...page)}) x
    ${joinPerson('who', 'x.source_id')}
    ${joinOrganisation('place', 'who_row.organisation_source_id')}`,
  memberships: (...page) => sql`
    select x.id, coalesce(nullif(${personName('who')}, ''), person.full_name, '') as subject, x.position as detail,
      coalesce(${organisationName('place')}, o.name) as other,
      case when x.replaces and x.action = 'changed' then o.name end as before
    from (${pageOf('roster_plan_membership', ...page)}) x
    ${joinPerson('who', 'x.person_source_id')}
    ${joinOrganisation('place', 'x.organisation_source_id')}
    left join membership m on m.id = x.membership_id
    left join person on person.id = m.person_id
    left join organisation o on o.id = m.organisation_id`,
  guardianships: (...page) => sql`
    select x.id, ${personName('pupil')} as subject, null as detail,
      ${personName('guardian')} as other, null as before
    from (${pageOf('roster_plan_guardianship', ...page)}) x
    ${joinPerson('pupil', 'x.pupil_source_id')}
    ${joinPerson('guardian', 'x.guardian_source_id')}`,
  contacts: (...page) => sql`
    select x.id, ${personName('who')} as subject, x.kind as detail, x.address as other, null as before
    from (${pageOf('roster_plan_contact', ...page)}) x
    ${joinPerson('who', 'x.person_source_id')}`,
  terms: (...page) => sql`
    select x.id, x.name as subject, x.kind as detail, x.starts_on || ' – ' || x.ends_on as other,
      case when a.name <> x.name then a.name end as before
    from (${pageOf('roster_plan_term', ...page)}) x left join academic_session a on a.id = x.session_id`,
};
