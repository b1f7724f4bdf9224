/** What an administrator does with broadcast channels. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { secretInWords } from '#platform/standard-webhooks.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { adapters } from '../adapters/register.ts';
import { platform } from '../adapters/wechat.ts';
import { callNow } from '../calling.ts';
import { sealCredentials, shownOf, signingSecret } from '../credentials.ts';
import { type Channel, type Credentials, type Kind, lastsHours } from '../model/channel.ts';
import {
  type ChannelWithHealth,
  changeChannel,
  channelWithin,
  insertChannel,
  setCredentials,
  setState,
  tryAtOnce,
} from '../queries/channels.ts';
import { insertPost, sendAgain } from '../queries/posts.ts';

export interface Maker {
  accountId: number;
  /** Where they may. */
  reach: Reach;
}

export type Wish = Pick<Channel, 'name' | 'language' | 'notices' | 'below' | 'incidents'>;
export type Typed = Omit<Credentials, 'url'> & { url?: string | undefined };

/** Sets up a channel. Of a webhook the secret is in the answer, this once; of others nothing is shown again. */
export async function addChannel(
  services: Services,
  by: Maker,
  wish: Wish & { kind: Kind; organisationId: number },
  typed: Typed,
): Promise<Outcome<{ id: number; secret: string | null }>> {
  const at = services.clock.now();
  const organisation = await organisationById(services.db, wish.organisationId);
  if (!organisation || organisation.endedOn !== null || !within(by.reach, organisation.path)) {
    return refused('organisation', 'organisationOutside');
  }
  const credentials = checked(services, wish.kind, typed);
  if (!credentials.ok) return credentials;
  return services.db.transaction().execute(async (trx) => {
    const shown = shownOf(credentials.value);
    const id = await insertChannel(trx, { ...wish, shown, madeBy: by.accountId, at });
    await setCredentials(trx, id, sealCredentials(services.secrets, id, credentials.value), shown);
    await note(services, trx, by, { id, organisationId: organisation.id }, 'broadcast.add', { kind: wish.kind });
    const secret =
      wish.kind === 'webhook' ? secretInWords(signingSecret(services.secrets, { id, generation: 1 })) : null;
    return done({ id, secret });
  });
}

/** What is typed belongs to the platform: its address, and a secret where it signs. */
function checked(services: Services, kind: Kind, typed: Typed): Outcome<Credentials> {
  const credentials: Credentials = { ...typed, url: kind === 'wechat' ? typed.url || platform : (typed.url ?? '') };
  if (adapters[kind].accepts(credentials, services.config.webhookPrivate)) return done(credentials);
  if (kind === 'wechat') {
    if (!/^wx[0-9a-f]{16}$/.test(typed.appId ?? '')) return refused('appId', 'appIdWrong');
    if (!/^[0-9a-f]{32}$/.test(typed.appSecret ?? '')) return refused('appSecret', 'appSecretWrong');
    return refused(typed.cover ? 'url' : 'cover', typed.cover ? 'urlWrong_webhook' : 'coverMissing');
  }
  const signs = kind === 'dingtalk' || kind === 'feishu';
  if (signs && !typed.secret) return refused('secret', 'secretMissing');
  return refused('url', `urlWrong_${kind}`);
}

export function changeWish(services: Services, by: Maker, id: number, wish: Wish): Promise<Outcome<null>> {
  return on(services, by, id, 'broadcast.change', async (trx) => {
    await changeChannel(trx, id, wish);
    return done(null);
  });
}

/** The robot was made anew, or its secret was: from now on it is spoken to by this. */
export function renewCredentials(services: Services, by: Maker, id: number, typed: Typed): Promise<Outcome<null>> {
  return on(services, by, id, 'broadcast.rotate', async (trx, channel) => {
    const credentials = checked(services, channel.kind, typed);
    if (!credentials.ok) return credentials;
    await setCredentials(trx, id, sealCredentials(services.secrets, id, credentials.value), shownOf(credentials.value));
    await tryAtOnce(trx, id);
    await callNow(trx);
    return done(null);
  });
}

/** Nothing leaves; what is published meanwhile waits as long as it is news. */
export function pauseChannel(services: Services, by: Maker, id: number, reason: string): Promise<Outcome<null>> {
  return on(services, by, id, 'broadcast.pause', async (trx, channel) => {
    if (channel.state === 'paused') return refused(null, 'alreadySo');
    await setState(trx, id, 'paused', reason);
    return done(null);
  });
}

export function resumeChannel(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  return on(services, by, id, 'broadcast.resume', async (trx, channel) => {
    if (channel.state !== 'paused') return refused(null, 'alreadySo');
    await setState(trx, id, 'active');
    await tryAtOnce(trx, id);
    await callNow(trx);
    return done(null);
  });
}

export function removeChannel(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  return on(services, by, id, 'broadcast.remove', async (trx) => {
    await setState(trx, id, 'removed');
    return done(null);
  });
}

/** A message that says that it is a trial; the channel is tried at once, whatever it waited for. */
export function sendTest(
  services: Services,
  by: Maker,
  id: number,
  text: { title: string; text: string },
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return on(services, by, id, 'broadcast.test', async (trx, channel) => {
    if (channel.state === 'paused') return refused(null, 'pausedNow');
    const content = {
      ...text,
      language: channel.language,
      office: channel.organisation,
      link: services.config.publicUrl,
      exercise: false,
    };
    const lastsUntil = new Date(at.getTime() + lastsHours.test * 3_600_000);
    const post = { channelId: id, subject: 'test', word: 'test', content, urgent: false } as const;
    await insertPost(trx, { ...post, dueAt: at, lastsUntil, at });
    // Told to slow down, it waits like any other word; in trouble it is tried now.
    if (channel.failingSince) await tryAtOnce(trx, id);
    await callNow(trx);
    return done(null);
  });
}

/** What failed or was held, once more. */
export function sayAgain(services: Services, by: Maker, id: number, postId: string): Promise<Outcome<null>> {
  const at = services.clock.now();
  return on(services, by, id, 'broadcast.replay', async (trx) => {
    const until = new Date(at.getTime() + lastsHours.notice * 3_600_000);
    if ((await sendAgain(trx, id, postId, at, until)) === 0) return refused(null, 'nothingToRepeat');
    await callNow(trx);
    return done(null);
  });
}

function on<T>(
  services: Services,
  by: Maker,
  id: number,
  action: AuditAct,
  step: (trx: Transaction, channel: ChannelWithHealth) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return services.db.transaction().execute(async (trx) => {
    const channel = await channelWithin(trx, by.reach, id, { now: services.clock.now(), lock: true });
    if (!channel) return refused(null, 'channelGone');
    const outcome = await step(trx, channel);
    if (outcome.ok) await note(services, trx, by, channel, action);
    return outcome;
  });
}

function note(
  services: Services,
  trx: Transaction,
  by: Maker,
  channel: { id: number; organisationId: number },
  action: AuditAct,
  detail: Record<string, string> = {},
): Promise<void> {
  return record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: channel.organisationId,
    subject: `broadcast:${channel.id}`,
    detail,
    at: services.clock.now(),
  });
}
