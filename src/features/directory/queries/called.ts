/** Pupils of classes as part of a larger statement, and who has nothing left to answer for them. */
import { type RawBuilder, sql } from 'kysely';
import { inForce } from './audience.ts';

/** `select pupil_id, name, organisation_id` (the class): active pupils of the classes that a query of one column names. */
export function pupilRows(
  today: string,
  classes: RawBuilder<unknown>,
): RawBuilder<{ pupil_id: number; name: string; organisation_id: number }> {
  return sql`
    select m.person_id as pupil_id, pupil.full_name as name, m.organisation_id
    from membership m join person pupil on pupil.id = m.person_id and pupil.state = 'active'
    where m.position = 'pupil' and ${inForce('m', today)} and m.organisation_id in (${classes})`;
}

/**
 * For a port of delivery, which names the person in question as `a.person_id`: `classes` is a query of organisation ids,
 * `answered` one of pupil ids. It gives the person if each of their children in these classes is among the answered.
 */
export function guardiansDone(
  today: string,
  classes: RawBuilder<unknown>,
  answered: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select a.person_id where not exists (
    select from guardianship g join membership m on m.person_id = g.pupil_id and m.position = 'pupil'
    join person pupil on pupil.id = m.person_id and pupil.state = 'active'
    where g.guardian_id = a.person_id and g.may_receive and ${inForce('g', today)} and ${inForce('m', today)}
      and m.organisation_id in (${classes}) and m.person_id not in (${answered}))`;
}

/** The same for staff: everybody but the class teachers of those classes in which a pupil is not among the answered. */
export function classTeachersDone(
  today: string,
  classes: RawBuilder<unknown>,
  answered: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select a.person_id where not exists (
    select from membership t join membership m on m.organisation_id = t.organisation_id and m.position = 'pupil'
    join person pupil on pupil.id = m.person_id and pupil.state = 'active'
    where t.person_id = a.person_id and t.position = 'class_teacher' and ${inForce('t', today)} and ${inForce('m', today)}
      and t.organisation_id in (${classes}) and m.person_id not in (${answered}))`;
}
