/** The district's map: reading it, its desk, views and clicks. */
import { XMLValidator } from 'fast-xml-parser';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { county, feature, mapFile } from '../../../test/support/county-map.ts';
import { type SentFields, sentForm } from '../../../test/support/sent-form.ts';
import { makeDesk } from '../../../test/support/voice.ts';
import { landmarksFrom } from './model/landmarks.ts';
import {
  clicked,
  isInside,
  mapSide,
  nearestPlace,
  pixelOf,
  viewAt,
  viewTyped,
  viewWritten,
  wholeView,
} from './model/view.ts';
import { mapPicture } from './pages/picture.ts';
import { mapDeskPath } from './paths.ts';
import { landmarks } from './queries/landmarks.ts';

const desk = await makeDesk('2026-11-20T03:30:00Z');
const { db, app } = desk;
beforeAll(() => desk.begin());

describe('reading the district’s own map', () => {
  test('named points become places, lines and areas are drawn, what has no name says nothing', () => {
    const read = landmarksFrom(county);
    if (!('landmarks' in read)) throw new Error(read.trouble);
    expect(read.landmarks.map(({ kind, name }) => [kind, name])).toEqual([
      ['area', null],
      ['line', '杂谷脑河'],
      ['place', '永河村站台'],
      ['place', '县第一小学'],
    ]);
    expect(read.landmarks[2]?.points).toEqual([[31.481, 103.612]]);
  });

  test.each([
    ['no JSON', '<xml/>', 'mapNoJson'],
    ['another JSON', '{"a":[]}', 'mapNoFeatures'],
    ['null', 'null', 'mapNoFeatures'],
    [
      'nothing to draw',
      mapFile(feature('Point', [1, 1]), { geometry: { type: 'Circle', coordinates: 3 } }, 7, null),
      'mapNoFeatures',
    ],
    ['latitude first', mapFile(feature('Point', [31.4, 103.5], '学校')), 'mapOutside'],
    ['a name without end', mapFile(feature('Point', [103, 31], '长'.repeat(61))), 'mapNameLong'],
    ['too many', mapFile(...Array.from({ length: 1001 }, (_, n) => feature('Point', [103, 31], `${n}`))), 'mapTooMuch'],
    [
      'too many points',
      mapFile({ geometry: { type: 'LineString', coordinates: Array.from({ length: 20_001 }, () => [103, 31]) } }),
      'mapTooMuch',
    ],
  ])('refused: %s', (_, text, trouble) => {
    expect(landmarksFrom(text)).toEqual({ trouble });
  });

  test('the desk: an administrator of the district draws it, replaces it, removes it; a school’s looks', async () => {
    const send = async (name: Parameters<typeof desk.cookie>[0], fields: SentFields) => {
      const cookie = await desk.cookie(name);
      const form = await sentForm(fields, { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' });
      const answer = await app.request(mapDeskPath, form);
      return { status: answer.status, text: await answer.text() };
    };
    const drawn = { act: 'draw', source: '县自然资源局', file: new File([county], 'a.geojson') };
    expect((await desk.ask('bureau.administrator', mapDeskPath)).text).toContain('There is no map yet');
    expect((await send('north.administrator', drawn)).status).toBe(403);
    for (const [fields, words] of [
      [{ ...drawn, source: ' ' }, 'Say whose data it is'],
      [{ act: 'draw', source: 'x' }, 'Choose a file'],
      [{ ...drawn, file: new File(['{'], 'a.json') }, 'no JSON'],
    ] as const) {
      const answer = await send('bureau.administrator', fields);
      expect([answer.status, answer.text.includes(words)], words).toEqual([422, true]);
    }
    expect((await send('bureau.administrator', drawn)).status).toBe(303);
    const shown = await desk.ask('north.administrator', mapDeskPath);
    expect(shown.text).toMatch(/\/desk\/map\.svg\?at=/);
    expect(shown.text).not.toContain('name="file"');
    expect(await landmarks(db)).toHaveLength(5);
    expect((await send('bureau.administrator', { act: 'clear' })).status).toBe(303);
    expect(await landmarks(db)).toEqual([]);
    const { rows } = await sql<{
      action: string;
    }>`select action from audit_event where action like 'map.%' order by id`.execute(db);
    expect(rows.map((row) => row.action)).toEqual(['map.draw', 'map.clear']);
  });
});

test('a click and where it is drawn are the same place, at every distance; the nearest is the nearest', () => {
  const read = landmarksFrom(county);
  if (!('landmarks' in read)) throw new Error(read.trouble);
  const all = read.landmarks.map((one, id) => ({ id, ...one }));
  const whole = wholeView(all);
  if (!whole) throw new Error('no view');
  for (const zoom of [0, 1, 2, 3, 9]) {
    const view = viewAt(whole, { latitude: 31.481, longitude: 103.612 }, zoom);
    expect(view.span).toBeGreaterThanOrEqual(1500);
    const back = viewTyped(viewWritten(view));
    expect(back?.zoom).toBe(view.zoom);
    for (const [x, y] of [
      [0, 0],
      [mapSide, 10],
      [77, 201],
    ] as const) {
      const pixel = pixelOf(view, clicked(view, x, y));
      expect(pixel.x).toBeCloseTo(x, 6);
      expect(pixel.y).toBeCloseTo(y, 6);
    }
  }
  for (const { points } of all)
    for (const [latitude, longitude] of points) {
      const { x, y } = pixelOf(whole, { latitude, longitude });
      expect(Math.min(x, y), 'all of it is in the first view').toBeGreaterThanOrEqual(0);
      expect(Math.max(x, y)).toBeLessThanOrEqual(mapSide);
    }
  expect(nearestPlace(all, { latitude: 31.471, longitude: 103.581 })?.name).toBe('县第一小学');
  expect(nearestPlace(all, { latitude: 30, longitude: 103 })).toBeUndefined();
});

test('inside: of the outline that is drawn, else of what is seen of all of it; without a map nobody knows', () => {
  const read = landmarksFrom(county);
  if (!('landmarks' in read)) throw new Error(read.trouble);
  const all = read.landmarks.map((one, id) => ({ id, ...one }));
  const places = all.filter(({ kind }) => kind !== 'area');
  const known = { latitude: 31.48, longitude: 103.6 };
  const beside = { latitude: 31.28, longitude: 103.6 };
  const far = { latitude: 103.6, longitude: 31.48 };
  expect([known, beside, far].map((point) => isInside(all, point))).toEqual([true, false, false]);
  expect([known, beside, far].map((point) => isInside(places, point))).toEqual([true, true, false]);
  expect(isInside([], known)).toBeUndefined();
  // Of a horseshoe the open middle is outside.
  const shoe = [
    [0, 0],
    [0, 3],
    [3, 3],
    [3, 2],
    [1, 2],
    [1, 1],
    [3, 1],
    [3, 0],
  ] as const;
  const area = [{ id: 1, kind: 'area' as const, name: null, points: shoe }];
  expect(isInside(area, { latitude: 2, longitude: 1.5 })).toBe(false);
  expect(isInside(area, { latitude: 2, longitude: 0.5 })).toBe(true);
});

test('how far it reaches is a ring around the mark, as large as the scale says', () => {
  const view = { centre: { latitude: 31.45, longitude: 103.6 }, span: 30_000, zoom: 0 };
  const svg = mapPicture([], view, view.centre, 5000);
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).toContain('<circle cx="150" cy="150" r="50" fill="#b3261e"');
  expect(mapPicture([], view, view.centre)).not.toContain('fill-opacity');
});
