/** Whether a warning concerns the district: by words, by codes, by shapes. Pure. */
import booleanIntersects from '@turf/boolean-intersects';
import circle from '@turf/circle';
import { polygon } from '@turf/helpers';
import type { Shape } from '../../model/area.ts';
import type { CapMessage, WarnedArea } from './message.ts';

export interface AreaFilter {
  /** Names of places of which one must stand in the text of an area; with codes and shapes, any of the three will do. */
  words: readonly string[];
  /** Codes of administrative divisions (GB/T 2260 and the like). */
  codes: readonly string[];
  /** Whether polygons and circles are laid over the places of the district's organisations. */
  shapes: boolean;
}

/** True if the filter asks for nothing, or if any area fits. A message without any area concerns everybody. */
export function concerns(
  message: Pick<CapMessage, 'infos'>,
  filter: AreaFilter,
  places: readonly Pick<Shape, 'polygon' | 'circle'>[],
): boolean {
  if (filter.words.length === 0 && filter.codes.length === 0 && !filter.shapes) return true;
  const areas = message.infos.flatMap((info) => info.areas);
  if (areas.length === 0) return true;
  return areas.some(
    (area) =>
      filter.words.some((word) => area.text.includes(word)) ||
      area.codes.some((code) => filter.codes.some((own) => codesMeet(code.value, own))) ||
      (filter.shapes && shapesMeet(area, places)),
  );
}

/** One division holds the other: 510000 (a province) and 513221 (a county in it) meet, 513221 and 513222 don't. */
export function codesMeet(one: string, other: string): boolean {
  const [a, b] = [stem(one), stem(other)];
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
}

/** 513200000000 → 5132: pairs of zeros at the end say "all of it". */
function stem(code: string): string {
  const plain = code.trim();
  return /^\d+$/.test(plain) ? plain.replace(/(?:000|00)+$/, '') : plain;
}

type Ring = [number, number][];
/** `lat,lon` of CAP to the lon,lat of GeoJSON. */
const ringOf = (text: string): Ring =>
  text.split(' ').map((point) => {
    const [lat = 0, lon = 0] = point.split(',').map(Number);
    return [lon, lat];
  });

function shapesOf(polygons: readonly string[], circles: readonly string[]) {
  return [
    ...polygons.map((text) => polygon([ringOf(text)])),
    ...circles.map((text) => {
      const [centre = '', radius = '0'] = text.split(' ');
      // A circle without extent is a place; turf wants one that has some.
      return circle(ringOf(centre)[0] ?? [0, 0], Math.max(Number(radius), 0.01), { units: 'kilometers', steps: 32 });
    }),
  ];
}

function shapesMeet(area: WarnedArea, places: readonly Pick<Shape, 'polygon' | 'circle'>[]): boolean {
  const warned = shapesOf(area.polygons, area.circles);
  return places.some((place) => {
    const own = shapesOf(place.polygon ? [place.polygon] : [], place.circle ? [place.circle] : []);
    return own.some((mine) => warned.some((theirs) => booleanIntersects(mine, theirs)));
  });
}
