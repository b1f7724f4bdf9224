/** Whether the caller may change a person's data. */
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import { boundsOf } from '../actions/desk.ts';
import type { PersonRecord } from '../model/records.ts';
import { personWithinReach } from '../queries/person-page.ts';
import { deskOf } from './request.ts';

export async function personWithinEdit(c: Ctx, id: number): Promise<boolean> {
  return (await personWithinReach(c.var.services.db, boundsOf(deskOf(c)), id)) !== undefined;
}

/** The person, if the caller may change it; otherwise not found. */
export async function editablePerson(c: Ctx, id: number): Promise<PersonRecord> {
  const person = await personWithinReach(c.var.services.db, boundsOf(deskOf(c)), id);
  if (!person) throw new NotFound();
  return person;
}
