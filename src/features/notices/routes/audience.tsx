/** Choosing whom a notice goes to, with counts; the list of those without a channel. */
import { countedAudience, organisationById, organisationsWithin, unreachableIn } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addClauses, removeClause } from '../actions/audience.ts';
import { auditAct } from '../actions/by.ts';
import { clauseInput, removeClauseInput } from '../input.ts';
import type { Notice } from '../model/notice.ts';
import { AudienceCount, AudiencePage, UnreachablePage } from '../pages/audience.tsx';
import { roomPath, roomPattern } from '../paths.ts';
import { audienceOf } from '../queries/notices.ts';
import {
  answer,
  audienceNames,
  byOf,
  choicesOf,
  dayOf,
  issued,
  named,
  namingReach,
  organisationNames,
  revisionIn,
  viewOf,
} from './request.ts';

const permission = 'notices.draft';
const rowsAPage = 100;

async function form(c: Ctx, notice: Notice, typed: Typed, troubles: Trouble[] = []): Promise<Response> {
  const { services } = c.var;
  const reach = c.var.reach(permission);
  const { whole, name } = await named(c, notice);
  const wanted = Number(typedText(typed, 'within') || c.req.query('within') || 0);
  const school = wanted > 0 && Number.isSafeInteger(wanted) ? await organisationById(services.db, wanted) : undefined;
  const inside = school?.kind === 'school' && within(reach, school.path) ? school : undefined;
  const props = {
    view: viewOf(c),
    notice,
    name,
    troubles,
    audience: whole.audience,
    names: await audienceNames(c, whole),
    choices: await choicesOf(c, permission, inside),
    schools: await organisationsWithin(services.db, reach, { kinds: ['school'] }),
    insideSchool: inside,
    values: {
      organisationId: typedText(typed, 'organisationId'),
      roles: typed.mode === undefined ? ['guardians'] : typedList(typed, 'roles'),
      mode: typedText(typed, 'mode') || 'include',
    },
    counted: await countedAudience(services, whole.audience),
    from: c.req.query('from'),
    mayName: (await namingReach(c, 'notices.paper')).paths.length > 0,
  };
  return page(c, <AudiencePage {...props} />, troubles.length ? 422 : 200);
}

async function add(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => form(c, notice, typed, troubles);
  const input = checkForm(clauseInput, typed);
  if (!input.ok) return again(input.troubles);
  const { organisationId, mode, roles } = input.value;
  const clauses = roles.map((role) => ({ organisationId, role }));
  const by = byOf(c, permission);
  const outcome = await addClauses(c.var.services, by, notice.id, revisionIn(typed), mode, clauses);
  const inside = /^\d{1,15}$/.test(typedText(typed, 'within')) ? `?within=${typedText(typed, 'within')}` : '';
  return answer(c, outcome, roomPath('audience', notice.id) + inside, again);
}

async function remove(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => form(c, notice, {}, troubles);
  const input = checkForm(removeClauseInput, typed);
  if (!input.ok) return again(input.troubles);
  const { mode, ...clause } = input.value;
  const outcome = await removeClause(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), mode, clause);
  return answer(c, outcome, roomPath('audience', notice.id), again);
}

async function countFragment(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const audience = await audienceOf(c.var.services.db, notice.id);
  const counted = await countedAudience(c.var.services, audience);
  const props = { view: viewOf(c), counted, noticeId: notice.id, from: c.req.query('from') };
  return c.html((await (<AudienceCount {...props} />)).toString());
}

async function unreachable(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const notice = await issued(c, permission);
  const { whole, name } = await named(c, notice);
  const after = /^\d{1,15}$/.test(c.req.query('after') ?? '') ? Number(c.req.query('after')) : 0;
  const by = byOf(c, permission);
  const reach = await namingReach(c, 'notices.paper');
  if (reach.paths.length === 0) return seeOther(c, roomPath('audience', notice.id));
  const found = await unreachableIn(services.db, reach, whole.audience, dayOf(c), { after, limit: rowsAPage + 1 });
  const people = found.slice(0, rowsAPage);
  const names = await organisationNames(
    c,
    people.map((person) => person.organisationId),
  );
  await auditAct(services.db, notice, by.accountId, 'unreachable_viewed', services.clock.now(), {
    people: people.length,
  });
  const href = roomPath('unreachable', notice.id);
  const props = {
    view: viewOf(c),
    notice,
    name,
    people: people.map((person) => ({ ...person, organisation: names.get(person.organisationId) ?? '' })),
    nextHref: found.length > rowsAPage ? `${href}?after=${people.at(-1)?.personId}` : undefined,
    firstHref: after > 0 ? href : undefined,
  };
  return page(c, <UnreachablePage {...props} />);
}

export const audienceRoutes: readonly Route[] = [
  get(roomPattern('audience'), 'notices.draft', async (c) => form(c, await issued(c, permission), {})),
  post(roomPattern('audience'), 'notices.draft', add),
  post(roomPattern('audienceRemove'), 'notices.draft', remove),
  get(roomPattern('audienceCount'), 'notices.draft', countFragment),
  get(roomPattern('unreachable'), 'notices.paper', unreachable),
];
