/** Deliveries and receipts through the API: what the pages show, cell by cell. Nobody's name, nobody's time. */
import { progress } from '#features/delivery/feature.ts';
import {
  countedAudience,
  type Organisation,
  organisationById,
  organisationsByIds,
} from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { json } from '#platform/http/api/answer.ts';
import { linkHeader, paged } from '#platform/http/api/paging.ts';
import { type ApiRoute, apiRoute } from '#platform/http/api/route.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import { suppressedCounts } from '../model/counts.ts';
import { type Cell, type Cells, smallest } from '../model/figures.ts';
import { cellsOf, overviewOf } from '../overview.ts';
import { audienceOf, issuedWithin } from '../queries/notices.ts';
import { seen } from './request.ts';
import { audienceFigures, deliveries, figuresQuery, noticeParams, receipts } from './shapes.ts';

const common = {
  method: 'get',
  permission: 'notices.read',
  scope: 'notices.read',
  tag: 'delivery',
  conditional: 'read',
  params: noticeParams,
  query: figuresQuery,
} as const;

/** A number by itself, outside any table. */
function alone(n: number): Cell {
  return n > 0 && n < smallest ? { show: 'few' } : { show: 'number', n };
}

/** As a page of the desk shows it: by school, or by the classes of one. */
async function shown(c: Ctx, id: number, schoolId: number | undefined) {
  const { services } = c.var;
  const reach = c.var.reach('notices.read');
  const { notice, own } = await seen(c, id);
  const school = schoolId === undefined ? undefined : await theSchool(c, schoolId);
  const bound = own ? undefined : reach;
  const overview = await overviewOf(services, notice, school ? { school } : { reach: bound });
  const cells = await cellsOf(services, notice, overview, { reach: bound, school });
  const rows = overview.rows
    .map(({ organisation }, index) => ({ id: organisation.id, organisation, cells: cells.rows[index] as Cells }))
    .sort((one, other) => one.id - other.id);
  return { notice, own, school, overview, rows, total: cells.total };
}

async function theSchool(c: Ctx, id: number): Promise<Organisation> {
  const found = await organisationById(c.var.services.db, id);
  if (found?.kind !== 'school' || !within(c.var.reach('notices.read'), found.path)) throw new NotFound();
  return found;
}

/** The rows after the cursor. What is suppressed was decided over all of them. */
function pageOf<T extends { id: number }>(rows: readonly T[], query: { cursor?: number; limit: number }) {
  return paged(rows.filter((row) => row.id > (query.cursor ?? 0)).slice(0, query.limit + 1), query.limit);
}

export const figureRoutes: readonly ApiRoute[] = [
  apiRoute(
    {
      ...common,
      path: '/api/v1/notices/{notice}/deliveries',
      operationId: 'getDeliveries',
      summary: 'How far a notice got, in states and figures',
      answers: { 200: { description: 'By school, or by the classes of one.', schema: deliveries } },
    },
    async (c, { params, query }) => {
      const { notice, own, school, overview, rows, total } = await shown(c, params.notice, query.school);
      const page = pageOf(rows, query);
      const message = notice.messageId === null ? undefined : await progress(c.var.services.db, notice.messageId);
      const reasons = own && !school ? overview.reasons.map(({ reason, n }) => ({ reason, count: alone(n) })) : [];
      const cells = ({ people, delivered, failed, unreachable }: Cells) => ({ people, delivered, failed, unreachable });
      const body = {
        state: message?.state ?? 'none',
        paused: message?.paused ?? false,
        settled: overview.settled,
        total: cells(total),
        reasons,
        items: page.rows.map((row) => ({
          organisationId: row.id,
          organisation: row.organisation.name,
          ...cells(row.cells),
        })),
      };
      return json(c, body, { headers: { link: linkHeader(c, page.next) } });
    },
  ),
  apiRoute(
    {
      ...common,
      path: '/api/v1/notices/{notice}/receipts',
      operationId: 'getReceipts',
      summary: 'How many acknowledged, in figures',
      answers: { 200: { description: 'By school, or by the classes of one.', schema: receipts } },
    },
    async (c, { params, query }) => {
      const { notice, rows, total } = await shown(c, params.notice, query.school);
      const page = pageOf(rows, query);
      const cells = ({ people, acknowledged, left }: Cells) => ({ people, acknowledged, left });
      const body = {
        request: notice.request,
        deadlineOn: notice.deadlineOn,
        total: cells(total),
        items: page.rows.map((row) => ({
          organisationId: row.id,
          organisation: row.organisation.name,
          ...cells(row.cells),
        })),
      };
      return json(c, body, { headers: { link: linkHeader(c, page.next) } });
    },
  ),
  apiRoute(
    {
      ...common,
      permission: 'notices.draft',
      query: figuresQuery.omit({ school: true }),
      path: '/api/v1/notices/{notice}/audience-figures',
      operationId: 'getAudienceFigures',
      summary: 'How many people an audience has, by school and channel',
      answers: { 200: { description: 'By school.', schema: audienceFigures } },
    },
    async (c, { params, query }) => {
      const { services } = c.var;
      const notice = await issuedWithin(services.db, c.var.reach('notices.draft'), params.notice);
      if (!notice) throw new NotFound();
      const counted = await countedAudience(services, await audienceOf(services.db, notice.id));
      const cells = suppressedCounts(counted.bySchool, counted.total);
      const all = counted.bySchool
        .map((row, index) => ({ id: row.organisationId, cells: cells.rows[index] as (typeof cells.rows)[number] }))
        .sort((one, other) => one.id - other.id);
      const page = pageOf(all, query);
      const names = await organisationsByIds(
        services.db,
        page.rows.map((row) => row.id),
      );
      const body = {
        countedAt: counted.countedAt,
        total: cells.total,
        items: page.rows.map((row) => ({
          organisationId: row.id,
          organisation: names.get(row.id)?.name ?? '',
          ...row.cells,
        })),
      };
      return json(c, body, { headers: { link: linkHeader(c, page.next) } });
    },
  ),
];
