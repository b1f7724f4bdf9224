/** The operator's page and one-click unsubscribing. */
import { statfs } from 'node:fs/promises';
import { record } from '#features/audit/feature.ts';
import { optOut, organisationsByIds } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { isHeld } from '#platform/database/restore-mark.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { loopHealth } from '#platform/loops.ts';
import type { Trouble } from '#platform/trouble.ts';
import { pauseChannel, resumeChannel } from './actions/channels.ts';
import { pauseMessage, resumeMessage } from './actions/messages.ts';
import { pauseForm } from './input.ts';
import { readUnsubscribe } from './links.ts';
import { type SendingChannel, sendingChannels } from './model.ts';
import { ConfirmPage, UnsubscribePage } from './pages/confirm.tsx';
import { OperationsPage, OperationsState, type Standing } from './pages/operations.tsx';
import {
  channelActPattern,
  messageActPattern,
  operationsLivePath,
  operationsPath,
  unsubscribePattern,
} from './paths.ts';
import { holdsDistrict } from './policy.ts';
import { channelRows, databaseFacts, pausedProviders, runningMessages, workerRows } from './queries/channels.ts';
import { messageRow } from './queries/message-rows.ts';
import { quietUntil } from './sender/quiet.ts';

const perPage = 50;

async function standing(c: Ctx): Promise<Standing> {
  const { db, clock, config } = c.var.services;
  const now = clock.now();
  const after = Number(/^\d{1,15}$/.exec(c.req.query('after') ?? '')?.[0] ?? 0);
  const [channels, providers, messages, workers, database, disk] = await Promise.all([
    channelRows(db, now),
    pausedProviders(db, now),
    runningMessages(db, after, perPage + 1),
    workerRows(db),
    databaseFacts(db),
    statfs(config.dataDir).catch(() => null),
  ]);
  const offices = await organisationsByIds(db, [...new Set(messages.map((message) => message.organisationId))]);
  const reach = c.var.reach('operations.read');
  const shown = messages.slice(0, perPage);
  const last = shown.at(-1);
  return {
    now,
    language: c.var.language,
    zone: config.timeZone,
    channels,
    providers,
    configured: { email: config.smtp !== undefined, sms: config.sms !== undefined, push: true },
    messages: shown
      .filter((message) => within(reach, offices.get(message.organisationId)?.path ?? ''))
      .map((message) => ({ ...message, office: offices.get(message.organisationId)?.name ?? '' })),
    more: messages.length > perPage && last ? `${operationsPath}?after=${last.id}` : null,
    workers,
    database,
    disk: disk && { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize },
    troubles: loopHealth(),
    lines: (await c.var.services.standing?.(c.var.language)) ?? [],
    quietUntil: quietUntil(config, now),
    mayTurnChannels: holdsDistrict(c.var.reach('operations.act')),
  };
}

async function operations(c: Ctx): Promise<Response> {
  return page(c, <OperationsPage shell={c.var.shell('staff')} standing={await standing(c)} />);
}

async function operationsLive(c: Ctx): Promise<Response> {
  return c.html((<OperationsState standing={await standing(c)} />).toString());
}

type Act = 'pause' | 'resume';

function actOf(c: Ctx): Act {
  const act = c.req.param('act');
  if (act !== 'pause' && act !== 'resume') throw new NotFound();
  return act;
}

function channelOf(c: Ctx): SendingChannel {
  const channel = sendingChannels.find((name) => name === c.req.param('channel'));
  if (!channel) throw new NotFound();
  if (!holdsDistrict(c.var.reach('operations.act'))) throw new Forbidden();
  return channel;
}

function actor(c: Ctx) {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  return { kind: 'account' as const, accountId: caller.accountId };
}

async function askChannel(c: Ctx, shown: { typed?: string; troubles?: Trouble[] } = {}): Promise<Response> {
  const channel = channelOf(c);
  const { db, clock } = c.var.services;
  const row = (await channelRows(db, clock.now())).find((found) => found.name === channel);
  const paused = row?.pausedAt ? true : undefined;
  const asked = { kind: 'channel', channel, act: actOf(c), waiting: row?.queued ?? 0, paused, ...shown } as const;
  const status = shown.troubles ? 422 : 200;
  return page(c, <ConfirmPage shell={c.var.shell('staff')} asked={asked} />, status);
}

async function turnChannel(c: Ctx): Promise<Response> {
  const channel = channelOf(c);
  const { db, clock } = c.var.services;
  const by = { actor: actor(c), at: clock.now() };
  // A restored database is released as a whole, on its own page, where the old queues are shown.
  if (actOf(c) === 'resume' && (await isHeld(db)))
    return askChannel(c, { troubles: [{ field: null, key: 'heldByRestore' }] });
  if (actOf(c) === 'resume') await db.transaction().execute((trx) => resumeChannel(trx, channel, by));
  else {
    const { typed } = await readForm(c);
    const form = checkForm(pauseForm, typed);
    if (!form.ok) return askChannel(c, { typed: typedText(typed, 'reason'), troubles: form.troubles });
    await db
      .transaction()
      .execute((trx) =>
        pauseChannel(trx, channel, { ...by, reason: form.value.reason, alerts: form.value.alerts === 'yes' }),
      );
  }
  // It was so already: the page shows it, and nobody has anything to correct.
  return seeOther(c, operationsPath);
}

async function messageOf(c: Ctx) {
  const { db } = c.var.services;
  const message = await messageRow(db, idFrom(c, 'message'));
  const office = message && (await organisationsByIds(db, [message.organisationId])).get(message.organisationId);
  if (!message || !office || !within(c.var.reach('operations.act'), office.path)) throw new NotFound();
  return { message, office };
}

async function askMessage(c: Ctx, troubles?: Trouble[]): Promise<Response> {
  const { message, office } = await messageOf(c);
  const alert = message.alertId !== null;
  const asked = { kind: 'message', message: message.id, office: office.name, act: actOf(c), alert, troubles } as const;
  return page(c, <ConfirmPage shell={c.var.shell('staff')} asked={asked} />, troubles ? 422 : 200);
}

async function turnMessage(c: Ctx): Promise<Response> {
  const { message } = await messageOf(c);
  const { db, clock } = c.var.services;
  const act = actOf(c);
  const at = clock.now();
  const by = actor(c);
  const outcome = await db.transaction().execute(async (trx) => {
    const turned = act === 'pause' ? await pauseMessage(trx, message.id, at) : await resumeMessage(trx, message.id);
    if (turned.ok) {
      const entry = { organisationId: message.organisationId, subject: `message:${message.id}`, at };
      await record(trx, { actor: by, action: `message.${act}`, ...entry });
    }
    return turned;
  });
  return outcome.ok ? seeOther(c, operationsPath) : askMessage(c, outcome.troubles);
}

// GET changes nothing: mail scanners open every link.
async function askUnsubscribe(c: Ctx): Promise<Response> {
  if (!readUnsubscribe(c.var.services.secrets, c.req.param('token') ?? '')) throw new NotFound();
  return page(c, <UnsubscribePage shell={c.var.shell('public')} done={false} />);
}

// Also what a mail program posts by itself (RFC 8058): it sends no cookie and wants nothing but a good status.
async function unsubscribe(c: Ctx): Promise<Response> {
  const { secrets, db, clock } = c.var.services;
  const link = readUnsubscribe(secrets, c.req.param('token') ?? '');
  if (!link) throw new NotFound();
  await db.transaction().execute((trx) => optOut(trx, link.contactPointId, clock.now()));
  return page(c, <UnsubscribePage shell={c.var.shell('public')} done={true} />);
}

export const routes: readonly Route[] = [
  get(operationsPath, 'operations.read', operations),
  get(operationsLivePath, 'operations.read', operationsLive),
  get(channelActPattern, 'operations.act', (c) => askChannel(c)),
  post(channelActPattern, 'operations.act', turnChannel),
  get(messageActPattern, 'operations.act', (c) => askMessage(c)),
  post(messageActPattern, 'operations.act', turnMessage),
  get(unsubscribePattern, 'link', askUnsubscribe),
  post(unsubscribePattern, 'link', unsubscribe),
];
