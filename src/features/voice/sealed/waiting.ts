/** What waits for ombudspersons, on the desk's first page: a key to make, word to send, names to move. */
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { words } from '../messages.ts';
import { waitingAfterLoss } from './actions/move.ts';
import { keyState } from './model/wrap.ts';
import { keysPath, movePath, namesPath, newKeyPath } from './paths.ts';
import { keysOf } from './queries/keys.ts';
import { countWaiting } from './queries/names.ts';

export async function sealedWaiting({ services, caller, reach, language }: Asking): Promise<Waiting[]> {
  const sealing = reach('voice.seal');
  if (sealing.paths.length === 0) return [];
  const { db } = services;
  const district = await theDistrict(db);
  if (!district || !within(sealing, district.path)) return [];
  const [keys, asked] = await Promise.all([keysOf(db, caller.accountId), countWaiting(db, caller.accountId)]);
  const t = words(language);
  const n = (count: number) => t('waitN', { n: count });
  const tasks: WaitingTask[] = [];
  const handles = reach('voice.handle').paths.length > 0;
  if (!handles && !keys.some((key) => key.endedOn === null)) {
    tasks.push({ text: t('sealedKeyWaiting'), href: newKeyPath, status: { kind: 'wait', text: t('seatVacant') } });
  }
  if (asked > 0) {
    const status = { kind: 'wait' as const, text: n(asked) };
    tasks.push({ text: t('sealedWaiting'), href: namesPath({ show: 'asked' }), status });
  }
  for (const key of keys.filter((one) => keyState(one) === 'retired' && one.names > 0)) {
    const status = { kind: 'info' as const, text: n(key.names) };
    tasks.push({ text: t('sealedMoveWaiting'), href: movePath(key.id), status });
  }
  for (const key of keys) {
    const count = await waitingAfterLoss(services, key);
    if (count === 0) continue;
    tasks.push({ text: t('anewTitle'), href: movePath(key.id), status: { kind: 'wait', text: n(count) } });
  }
  const title = t('sealedTitle');
  return tasks.length > 0 ? [{ order: 16, title, tasks, all: { href: keysPath, text: t('keysTitle') } }] : [];
}
