/** What ties people to organisations and to each other: memberships and guardianships. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { Modes } from '../../model.ts';

/** Memberships and guardianships that the rows ask for. */
export async function want(trx: Transaction, modes: Modes): Promise<void> {
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
        select from person p join guardianship g on g.guardian_id = p.id where p.source_id = a.agent_source_id))`.execute(
    trx,
  );
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

export async function planMemberships(trx: Transaction, modes: Modes, today: string): Promise<void> {
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
        (m.source_id is not null and ${mayGo('m.person_id', 'p')} and (
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

export async function planGuardianships(trx: Transaction, modes: Modes, today: string): Promise<void> {
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
      and ${mayGo('g.pupil_id', 'pupil')} and ${mayGo('g.guardian_id', 'guardian')}
      and (exists (select from roster_departed d where d.person_id = g.guardian_id)
        or exists (select from roster_departed d where d.person_id = g.pupil_id)
        or ((${modes.users === 'bulk'} or exists (select from roster_person s where s.source_id = pupil.source_id))
          and not exists (select from roster_wanted_guardianship w
            where w.guardian_source_id = guardian.source_id and w.pupil_source_id = pupil.source_id)))
    order by g.id`.execute(trx);
}

/** The file says nothing about people whom the desk lets leave on a day, unless they are gone from it. */
function mayGo(personId: string, alias: string) {
  return sql`(not exists (select from roster_held h where h.source_id = ${sql.ref(`${alias}.source_id`)})
    or exists (select from roster_departed d where d.person_id = ${sql.ref(personId)}))`;
}
