/** The operator's own pages: backups, and releasing a restored database. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { record } from '#features/audit/feature.ts';
import { waitingDirectMail, waitingMessages } from '#features/delivery/feature.ts';
import { operationsPath } from '#features/delivery/paths.ts';
import { organisationsByIds } from '#features/directory/feature.ts';
import { restoreMark } from '#platform/database/restore-mark.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { forgetProcess, serviceProcesses } from '#platform/processes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { release } from './actions/release.ts';
import { releaseForm } from './input.ts';
import { metrics } from './metrics.ts';
import { BackupsPage } from './pages/backups.tsx';
import { HostsPage } from './pages/hosts.tsx';
import { ReleasePage } from './pages/release.tsx';
import { backupsPath, forgetHostPattern, hostsPath, metricsPath, releasePath } from './paths.ts';
import { holdsDistrict } from './policy.ts';
import { backupRuns } from './queries/runs.ts';

const perPage = 50;
const mostMessages = 100;

async function backups(c: Ctx): Promise<Response> {
  if (!holdsDistrict(c.var.reach('backups.read'))) throw new Forbidden();
  const { db, clock, config } = c.var.services;
  const before = /^[1-9]\d{0,14}$/.exec(c.req.query('before') ?? '')?.[0];
  const runs = await backupRuns(db, before ? Number(before) : null, perPage + 1);
  const shown = runs.slice(0, perPage);
  const { at, dir, daily, weekly, keyFile } = config.backup;
  const view = {
    now: clock.now(),
    language: c.var.language,
    zone: config.timeZone,
    demo: config.demo,
    schedule: { at, dir, daily, weekly, encrypted: keyFile !== undefined },
    runs: shown,
    operationsHref: operationsPath,
    earlier: runs.length > perPage ? `${backupsPath}?before=${shown.at(-1)?.id}` : null,
  };
  return page(c, <BackupsPage shell={c.var.shell('staff')} view={view} />);
}

async function hosts(c: Ctx): Promise<Response> {
  if (!holdsDistrict(c.var.reach('hosts.read'))) throw new Forbidden();
  const { db, config } = c.var.services;
  const view = {
    language: c.var.language,
    zone: config.timeZone,
    processes: await serviceProcesses(db),
    mayForget: holdsDistrict(c.var.reach('hosts.forget')),
    operationsHref: operationsPath,
  };
  return page(c, <HostsPage shell={c.var.shell('staff')} view={view} />);
}

/** Somebody says that a host will not come back. If it has come back meanwhile, the list shows it, and nothing happens. */
async function forgetHost(c: Ctx): Promise<Response> {
  const { caller } = c.var;
  if (caller.kind !== 'account' || !holdsDistrict(c.var.reach('hosts.forget'))) throw new Forbidden();
  const { db, clock } = c.var.services;
  const id = idFrom(c, 'process');
  await db.transaction().execute(async (trx) => {
    const forgotten = await forgetProcess(trx, id);
    const actor = { kind: 'account' as const, accountId: caller.accountId };
    if (forgotten)
      await record(trx, { actor, action: 'host.forget', detail: { host: forgotten.host }, at: clock.now() });
  });
  return seeOther(c, hostsPath);
}

async function askRelease(
  c: Ctx,
  again: { typed?: { old: string; confirm: boolean }; troubles?: Trouble[] } = {},
): Promise<Response> {
  if (!holdsDistrict(c.var.reach('restore.release'))) throw new Forbidden();
  const { db, config } = c.var.services;
  const mark = (await restoreMark(db)) ?? null;
  const held = mark !== null && mark.releasedAt === null;
  const messages = held ? await waitingMessages(db, 0, mostMessages) : [];
  const offices = await organisationsByIds(db, [...new Set(messages.map((message) => message.organisationId))]);
  const view = {
    language: c.var.language,
    zone: config.timeZone,
    mark,
    messages: messages.map((message) => ({ ...message, office: offices.get(message.organisationId)?.name ?? '' })),
    directMails: held ? await waitingDirectMail(db) : 0,
    operationsHref: operationsPath,
    ...again,
  };
  return page(c, <ReleasePage shell={c.var.shell('staff')} view={view} />, again.troubles ? 422 : 200);
}

async function doRelease(c: Ctx): Promise<Response> {
  const { caller } = c.var;
  if (caller.kind !== 'account' || !holdsDistrict(c.var.reach('restore.release'))) throw new Forbidden();
  const { db, clock } = c.var.services;
  const { typed } = await readForm(c);
  const form = checkForm(releaseForm, typed);
  const again = { old: typedText(typed, 'old'), confirm: typedText(typed, 'confirm') === 'yes' };
  if (!form.ok) return askRelease(c, { typed: again, troubles: form.troubles });
  const by = { actor: { kind: 'account' as const, accountId: caller.accountId }, at: clock.now() };
  await db.transaction().execute((trx) => release(trx, form.value.old, by));
  // Somebody else was faster: the operations page shows that it is released.
  return seeOther(c, operationsPath);
}

/** For a monitor on this machine, or one that knows the token: nobody else learns that it is there. */
async function showMetrics(c: Ctx): Promise<Response> {
  const { config } = c.var.services;
  const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  const known = config.metricsToken !== undefined && token !== undefined && sameText(token, config.metricsToken);
  if (!known && (config.metricsToken !== undefined || !isLocal(c))) throw new NotFound();
  const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' };
  return c.body(await metrics(c.var.services), 200, headers);
}

/** A web server in between makes every connection look local; it says so in one of these. */
function isLocal(c: Ctx): boolean {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const address = env?.incoming?.socket?.remoteAddress ?? '';
  const proxied = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some((name) => c.req.header(name) !== undefined);
  return !proxied && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

export const routes: readonly Route[] = [
  get(metricsPath, 'public', showMetrics),
  get(hostsPath, 'hosts.read', hosts),
  post(forgetHostPattern, 'hosts.forget', forgetHost),
  get(backupsPath, 'backups.read', backups),
  get(releasePath, 'restore.release', (c) => askRelease(c)),
  post(releasePath, 'restore.release', doRelease, { proof: true }),
];
