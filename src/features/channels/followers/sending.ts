/** Tells followers: queues mails and hands over pushes. Run by the queue; safe to run twice and on several hosts. */
import { createHash } from 'node:crypto';
import { push } from '#features/delivery/feature.ts';
import { cutToBytes } from '#platform/cut.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Services } from '#platform/services.ts';
import { wordsOf } from '../words-around.ts';
import { wordMail } from './mail.ts';
import { pushRetrySeconds, type Word } from './model.ts';
import {
  addPushTally,
  claimPushes,
  type DuePush,
  deleteFollower,
  lockMailing,
  nextByMail,
  nextPush,
  pushDone,
  pushLater,
} from './queries.ts';

export const followJob = 'channels.tell_followers';

/** Seconds: what a flood's public was to do two hours ago misleads. */
const pushLife = 2 * 3600;
const mailsAtOnce = 200;
const pushesAtOnce = 100;
/** Requests under way at a time. */
const lanes = 20;
/** A payload has at most 4,096 bytes with its encryption; the rest is title, address and shell. */
const mostText = 1500;

export async function tellFollowers(services: Services): Promise<void> {
  while (await queueMails(services));
  while (await sendPushes(services));
  const next = await nextPush(services.db);
  if (!next) return;
  // Not at once: what is due now was taken by somebody who is at it.
  const second = Math.max(Math.ceil(next.getTime() / 1000), Math.ceil(services.clock.now().getTime() / 1000) + 1);
  await enqueue(services.db, followJob, {}, { runAt: new Date(second * 1000), key: `${followJob}:${second}` });
}

/** Queues the next mails of a word, in one transaction with how far it has come: each follower gets one. */
function queueMails(services: Services): Promise<boolean> {
  return services.db.transaction().execute(async (trx) => {
    const word = await lockMailing(trx);
    if (!word) return false;
    for (const follower of await nextByMail(trx, word, mailsAtOnce)) {
      await services.outbox.queueMail(trx, wordMail(services, follower, word));
    }
    return true;
  });
}

async function sendPushes(services: Services): Promise<boolean> {
  const { db, clock } = services;
  const pushes = await claimPushes(db, clock.now(), pushesAtOnce);
  if (pushes.length === 0) return false;
  const waiting = [...pushes];
  const seen = { good: 0, bad: 0, error: '' };
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const error = await sendOne(services, one);
      if (error === null) seen.good += 1;
      else {
        seen.bad += 1;
        seen.error = error;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await addPushTally(db, { at: clock.now(), ...seen });
  return true;
}

/** Null if it went well; a browser that follows no more is no trouble either. */
async function sendOne(services: Services, one: DuePush): Promise<string | null> {
  const { db, clock } = services;
  const outcome = await push(services, one, {
    payload: payloadOf(one.word, one.language),
    topic: topicOf(one.word.subject),
    life: pushLife,
    urgent: true,
  });
  switch (outcome.kind) {
    case 'taken':
      await pushDone(db, one);
      return null;
    case 'gone':
      await deleteFollower(db, one.followerId);
      return null;
    case 'refused':
      await pushDone(db, one);
      return outcome.code;
    case 'later': {
      const seconds = outcome.seconds ?? pushRetrySeconds(one.attempts);
      await pushLater(db, one, new Date(clock.now().getTime() + seconds * 1000));
      return outcome.code;
    }
  }
}

export function payloadOf(word: Word, language: string): string {
  const text = word.texts.find((one) => one.language === language) ?? word.texts[0];
  if (!text) throw new Error(`${word.subject} says nothing.`);
  const { title, office } = wordsOf({ ...text, office: word.office, exercise: word.exercise }, word.word);
  const body = `${cutToBytes(text.text, mostText)}\n${office}`;
  return JSON.stringify({
    title: cutToBytes(title, 300),
    body,
    link: text.link,
    tag: word.subject,
    lang: text.language,
  });
}

/** At most 32 characters of base64url (RFC 8030); it tells the push service nothing. */
function topicOf(subject: string): string {
  return createHash('sha256').update(`topic ${subject}`).digest('base64url').slice(0, 32);
}
