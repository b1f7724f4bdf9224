/** Moving a pupil to another class or school. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, page, seeOther } from '#platform/http/respond.ts';
import type { Trouble } from '#platform/trouble.ts';
import { movePupil } from '../actions/memberships.ts';
import { moveInput } from '../input.ts';
import { MoveForm } from '../pages/forms.tsx';
import { paths } from '../paths.ts';
import { classesWithin } from '../queries/organisations.ts';
import { editablePerson } from './person-rights.ts';
import { deskOf, frameOf, todayOf } from './request.ts';

interface Shown {
  typed: Typed;
  troubles: readonly Trouble[];
}

export async function showMove(c: Ctx, shown?: Shown): Promise<Response> {
  const person = await editablePerson(c, idFrom(c, 'person'));
  const classes = await classesWithin(c.var.services.db, c.var.reach('directory.edit'));
  const form = shown ?? { typed: { day: todayOf(c) }, troubles: [] };
  return page(c, <MoveForm frame={frameOf(c)} {...{ person, classes }} {...form} />, form.troubles.length ? 422 : 200);
}

export async function submitMove(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const checked = checkForm(moveInput, typed);
  if (!checked.ok) return showMove(c, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db.transaction().execute((trx) => movePupil(trx, deskOf(c), id, checked.value));
  return outcome.ok ? seeOther(c, paths.person(id)) : showMove(c, { typed, troubles: outcome.troubles });
}
