/** The map of the demo's county, made up like the county itself: its bounds, a river, two roads, places that everybody knows. */
import { seedMap } from '#features/map/seed.ts';
import type { Services } from '#platform/services.ts';
import type { Filled } from './fill.ts';

type Pair = readonly [longitude: number, latitude: number];

const bounds: readonly Pair[] = [
  [103.45, 31.36],
  [103.56, 31.33],
  [103.69, 31.36],
  [103.78, 31.43],
  [103.77, 31.53],
  [103.68, 31.6],
  [103.55, 31.61],
  [103.46, 31.55],
  [103.42, 31.45],
  [103.45, 31.36],
];
const river: readonly Pair[] = [
  [103.43, 31.5],
  [103.5, 31.47],
  [103.56, 31.468],
  [103.612, 31.479],
  [103.66, 31.465],
  [103.77, 31.48],
];
const road: readonly Pair[] = [
  [103.5, 31.36],
  [103.54, 31.42],
  [103.58, 31.472],
  [103.612, 31.482],
  [103.65, 31.54],
  [103.66, 31.6],
];
const lane: readonly Pair[] = [
  [103.58, 31.472],
  [103.64, 31.445],
  [103.73, 31.43],
];
const places: readonly [name: string, longitude: number, latitude: number][] = [
  ['县城汽车站', 103.578, 31.47],
  ['永河村口站台', 103.612, 31.481],
  ['永河大桥', 103.62, 31.477],
  ['县教育局', 103.583, 31.474],
  ['河坝街农贸市场', 103.574, 31.468],
  ['上寨村委会', 103.645, 31.53],
  ['青杠林站台', 103.54, 31.421],
  ['白石乡卫生院', 103.73, 31.431],
  ['双泉村委会', 103.48, 31.545],
  ['县道 X012 养护站', 103.652, 31.56],
  ['金沟隧道口', 103.51, 31.38],
];

export async function writeMap(services: Services, { staff }: Filled): Promise<number> {
  const administrator = staff.shown.find(({ key }) => key === 'administrator')?.accountId;
  if (!administrator) throw new Error('The demo has no administrator.');
  const line = (type: string, coordinates: unknown) => ({
    type: 'Feature',
    properties: {},
    geometry: { type, coordinates },
  });
  const features = [
    line('Polygon', [bounds]),
    line('LineString', river),
    line('LineString', road),
    line('LineString', lane),
    ...places.map(([name, longitude, latitude]) => ({
      ...{ type: 'Feature', properties: { name } },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  ];
  const by = { accountId: administrator, at: services.clock.now() };
  return seedMap(services.db, by, {
    file: JSON.stringify({ type: 'FeatureCollection', features }),
    source: '青禾县演示数据',
  });
}
