/** Reading the district's own map from GeoJSON (RFC 7946): points with names, lines, areas; WGS84, longitude first. Pure. */
import type { Landmark } from './view.ts';

export const mostLandmarks = 1000;
export const mostMapPoints = 20_000;
const longestName = 60;

export type NewLandmark = Omit<Landmark, 'id'>;
type Pair = readonly [number, number];

export type MapTrouble = 'mapNoJson' | 'mapNoFeatures' | 'mapTooMuch' | 'mapOutside' | 'mapNameLong';

/** A feature without name is drawn, but a point without name says nothing and is left out. Troubles by name. */
export function landmarksFrom(text: string): { landmarks: NewLandmark[] } | { trouble: MapTrouble } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { trouble: 'mapNoJson' };
  }
  const features = (read as { features?: unknown } | null)?.features;
  if (!Array.isArray(features) || features.length === 0) return { trouble: 'mapNoFeatures' };
  const landmarks: NewLandmark[] = [];
  for (const feature of features as unknown[]) {
    const { geometry, properties } = (feature ?? {}) as { geometry?: unknown; properties?: unknown };
    const name = nameIn(properties);
    if (name !== null && name.length > longestName) return { trouble: 'mapNameLong' };
    for (const { kind, points } of shapesIn(geometry)) {
      if (points.some(([latitude, longitude]) => !(Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180)))
        return { trouble: 'mapOutside' };
      if (points.length > 0 && (kind !== 'place' || name !== null)) landmarks.push({ kind, name, points });
    }
    if (landmarks.length > mostLandmarks) return { trouble: 'mapTooMuch' };
  }
  if (landmarks.length === 0) return { trouble: 'mapNoFeatures' };
  const points = landmarks.reduce((sum, one) => sum + one.points.length, 0);
  return points > mostMapPoints ? { trouble: 'mapTooMuch' } : { landmarks };
}

function nameIn(properties: unknown): string | null {
  const name = (properties as { name?: unknown } | null)?.name;
  const text = typeof name === 'string' ? name.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() : '';
  return text === '' ? null : text;
}

function shapesIn(geometry: unknown): { kind: 'place' | 'line' | 'area'; points: Pair[] }[] {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  const list = Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
  if (type === 'Point') return [{ kind: 'place', points: pairs([list]) }];
  if (type === 'LineString') return [{ kind: 'line', points: pairs(list) }];
  if (type === 'MultiLineString') return list.map((line) => ({ kind: 'line', points: pairs(line) }));
  // Holes are not drawn: the outline is what people know it by.
  if (type === 'Polygon') return [{ kind: 'area', points: pairs(list[0]) }];
  if (type === 'MultiPolygon')
    return list.map((polygon) => ({ kind: 'area', points: pairs(Array.isArray(polygon) ? polygon[0] : []) }));
  return [];
}

/** To some ten metres, latitude first. */
function pairs(list: unknown): Pair[] {
  const round = (n: number) => Math.round(n * 10_000) / 10_000;
  return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((one) => {
    const [longitude, latitude] = Array.isArray(one) ? (one as unknown[]) : [];
    return typeof latitude === 'number' && typeof longitude === 'number'
      ? [[round(latitude), round(longitude)] as const]
      : [];
  });
}
