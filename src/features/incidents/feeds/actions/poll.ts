/** Polling feeds: what is due is read, each by one process, and what it says is taken in. Safe to run twice. */
import { isHeld } from '#platform/database/restore-mark.ts';
import type { Services } from '#platform/services.ts';
import { shaped } from '../../queries/alerts.ts';
import { type Faulty, type Feed, nextPoll, originOf, type Read } from '../model/feed.ts';
import type { CapMessage } from '../model/message.ts';
import type { Pinned } from '../model/signature.ts';
import { pinnedInForce } from '../queries/certificates.ts';
import { claimDue, linksOf, lockFeed, markFault, markRead, putLink } from '../queries/feeds.ts';
import { readCap } from '../reading/cap.ts';
import { type Fetched, type FetchGround, fetchDocument } from '../reading/fetching.ts';
import { type CapLink, readIndex } from '../reading/links.ts';
import { checkSignature } from '../reading/signature.ts';
import { readXml } from '../reading/xml.ts';
import { type Origin, type ReceiveGround, receive } from './receive.ts';

const feedsAtOnce = 4;
const feedsPerRun = 20;
/** Messages of one feed in one run; the rest comes with the next. */
const messagesPerRun = 40;
/** A message that can't be had is asked for so often. */
const mostTries = 5;
const requestPatience = 20_000;

/** Faults that may be gone next time; the others lie in the message itself. */
const passing: readonly Faulty['fault'][] = ['timeout', 'unreachable', 'status', 'redirects', 'compression'];

/** Returns how many feeds were asked. `timeout`: milliseconds for each request. */
export async function pollDue(services: Services, { timeout = requestPatience } = {}): Promise<number> {
  const { db, clock } = services;
  const feeds = await claimDue(db, clock.now(), feedsPerRun);
  const asked = feeds.length;
  const lane = async () => {
    for (let feed = feeds.shift(); feed; feed = feeds.shift()) await pollOne(services, feed, timeout);
  };
  await Promise.all(Array.from({ length: feedsAtOnce }, lane));
  return asked;
}

async function pollOne(services: Services, feed: Feed, timeout: number): Promise<void> {
  const { db, clock, config } = services;
  const ground = { origins: feed.origins, allowed: config.feedPrivate, timeout };
  const answer = await fetchDocument(feed.url, ground, feed);
  if (!answer.ok) return failed(services, feed, answer, answer.retryAfter);
  if (answer.value.kind === 'unchanged') {
    const { etag, lastModified } = feed;
    return markRead(db, feed, { ...success(services, feed), etag, lastModified });
  }
  const document = answer.value;
  const root = readXml(document.text);
  if (!root.ok) return failed(services, feed, root);
  const index = readIndex(root.value, document.url);
  if (!index.ok) return failed(services, feed, index);
  const receiving: ReceiveGround = {
    at: clock.now(),
    places: [...(await shaped(db)).values()],
    // A restored database says nothing by itself until somebody has released it.
    maySpeak: !(await isHeld(db)),
  };
  if (index.value.kind === 'message') {
    const taken = await takeIn(services, feed, document, document.url, receiving);
    if (!taken.ok) return failed(services, feed, taken);
    return markRead(db, feed, { ...success(services, feed), ...document });
  }
  const left = await readMessages(services, feed, index.value.links, ground, receiving);
  // What could not be had is missed if the index answers "unchanged" next time.
  const { etag, lastModified } = left > 0 ? { etag: null, lastModified: null } : document;
  await markRead(db, feed, { ...success(services, feed), etag, lastModified });
}

/** Reads what is new in an index; returns how many messages are still to be had. */
async function readMessages(
  services: Services,
  feed: Feed,
  links: readonly CapLink[],
  ground: FetchGround,
  receiving: ReceiveGround,
): Promise<number> {
  const { db, clock } = services;
  const known = await linksOf(
    db,
    feed.id,
    links.map((link) => link.href),
  );
  const wanted = links.filter((link) => {
    const before = known.get(link.href);
    if (!before || before.stamp !== link.stamp) return true;
    return before.fault !== null && passing.includes(before.fault) && before.tries < mostTries;
  });
  let left = Math.max(0, wanted.length - messagesPerRun);
  for (const { href, stamp } of wanted.slice(0, messagesPerRun)) {
    const before = known.get(href);
    const tries = before && before.stamp === stamp ? before.tries + 1 : 1;
    const read = await readMessage(services, feed, href, ground, receiving);
    const fault = read.ok ? null : { fault: read.fault, detail: read.detail };
    if (fault && passing.includes(fault.fault) && tries < mostTries) left += 1;
    await putLink(db, feed.id, { href, stamp, tries, fault, at: clock.now() });
  }
  return left;
}

async function readMessage(
  services: Services,
  feed: Feed,
  href: string,
  ground: FetchGround,
  receiving: ReceiveGround,
): Promise<Read<null>> {
  const origins = feed.signedAnywhere ? 'any' : ground.origins;
  const answer = await fetchDocument(href, { ...ground, origins });
  if (!answer.ok) return answer;
  if (answer.value.kind === 'unchanged') return { ok: false, fault: 'status', detail: '304' };
  return takeIn(services, feed, answer.value, href, receiving);
}

function capIn(text: string): Read<CapMessage> {
  const root = readXml(text);
  return root.ok ? readCap(root.value) : root;
}

/** The message, and from where it came. Where its signature holds, it is what was signed, whatever stands around that. */
function judge(
  document: Pick<Fetched, 'text' | 'url'>,
  feed: Feed,
  plain: CapMessage,
  pins: readonly Pinned[],
  at: Date,
): Read<{ message: CapMessage; origin: Origin }> {
  const { signedText, ...signed } = checkSignature(document.text, pins, at);
  const message = signedText === null ? ({ ok: true, value: plain } as const) : capIn(signedText);
  if (!message.ok) return message;
  const pinned = feed.origins.includes(originOf(document.url) ?? '');
  if (!pinned && signed.signature !== 'verified') return { ok: false, fault: 'unproven', detail: document.url };
  return {
    ok: true,
    value: { message: { ...message.value, signed: signed.signature !== 'none' }, origin: { signed, pinned } },
  };
}

async function takeIn(
  { db }: Services,
  feed: Feed,
  document: Pick<Fetched, 'text' | 'url'>,
  href: string,
  receiving: ReceiveGround,
): Promise<Read<null>> {
  // Whoever is no XML at all is told so before anybody looks for a signature in it.
  const plain = capIn(document.text);
  if (!plain.ok) return plain;
  return db.transaction().execute(async (trx): Promise<Read<null>> => {
    // Paused, removed or changed while it was read: what was asked for is no longer wanted.
    const now = await lockFeed(trx, feed.id);
    if (now?.state !== 'active' || now.revision !== feed.revision) return { ok: true, value: null };
    const judged = judge(document, now, plain.value, await pinnedInForce(trx, now.id), receiving.at);
    if (!judged.ok) return judged;
    await receive(trx, now, judged.value.message, href, judged.value.origin, receiving);
    return { ok: true, value: null };
  });
}

function success({ clock }: Services, feed: Feed): { at: Date; nextPollAt: Date } {
  const at = clock.now();
  return { at, nextPollAt: nextPoll(at, feed, 0) };
}

async function failed({ db, clock }: Services, feed: Feed, fault: Faulty, retryAfter = 0): Promise<void> {
  const at = clock.now();
  await markFault(db, feed, { ...fault, at, nextPollAt: nextPoll(at, feed, feed.faultsInRow + 1, retryAfter) });
}
