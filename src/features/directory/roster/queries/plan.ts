/** Comparing what the file wants with the directory: fills the plan tables. Set-based; run in one transaction. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import { type Change, type Counts, type Kind, kinds, type Modes } from '../model.ts';

/** Compares all kinds and returns how much would change. */
export async function plan(trx: Transaction, modes: Modes, today: string): Promise<Counts> {
  await sql`select roster_clear_plan()`.execute(trx);
  // The staged rows are many and fresh: joins by hash, whatever the planner believes, and room for them.
  await sql`set local work_mem = '64MB'`.execute(trx);
  await planOrganisations(trx, modes);
  await planTerms(trx, modes, today);
  await planPeople(trx, modes, today);
  await want(trx, modes);
  await sql`select roster_analyze('wanted')`.execute(trx);
  await planMemberships(trx, modes, today);
  await planGuardianships(trx, modes, today);
  await planContacts(trx, modes);
  await sql`select roster_analyze('plan')`.execute(trx);
  return await count(trx, today);
}

async function planOrganisations(trx: Transaction, modes: Modes): Promise<void> {
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

async function planTerms(trx: Transaction, modes: Modes, today: string): Promise<void> {
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

async function planPeople(trx: Transaction, modes: Modes, today: string): Promise<void> {
  // What the desk ended together with a person's state says that it was the desk that marked them as left.
  await sql`
    insert into roster_held (source_id)
    select p.source_id from person p
    where p.source_id is not null and (p.state = 'deceased' or (p.state = 'left' and (
      exists (select from membership m where m.person_id = p.id and m.ended_with_state)
      or exists (select from guardianship g where p.id in (g.guardian_id, g.pupil_id) and g.ended_with_state))))
      and exists (select from roster_person s where s.source_id = p.source_id)`.execute(trx);
  await sql`
    insert into roster_plan_person (action, person_id, source_id)
    select case when p.id is null then 'added' else 'changed' end, p.id, s.source_id
    from roster_person s left join person p on p.source_id = s.source_id
    where not s.deleted and (p.id is null or (not exists (select from roster_held h where h.source_id = s.source_id) and (
      p.state = 'left' or (p.family_name, p.given_name, p.full_name) is distinct from (s.family_name, s.given_name, s.full_name)
      or (p.language is null and s.language is not null))))
    order by s.line`.execute(trx);
  await sql`
    insert into roster_departed (person_id)
    select p.id from person p
    where p.source_id is not null and p.state = 'active' and (
      (${modes.users === 'bulk'} and not exists (select from roster_person s where s.source_id = p.source_id))
      or exists (select from roster_person s where s.source_id = p.source_id and s.deleted))`.execute(trx);
  await sql`select roster_analyze('wanted')`.execute(trx);
  // Who still has something that the desk gave stays active.
  await sql`
    insert into roster_plan_person (action, person_id, source_id)
    select 'left', p.id, p.source_id from roster_departed d join person p on p.id = d.person_id
    where not exists (select from membership m where m.person_id = p.id and m.source_id is null
        and (m.ends_on is null or m.ends_on > ${today}::date))
      and not exists (select from guardianship g where g.guardian_id = p.id and g.origin = 'desk'
        and (g.ends_on is null or g.ends_on > ${today}::date))
    order by p.id`.execute(trx);
}

/** Memberships and guardianships that the rows ask for. */
async function want(trx: Transaction, modes: Modes): Promise<void> {
  await sql`
    insert into roster_wanted_membership (source_id, person_source_id, organisation_source_id, position, starts_on, ends_on)
    select 'enrollment:' || e.source_id, e.person_source_id, e.class_source_id, e.position, e.starts_on, e.ends_on
    from roster_enrollment e
    where not e.deleted
      and not exists (select from roster_class c where c.source_id = e.class_source_id and not c.homeroom)
      and not exists (select from roster_scheduled_class c where c.source_id = e.class_source_id)
      and not exists (select from roster_held h where h.source_id = e.person_source_id)`.execute(trx);
  // A pupil of a class is in the school by the class; only one without a class is a pupil of the school itself.
  await sql`
    insert into roster_wanted_membership (source_id, person_source_id, organisation_source_id, position, starts_on, ends_on)
    select 'role:' || r.source_id, r.person_source_id, r.organisation_source_id, r.position, r.starts_on, r.ends_on
    from roster_role r
    where not r.deleted and r.position <> 'guardian'
      and not (r.position = 'pupil' and exists (
        select from roster_wanted_membership w where w.person_source_id = r.person_source_id and w.position = 'pupil'))
      and not (r.position = 'pupil' and ${modes.enrollments !== 'bulk'} and exists (
        select from membership m join person p on p.id = m.person_id
        where p.source_id = r.person_source_id and m.position = 'pupil' and m.source_id like 'enrollment:%' and m.ends_on is null
          and not exists (select from roster_enrollment e where m.source_id = 'enrollment:' || e.source_id and e.deleted)))
      and not exists (select from roster_held h where h.source_id = r.person_source_id)`.execute(trx);
  await sql`
    insert into roster_wanted_guardianship (guardian_source_id, pupil_source_id)
    select distinct a.agent_source_id, a.person_source_id from roster_agent a
    where exists (select from roster_role r where r.person_source_id = a.agent_source_id and r.position = 'guardian' and not r.deleted)
      or (${modes.roles !== 'bulk'} and exists (
        select from person p join guardianship g on g.guardian_id = p.id where p.source_id = a.agent_source_id))`.execute(trx);
}

/** How many agents were left out because no role makes them guardians. */
export async function agentsLeftOut(trx: Transaction): Promise<{ line: number; count: number } | undefined> {
  const { rows } = await sql<{ line: number; count: number }>`
    select min(a.line) as line, count(*) as count from roster_agent a
    where not exists (select from roster_wanted_guardianship w
      where w.guardian_source_id = a.agent_source_id and w.pupil_source_id = a.person_source_id)
    having count(*) > 0`.execute(trx);
  return rows[0];
}

/** How many people of the file are left alone because of what the desk said about them. */
export async function heldPeople(trx: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from roster_held`.execute(trx);
  return rows[0]?.count ?? 0;
}

async function planMemberships(trx: Transaction, modes: Modes, today: string): Promise<void> {
  await sql`
    insert into roster_plan_membership (action, membership_id, source_id, person_source_id, organisation_source_id,
      position, starts_on, ends_on, replaces)
    select c.action, c.id, c.source_id, c.person_source_id, c.organisation_source_id, c.position, c.starts_on, c.ends_on,
      c.replaces
    from (
      select case
          when m.id is null then case when w.over then 'same' else 'added' end
          -- Ended by a person at the desk: the roster doesn't open it again.
          when m.ends_on <= ${today}::date and m.ended_by is distinct from 'roster' then 'same'
          when w.over then case when m.ends_on <= ${today}::date then 'same' else 'left' end
          when m.ends_on <= ${today}::date then 'added'
          when (p.source_id, o.source_id, m.position, m.ends_on)
              is not distinct from (w.person_source_id, w.organisation_source_id, w.position, w.ends_on)
            and coalesce(w.starts_on, m.starts_on) = m.starts_on then 'same'
          else 'changed' end as action,
        m.id, w.source_id, w.person_source_id, w.organisation_source_id, w.position, w.starts_on, w.ends_on,
        -- A new row where it is another membership, or was ended: grants that stood on the old one stay ended.
        m.id is not null and (m.ends_on <= ${today}::date or (p.source_id, o.source_id, m.position)
          is distinct from (w.person_source_id, w.organisation_source_id, w.position)) as replaces
      from (select *, coalesce(ends_on <= ${today}::date, false) as over from roster_wanted_membership) w
      left join membership m on m.source_id = w.source_id
      left join person p on p.id = m.person_id
      left join organisation o on o.id = m.organisation_id
    ) c
    where c.action <> 'same'`.execute(trx);
  await sql`
    insert into roster_plan_membership (action, membership_id, source_id, person_source_id, organisation_source_id,
      position, starts_on, ends_on)
    select 'left', m.id, m.source_id, coalesce(p.source_id, ''), coalesce(o.source_id, ''), m.position, m.starts_on,
      ${today}::date
    from membership m
    join person p on p.id = m.person_id
    join organisation o on o.id = m.organisation_id
    where (m.ends_on is null or m.ends_on > ${today}::date)
      and not exists (select from roster_wanted_membership w where w.source_id = m.source_id)
      and (
        (m.source_id is not null and (
          (${modes.roles === 'bulk'} and m.source_id like 'role:%')
          or (${modes.enrollments === 'bulk'} and m.source_id like 'enrollment:%')
          or exists (select from roster_role r where 'role:' || r.source_id = m.source_id and r.deleted)
          or exists (select from roster_enrollment e where 'enrollment:' || e.source_id = m.source_id and e.deleted)
          or exists (select from roster_departed d where d.person_id = m.person_id)
          -- In a delta: from now on a pupil of a class.
          or (m.position = 'pupil' and m.source_id like 'role:%' and exists (
            select from roster_wanted_membership w where w.person_source_id = p.source_id and w.position = 'pupil'
              and w.source_id like 'enrollment:%'))))
        or exists (select from roster_plan_organisation g where g.organisation_id = o.id and g.action = 'left'))
    order by m.id`.execute(trx);
}

async function planGuardianships(trx: Transaction, modes: Modes, today: string): Promise<void> {
  await sql`
    insert into roster_plan_guardianship (action, guardian_source_id, pupil_source_id)
    select 'added', w.guardian_source_id, w.pupil_source_id
    from roster_wanted_guardianship w
    left join person guardian on guardian.source_id = w.guardian_source_id
    left join person pupil on pupil.source_id = w.pupil_source_id
    where not exists (select from roster_held h where h.source_id in (w.guardian_source_id, w.pupil_source_id))
      -- In force, or ended by a person at the desk: both stay as they are.
      and not exists (
        select from guardianship g where g.guardian_id = guardian.id and g.pupil_id = pupil.id
          and (g.ends_on is null or g.ends_on > ${today}::date or g.ended_by is distinct from 'roster'))`.execute(trx);
  await sql`
    insert into roster_plan_guardianship (action, guardianship_id, guardian_source_id, pupil_source_id)
    select 'left', g.id, coalesce(guardian.source_id, ''), coalesce(pupil.source_id, '')
    from guardianship g
    join person guardian on guardian.id = g.guardian_id
    join person pupil on pupil.id = g.pupil_id
    where g.origin = 'roster' and (g.ends_on is null or g.ends_on > ${today}::date)
      and (exists (select from roster_departed d where d.person_id = g.guardian_id)
        or exists (select from roster_departed d where d.person_id = g.pupil_id)
        or ((${modes.users === 'bulk'} or exists (select from roster_person s where s.source_id = pupil.source_id))
          and not exists (select from roster_wanted_guardianship w
            where w.guardian_source_id = guardian.source_id and w.pupil_source_id = pupil.source_id)))
    order by g.id`.execute(trx);
}

async function planContacts(trx: Transaction, modes: Modes): Promise<void> {
  await sql`
    insert into roster_plan_contact (action, contact_point_id, person_source_id, kind, address, rank)
    select case when c.id is null then 'added' else 'changed' end, c.id, s.person_source_id, s.kind, s.address, s.rank
    from roster_contact s
    left join person p on p.source_id = s.person_source_id
    left join contact_point c on c.person_id = p.id and c.kind = s.kind and c.address = s.address
    where not exists (select from roster_held h where h.source_id = s.person_source_id)
      and (c.id is null or (c.origin = 'roster' and c.rank <> s.rank))`.execute(trx);
  // One that bounced or was opted out of is kept: if the address comes back, so does the word that was given.
  await sql`
    insert into roster_plan_contact (action, contact_point_id, person_source_id, kind, address, rank)
    select 'left', c.id, p.source_id, c.kind, c.address, c.rank
    from contact_point c
    join person p on p.id = c.person_id
    join roster_person s on s.source_id = p.source_id and not s.deleted
    where ${modes.users !== 'absent'} and c.origin = 'roster' and c.bounced_at is null and c.opted_out_at is null
      and not exists (select from roster_held h where h.source_id = p.source_id)
      and not exists (select from roster_contact w
        where w.person_source_id = p.source_id and w.kind = c.kind and w.address = c.address)
    order by c.id`.execute(trx);
}

const planTables: Record<Kind, string> = {
  organisations: 'roster_plan_organisation',
  people: 'roster_plan_person',
  memberships: 'roster_plan_membership',
  guardianships: 'roster_plan_guardianship',
  contacts: 'roster_plan_contact',
  terms: 'roster_plan_term',
};

/** Counts the plan; `base` is what the roster itself brought and what is in force now. */
async function count(trx: Transaction, today: string): Promise<Counts> {
  const bases: Record<Kind, ReturnType<typeof sql>> = {
    organisations: sql`organisation where source_id is not null and ended_on is null`,
    people: sql`person where source_id is not null and state = 'active'`,
    memberships: sql`membership where source_id is not null and (ends_on is null or ends_on > ${today}::date)`,
    guardianships: sql`guardianship where origin = 'roster' and (ends_on is null or ends_on > ${today}::date)`,
    contacts: sql`contact_point c where origin = 'roster' and exists (
      select from person p where p.id = c.person_id and p.state = 'active')`,
    terms: sql`academic_session where source_id is not null and ends_on >= ${today}::date`,
  };
  const counts = {} as Counts;
  for (const kind of kinds) {
    const { rows } = await sql<Record<Change | 'base', number>>`
      select count(*) filter (where action = 'added') as added, count(*) filter (where action = 'changed') as changed,
        count(*) filter (where action = 'left') as left, (select count(*) from ${bases[kind]}) as base
      from ${sql.table(planTables[kind])}`.execute(trx);
    counts[kind] = rows[0] as Counts[Kind];
  }
  return counts;
}
