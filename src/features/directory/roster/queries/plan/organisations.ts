/** What becomes of organisations and terms. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { Modes } from '../../model.ts';

export async function planOrganisations(trx: Transaction, modes: Modes): Promise<void> {
  await sql`
    insert into roster_plan_organisation
      (action, organisation_id, source_id, kind, name, name_pinyin, name_initials, identifier, parent_source_id)
    select case
        when o.id is null then 'added'
        when (o.source_id, o.kind, o.name) is distinct from (s.source_id, s.kind, s.name) or o.ended_on is not null
          or (s.file = 'orgs' and o.identifier is distinct from s.identifier)
          or coalesce(p.source_id, '') <> s.parent_source_id then 'changed'
        else 'same' end,
      o.id, s.source_id, s.kind, s.name, s.name_pinyin, s.name_initials, s.identifier, s.parent_source_id
    from roster_organisation s
    -- The first roster takes over the district that was made when Belfry was set up.
    left join organisation o on o.id = coalesce(
      (select same.id from organisation same where same.source_id = s.source_id),
      case when s.kind = 'district' and s.parent_source_id = '' then
        (select own.id from organisation own where own.kind = 'district' and own.source_id is null) end)
    left join organisation p on p.id = o.parent_id
    where not s.deleted
    order by s.file <> 'orgs', s.line`.execute(trx);
  // Those that are gone, and all below them that the file doesn't place elsewhere.
  await sql`
    with gone as (
      select o.id from organisation o
      where o.ended_on is null and o.source_id is not null and (
        (${modes.orgs === 'bulk'} and o.source_id like 'org:%'
          and not exists (select from roster_organisation s where s.source_id = o.source_id))
        or (${modes.classes === 'bulk'} and o.kind in ('grade', 'class')
          and not exists (select from roster_organisation s where s.source_id = o.source_id))
        or exists (select from roster_organisation s where s.source_id = o.source_id and s.deleted))
    ), below as (
      select distinct o.id from organisation o
      cross join unnest(string_to_array(o.path::text, '.')::int8[]) above (id)
      join gone on gone.id = above.id
    )
    insert into roster_plan_organisation
      (action, organisation_id, source_id, kind, name, name_pinyin, name_initials, identifier, parent_source_id)
    select 'left', o.id, coalesce(o.source_id, ''), o.kind, o.name, '', '', o.identifier, ''
    from organisation o join below on below.id = o.id
    where o.ended_on is null
      and not exists (select from roster_organisation s where s.source_id = o.source_id and not s.deleted)
    order by o.id`.execute(trx);
  // In a delta a grade ends with its last class.
  await sql`
    insert into roster_plan_organisation
      (action, organisation_id, source_id, kind, name, name_pinyin, name_initials, identifier, parent_source_id)
    select 'left', g.id, g.source_id, g.kind, g.name, '', '', null, ''
    from organisation g
    where ${modes.classes === 'delta'} and g.kind = 'grade' and g.ended_on is null and g.source_id is not null
      and not exists (select from roster_plan_organisation p where p.organisation_id = g.id and p.action = 'left')
      and not exists (select from roster_plan_organisation p where p.parent_source_id = g.source_id and p.action <> 'left')
      and exists (select from organisation c join roster_plan_organisation p on p.organisation_id = c.id where c.parent_id = g.id)
      and not exists (
        select from organisation c where c.parent_id = g.id and c.ended_on is null
          and not exists (select from roster_plan_organisation p where p.organisation_id = c.id))
    order by g.id`.execute(trx);
}

export async function planTerms(trx: Transaction, modes: Modes, today: string): Promise<void> {
  await sql`
    insert into roster_plan_term (action, session_id, source_id, kind, name, starts_on, ends_on, parent_source_id)
    select case when a.id is null then 'added'
        when (a.kind, a.name, a.starts_on, a.ends_on, coalesce(p.source_id, ''))
          is distinct from (s.kind, s.name, s.starts_on, s.ends_on, coalesce(above.source_id, '')) then 'changed'
        else 'same' end,
      a.id, s.source_id, s.kind, s.name, s.starts_on, s.ends_on, coalesce(above.source_id, '')
    from roster_session s
    left join academic_session a on a.source_id = s.source_id
    left join academic_session p on p.id = a.parent_id
    left join roster_session above on above.source_id = s.parent_source_id and above.kind is not null
    where not s.deleted and s.kind is not null
    order by s.line`.execute(trx);
  // A school year that is over is history: exports usually hold the current one only.
  await sql`
    insert into roster_plan_term (action, session_id, source_id, kind, name, starts_on, ends_on, parent_source_id)
    select 'left', a.id, a.source_id, a.kind, a.name, a.starts_on, a.ends_on, ''
    from academic_session a
    where a.source_id is not null and a.ends_on >= ${today}::date and (
      (${modes.academicSessions === 'bulk'} and not exists (select from roster_session s where s.source_id = a.source_id))
      or exists (select from roster_session s where s.source_id = a.source_id and s.deleted))
    order by a.id`.execute(trx);
}
