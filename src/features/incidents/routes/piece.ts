/** Long lists of an incident's room: tasks and schools, a part at a time. */
import type { Ctx } from '#platform/http/context.ts';
import { isOpen, type Task } from '../model/incident.ts';
import type { Piece } from '../pages/frame.tsx';
import { incidentPath } from '../paths.ts';

/** What is open first, and of that what is due first. */
export const openFirst = (a: Task, b: Task): number =>
  Number(isOpen(b)) - Number(isOpen(a)) || a.dueAt.getTime() - b.dueAt.getTime() || a.id - b.id;

export function doneOf(tasks: readonly Task[]): { done: number; all: number } {
  const counted = tasks.filter((task) => task.state !== 'dropped');
  return { done: counted.filter((task) => task.state === 'done').length, all: counted.length };
}

/** A district has hundreds of schools: so many of a list at once. */
const shownAtOnce = 50;

/** From which row on a list is shown, counted from 0. */
export const fromIn = (c: Ctx, name: 'tasks' | 'schools'): number =>
  Number(/^\d{1,6}$/.exec(c.req.query(name) ?? '')?.[0] ?? 0);

export function pieceOf<T>(c: Ctx, name: 'tasks' | 'schools', id: number, all: readonly T[]): Piece<T> {
  const from = Math.min(fromIn(c, name), Math.max(0, all.length - 1));
  const rows = all.slice(from, from + shownAtOnce);
  const at = (start: number) => `${incidentPath(id, { [name]: start })}#${name}`;
  return {
    rows,
    ...{ from: from + 1, until: from + rows.length, all: all.length },
    previousHref: from > 0 ? at(Math.max(0, from - shownAtOnce)) : undefined,
    nextHref: from + shownAtOnce < all.length ? at(from + shownAtOnce) : undefined,
  };
}
