/** Figures for everybody: pages, CSV, JSON. What is inside the offices is the same, at the same address. */
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { words } from '../../messages.ts';
import type { PublicView } from '../../published/pages/frame.tsx';
import { csvFor } from '../export.ts';
import { DictionaryPage, StatisticsPage } from '../pages/release.tsx';
import { dictionaryPath, releaseFilePattern, releasePattern, statisticsPath } from '../paths.ts';
import { releaseByCode, releases } from '../queries/release.ts';

export const statisticsRoutes: readonly Route[] = [
  get(statisticsPath, 'public', newest),
  get(dictionaryPath, 'public', (c) => page(c, <DictionaryPage view={viewOf(c)} />)),
  get(releasePattern, 'public', show),
  get(releaseFilePattern, 'public', file),
];

function viewOf(c: Ctx): PublicView {
  return { shell: c.var.shell('public'), t: words(c.var.language), language: c.var.language };
}

async function newest(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const all = await releases(db);
  const release = all[0] && (await releaseByCode(db, all[0].code));
  return page(c, <StatisticsPage {...{ view: viewOf(c), release, all, own: false }} />);
}

async function releaseOf(c: Ctx) {
  const release = await releaseByCode(c.var.services.db, c.req.param('release') ?? '');
  if (!release) throw new NotFound();
  return release;
}

async function show(c: Ctx): Promise<Response> {
  const release = await releaseOf(c);
  const all = await releases(c.var.services.db);
  return page(c, <StatisticsPage {...{ view: viewOf(c), release, all, own: true }} />);
}

async function file(c: Ctx): Promise<Response> {
  const release = await releaseOf(c);
  const json = c.req.param('file') === 'figures.json';
  c.header('content-type', json ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="voice-${release.code}.${json ? 'json' : 'csv'}"`);
  c.header('cache-control', 'public, max-age=3600');
  return c.body(json ? `${JSON.stringify(release, null, 1)}\n` : csvFor(release, c.var.language));
}
