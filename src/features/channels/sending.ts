/** Carries what waits to the platforms. Run by the queue; safe to run twice, at once, and on several hosts. */
import { holdersOf } from '#features/accounts/feature.ts';
import { localDate } from '#platform/clock.ts';
import { outgoingOutside } from '#platform/fetch-outside.ts';
import type { Services } from '#platform/services.ts';
import { adapters } from './adapters/register.ts';
import { callAt } from './calling.ts';
import { credentialsOf, signingSecret } from './credentials.ts';
import { channelFailsMail } from './mail.ts';
import { type Channel, type Post, patience, type Verdict } from './model/channel.ts';
import {
  claimChannel,
  giveBack,
  keepClaim,
  nextDue,
  noteRefusal,
  noteSuccess,
  noteTrouble,
  noteWait,
} from './queries/channels.ts';
import { beginAttempt, endAttempt, expire, nextPost, rateWait, settlePost } from './queries/posts.ts';

/** Channels at a time: one that hangs holds up no other. */
const lanes = 10;

type Claimed = Channel & { sealed: Buffer; claim: Date };

/** Says all that can be said now, and asks to be called again when something may be said later. Returns the attempts. */
export async function sendDue(services: Services): Promise<number> {
  let tried = 0;
  const lane = async () => {
    for (;;) {
      const channel = await claimChannel(services.db, services.clock.now());
      if (!channel) return;
      // Added after the wait: other lanes have added meanwhile.
      const more = await speak(services, channel);
      tried += more;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const next = await nextDue(services.db);
  // Not at once: what is due now was left by somebody who is at it.
  const soon = new Date(services.clock.now().getTime() + 1000);
  if (next) await callAt(services.db, next > soon ? next : soon);
  return tried;
}

/** All that is due in a channel, one word after the other, until the platform or the network says no. */
async function speak(services: Services, channel: Claimed): Promise<number> {
  const { db, clock } = services;
  const adapter = adapters[channel.kind];
  await expire(db, channel.id, clock.now());
  let claim: Date | null = channel.claim;
  let tried = 0;
  while (claim) {
    const post = await nextPost(db, channel.id, clock.now());
    if (!post) break;
    const wait = await rateWait(db, channel.id, adapter.limits.perMinute, clock.now());
    if (wait > 0) {
      const until = new Date(clock.now().getTime() + wait);
      await db.transaction().execute((trx) => noteWait(trx, channel.id, until));
      break;
    }
    const goesOn = await sayOne(services, channel, post);
    tried += 1;
    if (!goesOn) break;
    claim = await keepClaim(db, channel.id, claim, clock.now());
  }
  if (claim) await giveBack(db, channel.id, claim);
  return tried;
}

/** True: the next word may follow at once. */
async function sayOne(services: Services, channel: Claimed, post: Post): Promise<boolean> {
  const { db, config, clock } = services;
  const attempt = await beginAttempt(db, post, clock.now());
  // It was taken back meanwhile.
  if (attempt === 0) return true;
  const credentials = credentialsOf(services.secrets, channel.id, channel.sealed);
  const verdict: Verdict = credentials
    ? await adapters[channel.kind].send({
        ...{ post, content: post.content, credentials, now: clock.now() },
        signing: signingSecret(services.secrets, channel),
        ask: (url, json, headers = {}) =>
          outgoingOutside(url, {
            body: JSON.stringify(json),
            headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Belfry/1', ...headers },
            timeout: patience,
            allowPrivate: config.webhookPrivate,
          }),
      })
    : // Sealed under another master key, as after a move to another machine.
      { kind: 'settings', code: 'UNSEALED' };
  return record(services, channel, post, attempt, verdict);
}

async function record(
  services: Services,
  channel: Claimed,
  post: Post,
  attempt: number,
  verdict: Verdict,
): Promise<boolean> {
  const at = services.clock.now();
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  const progress = 'progress' in verdict ? verdict.progress : undefined;
  return services.db.transaction().execute(async (trx) => {
    await endAttempt(trx, attempt, verdict.kind, verdict.code);
    switch (verdict.kind) {
      case 'sent':
        await settlePost(trx, post.id, { state: 'sent', progress, at });
        await noteSuccess(trx, channel.id, at);
        return true;
      case 'step':
        await settlePost(trx, post.id, { state: 'waiting', dueAt: later(verdict.seconds), progress, at });
        return true;
      case 'refused':
        await settlePost(trx, post.id, { state: 'failed', at });
        await noteRefusal(trx, channel.id, verdict.code, at);
        return true;
      case 'wait':
        await noteWait(trx, channel.id, later(verdict.seconds));
        return false;
      case 'again':
      case 'unknown':
      case 'settings':
        if (await noteTrouble(trx, channel.id, verdict.code, at)) {
          const today = localDate(at, services.config.timeZone);
          for (const reader of await holdersOf(trx, 'administrator', channel.path, today)) {
            if (reader.email)
              await services.outbox.queueMail(trx, channelFailsMail(services, reader, channel, verdict.code));
          }
        }
        return false;
    }
  });
}
