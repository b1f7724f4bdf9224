/** Moving a pupil to another class or school: first the school, then its class. Whoever answers for one school chooses no school. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, page, seeOther } from '#platform/http/respond.ts';
import type { Trouble } from '#platform/trouble.ts';
import { movePupil } from '../actions/memberships.ts';
import { moveInput } from '../input.ts';
import { MoveForm, MoveSchoolPage } from '../pages/move.tsx';
import { paths } from '../paths.ts';
import { classesOfSchool, schoolOfPupil, schoolsNamed, schoolWithin } from '../queries/organisations.ts';
import { editablePerson } from './person-rights.ts';
import { deskOf, frameOf, todayOf } from './request.ts';

interface Shown {
  typed: Typed;
  troubles: readonly Trouble[];
}

const schoolsShown = 50;

export async function showMove(c: Ctx, shown?: Shown): Promise<Response> {
  const { db } = c.var.services;
  const person = await editablePerson(c, idFrom(c, 'person'));
  const reach = c.var.reach('directory.edit');
  const some = await schoolsNamed(db, reach, '', 2);
  const asked = typedText(shown?.typed ?? {}, 'school') || c.req.query('school') || '';
  const wanted = /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : undefined;
  // What was refused is shown again in any case: a form without its school falls back on the present one.
  const id = wanted ?? (shown && (await schoolOfPupil(db, person.id, todayOf(c))));
  const school = some.length === 1 ? some[0] : id && (await schoolWithin(db, reach, id));
  if (!school) return chooseSchool(c, person);
  const frame = frameOf(c);
  const classes = await classesOfSchool(db, reach, school.id);
  const form = shown ?? { typed: { day: todayOf(c) }, troubles: [] };
  const props = { frame, person, school, classes, others: some.length > 1, ...form };
  return page(c, <MoveForm {...props} />, form.troubles.length ? 422 : 200);
}

async function chooseSchool(c: Ctx, person: { id: number; name: string }): Promise<Response> {
  const { db } = c.var.services;
  const reach = c.var.reach('directory.edit');
  const text = (c.req.query('find') ?? '').slice(0, 100);
  const found = await schoolsNamed(db, reach, text, schoolsShown + 1);
  const own = await schoolOfPupil(db, person.id, todayOf(c));
  const present = own === undefined ? undefined : await schoolWithin(db, reach, own);
  const props = { frame: frameOf(c), person, text, present, schools: found.slice(0, schoolsShown) };
  return page(c, <MoveSchoolPage {...props} more={found.length > schoolsShown} />);
}

export async function submitMove(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const checked = checkForm(moveInput, typed);
  if (!checked.ok) return showMove(c, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db.transaction().execute((trx) => movePupil(trx, deskOf(c), id, checked.value));
  return outcome.ok ? seeOther(c, paths.person(id)) : showMove(c, { typed, troubles: outcome.troubles });
}
