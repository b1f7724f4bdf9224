/** Following and stopping; and the word to followers, in the publication's own transaction. */
import { takeAttempt } from '#features/accounts/feature.ts';
import { isPushService } from '#features/delivery/feature.ts';
import type { Subscription } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { readFollower } from './links.ts';
import { confirmMail, stopAddress } from './mail.ts';
import type { Wish, Word } from './model.ts';
import { addBrowser, askAddress, confirmFollower, deleteBrowser, deleteFollower, insertWord } from './queries.ts';

/** Mails a link to confirm. The answer is the same whether the address follows already or not. */
export async function askToFollow(
  services: Services,
  address: string,
  wish: Wish,
  client: string,
): Promise<Outcome<null>> {
  const small = address.toLowerCase();
  const taken = await takeAttempt(services, { mailed: `follow ${small}`, mailing: client });
  if ('waitMinutes' in taken) return refused(null, 'followTooMany', { minutes: taken.waitMinutes });
  const at = services.clock.now();
  await services.db.transaction().execute(async (trx) => {
    const id = await askAddress(trx, small, wish, at);
    if (id !== null)
      await services.outbox.queueMail(trx, confirmMail(services, { id, address, language: wish.language }));
  });
  return done(null);
}

/** The owner of the address agrees; false: the link is none of ours, or too old. */
export function confirm({ db, secrets, clock }: Services, token: string): Promise<boolean> {
  const id = readFollower(secrets, 'confirm', token);
  if (id === null) return Promise.resolve(false);
  return db.transaction().execute((trx) => confirmFollower(trx, id, clock.now()));
}

/** The address is forgotten at once, and what still waits to be mailed there. Twice is once. */
export async function stopFollowing(services: Services, token: string): Promise<boolean> {
  const id = readFollower(services.secrets, 'stop', token);
  if (id === null) return false;
  await services.db.transaction().execute(async (trx) => {
    await deleteFollower(trx, id);
    await services.outbox.dropMails(trx, stopAddress(services, id));
  });
  return true;
}

/** A browser follows: no person is attached, and no cookie. */
export async function followByPush(
  services: Services,
  subscription: Subscription,
  wish: Wish,
  client: string,
): Promise<Outcome<null>> {
  if (!isPushService(subscription.endpoint, services.config.webhookPrivate)) return refused(null, 'pushServiceUnknown');
  const taken = await takeAttempt(services, { mailing: client });
  if ('waitMinutes' in taken) return refused(null, 'followTooMany', { minutes: taken.waitMinutes });
  await services.db.transaction().execute((trx) => addBrowser(trx, subscription, wish, services.clock.now()));
  return done(null);
}

export function stopPush({ db }: Services, endpoint: string): Promise<void> {
  return db.transaction().execute((trx) => deleteBrowser(trx, endpoint));
}

export async function wordToFollowers(trx: Transaction, word: Word, at: Date, lastsUntil: Date): Promise<void> {
  await insertWord(trx, word, at, lastsUntil);
  await enqueue(trx, 'channels.tell_followers', {}, { key: 'channels.tell_followers' });
}
