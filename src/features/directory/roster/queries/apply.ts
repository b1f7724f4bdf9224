/** Carrying the plan out: set-based statements in one transaction, so that it is applied whole or not at all. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import { leastPeople, putBack, setAside } from './aside.ts';

/** Applies the plan of the transaction. `step` is called before each part; `setAsideFrom` people make a first roster (aside.ts). */
export async function applyPlan(
  trx: Transaction,
  today: string,
  at: Date,
  step: (name: string) => void,
  setAsideFrom = leastPeople,
): Promise<void> {
  step('organisations');
  await applyOrganisations(trx, today, at);
  await applyTerms(trx);
  step('people');
  const aside = await setAside(trx, setAsideFrom);
  await applyPeople(trx, at);
  await sql`select roster_analyze('people')`.execute(trx);
  step('memberships');
  await applyMemberships(trx, today);
  step('guardianships');
  await applyGuardianships(trx, today);
  step('contacts');
  await applyContacts(trx, at);
  if (aside) {
    step('indexes');
    await putBack(trx);
  }
  step('finish');
  await leave(trx, at);
  await sql`insert into roster_scheduled_class (source_id)
    select source_id from roster_class where not homeroom and not deleted on conflict do nothing`.execute(trx);
  await sql`delete from roster_scheduled_class s using roster_class c
    where c.source_id = s.source_id and (c.homeroom or c.deleted)`.execute(trx);
}

async function applyOrganisations(trx: Transaction, today: string, at: Date): Promise<void> {
  await sql`update roster_plan_organisation set organisation_id = nextval(pg_get_serial_sequence('organisation', 'id'))
    where action = 'added'`.execute(trx);
  // The tree as it will be, by ids: the plan's rows over those of the directory; then each path from the root down.
  const tree = sql`
    with recursive placed as (
      select p.organisation_id as id, coalesce(above.organisation_id, existing.id) as parent_id
      from roster_plan_organisation p
      left join roster_plan_organisation above on above.source_id = p.parent_source_id and above.action <> 'left'
      left join organisation existing on existing.source_id = p.parent_source_id
      where p.action <> 'left'
    ), node as (
      select id, parent_id from placed
      union all
      select o.id, o.parent_id from organisation o where not exists (select from placed where placed.id = o.id)
    ), tree (id, parent_id, path) as (
      select id, parent_id, id::text::ltree from node where parent_id is null
      union all
      select n.id, n.parent_id, t.path || n.id::text from node n join tree t on t.id = n.parent_id
    )`;
  await sql`${tree}
    insert into organisation (id, parent_id, path, kind, name, name_pinyin, name_initials, identifier, source_id, created_at, updated_at)
    overriding system value
    select t.id, t.parent_id, t.path, p.kind, p.name, p.name_pinyin, p.name_initials, p.identifier, p.source_id, ${at}, ${at}
    from roster_plan_organisation p join tree t on t.id = p.organisation_id
    where p.action = 'added'
    order by nlevel(t.path), p.id`.execute(trx);
  await sql`${tree}
    update organisation o set parent_id = t.parent_id, path = t.path, updated_at = ${at}
    from tree t where t.id = o.id and (o.path, o.parent_id) is distinct from (t.path, t.parent_id)`.execute(trx);
  await sql`
    update organisation o set kind = p.kind, name = p.name, name_pinyin = p.name_pinyin, name_initials = p.name_initials,
      identifier = coalesce(p.identifier, o.identifier), source_id = p.source_id, ended_on = null, updated_at = ${at}
    from roster_plan_organisation p where p.organisation_id = o.id and p.action = 'changed'`.execute(trx);
  await sql`
    update organisation o set ended_on = ${today}::date, updated_at = ${at}
    from roster_plan_organisation p where p.organisation_id = o.id and p.action = 'left'`.execute(trx);
}

async function applyTerms(trx: Transaction): Promise<void> {
  await sql`insert into academic_session (kind, name, starts_on, ends_on, source_id)
    select kind, name, starts_on, ends_on, source_id from roster_plan_term where action = 'added' order by id`.execute(
    trx,
  );
  await sql`update academic_session a set kind = t.kind, name = t.name, starts_on = t.starts_on, ends_on = t.ends_on
    from roster_plan_term t where t.session_id = a.id and t.action = 'changed'`.execute(trx);
  await sql`update academic_session a set parent_id = p.id
    from roster_plan_term t left join academic_session p on p.source_id = t.parent_source_id
    where a.source_id = t.source_id and t.action in ('added', 'changed') and a.parent_id is distinct from p.id`.execute(
    trx,
  );
  await sql`update academic_session a set parent_id = null from roster_plan_term t
    where t.session_id = a.parent_id and t.action = 'left'`.execute(trx);
  await sql`delete from academic_session a using roster_plan_term t where t.session_id = a.id and t.action = 'left'`.execute(
    trx,
  );
}

async function applyPeople(trx: Transaction, at: Date): Promise<void> {
  await sql`
    insert into person (source_id, family_name, given_name, full_name, name_pinyin, name_initials, given_pinyin, language, created_at, updated_at)
    select s.source_id, s.family_name, s.given_name, s.full_name, s.name_pinyin, s.name_initials, s.given_pinyin, s.language, ${at}, ${at}
    from roster_plan_person p join roster_person s on s.source_id = p.source_id
    where p.action = 'added' order by p.id`.execute(trx);
  // A language that the person chose wins; somebody who comes back starts with new links.
  await sql`
    update person o set family_name = s.family_name, given_name = s.given_name, full_name = s.full_name,
      name_pinyin = s.name_pinyin, name_initials = s.name_initials, given_pinyin = s.given_pinyin,
      language = coalesce(o.language, s.language),
      state = 'active', updated_at = ${at}
    from roster_plan_person p join roster_person s on s.source_id = p.source_id
    where p.action = 'changed' and o.id = p.person_id and o.leaves_on is null`.execute(trx);
}

// What is inserted below comes in the order of the people: foreign keys and indexes are then looked up page after page
// (docs/performance.md).

async function applyMemberships(trx: Transaction, today: string): Promise<void> {
  await sql`
    update membership m set ends_on = greatest(p.ends_on, m.starts_on), ended_by = 'roster'
    from roster_plan_membership p where p.action = 'left' and m.id = p.membership_id`.execute(trx);
  await sql`
    update membership m set source_id = null, ended_by = coalesce(m.ended_by, 'roster'),
      ends_on = greatest(m.starts_on, least(coalesce(m.ends_on, ${today}::date), ${today}::date))
    from roster_plan_membership p where p.replaces and p.action <> 'left' and m.id = p.membership_id`.execute(trx);
  await sql`
    update membership m set starts_on = coalesce(p.starts_on, least(m.starts_on, p.ends_on)), ends_on = p.ends_on,
      ended_by = case when p.ends_on is null then null else 'roster' end
    from roster_plan_membership p where p.action = 'changed' and not p.replaces and m.id = p.membership_id`.execute(
    trx,
  );
  await sql`
    insert into membership (person_id, organisation_id, position, starts_on, ends_on, source_id, ended_by)
    select person.id, o.id, p.position, coalesce(p.starts_on, ${today}::date), p.ends_on, p.source_id,
      case when p.ends_on is null then null else 'roster' end
    from roster_plan_membership p
    join person on person.source_id = p.person_source_id
    join organisation o on o.source_id = p.organisation_source_id
    where p.action = 'added' or (p.action = 'changed' and p.replaces)
    order by person.id`.execute(trx);
}

async function applyGuardianships(trx: Transaction, today: string): Promise<void> {
  await sql`
    update guardianship g set ends_on = greatest(${today}::date, g.starts_on), ended_by = 'roster'
    from roster_plan_guardianship p where p.action = 'left' and g.id = p.guardianship_id`.execute(trx);
  await sql`
    update person o set link_epoch = link_epoch + 1
    where o.id in (select g.guardian_id from guardianship g join roster_plan_guardianship p on p.guardianship_id = g.id
      where p.action = 'left')`.execute(trx);
  await sql`
    insert into guardianship (guardian_id, pupil_id, starts_on, origin)
    select guardian.id, pupil.id, ${today}::date, 'roster'
    from roster_plan_guardianship p
    join person guardian on guardian.source_id = p.guardian_source_id
    join person pupil on pupil.source_id = p.pupil_source_id
    where p.action = 'added' order by guardian.id, pupil.id
    on conflict do nothing`.execute(trx);
}

async function applyContacts(trx: Transaction, at: Date): Promise<void> {
  // The words are asked again: somebody may have opted out since the comparison.
  await sql`
    delete from contact_point c using roster_plan_contact p
    where p.action = 'left' and c.id = p.contact_point_id and c.bounced_at is null and c.opted_out_at is null`.execute(
    trx,
  );
  await sql`
    update contact_point c set rank = p.rank from roster_plan_contact p
    where p.action = 'changed' and c.id = p.contact_point_id`.execute(trx);
  await sql`
    insert into contact_point (person_id, kind, address, rank, origin, created_at)
    select person.id, p.kind, p.address, p.rank, 'roster', ${at}
    from roster_plan_contact p join person on person.source_id = p.person_source_id
    where p.action = 'added' order by person.id, p.rank
    on conflict do nothing`.execute(trx);
}

async function leave(trx: Transaction, at: Date): Promise<void> {
  await sql`
    update person o set state = 'left', link_epoch = link_epoch + 1, updated_at = ${at}
    from roster_plan_person p where p.action = 'left' and o.id = p.person_id and o.state = 'active'`.execute(trx);
}
