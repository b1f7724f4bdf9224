/** The district's map: a small square drawn here from its own data. Clicks, views and what is seen in them. Pure. */

/** WGS84. */
export interface Point {
  latitude: number;
  longitude: number;
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

/** As many decimals of a degree as are worth keeping: three are some hundred metres, four some ten. */
export type Digits = 3 | 4;

export function rounded({ latitude, longitude }: Point, digits: Digits): Point {
  const grid = 10 ** digits;
  return { latitude: Math.round(latitude * grid) / grid, longitude: Math.round(longitude * grid) / grid };
}

/** As it will be stored, so that nobody thinks it were more exact. */
export function pointWritten(point: Point, digits: Digits): string {
  const { latitude, longitude } = rounded(point, digits);
  return `${latitude.toFixed(digits)}, ${longitude.toFixed(digits)}`;
}

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

/** What the picture of a view is asked for by; `point` as it stands in the field is marked, with a ring of so many metres. */
export function pictureQuery(view: MapView, point?: string, metres?: number): string {
  return new URLSearchParams({
    at: viewWritten(view),
    ...(point && { mark: point }),
    ...(point && metres && { metres: String(metres) }),
  }).toString();
}

/**
 * Whether a point lies in the district: in one of the areas that are drawn, else in what is seen of all of it. Undefined
 * where there is no map to say so.
 */
export function isInside(landmarks: readonly Landmark[], point: Point): boolean | undefined {
  const areas = landmarks.filter(({ kind, points }) => kind === 'area' && points.length > 2);
  if (areas.length > 0) return areas.some(({ points }) => isWithin(points, point));
  const whole = wholeView(landmarks);
  if (!whole) return undefined;
  return isSeen(whole, point);
}

export function isSeen(view: MapView, point: Point): boolean {
  const { x, y } = pixelOf(view, point);
  return Math.min(x, y) >= 0 && Math.max(x, y) <= mapSide;
}

/** A ray to the east meets the outline an odd number of times. */
function isWithin(ring: Landmark['points'], { latitude, longitude }: Point): boolean {
  let inside = false;
  let [south, west] = ring.at(-1) ?? [0, 0];
  for (const [north, east] of ring) {
    const meets = north > latitude !== south > latitude;
    if (meets && longitude < west + ((latitude - south) / (north - south)) * (east - west)) inside = !inside;
    [south, west] = [north, east];
  }
  return inside;
}
