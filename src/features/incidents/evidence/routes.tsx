/** Evidence: seen, added and taken along by the officers who lead the incident, and by nobody else. */
import { z } from 'zod';
import { within } from '#platform/access.ts';
import { contentDisposition } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { refused, type Trouble } from '#platform/trouble.ts';
import type { Incident } from '../model/incident.ts';
import { byOf, incidentIn, viewOf } from '../routes/request.ts';
import { addEvidence, takeEvidence } from './actions.ts';
import { longestAbout } from './model.ts';
import { EvidencePage } from './pages.tsx';
import { evidenceFilePattern, evidenceRoom } from './paths.ts';
import { evidenceOf } from './queries.ts';

/** A memory image is larger and belongs onto a disk in a safe; its hash can be added as a text. */
const largestMb = 20;
const largest = largestMb * 1024 * 1024;

export const evidenceRoutes: readonly Route[] = [
  get(evidenceRoom.pattern, 'incidents.act', (c) => show(c)),
  post(evidenceRoom.pattern, 'incidents.act', add, { maxBody: largest + 64 * 1024 }),
  get(evidenceFilePattern, 'incidents.act', take),
];

const form = z.object({
  about: z.string().trim().min(1, 'evidenceAboutMissing').max(longestAbout, 'textLong'),
  systems: z.literal('yes', 'evidenceSystemsMissing'),
});

async function cyberIncident(c: Ctx): Promise<Incident> {
  const incident = await incidentIn(c, 'incidents.act');
  if (!within(c.var.reach('incidents.act'), incident.path)) throw new Forbidden();
  if (incident.kind !== 'cyber') throw new NotFound();
  return incident;
}

async function show(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const incident = await cyberIncident(c);
  const evidence = await evidenceOf(c.var.services.db, incident.id);
  const view = await viewOf(
    c,
    evidence.map((one) => one.accountId),
  );
  const { typed = {}, troubles = [] } = again ?? {};
  return page(
    c,
    <EvidencePage {...{ view, incident, evidence, typed, troubles }} megabytes={largestMb} />,
    again ? 422 : 200,
  );
}

async function add(c: Ctx): Promise<Response> {
  const incident = await cyberIncident(c);
  const { typed, files } = await readForm(c);
  const input = checkForm(form, typed);
  const [file] = files.file ?? [];
  const content = file && file.size <= largest ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
  const outcome = !input.ok
    ? input
    : file && file.size > largest
      ? refused('file', 'evidenceLarge', { mb: largestMb })
      : await c.var.services.db
          .transaction()
          .execute((trx) =>
            addEvidence(trx, byOf(c), incident.id, { name: file?.name ?? '', about: input.value.about, content }),
          );
  return outcome.ok ? seeOther(c, evidenceRoom.path(incident.id)) : show(c, { typed, troubles: outcome.troubles });
}

/** As bytes to be saved, never to be shown: it may be the attacker's own program. */
async function take(c: Ctx): Promise<Response> {
  const incident = await cyberIncident(c);
  const id = idFrom(c, 'evidence');
  const found = await c.var.services.db.transaction().execute((trx) => takeEvidence(trx, byOf(c), incident.id, id));
  if (!found) throw new NotFound();
  return c.body(new Uint8Array(found.content), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': contentDisposition(`${found.name}.evidence`),
    'repr-digest': `sha-256=:${Buffer.from(found.sha256, 'hex').toString('base64')}:`,
    'cache-control': 'no-store',
  });
}
