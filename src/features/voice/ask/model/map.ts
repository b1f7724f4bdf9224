/** The map of /ask: a small square drawn here from the district's own data. Clicks, views and what is seen in them. Pure. */
import type { Point } from './place.ts';

export interface Landmark {
  id: number;
  kind: 'place' | 'line' | 'area' | 'source';
  name: string | null;
  points: readonly (readonly [latitude: number, longitude: number])[];
}

/** As large as a phone of 360 px shows whole. Without a script the server gets no other size than this one to reckon with. */
export const mapSide = 300;
/** So much nearer with each click. */
const nearer = 3;
const nearestMetres = 1500;
const metresPerDegree = 111_320;

export interface MapView {
  centre: Point;
  /** Metres from one side to the other. */
  span: number;
  /** 0 the whole district. */
  zoom: number;
}

/** All of it, with some room around; undefined where there is nothing to draw. */
export function wholeView(landmarks: readonly Landmark[]): MapView | undefined {
  const points = landmarks.flatMap((one) => one.points);
  if (points.length === 0) return undefined;
  let [south, north, west, east] = [90, -90, 180, -180];
  for (const [latitude, longitude] of points) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
  }
  const centre = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  const high = (north - south) * metresPerDegree;
  const wide = (east - west) * perDegreeOfLongitude(centre);
  return { centre, span: Math.max(nearestMetres, Math.max(high, wide) * 1.12), zoom: 0 };
}

function perDegreeOfLongitude({ latitude }: Point): number {
  return metresPerDegree * Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
}

/** Nearer around a point, as far as the grid of stored places makes sense. */
export function viewAt(whole: MapView, centre: Point, zoom: number): MapView {
  const most = Math.max(0, Math.ceil(Math.log(whole.span / nearestMetres) / Math.log(nearer)));
  const step = Math.min(Math.max(0, zoom), most);
  return {
    centre: step === 0 ? whole.centre : centre,
    span: Math.max(nearestMetres, whole.span / nearer ** step),
    zoom: step,
  };
}

/** Where a click fell, in the picture's own pixels. */
export function clicked({ centre, span }: MapView, x: number, y: number): Point {
  const metres = span / mapSide;
  return {
    latitude: centre.latitude - ((y - mapSide / 2) * metres) / metresPerDegree,
    longitude: centre.longitude + ((x - mapSide / 2) * metres) / perDegreeOfLongitude(centre),
  };
}

/** The other way round. */
export function pixelOf({ centre, span }: MapView, { latitude, longitude }: Point): { x: number; y: number } {
  const scale = mapSide / span;
  return {
    x: mapSide / 2 + (longitude - centre.longitude) * perDegreeOfLongitude(centre) * scale,
    y: mapSide / 2 - (latitude - centre.latitude) * metresPerDegree * scale,
  };
}

export function metresBetween(one: Point, other: Point): number {
  const up = (one.latitude - other.latitude) * metresPerDegree;
  const across = (one.longitude - other.longitude) * perDegreeOfLongitude(one);
  return Math.hypot(up, across);
}

/** The named place that is nearest, where there is one within 5 km. */
export function nearestPlace(
  landmarks: readonly Landmark[],
  point: Point,
): { name: string; metres: number } | undefined {
  let found: { name: string; metres: number } | undefined;
  for (const { kind, name, points } of landmarks) {
    const [first] = points;
    if (kind !== 'place' || name === null || !first) continue;
    const metres = metresBetween(point, { latitude: first[0], longitude: first[1] });
    if (metres <= 5000 && (!found || metres < found.metres)) found = { name, metres };
  }
  return found && { ...found, metres: Math.round(found.metres / 100) * 100 };
}

/** `31.472,103.585,2` as it goes along in the form and in the picture's address. */
export function viewTyped(text: string): { centre: Point; zoom: number } | undefined {
  const [, latitude, longitude, zoom] = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d)$/.exec(text) ?? [];
  const centre = { latitude: Number(latitude), longitude: Number(longitude) };
  if (!(Math.abs(centre.latitude) <= 85 && Math.abs(centre.longitude) <= 180)) return undefined;
  return { centre, zoom: Number(zoom) };
}

export function viewWritten({ centre, zoom }: MapView): string {
  return `${centre.latitude.toFixed(4)},${centre.longitude.toFixed(4)},${zoom}`;
}
