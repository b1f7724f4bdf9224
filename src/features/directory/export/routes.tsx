/** The export page and its file; for the administrator of the whole district. */

import { localDate } from '#platform/clock.ts';
import { contentDisposition } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { callerAccount, frameOf } from '../routes/request.ts';
import { exportRoster } from './actions.ts';
import { ExportPage } from './pages.tsx';
import { exportPath } from './paths.ts';

const permission = 'directory.import';

function wholeDistrict(c: Ctx): void {
  if (!c.var.reach(permission).paths.some((path) => !path.includes('.'))) throw new NotFound();
}

async function show(c: Ctx): Promise<Response> {
  wholeDistrict(c);
  return page(c, <ExportPage frame={frameOf(c)} />);
}

async function send(c: Ctx): Promise<Response> {
  wholeDistrict(c);
  const { services } = c.var;
  const { accountId } = callerAccount(c);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  exportRoster(services, { kind: 'account', accountId }, (piece) => writer.write(piece))
    .then(() => writer.close())
    .catch((error: unknown) => {
      services.log.error({ err: error }, 'the roster export broke off');
      return writer.abort(error).catch(() => undefined);
    });
  const day = localDate(services.clock.now(), services.config.timeZone);
  c.header('content-type', 'application/zip');
  c.header('content-disposition', contentDisposition(`oneroster-${day}.zip`));
  c.header('cache-control', 'no-store');
  return c.body(readable);
}

export const exportRoutes: readonly Route[] = [
  get(exportPath, permission, show),
  post(exportPath, permission, send, { proof: true }),
];
