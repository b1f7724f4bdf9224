/** What becomes of one message of a feed. */
import type { Transaction } from '#platform/database/connect.ts';
import type { Shape } from '../../model/area.ts';
import { pageChanged } from '../../queries/page.ts';
import { concerns } from '../model/area.ts';
import type { Feed } from '../model/feed.ts';
import { type CapMessage, endOf } from '../model/message.ts';
import { gravest, isAtLeast, kindFor } from '../model/severity.ts';
import type { Signed } from '../model/signature.ts';
import type { Warning } from '../model/warning.ts';
import { endNotices } from '../queries/rules.ts';
import { follow, followerOf, insertWarning, type NewWarning, referredTo } from '../queries/warnings.ts';
import { speak } from './rules.ts';

export interface ReceiveGround {
  at: Date;
  /** Where the district's organisations lie. */
  places: readonly Pick<Shape, 'polygon' | 'circle'>[];
  /** False while a restored database waits for its release: then nothing is shown by itself. */
  maySpeak: boolean;
}

/** From where one message came: what its signature is worth, and whether it lay on a pinned site. */
export interface Origin {
  signed: Signed;
  pinned: boolean;
}

/** `proposed`: it waits at the desk. `settled`: it only says something of others. `passed`: it is none of ours. */
export type Received = 'proposed' | 'settled' | 'passed';

/**
 * Takes a message in, once. Tests, drafts and technical messages are passed over; so are those that have ended, are too
 * light, or concern other places, unless they follow one that we have. What is signed is moved by what is signed only.
 * Never throws for what strangers write.
 */
export async function receive(
  trx: Transaction,
  feed: Feed,
  message: CapMessage,
  href: string,
  origin: Origin,
  ground: ReceiveGround,
): Promise<Received> {
  const { msgType, status } = message;
  if (msgType === 'Ack' || msgType === 'Error') return 'passed';
  if (status !== 'Actual' && status !== 'Exercise') return 'passed';
  const proven = origin.signed.signature === 'verified';
  const related = await referredTo(trx, feed.id, message.references, proven);
  const endsAt = endOf(message);
  const relevant = endsAt > ground.at && concerns(message, feed, ground.places) && isRelevant(message, feed);
  const follower = await followerOf(trx, feed.id, message, proven);
  const proposed = msgType !== 'Cancel' && relevant && follower === null;
  // A cancellation is kept: what it cancels may stand further down in the index and come later.
  if (!proposed && related.length === 0 && msgType !== 'Cancel') return 'passed';
  const severity = gravest(message.infos.map((info) => info.severity));
  const warning: NewWarning = {
    feedId: feed.id,
    message: { ...message, msgType, status },
    ...{ severity, href, endsAt, followedBy: follower, at: ground.at, ...origin.signed },
    kind: kindOf(message),
    state: proposed ? 'new' : 'settled',
  };
  const id = await insertWarning(trx, warning);
  if (id === null) return 'passed';
  const ids = related.map((one) => one.id);
  await follow(trx, ids, id);
  const spoken = proposed && ground.maySpeak && (await speak(trx, feed, { ...warning, id }, origin.pinned, ids));
  if ((await endNotices(trx, { warningIds: ids }, ground.at, null)) || spoken) await pageChanged(trx);
  return proposed ? 'proposed' : 'settled';
}

function isRelevant(message: CapMessage, feed: Feed): boolean {
  return message.infos.some((info) => isAtLeast(info.severity, feed.leastSeverity));
}

function kindOf(message: CapMessage): Warning['kind'] {
  for (const info of message.infos) {
    const kind = kindFor(info.event, info.categories);
    if (kind) return kind;
  }
  return null;
}
