/** What stands below something else in an address, as conditions on the rows `r` of a collection. */
import { type RawBuilder, sql } from 'kysely';
import { members, type Scope } from '../export/queries.ts';
import type { Filter } from './model.ts';

export type Below =
  | { kind: 'type'; type: 'school' | 'term' | 'gradingPeriod' }
  | { kind: 'position'; position: 'student' | 'teacher' }
  | { kind: 'equal'; column: string; id: string }
  | { kind: 'listed'; column: string; id: string }
  | { kind: 'usersOfSchool'; key: number; position: 'student' | 'teacher' }
  | { kind: 'usersOfClass'; key: number; position: 'student' | 'teacher' }
  | { kind: 'classOfSchool'; classKey: number; schoolKey: number }
  | { kind: 'classesOfUser'; key: number }
  | { kind: 'taughtAt'; key: number };

/** What is asked of the rows of a scope. */
export interface Question {
  scope: Scope;
  below: readonly Below[];
  filter: Filter | null;
}

const positionIs = (position: 'student' | 'teacher') =>
  position === 'student'
    ? sql`m.position = 'pupil'`
    : sql`(m.position in ('teacher', 'class_teacher') or m.position = 'staff' and o.kind = 'class')`;

/** Query: ids of the users who are meant, where users are; all of them have a place in the scope. */
export function usersOf(below: Below, scope: Scope): RawBuilder<unknown> | undefined {
  const of = members(scope);
  switch (below.kind) {
    case 'position':
      return sql`select m.person_id from ${of} and ${positionIs(below.position)}`;
    case 'usersOfSchool':
      return sql`select m.person_id from ${of} and ${positionIs(below.position)}
        and o.path <@ (select path from organisation where id = ${below.key})`;
    case 'usersOfClass':
      return sql`select m.person_id from ${of} and ${positionIs(below.position)} and o.id = ${below.key}`;
    default:
      return undefined;
  }
}

export function condition(below: Below, scope: Scope): RawBuilder<unknown> {
  switch (below.kind) {
    case 'type':
      return sql`r.type = ${below.type}`;
    case 'position':
    case 'usersOfSchool':
    case 'usersOfClass':
      return sql`r.key in (${usersOf(below, scope)})`;
    case 'equal':
      return sql`${sql.ref(`r.${below.column}`)} = ${below.id}`;
    case 'listed':
      return sql`${below.id} = any (string_to_array(${sql.ref(`r.${below.column}`)}, ','))`;
    case 'classOfSchool':
      return sql`exists (select from organisation c join organisation s on s.id = ${below.schoolKey} and c.path <@ s.path
        where c.id = ${below.classKey})`;
    case 'classesOfUser':
      return sql`r.key in (select m.organisation_id from ${members(scope)} and m.person_id = ${below.key})`;
    case 'taughtAt':
      return sql`exists (select from organisation c join organisation s on s.id = ${below.key} and c.path <@ s.path
        where c.kind = 'class' and c.ended_on is null)`;
  }
}
