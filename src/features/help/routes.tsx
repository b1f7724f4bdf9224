/** The guides, for everybody who is signed in. */
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { guideIn, guides, pictureOf } from './guides.ts';
import { GuidePage, HelpPage } from './pages.tsx';
import { guidePattern, helpPath, picturePattern } from './paths.ts';

const viewOf = (c: Ctx) => ({ shell: c.var.shell('staff'), language: c.var.language });

async function guide(c: Ctx): Promise<Response> {
  const name = guides.find((one) => one === c.req.param('guide'));
  if (!name) throw new NotFound();
  return page(c, <GuidePage view={viewOf(c)} guide={guideIn(name, c.var.language)} />);
}

async function picture(c: Ctx): Promise<Response> {
  const found = pictureOf(c.req.param('picture') ?? '');
  if (!found) throw new NotFound();
  const headers = { 'content-type': 'image/png', 'cache-control': 'private, max-age=86400' };
  return c.body(new Uint8Array(found), 200, headers);
}

export const routes: readonly Route[] = [
  get(helpPath, 'signed-in', async (c) => page(c, <HelpPage {...viewOf(c)} />)),
  get(picturePattern, 'signed-in', picture),
  get(guidePattern, 'signed-in', guide),
];
