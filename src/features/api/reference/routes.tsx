/** The description for machines, and the pages for people. All are open: they hold no secret and no data. */
import { description } from '#platform/http/api/describe.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { apiPaths } from '../paths.ts';
import { viewOf } from '../routes/view.ts';
import { ReferenceGroupPage, ReferencePage } from './pages.tsx';
import { readDescription } from './reading.ts';

function describe(c: Ctx): object {
  return description(c.var.apiRoutes, c.var.services.config.publicUrl);
}

export const referenceRoutes: readonly Route[] = [
  get(apiPaths.description, 'public', (c) => {
    c.header('cache-control', 'public, max-age=300');
    return c.json(describe(c));
  }),
  get(apiPaths.reference, 'public', (c) => {
    const groups = readDescription(describe(c));
    return page(c, <ReferencePage view={viewOf(c, undefined, 'public')} groups={groups} />);
  }),
  get(apiPaths.group(':group'), 'public', (c) => {
    const group = readDescription(describe(c)).find((one) => one.name === c.req.param('group'));
    if (!group) throw new NotFound();
    return page(c, <ReferenceGroupPage view={viewOf(c, undefined, 'public')} group={group} />);
  }),
];
