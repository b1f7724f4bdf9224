/** Shapes of places as CAP 1.2 writes them: `lat,lon` in WGS84 with decimal points. Pure. */

export interface Shape {
  /** `lat,lon lat,lon …`, four points at least, the last is the first. */
  polygon: string;
  /** `lat,lon radius` in kilometres. */
  circle: string;
  /** What the code is, such as `GB/T 2260`, and the code. */
  codeName: string;
  code: string;
}

export interface Area extends Partial<Shape> {
  name: string;
  /** Of what is described and not named: the same in English. */
  english?: string;
}

type Point = readonly [lat: number, lon: number];

const number = /^-?\d{1,3}(?:\.\d{1,8})?$/;

function pointOf(text: string): Point | undefined {
  const [lat = '', lon = '', ...more] = text.split(',');
  if (more.length > 0 || !number.test(lat) || !number.test(lon)) return undefined;
  const point = [Number(lat), Number(lon)] as const;
  return Math.abs(point[0]) <= 90 && Math.abs(point[1]) <= 180 ? point : undefined;
}

export type ShapeTrouble = 'polygonForm' | 'polygonOpen' | 'polygonCrosses' | 'circleForm' | 'codeForm';

/** What is wrong with a shape; empty parts are left out. */
export function shapeTrouble(shape: Shape): ShapeTrouble | undefined {
  if (shape.polygon !== '') {
    const points = shape.polygon.split(' ').map(pointOf);
    if (points.length < 4 || points.includes(undefined)) return 'polygonForm';
    const ring = points as Point[];
    const [first, last] = [ring[0] as Point, ring.at(-1) as Point];
    if (first[0] !== last[0] || first[1] !== last[1]) return 'polygonOpen';
    if (crosses(ring)) return 'polygonCrosses';
  }
  if (shape.circle !== '') {
    const [centre = '', radius = '', ...more] = shape.circle.split(' ');
    if (more.length > 0 || !pointOf(centre) || !/^\d{1,4}(?:\.\d{1,3})?$/.test(radius)) return 'circleForm';
  }
  if ((shape.code === '') !== (shape.codeName === '')) return 'codeForm';
  return undefined;
}

/** Whether two sides that are no neighbours meet. */
function crosses(ring: readonly Point[]): boolean {
  const sides = ring.slice(0, -1).map((from, n) => [from, ring[n + 1] as Point] as const);
  return sides.some(([a, b], i) =>
    sides.some(([c, d], j) => {
      const neighbours = j <= i + 1 || (i === 0 && j === sides.length - 1);
      return !neighbours && meet(a, b, c, d);
    }),
  );
}

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const turn = (p: Point, q: Point, r: Point) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const between = (p: Point, q: Point, r: Point) =>
    Math.min(p[0], q[0]) <= r[0] &&
    r[0] <= Math.max(p[0], q[0]) &&
    Math.min(p[1], q[1]) <= r[1] &&
    r[1] <= Math.max(p[1], q[1]);
  const [one, two, three, four] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (one !== two && three !== four) return true;
  return (
    (one === 0 && between(a, b, c)) ||
    (two === 0 && between(a, b, d)) ||
    (three === 0 && between(c, d, a)) ||
    (four === 0 && between(c, d, b))
  );
}

/** Spaces and line breaks as CAP wants them: single spaces. */
export function tidied(text: string): string {
  return text
    .replaceAll('，', ',')
    .trim()
    .replace(/\s*,\s*/g, ',')
    .replace(/\s+/g, ' ');
}
