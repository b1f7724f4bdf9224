/** Where an incident is, corrected later: by whoever leads it. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome } from '#platform/trouble.ts';
import { words } from '../messages.ts';
import type { Spot } from '../model/spot.ts';
import { setPlace } from '../queries/incidents.ts';
import { addEntry } from '../queries/log.ts';
import { pageChanged } from '../queries/page.ts';
import { spotInWords } from '../spot-words.ts';
import { type By, note } from './by.ts';
import { led } from './respond.ts';

/** The log keeps what was said before; a warning that was sent keeps its area, the next one has the new circle. */
export async function markPlace(
  trx: Transaction,
  by: By,
  id: number,
  wish: { place: string; spot: Spot | null; revision: number },
): Promise<Outcome<null>> {
  const found = await led(trx, by, id, wish.revision);
  if (!found.ok) return found;
  await setPlace(trx, id, wish.place, wish.spot);
  const spot = wish.spot && spotInWords(words('zh-CN'), wish.spot, null);
  const text = [wish.place, spot].filter(Boolean).join(' · ');
  await addEntry(trx, id, { sort: 'place', at: by.at, accountId: by.accountId, text });
  await note(trx, by, 'incident.place', `incident:${id}`, { public: wish.spot?.public ? 1 : 0 });
  await pageChanged(trx);
  return done(null);
}
