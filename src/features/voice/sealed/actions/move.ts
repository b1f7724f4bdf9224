/** Rotation: what was opened with the old key and sealed to the new one in the browser is put in the old one's place. */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Opener } from '../model/box.ts';
import { type Key, keyState } from '../model/wrap.ts';
import { endIfEmpty } from '../queries/keys.ts';
import { type NewPiece, swapBoxes } from '../queries/move.ts';
import { type Holder, onOwn } from './keys.ts';
import { keysInUse } from './openers.ts';

/** The key in use of the same seat, whoever holds it: the holder's own next one, or a successor's. */
export async function targetOf(services: Services, key: Pick<Key, 'id' | 'seat'>): Promise<Opener | undefined> {
  return (await keysInUse(services)).find(({ seat, keyId }) => seat === key.seat && keyId !== key.id);
}

/**
 * Takes some boxes over; those that lie under the old key no longer (sent twice, deleted meanwhile) are left aside. With the
 * last one the old key ends. Trouble: `keyMoved`.
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
    const target = keys.find((one) => one.keyId === to && one.seat === key.seat);
    if (keyState(key) !== 'retired' || !target) return refused(null, 'keyMoved');
    const moved = await swapBoxes(trx, { from: keyId, to: target, pieces });
    const ended = await endIfEmpty(trx, keyId, today);
    if (ended) await note('voice.end_key', holder, key);
    return done({ moved, ended });
  });
}
