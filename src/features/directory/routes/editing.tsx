/** Changes with fields of their own; what was typed stays when something is wrong. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addContactPoint } from '../actions/contact-points.ts';
import { boundsOf } from '../actions/desk.ts';
import { changeGuardianship } from '../actions/guardianships.ts';
import { candidates as eligible, makeClassTeacher } from '../actions/memberships.ts';
import { choosePreferredLanguage } from '../actions/people.ts';
import { classTeacherInput, contactPointInput, guardianshipInput, languageInput } from '../input.ts';
import { ClassTeacherForm, ContactPointForm, GuardianshipForm, LanguageForm } from '../pages/forms.tsx';
import { paths } from '../paths.ts';
import { staffRows } from '../queries/organisation-page.ts';
import { lineOf, organisationById } from '../queries/organisations.ts';
import { guardianshipWithin } from '../queries/person-page.ts';
import { editablePerson } from './person-rights.ts';
import { deskOf, frameOf, mayEditAt } from './request.ts';

interface Shown {
  typed: Typed;
  troubles: readonly Trouble[];
}

const status = ({ troubles }: Shown) => (troubles.length > 0 ? 422 : 200);

async function guardianshipOf(c: Ctx) {
  const found = await guardianshipWithin(c.var.services.db, boundsOf(deskOf(c)), idFrom(c, 'guardianship'));
  if (!found) throw new NotFound();
  return found;
}

export async function showGuardianship(c: Ctx, shown?: Shown): Promise<Response> {
  const guardianship = await guardianshipOf(c);
  const { mayReceive, mayAct, startsOn, endsOn } = guardianship;
  const typed: Typed = {
    startsOn,
    endsOn: endsOn ?? '',
    ...(mayReceive && { mayReceive: 'yes' }),
    ...(mayAct && { mayAct: 'yes' }),
  };
  const form = shown ?? { typed, troubles: [] };
  return page(c, <GuardianshipForm frame={frameOf(c)} guardianship={guardianship} {...form} />, status(form));
}

export async function submitGuardianship(c: Ctx): Promise<Response> {
  const { id, guardianId } = await guardianshipOf(c);
  const { typed } = await readForm(c);
  const checked = checkForm(guardianshipInput, typed);
  if (!checked.ok) return showGuardianship(c, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => changeGuardianship(trx, deskOf(c), id, checked.value));
  return outcome.ok
    ? seeOther(c, paths.person(guardianId))
    : showGuardianship(c, { typed, troubles: outcome.troubles });
}

export async function showContactPoint(c: Ctx, shown: Shown = { typed: {}, troubles: [] }): Promise<Response> {
  const person = await editablePerson(c, idFrom(c, 'person'));
  return page(c, <ContactPointForm frame={frameOf(c)} person={person} {...shown} />, status(shown));
}

export async function submitContactPoint(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const checked = checkForm(contactPointInput, typed);
  if (!checked.ok) return showContactPoint(c, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => addContactPoint(trx, deskOf(c), id, checked.value));
  return outcome.ok ? seeOther(c, paths.person(id)) : showContactPoint(c, { typed, troubles: outcome.troubles });
}

export async function showLanguage(c: Ctx, shown?: Shown): Promise<Response> {
  const person = await editablePerson(c, idFrom(c, 'person'));
  const form = shown ?? { typed: { language: person.language ?? '' }, troubles: [] };
  return page(c, <LanguageForm frame={frameOf(c)} person={person} {...form} />, status(form));
}

export async function submitLanguage(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const checked = checkForm(languageInput, typed);
  if (!checked.ok) return showLanguage(c, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => choosePreferredLanguage(trx, deskOf(c), id, checked.value.language));
  return outcome.ok ? seeOther(c, paths.person(id)) : showLanguage(c, { typed, troubles: outcome.troubles });
}

async function editableClass(c: Ctx) {
  const found = await organisationById(c.var.services.db, idFrom(c, 'organisation'));
  if (found?.kind !== 'class' || !mayEditAt(c, found.path)) throw new NotFound();
  return found;
}

export async function showClassTeacher(
  c: Ctx,
  shown: Shown = { typed: { alone: 'yes' }, troubles: [] },
): Promise<Response> {
  const { db } = c.var.services;
  const schoolClass = await editableClass(c);
  const school = (await lineOf(db, schoolClass.path)).find((one) => one.kind === 'school') ?? schoolClass;
  const candidates = await staffRows(db, boundsOf(deskOf(c)), school.path, eligible);
  const form = <ClassTeacherForm frame={frameOf(c)} {...{ schoolClass, candidates }} {...shown} />;
  return page(c, form, status(shown));
}

export async function submitClassTeacher(c: Ctx): Promise<Response> {
  const { id } = await editableClass(c);
  const { typed } = await readForm(c);
  const checked = checkForm(classTeacherInput, typed);
  if (!checked.ok) return showClassTeacher(c, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => makeClassTeacher(trx, deskOf(c), id, checked.value));
  return outcome.ok ? seeOther(c, paths.organisation(id)) : showClassTeacher(c, { typed, troubles: outcome.troubles });
}
