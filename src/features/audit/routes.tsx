/**
 * The auditors' list. Whose account an id is, accounts knows, which stands to the right of audit: it mounts these routes
 * and brings the names along.
 */
import { endOfLocalDay } from '#platform/clock.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import { page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { record } from './actions.ts';
import { type Filter, filterInput } from './input.ts';
import { AuditPage } from './pages.tsx';
import { paths } from './paths.ts';
import { eventsWithin, lastLink, waitingCount } from './queries.ts';

export type AccountNames = (db: Database, ids: readonly number[]) => Promise<Map<number, string>>;

const pageSize = 50;

/** The routes of audit, over a way to name accounts. */
export function auditRoutes(accountNames: AccountNames): readonly Route[] {
  return [get(paths.list(), 'audit.read', (c) => showList(c, accountNames))];
}

async function showList(c: Ctx, accountNames: AccountNames) {
  const { db, clock, config } = c.var.services;
  const filter = filterInput.parse(c.req.query());
  const reach = c.var.reach('audit.read');
  await recordSearch(c, filter);
  const rows = await eventsWithin(db, reach, {
    ...filter,
    ...dayBounds(filter.day, config.timeZone),
    limit: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const [names, head, waiting] = await Promise.all([
    accountNames(
      db,
      shown.flatMap((row) => (row.accountId === null ? [] : [row.accountId])),
    ),
    lastLink(db),
    waitingCount(db),
  ]);
  const chain = {
    head: head ? `${head.position}:${head.hash.toString('hex')}` : null,
    sealedAt: head?.sealedAt ?? null,
    waiting,
  };
  const { subject = '', action = '', day = '' } = filter;
  return page(
    c,
    <AuditPage
      shell={c.var.shell('staff')}
      zone={config.timeZone}
      rows={shown}
      names={names}
      filter={{ subject, action, day }}
      chain={chain}
      newestHref={filter.before ? address(filter, undefined) : undefined}
      nextHref={rows.length > pageSize ? address(filter, shown.at(-1)?.id) : undefined}
    />,
  );

  async function recordSearch(context: Ctx, { subject, action, day, before }: Filter) {
    if (context.var.caller.kind !== 'account') return;
    await record(db, {
      actor: { kind: 'account', accountId: context.var.caller.accountId },
      action: 'audit.search',
      organisationId: context.var.caller.grants.find((g) => reach.paths.includes(g.path))?.organisationId ?? null,
      detail: {
        ...(subject && { subject }),
        ...(action && { action }),
        ...(day && { day }),
        ...(before && { before }),
      },
      at: clock.now(),
    });
  }
}

function dayBounds(day: string | undefined, zone: string): { from?: Date; until?: Date } {
  if (!day) return {};
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const before = new Date(Date.UTC(year, month - 1, date - 1)).toISOString().slice(0, 10);
  return { from: new Date(endOfLocalDay(before, zone).getTime() + 1), until: endOfLocalDay(day, zone) };
}

function address({ subject, action, day }: Filter, before: number | undefined): string {
  const query = new URLSearchParams({
    ...(subject && { subject }),
    ...(action && { action }),
    ...(day && { day }),
    ...(before && { before: String(before) }),
  });
  return `${paths.list()}?${query}`;
}
