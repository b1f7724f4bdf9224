/** Where the thing is: never nearer than about a hundred metres, so that no doorstep is stored. Pure. */

/** A thousandth of a degree of latitude is 111 m. */
const grid = 1000;

export interface Point {
  latitude: number;
  longitude: number;
}

export function snapped({ latitude, longitude }: Point): Point {
  return { latitude: Math.round(latitude * grid) / grid, longitude: Math.round(longitude * grid) / grid };
}

/** `31.472, 103.585` as people copy it from a map, with the signs of a Chinese keyboard too; undefined for what is none. */
export function pointTyped(typed: string): Point | undefined {
  const found = /^\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*$/.exec(
    typed.normalize('NFKC').replaceAll('、', ','),
  );
  const latitude = Number(found?.[1] ?? Number.NaN);
  const longitude = Number(found?.[2] ?? Number.NaN);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  return { latitude, longitude };
}
