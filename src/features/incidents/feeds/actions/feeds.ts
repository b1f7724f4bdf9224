/** Setting up feeds. */
import type { Transaction } from '#platform/database/connect.ts';
import { mayBeRead } from '#platform/fetch-outside.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import { pageChanged } from '../../queries/page.ts';
import { type Feed, type FeedState, leastMinutes, originOf } from '../model/feed.ts';
import { type FeedSettings, hasten, insertFeed, lockFeed, setFeedState, updateFeed } from '../queries/feeds.ts';
import { endNotices, endRules, unconfirmRules } from '../queries/rules.ts';

export interface FeedWish extends Omit<FeedSettings, 'origins'> {
  /** Origins from which messages may come beside that of the address. */
  others: readonly string[];
}

function settingsOf(wish: FeedWish, allowed: readonly string[]): Outcome<FeedSettings> {
  const { others, ...rest } = wish;
  if (!mayBeRead(wish.url, allowed)) return refused('url', 'feedUrlWrong');
  if (others.some((one) => originOf(one) !== one || !mayBeRead(one, allowed))) return refused('others', 'originWrong');
  return done({ ...rest, origins: [...new Set([originOf(wish.url) as string, ...others])] });
}

/** It is read within the next minute. `allowed`: private addresses of the operator's setting. */
export async function addFeed(
  trx: Transaction,
  by: By,
  wish: FeedWish,
  allowed: readonly string[],
): Promise<Outcome<number>> {
  const settings = settingsOf(wish, allowed);
  if (!settings.ok) return settings;
  const id = await insertFeed(trx, settings.value, by);
  await note(trx, by, 'incident_feed.add', `warning_feed:${id}`, { name: wish.name });
  return done(id);
}

/** What may be shown by itself was agreed for the feed as it was: with another source its rules wait again. */
export async function changeFeed(
  trx: Transaction,
  by: By,
  id: number,
  wish: FeedWish & { revision: number },
  allowed: readonly string[],
): Promise<Outcome<Feed>> {
  const { revision, ...rest } = wish;
  const feed = await lockFeed(trx, id);
  if (!feed) return refused(null, 'feedGone');
  if (feed.revision !== revision) return refused(null, 'feedMoved');
  const settings = settingsOf(rest, allowed);
  if (!settings.ok) return settings;
  await updateFeed(trx, id, settings.value, by.at);
  const sourceOf = (one: FeedSettings) =>
    JSON.stringify([one.url, [...one.origins].sort(), one.signedAnywhere, one.words, one.codes, one.shapes]);
  if (sourceOf(feed) !== sourceOf(settings.value)) await unconfirmRules(trx, id, by.accountId);
  await note(trx, by, 'incident_feed.change', `warning_feed:${id}`, { name: wish.name });
  return done(feed);
}

/** Removed for good: its rules end, what they have put on the page goes; what was received stays at the desk. */
export async function moveFeed(trx: Transaction, by: By, id: number, to: FeedState): Promise<Outcome<Feed>> {
  const feed = await lockFeed(trx, id);
  if (!feed) return refused(null, 'feedGone');
  if (feed.state === to) return done(feed);
  await setFeedState(trx, id, to, by.at);
  if (to === 'removed') {
    if (await endNotices(trx, { feedId: id }, by.at, by.accountId)) await pageChanged(trx);
    await endRules(trx, id, by);
  }
  const act = {
    active: 'incident_feed.resume',
    paused: 'incident_feed.pause',
    removed: 'incident_feed.remove',
  } as const;
  await note(trx, by, act[to], `warning_feed:${id}`, { name: feed.name });
  return done(feed);
}

/** Reads it as soon as the limit allows, whatever its next time was. */
export async function lookNow(trx: Transaction, by: By, id: number): Promise<Outcome<Feed>> {
  const feed = await lockFeed(trx, id);
  if (feed?.state !== 'active') return refused(null, 'feedGone');
  await hasten(trx, id, by.at, leastMinutes);
  return done(feed);
}
