/** The directory through the API: by the same reach as its pages, and with the same trace of who saw whom. */
import { record } from '#features/audit/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import { json, list } from '#platform/http/api/answer.ts';
import { paged } from '#platform/http/api/paging.ts';
import { type ApiRoute, apiRoute } from '#platform/http/api/route.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import { organisationById } from '../queries/organisations.ts';
import { academicSessions } from '../queries/sessions.ts';
import type { Bounds } from '../queries/within-reach.ts';
import {
  contactPointRows,
  guardianshipRows,
  membershipRows,
  organisationRow,
  organisationRows,
  personRow,
  personRows,
} from './queries.ts';
import {
  contactPoint,
  guardianship,
  listOf,
  membership,
  organisation,
  organisationParams,
  organisationsQuery,
  partsQuery,
  peopleQuery,
  person,
  personParams,
  session,
} from './shapes.ts';

const common = {
  method: 'get',
  permission: 'directory.read',
  scope: 'directory.read',
  tag: 'directory',
  conditional: 'read',
} as const;

/** What the token may read, or one organisation's part of it. */
export async function boundsOf(c: Ctx, organisationId?: number): Promise<Bounds> {
  const { db, clock, config } = c.var.services;
  const reach = c.var.reach('directory.read');
  const today = localDate(clock.now(), config.timeZone);
  if (organisationId === undefined) return { reach, today, ended: false };
  const place = await organisationById(db, organisationId);
  if (!place || !within(reach, place.path)) throw new NotFound();
  return { reach: { ...reach, paths: [place.path] }, today, ended: false };
}

/** Rows of people leave a trace: how many, from which on, in whose reach. */
export async function recordList(c: Ctx, what: string, rows: readonly { id: number }[]): Promise<void> {
  const { caller, services } = c.var;
  if (caller.kind !== 'token' || rows.length === 0) return;
  await record(services.db, {
    actor: { kind: 'account', accountId: caller.accountId },
    action: 'person.list',
    organisationId: caller.grants[0]?.organisationId ?? null,
    detail: { what, rows: rows.length, from: rows[0]?.id ?? 0 },
    at: services.clock.now(),
  });
}

export const directoryApi: readonly ApiRoute[] = [
  apiRoute(
    {
      ...common,
      path: '/api/v1/organisations',
      operationId: 'listOrganisations',
      summary: 'Organisations: district, departments, schools, grades, classes',
      query: organisationsQuery,
      answers: { 200: { description: 'A page of organisations, by id.', schema: listOf(organisation) } },
    },
    async (c, { query }) => {
      const { cursor = 0, limit, ...filter } = query;
      const rows = await organisationRows(c.var.services.db, await boundsOf(c), {
        ...filter,
        after: cursor,
        limit: limit + 1,
      });
      return list(c, paged(rows, limit));
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/organisations/{organisation}',
      operationId: 'getOrganisation',
      summary: 'One organisation',
      params: organisationParams,
      answers: { 200: { description: 'The organisation.', schema: organisation } },
    },
    async (c, { params }) => {
      const found = await organisationRow(c.var.services.db, await boundsOf(c), params.organisation);
      if (!found) throw new NotFound();
      return json(c, found);
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/people',
      operationId: 'listPeople',
      summary: 'Pupils, staff, and the guardians of pupils',
      description: 'Each page is recorded in the audit as a view of personal data.',
      query: peopleQuery,
      answers: { 200: { description: 'A page of people, by id.', schema: listOf(person) } },
    },
    async (c, { query }) => {
      const asked = { after: query.cursor ?? 0, limit: query.limit + 1 };
      const page = paged(
        await personRows(c.var.services.db, await boundsOf(c, query.organisation), asked),
        query.limit,
      );
      await recordList(c, 'people', page.rows);
      return list(c, page);
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/people/{person}',
      operationId: 'getPerson',
      summary: 'One person',
      params: personParams,
      answers: { 200: { description: 'The person.', schema: person } },
    },
    async (c, { params }) => {
      const { services, caller } = c.var;
      const found = await personRow(services.db, await boundsOf(c), params.person);
      if (!found || caller.kind !== 'token') throw new NotFound();
      await record(services.db, {
        actor: { kind: 'account', accountId: caller.accountId },
        action: 'person.view',
        organisationId: found.memberships[0]?.organisationId ?? caller.grants[0]?.organisationId ?? null,
        subject: `person:${found.id}`,
        at: services.clock.now(),
      });
      return json(c, found);
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/memberships',
      operationId: 'listMemberships',
      summary: 'Who is where in which position, as of today',
      query: partsQuery,
      answers: { 200: { description: 'A page of memberships, by id.', schema: listOf(membership) } },
    },
    async (c, { query }) => {
      const asked = { after: query.cursor ?? 0, limit: query.limit + 1, person: query.person };
      const bounds = await boundsOf(c, query.organisation);
      const page = paged(await membershipRows(c.var.services.db, bounds, asked), query.limit);
      await recordList(c, 'memberships', page.rows);
      return list(c, page);
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/guardianships',
      operationId: 'listGuardianships',
      summary: 'Who may receive and act for which pupil, as of today',
      query: partsQuery,
      answers: { 200: { description: 'A page of guardianships, by id.', schema: listOf(guardianship) } },
    },
    async (c, { query }) => {
      const asked = { after: query.cursor ?? 0, limit: query.limit + 1, person: query.person };
      const bounds = await boundsOf(c, query.organisation);
      const page = paged(await guardianshipRows(c.var.services.db, bounds, asked), query.limit);
      await recordList(c, 'guardianships', page.rows);
      return list(c, page);
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/contact-points',
      operationId: 'listContactPoints',
      summary: 'By what people can be reached: states, and addresses with a scope of their own',
      query: partsQuery,
      answers: { 200: { description: 'A page of contact points, by id.', schema: listOf(contactPoint) } },
    },
    async (c, { query }) => {
      const { caller, services } = c.var;
      const asked = { after: query.cursor ?? 0, limit: query.limit + 1, person: query.person };
      const bounds = await boundsOf(c, query.organisation);
      const page = paged(await contactPointRows(services.db, bounds, asked), query.limit);
      const open = caller.kind === 'token' && caller.scopes.includes('directory.addresses');
      await recordList(c, open ? 'addresses' : 'contact_points', page.rows);
      const rows = page.rows.map(({ address, ...row }) => (open ? { ...row, address } : row));
      return list(c, { ...page, rows });
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/academic-sessions',
      operationId: 'listAcademicSessions',
      summary: 'School years and terms, the latest first',
      answers: { 200: { description: 'All of them, at most 100.', schema: listOf(session) } },
    },
    async (c) => json(c, { items: await academicSessions(c.var.services.db) }),
  ),
];
