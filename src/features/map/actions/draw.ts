/** The district's map, by its administrators: read from a file, replaced as a whole. */
import { record } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { landmarksFrom, mostLandmarks, mostMapPoints } from '../model/landmarks.ts';
import { replaceLandmarks } from '../queries/landmarks.ts';

export interface MapMaker {
  accountId: number;
  at: Date;
}

const longestSource = 60;

/** Troubles: `mapFileMissing`, `mapSourceMissing`, `mapNoJson`, `mapNoFeatures`, `mapTooMuch`, `mapOutside`, `mapNameLong`. */
export async function drawMap(
  trx: Transaction,
  by: MapMaker,
  wish: { file: string | undefined; source: string },
): Promise<Outcome<{ places: number }>> {
  const source = wish.source
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replace(/\s+/g, ' ');
  if (source === '' || source.length > longestSource)
    return refused('source', 'mapSourceMissing', { n: longestSource });
  if (wish.file === undefined) return refused('file', 'mapFileMissing');
  const read = landmarksFrom(wish.file);
  if ('trouble' in read) return refused('file', read.trouble, { n: mostLandmarks, points: mostMapPoints });
  await replaceLandmarks(trx, [...read.landmarks, { kind: 'source', name: source, points: [] }]);
  await noted(trx, by, 'map.draw');
  return done({ places: read.landmarks.filter(({ kind }) => kind === 'place').length });
}

export async function clearMap(trx: Transaction, by: MapMaker): Promise<Outcome<null>> {
  await replaceLandmarks(trx, []);
  await noted(trx, by, 'map.clear');
  return done(null);
}

async function noted(trx: Transaction, by: MapMaker, action: 'map.draw' | 'map.clear'): Promise<void> {
  const actor = { kind: 'account', accountId: by.accountId } as const;
  await record(trx, { actor, action, subject: 'map_landmark', at: by.at });
}
