/** Handlers that show: the directory's start and search, organisations, staff, people, school years. */
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { countIfNever } from '../actions/count.ts';
import { recordView } from '../actions/people.ts';
import { consentPaths } from '../consents/paths.ts';
import { correctionPatterns } from '../corrections/paths.ts';
import { nameKeyFrom, numberFrom, searchKeyFrom } from '../input.ts';
import { mergesInto } from '../merge/queries.ts';
import type { CountedOrganisation } from '../model/records.ts';
import { kindsInUse } from '../model.ts';
import { trailOf } from '../pages/frame.tsx';
import { HomePage } from '../pages/home.tsx';
import { OrganisationPage, type OrganisationView } from '../pages/organisation.tsx';
import { PersonPage } from '../pages/person.tsx';
import type { SearchValues } from '../pages/search.tsx';
import { StaffPage } from '../pages/staff.tsx';
import { TermsPage } from '../pages/terms.tsx';
import { countedChildren, countedOrganisation, topsOf } from '../queries/counts.ts';
import { classesOf, pupilsOf, staffRows } from '../queries/organisation-page.ts';
import { organisationById } from '../queries/organisations.ts';
import { contactPointsOf, guardianshipsWithin, membershipsWithin, personWithinReach } from '../queries/person-page.ts';
import { searchOrganisations, searchPeople } from '../queries/search.ts';
import { academicSessions } from '../queries/sessions.ts';
import { rosterPatterns } from '../roster/paths.ts';
import { sheetPatterns } from '../sheet/paths.ts';
import { personWithinEdit } from './person-rights.ts';
import { callerAccount, frameOf, mayEditAt, readingOf, visibleLine } from './request.ts';

const perPage = 50;

export async function showHome(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const q = (c.req.query('q') ?? '').trim().slice(0, 100);
  const inside = numberFrom(c.req.query('in'));
  const place = inside === undefined ? undefined : await countedOrganisation(db, readingOf(c), inside);
  if (inside !== undefined && !place) throw new NotFound();
  return q === '' ? showStart(c, { q, within: place }) : showResults(c, { q, within: place });
}

async function showResults(c: Ctx, values: SearchValues): Promise<Response> {
  const { db } = c.var.services;
  const { q, within: place } = values;
  const after = searchKeyFrom(c.req.query('after'));
  const people = await searchPeople(db, readingOf(c), { text: q, within: place, after, limit: perPage + 1 });
  const shown = people.slice(0, perPage);
  const last = people.length > perPage ? shown.at(-1)?.key : undefined;
  const organisations = place || after ? [] : await searchOrganisations(db, readingOf(c), q, 20);
  const next = last && `${last.branch}~${last.id}~${last.name}`;
  const results = { organisations, people: shown, next, later: after !== undefined };
  return page(c, <HomePage frame={frameOf(c)} values={values} results={results} tops={[]} />);
}

async function showStart(c: Ctx, values: SearchValues): Promise<Response> {
  const tops = await topsOf(c.var.services.db, readingOf(c));
  const [only] = tops.length === 1 ? tops : [];
  const open = only && (await openOrganisation(c, only.id));
  const importing = c.var.reach('directory.import');
  const mayImport = tops.some((top) => top.kind === 'district' && within(importing, top.path));
  const importHref = mayImport ? rosterPatterns.home : undefined;
  const correctionsHref = c.var.reach('directory.edit').paths.length > 0 ? correctionPatterns.queue : undefined;
  const office = c.var.reach('directory.edit');
  const editsAll = tops.some((top) => top.kind === 'district' && within(office, top.path));
  const consentsHref = editsAll ? consentPaths.list() : undefined;
  const sheetHref = importing.paths.length > 0 ? sheetPatterns.home : undefined;
  return page(
    c,
    <HomePage
      frame={frameOf(c)}
      values={values}
      {...{ tops, open, importHref, sheetHref, correctionsHref, consentsHref }}
    />,
  );
}

export async function showOrganisation(c: Ctx): Promise<Response> {
  const view = await openOrganisation(c, idFrom(c, 'organisation'));
  const line = await visibleLine(c, view.organisation);
  return page(c, <OrganisationPage frame={frameOf(c)} view={view} trail={trailOf(line.slice(0, -1))} />);
}

/** All that an organisation's page shows, by its kind. */
async function openOrganisation(c: Ctx, id: number): Promise<OrganisationView> {
  const { services } = c.var;
  const { db } = services;
  await countIfNever(services);
  const bounds = readingOf(c);
  const kinds = kindsInUse(c.var.services.config);
  const organisation = await countedOrganisation(db, bounds, id);
  if (!organisation) throw new NotFound();
  const { kind, path } = organisation;
  const mayEdit = mayEditAt(c, path);
  if (kind === 'class') {
    const positions = ['class_teacher'] as const;
    const classTeachers = await staffRows(db, bounds, path, { positions, limit: 10 });
    const consentsHref = within(c.var.reach('directory.consents'), path) ? consentPaths.ofClass(id) : undefined;
    const pupils = await pupilsOf(db, bounds, kinds, id);
    return { organisation, heads: [], classTeachers, pupils, mayEdit, consentsHref };
  }
  const heads = await ownHeads(c, organisation);
  if (kind === 'grade') return { organisation, heads, classes: await classesOf(db, bounds, kinds, path), mayEdit };
  const after = numberFrom(c.req.query('after')) ?? 0;
  const rows = await countedChildren(db, bounds, id, { after, limit: perPage + 1 });
  const shown = rows.slice(0, perPage);
  const children = { rows: shown, next: rows.length > perPage ? shown.at(-1)?.id : undefined, later: after > 0 };
  const classes = kind === 'school' ? await classesOf(db, bounds, kinds, path) : undefined;
  return { organisation, heads, children, classes, mayEdit };
}

/** Those of the organisation itself: a district does not list the heads of all its schools. */
async function ownHeads(c: Ctx, organisation: CountedOrganisation) {
  const { db } = c.var.services;
  const rows = await staffRows(db, readingOf(c), organisation.path, {
    positions: ['head'],
    only: organisation.id,
    limit: 20,
  });
  return rows;
}

export async function showStaff(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const bounds = readingOf(c);
  const organisation = await countedOrganisation(db, bounds, idFrom(c, 'organisation'));
  if (!organisation) throw new NotFound();
  const after = nameKeyFrom(c.req.query('after'));
  const office = organisation.kind === 'district';
  const rows = await staffRows(db, bounds, organisation.path, { office, after, limit: perPage + 1 });
  const shown = rows.slice(0, perPage);
  const last = rows.length > perPage ? shown.at(-1) : undefined;
  const next = last && `${last.membershipId}~${last.pinyin}`;
  const trail = trailOf(await visibleLine(c, organisation));
  const later = after !== undefined;
  return page(c, <StaffPage frame={frameOf(c)} {...{ organisation, trail, next, later }} rows={shown} />);
}

export async function showPerson(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const bounds = readingOf(c);
  const person = await personWithinReach(db, bounds, idFrom(c, 'person'));
  if (!person) throw new NotFound();
  await recordView(db, callerAccount(c), person, clock.now());
  const [memberships, guardianships, contactPoints, mayEdit, merges] = await Promise.all([
    membershipsWithin(db, bounds, person.id),
    guardianshipsWithin(db, bounds, person.id),
    contactPointsOf(db, person.id),
    personWithinEdit(c, person.id),
    mergesInto(db, person.id),
  ]);
  const belongs = person.organisationId === null ? undefined : await organisationById(db, person.organisationId);
  const trail = belongs ? trailOf(await visibleLine(c, belongs)) : [];
  const facts = { person, memberships, guardianships, contactPoints, mayEdit, merges, trail };
  return page(c, <PersonPage frame={frameOf(c)} {...facts} />);
}

export async function showTerms(c: Ctx): Promise<Response> {
  const sessions = await academicSessions(c.var.services.db);
  return page(c, <TermsPage frame={frameOf(c)} sessions={sessions} />);
}
