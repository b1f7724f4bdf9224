/** The place on the map in words: for whoever sees no picture, and for warnings. */
import { type Landmark, nearestPlace, pointWritten } from '#features/map/feature.ts';
import type { Words } from './messages.ts';
import { digits, type Spot } from './model/spot.ts';

export type PlainSpot = Pick<Spot, 'latitude' | 'longitude' | 'metres'>;

export function reachInWords(t: Words, metres: number): string {
  return metres < 1000 ? t('spotMetres', { n: metres }) : t('spotKilometres', { n: metres / 1000 });
}

/** The name of what is near, where the map knows something within 5 km. */
export function nearOf(landmarks: readonly Landmark[], spot: PlainSpot): string | null {
  return nearestPlace(landmarks, spot)?.name ?? null;
}

/** `within 1 km of 31.4810, 103.6120, near …`. */
export function spotInWords(t: Words, spot: PlainSpot, near: string | null): string {
  const point = pointWritten(spot, digits);
  const said = spot.metres ? t('spotAround', { point, reach: reachInWords(t, spot.metres) }) : point;
  return near ? t('spotNear', { spot: said, name: near }) : said;
}
