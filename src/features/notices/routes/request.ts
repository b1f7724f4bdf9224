/** What every route of notices needs from a request: the view, who acts, the notice itself. */
import { accountNames } from '#features/accounts/feature.ts';
import { kindsInUse, type Organisation, organisationsByIds, organisationsWithin } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Typed } from '#platform/http/form.ts';
import { checkForm } from '#platform/http/form.ts';
import { idFrom, NotFound, seeOther } from '#platform/http/respond.ts';
import type { Outcome } from '#platform/trouble.ts';
import type { By } from '../actions/by.ts';
import { revisionOf } from '../input.ts';
import { type Notice, textFor, type Whole } from '../model/notice.ts';
import type { View } from '../pages/frame.tsx';
import { issuedWithin, visibleWithin, wholeOf } from '../queries/notices.ts';

export function viewOf(c: Ctx, kind: 'staff' | 'public' = 'staff'): View {
  const { services, language } = c.var;
  const { around } = c.var;
  return { shell: c.var.shell(kind), language, zone: services.config.timeZone, today: todayOf(c), around };
}

export function todayOf(c: Ctx): string {
  return localDate(c.var.services.clock.now(), c.var.services.config.timeZone);
}

/** Today, and by what anybody can be reached. */
export function dayOf(c: Ctx) {
  return { today: todayOf(c), kinds: kindsInUse(c.var.services.config) };
}

/** The caller as the one who acts, with the reach of a permission. Routes let nobody else through. */
export function byOf(c: Ctx, permission: string): By {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new NotFound();
  const ownClassIds = caller.grants.filter((grant) => grant.role === 'teacher').map((grant) => grant.organisationId);
  return { accountId: caller.accountId, reach: c.var.reach(permission), ownClassIds };
}

/**
 * Of a reach, what lies in schools. Names of people without a contact, or still to be reached, are for schools and class
 * teachers, who must phone; above them there are figures (product.md, rule 7).
 */
export async function namingReach(c: Ctx, permission: string): Promise<Reach> {
  const reach = c.var.reach(permission);
  const lines = reach.paths.map((path) => path.split('.').map(Number));
  const found = await organisationsByIds(c.var.services.db, [...new Set(lines.flat())]);
  const inSchool = (line: number[] = []) => line.some((id) => found.get(id)?.kind === 'school');
  return { ...reach, paths: reach.paths.filter((_path, index) => inSchool(lines[index])) };
}

/** The notice of the address, issued within the caller's reach; anything else is not found. */
export async function issued(c: Ctx, permission: string): Promise<Notice> {
  const notice = await issuedWithin(c.var.services.db, c.var.reach(permission), idFrom(c, 'notice'));
  if (!notice) throw new NotFound();
  return notice;
}

/** The notice, also where it was only sent to people within the reach; `own` says which. */
export async function visible(c: Ctx, permission: string): Promise<{ notice: Notice; own: boolean }> {
  const reach = c.var.reach(permission);
  const notice = await visibleWithin(c.var.services.db, reach, idFrom(c, 'notice'));
  if (!notice) throw new NotFound();
  return { notice, own: reach.paths.some((top) => `${notice.organisationPath}.`.startsWith(`${top}.`)) };
}

export interface Named {
  whole: Whole;
  /** Title in the main language. */
  name: string;
  office: string;
}

export async function named(c: Ctx, notice: Notice): Promise<Named> {
  const whole = await wholeOf(c.var.services.db, notice);
  const offices = await organisationNames(c, [notice.organisationId]);
  return {
    whole,
    name: textFor(whole, notice.mainLanguage)?.title ?? '',
    office: offices.get(notice.organisationId) ?? '',
  };
}

/** Names of organisations by id; grades and classes with their school, since every school has a first grade. */
export async function organisationNames(c: Ctx, ids: readonly number[]): Promise<Map<number, string>> {
  const found = await organisationsByIds(c.var.services.db, [...new Set(ids)]);
  const inSchools = [...found.values()].filter(({ kind }) => kind === 'grade' || kind === 'class');
  const lines = new Set(inSchools.flatMap(({ path }) => path.split('.').map(Number)));
  const above = await organisationsByIds(c.var.services.db, [...lines]);
  const schoolOf = (organisation: Organisation) =>
    inSchools.includes(organisation)
      ? organisation.path
          .split('.')
          .map((id) => above.get(Number(id)))
          .find((one) => one?.kind === 'school')
      : undefined;
  return new Map([...found.values()].map((one) => [one.id, [schoolOf(one)?.name, one.name].filter(Boolean).join(' ')]));
}

export function audienceNames(c: Ctx, { audience }: Whole): Promise<Map<number, string>> {
  return organisationNames(
    c,
    [...audience.include, ...audience.exclude].map((clause) => clause.organisationId),
  );
}

/** District, departments and schools within a reach, for choosing; of one school its grades and classes too. */
export async function choicesOf(c: Ctx, permission: string, school?: Organisation): Promise<Organisation[]> {
  const reach = c.var.reach(permission);
  if (!school) {
    const top = await organisationsWithin(c.var.services.db, reach);
    if (top.length > 0) return top;
  }
  const kinds = ['school', 'department', 'grade', 'class'] as const;
  return organisationsWithin(c.var.services.db, school ? { ...reach, paths: [school.path] } : reach, { kinds });
}

export function namesOfAccounts(c: Ctx, ids: (number | null)[]): Promise<Map<number, string>> {
  return accountNames(
    c.var.services.db,
    ids.filter((id) => id !== null),
  );
}

/** The revision that the form was made from. */
export function revisionIn(typed: Typed): number {
  const outcome = checkForm(revisionOf, typed);
  return outcome.ok ? outcome.value.revision : 0;
}

/** Goes on after success, else shows the form again with what was typed. */
export async function answer<T>(
  c: Ctx,
  outcome: Outcome<T>,
  next: string | ((value: T) => string),
  again: (troubles: Extract<Outcome<T>, { ok: false }>['troubles']) => Response | Promise<Response>,
): Promise<Response> {
  if (!outcome.ok) return again(outcome.troubles);
  return seeOther(c, typeof next === 'string' ? next : next(outcome.value));
}
