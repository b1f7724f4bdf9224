/**
 * What was opened with one key and sealed to another in the browser. Rotation: it takes the old one's place. After a loss: the
 * holder of the other seat seals it to the key that follows the lost one, and keeps the own box.
 */
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type Key, keyState } from '../model/wrap.ts';
import { endIfEmpty } from '../queries/keys.ts';
import { countOnWay, type NewPiece, swapBoxes, type Way } from '../queries/move.ts';
import { type Holder, onOwn } from './keys.ts';
import { keysInUse } from './openers.ts';

/**
 * From a retired key to the one in use of the same seat, whoever holds it: the holder's own next one, or a successor's. From a
 * key in use to that of the other seat, for what a lost key of that seat opened too: the person chose both then.
 */
export async function wayOf(
  services: Services,
  key: Pick<Key, 'id' | 'seat' | keyof KeyDays>,
): Promise<Way | undefined> {
  const { clock, config } = services;
  const state = keyState(key);
  if (state !== 'retired' && state !== 'in_use') return undefined;
  const keys = await keysInUse(services);
  // A grant that has ended opens nothing more to others either.
  if (state === 'in_use' && !keys.some(({ keyId }) => keyId === key.id)) return undefined;
  const to = keys.find(({ seat, keyId }) => (seat === key.seat) === (state === 'retired') && keyId !== key.id);
  const today = localDate(clock.now(), config.timeZone);
  return to && { from: key.id, to, lost: state === 'retired' ? undefined : to.seat, today };
}

type KeyDays = Pick<Key, 'retiredOn' | 'endedOn' | 'lost'>;

/** How many names wait to be sealed to the key that follows a lost one; they can be opened with this key. */
export async function waitingAfterLoss(services: Services, key: Key): Promise<number> {
  const way = keyState(key) === 'in_use' ? await wayOf(services, key) : undefined;
  if (!way) return 0;
  const { all, kept } = await countOnWay(services.db, way);
  return all - kept;
}

/**
 * Takes some boxes over; those that are not to go this way any more (sent twice, deleted meanwhile) are left aside. With the
 * last one an old key ends. Trouble: `keyMoved`.
 */
export async function movePieces(
  services: Services,
  holder: Holder,
  keyId: string,
  to: string,
  pieces: readonly NewPiece[],
): Promise<Outcome<{ moved: number; ended: boolean }>> {
  const keys = await keysInUse(services);
  return onOwn(services, holder, keyId, async (trx, key, today, note) => {
    const state = keyState(key);
    const target = keys.find((one) => one.keyId === to && one.keyId !== key.id);
    if (!target || (target.seat === key.seat) !== (state === 'retired')) return refused(null, 'keyMoved');
    if (state === 'in_use' && !keys.some((one) => one.keyId === key.id)) return refused(null, 'keyMoved');
    const lost = state === 'retired' ? undefined : target.seat;
    const moved = await swapBoxes(trx, { from: keyId, to: target, lost, today }, pieces);
    if (lost !== undefined && moved > 0) await note('voice.seal_anew', holder, target);
    const ended = lost === undefined && (await endIfEmpty(trx, keyId, today));
    if (ended) await note('voice.end_key', holder, key);
    return done({ moved, ended });
  });
}
