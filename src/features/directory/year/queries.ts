/** A school's classes for the new year, and the steps that were done. Set-based. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { YearClass, YearPlanRow, YearStep } from './model.ts';

type Db = Database | Transaction;

export async function yearClasses(db: Db, path: string, today: string): Promise<YearClass[]> {
  const { rows } = await sql<YearClass>`
    select c.id, c.name, case when g.kind = 'grade' then g.id end as "gradeId",
      case when g.kind = 'grade' then g.name else '' end as "gradeName", g.id as "parentId",
      (select count(*) from membership m join person p on p.id = m.person_id and p.state = 'active'
        where m.organisation_id = c.id and m.position = 'pupil' and m.starts_on <= ${today}::date
          and (m.ends_on is null or m.ends_on > ${today}::date)) as pupils
    from organisation c join organisation g on g.id = c.parent_id
    where c.path <@ ${path}::ltree and c.kind = 'class' and c.ended_on is null order by g.id, c.id`.execute(db);
  return rows;
}

export async function gradesBelow(db: Db, path: string): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`select id, name from organisation
    where path <@ ${path}::ltree and kind = 'grade' and ended_on is null order by id`.execute(db);
  return rows;
}

/** The school's steps, the latest first. */
export async function yearSteps(db: Db, organisationId: number): Promise<YearStep[]> {
  const { rows } = await sql<YearStep>`
    select s.id, s.organisation_id as "organisationId", s.day, s.done_at as "doneAt", s.undone_at as "undoneAt",
      (select count(*) from year_step_class c where c.step_id = s.id) as classes,
      (select count(*) from year_step_class c where c.step_id = s.id and c.leaves) as left
    from year_step s where s.organisation_id = ${organisationId} order by s.id desc limit 20`.execute(db);
  return rows;
}

export async function lockStep(
  trx: Transaction,
  id: number,
): Promise<{ organisationId: number; undone: boolean } | undefined> {
  const { rows } = await sql<{ organisationId: number; undone: boolean }>`
    select organisation_id as "organisationId", undone_at is not null as undone from year_step where id = ${id} for update`.execute(
    trx,
  );
  return rows[0];
}

export interface YearRow extends YearPlanRow {
  newParentId: number;
}

/** Carries the step out: classes go up, those that leave are closed, and what their pupils and teachers had there ends. */
export async function applyYear(
  trx: Transaction,
  step: { organisationId: number; accountId: number; today: string; at: Date },
  rows: readonly YearRow[],
): Promise<number> {
  const made = await sql<{ id: number }>`insert into year_step (organisation_id, account_id, day, done_at)
    values (${step.organisationId}, ${step.accountId}, ${step.today}::date, ${step.at}) returning id`.execute(trx);
  const id = (made.rows[0] as { id: number }).id;
  const data = rows.map(({ id: classId, leaves, name, newName, parentId, newParentId }) => ({
    ...{
      class_id: classId,
      leaves,
      old_name: name,
      new_name: newName,
      old_parent_id: parentId,
      new_parent_id: newParentId,
    },
  }));
  await sql`insert into year_step_class (step_id, class_id, leaves, old_name, new_name, old_parent_id, new_parent_id)
    select ${id}, r.* from jsonb_to_recordset(${JSON.stringify(data)}::jsonb) r (class_id int8, leaves boolean,
      old_name text, new_name text, old_parent_id int8, new_parent_id int8)`.execute(trx);
  await moveClasses(trx, id, 'new', step.at);
  await sql`update organisation o set ended_on = ${step.today}::date, updated_at = ${step.at}
    from year_step_class c where c.step_id = ${id} and c.leaves and o.id = c.class_id`.execute(trx);
  await sql`update membership m set ends_on = greatest(m.starts_on, ${step.today}::date), ended_by = 'desk', ended_by_step = ${id}
    from year_step_class c where c.step_id = ${id} and c.leaves and m.organisation_id = c.class_id
      and (m.ends_on is null or m.ends_on > ${step.today}::date)`.execute(trx);
  return id;
}

async function moveClasses(trx: Transaction, stepId: number, to: 'new' | 'old', at: Date): Promise<void> {
  const [name, parent] = [sql.ref(`c.${to}_name`), sql.ref(`c.${to}_parent_id`)];
  await sql`update organisation o set name = ${name}, parent_id = ${parent}, path = p.path || o.id::text, updated_at = ${at}
    from year_step_class c join organisation p on p.id = ${parent}
    where c.step_id = ${stepId} and o.id = c.class_id and not c.leaves`.execute(trx);
}

/** The letters by which organisations are found, after names changed. */
export async function setLetters(
  trx: Transaction,
  rows: readonly { id: number; pinyin: string; initials: string }[],
): Promise<void> {
  await sql`update organisation o set name_pinyin = r.pinyin, name_initials = r.initials
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id int8, pinyin text, initials text) where o.id = r.id`.execute(
    trx,
  );
}

/** What stands in the way of taking a step back, as keys with counts and an example. */
export async function obstacles(
  trx: Transaction,
  stepId: number,
): Promise<{ key: string; name: string; count: number }[]> {
  const { rows } = await sql<{ key: string; name: string; count: number }>`
    select 'yearClassChanged' as key, min(o.name) as name, count(*) as count
    from year_step_class c join organisation o on o.id = c.class_id
    where c.step_id = ${stepId} and ((not c.leaves and (o.name, o.parent_id) is distinct from (c.new_name, c.new_parent_id))
      or (o.ended_on is not null) <> c.leaves)
    having count(*) > 0
    union all
    select 'yearNameTaken', min(o.name), count(*)
    from year_step_class c join organisation o on o.parent_id = c.old_parent_id and o.name = c.old_name and o.kind = 'class'
      and o.ended_on is null
    where c.step_id = ${stepId} and o.id not in (select class_id from year_step_class where step_id = ${stepId})
    having count(*) > 0
    union all
    select 'yearPupilsElsewhere', min(o.name), count(distinct n.person_id)
    from membership m join membership n on n.person_id = m.person_id and n.position = 'pupil' and n.id <> m.id
      and n.ends_on is null and n.id > m.id
    join organisation o on o.id = n.organisation_id
    where m.ended_by_step = ${stepId} and m.position = 'pupil'
    having count(*) > 0
    union all
    select 'yearLaterStep', null, count(*) from year_step s join year_step own on own.id = ${stepId}
    where s.organisation_id = own.organisation_id and s.id > own.id and s.undone_at is null having count(*) > 0`.execute(
    trx,
  );
  return rows;
}

/** Takes a step back: names, places and memberships are as they were. */
export async function undoYear(trx: Transaction, stepId: number, at: Date): Promise<void> {
  await moveClasses(trx, stepId, 'old', at);
  await sql`update organisation o set ended_on = null, updated_at = ${at}
    from year_step_class c where c.step_id = ${stepId} and c.leaves and o.id = c.class_id`.execute(trx);
  await sql`update membership m set ends_on = null, ended_by = null, ended_by_step = null
    from person p where m.ended_by_step = ${stepId} and p.id = m.person_id and p.state = 'active'`.execute(trx);
  await sql`update year_step set undone_at = ${at} where id = ${stepId}`.execute(trx);
}

/** Names of the classes of a step, as they are now. */
export async function stepClassNames(trx: Transaction, stepId: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`select o.id, o.name from year_step_class c
    join organisation o on o.id = c.class_id where c.step_id = ${stepId}`.execute(trx);
  return rows;
}

export async function stepById(db: Db, id: number): Promise<{ id: number; organisationId: number } | undefined> {
  const { rows } = await sql<{ id: number; organisationId: number }>`
    select id, organisation_id as "organisationId" from year_step where id = ${id}`.execute(db);
  return rows[0];
}
