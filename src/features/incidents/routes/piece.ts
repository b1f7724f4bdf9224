/** Long lists of an incident's room: tasks and schools, a part at a time. */
import type { Ctx } from '#platform/http/context.ts';
import type { Piece } from '../pages/frame.tsx';
import { incidentPath } from '../paths.ts';

type List = 'tasks' | 'schools';

/** A district has hundreds of schools: so many of a list at once. */
const shownAtOnce = 50;

/** From which row on a list is shown, counted from 0. */
export const fromIn = (c: Ctx, name: List): number => Number(/^\d{1,6}$/.exec(c.req.query(name) ?? '')?.[0] ?? 0);

/** Which rows of so many are shown. */
export const spanIn = (c: Ctx, name: List, all: number): { from: number; limit: number } => ({
  from: Math.min(fromIn(c, name), Math.max(0, all - 1)),
  limit: shownAtOnce,
});

/** The rows of a span, with what lies before and after it. */
export function pieceOf<T>(
  name: List,
  id: number,
  { from, limit }: { from: number; limit: number },
  all: number,
  rows: readonly T[],
): Piece<T> {
  const at = (start: number) => `${incidentPath(id, { [name]: start })}#${name}`;
  return {
    rows,
    ...{ from: from + 1, until: from + rows.length, all },
    previousHref: from > 0 ? at(Math.max(0, from - limit)) : undefined,
    nextHref: from + limit < all ? at(from + limit) : undefined,
  };
}
