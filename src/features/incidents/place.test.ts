/** Where an incident is: marked when it is declared, without a script; corrected; shown to the public only if the officer says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { capsIn, expectValidCaps } from '../../../test/support/cap.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { bounds, feature, mapFile } from '../../../test/support/county-map.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { seedMap } from '../map/seed.ts';
import { movableClock } from '../notices/factory.ts';
import { words } from './messages.ts';
import { circleOf } from './model/spot.ts';
import {
  declareMapPath,
  declarePath,
  incidentPath,
  mapPicturePattern,
  placeMapRoom,
  placeRoom,
  updateRoom,
} from './paths.ts';
import { folderOf, readFolder } from './status/files.ts';
import { refresh } from './status/refresh.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const { dataDir } = services.config;
const app = createApp(services);
const t = words('en');
let cast: Cast;

type Form = Record<string, string | readonly string[]>;

async function ask(path: string, form?: Form, how: { name?: CastName; language?: string } = {}) {
  const cookie = await cookieOf(database, cast.members[how.name ?? 'bureau.incident_officer'], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': how.language ?? 'en' };
  const body = new URLSearchParams();
  for (const [key, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(key, one);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(form ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

const wish = (more: Form = {}): Form => ({
  ...{ mode: 'real', kind: 'flood', level: '3', where: String(cast.district.id), place: '' },
  ...more,
});
const fieldIn = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';

async function declared(more: Form): Promise<number> {
  const others = (await sql<{ id: number }>`select id from incident where state = 'running'`.execute(db)).rows;
  const answer = await ask(declarePath, wish({ other: others.map(({ id }) => String(id)), ...more }));
  expect([answer.status, answer.status === 303 ? '' : answer.text.slice(0, 3000)]).toEqual([303, '']);
  return Number(/incidents\/(\d+)$/.exec(answer.location)?.[1]);
}

async function placeOf(id: number) {
  const { rows } = await sql<{
    place: string;
    revision: number;
  }>`select place, latitude, longitude, reach_metres as metres,
    place_public as shown, revision from incident where id = ${id}`.execute(db);
  return rows[0];
}

beforeAll(async () => {
  cast = await makeCast(database);
});

describe('without a map of the district', () => {
  test('coordinates are typed; nothing says what lies outside', async () => {
    const form = await ask(declarePath);
    expect(form.text).not.toContain('type="image"');
    expect(form.text).toContain('GCJ-02');
    const id = await declared({ point: '1.5，103.612345' });
    expect(await placeOf(id)).toMatchObject({ latitude: 1.5, longitude: 103.6123, metres: null, shown: false });
    const room = await ask(incidentPath(id));
    expect(room.text).toContain('1.5000, 103.6123');
    expect(room.text).not.toContain(`src="${mapPicturePattern}`);
  });

  test('it may be left empty, and marked later', async () => {
    const id = await declared({ reach: 'none' });
    expect(await placeOf(id)).toMatchObject({ latitude: null, longitude: null, metres: null, shown: false });
    expect((await ask(incidentPath(id))).text).toContain(t('spotNone'));
  });
});

describe('with a map', () => {
  beforeAll(async () => {
    const by = { accountId: cast.members['bureau.administrator'].accountId, at: clock.now() };
    await seedMap(db, by, {
      file: mapFile(bounds, feature('Point', [103.612, 31.481], '永河村站台')),
      source: '县自然资源局',
    });
    clock.set('2026-11-20T01:10:00Z');
  });

  test('one click sets the point, and what was chosen stays', async () => {
    const first = await ask(declarePath);
    expect(first.text).toMatch(/<input type="image" name="pick" src="\/desk\/incidents\/map\.svg\?at=/);
    const clickAt = { ...wish({ place: '桥头' }), map: fieldIn(first.text, 'map'), 'pick.x': '160', 'pick.y': '120' };
    const next = await ask(declareMapPath, clickAt);
    expect(next.status).toBe(200);
    const point = fieldIn(next.text, 'point');
    expect(point).toMatch(/^31\.\d{4}, 103\.\d{4}$/);
    expect(fieldIn(next.text, 'place')).toBe('桥头');
    expect(next.text).toMatch(/value="flood"[^>]*checked|checked[^>]*value="flood"/);
    const picture = /src="(\/desk\/incidents\/map\.svg[^"]*)"/.exec(next.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await ask(picture)).text).toContain('#b3261e');
    expect((await ask(picture, undefined, { name: 'north.teacher' })).status).toBe(403);
    expect((await ask(declareMapPath)).status, 'opened anew').toBe(200);
    const id = await declared({ point, place: '桥头', reach: '2000' });
    expect(await placeOf(id)).toMatchObject({ place: '桥头', metres: 2000, shown: false });
  });

  test('a named place is enough, and gives the words where there are none', async () => {
    const form = await ask(declarePath);
    const landmark = /<option value="(\d+)">永河村站台/.exec(form.text)?.[1] ?? '';
    const id = await declared({ landmark });
    expect(await placeOf(id)).toMatchObject({ place: '永河村站台', latitude: 31.481, longitude: 103.612 });
    const room = await ask(incidentPath(id), undefined, { language: 'zh-CN' });
    expect(room.text).toContain('31.4810, 103.6120（永河村站台附近）');
    expect(room.text, 'in words for whoever sees no picture').toMatch(/<img [^>]*alt="地图：31\.4810, 103\.6120/);
  });

  test.each([
    [{ point: '103.612, 31.481' }, 'pointForm'],
    [{ point: '31.481' }, 'pointForm'],
    [{ point: '91, 103' }, 'pointForm'],
    [{ point: '31.481, 181' }, 'pointForm'],
    [{ point: '<script>' }, 'pointForm'],
    [{ reach: '500' }, 'pointMissing'],
    [{ tells: 'yes' }, 'pointMissing'],
    [{ point: '31.481, 103.612', tells: 'yes' }, 'reachForPublic'],
    [{ point: '31.481, 103.612', reach: '777' }, 'reachMissing'],
    [{ point: '39.9, 116.4' }, 'pointOutside'],
  ] as const)('refused in both languages, typed text stays: %j', async (typed, key) => {
    for (const language of ['en', 'zh-CN'] as const) {
      const answer = await ask(declarePath, wish({ place: '桥头', ...typed }), { language });
      expect([answer.status, answer.text.includes(words(language)(key))], language).toEqual([422, true]);
      expect(fieldIn(answer.text, 'place')).toBe('桥头');
      if ('point' in typed && typed.point !== '<script>') expect(fieldIn(answer.text, 'point')).toBe(typed.point);
    }
  });

  test('outside the district: asked once, and the answer holds for that point only', async () => {
    const far = '39.9, 116.4';
    const asked = await ask(declarePath, wish({ point: far }));
    expect(asked.text).toContain(`name="outside" value="${far}"`);
    expect((await ask(declarePath, wish({ point: '40.1, 116.4', outside: far }))).status).toBe(422);
    expect(await placeOf(await declared({ point: far, outside: far }))).toMatchObject({ latitude: 39.9 });
  });
});

describe('corrected, and shown to the public', () => {
  const files = async () => {
    await refresh(services);
    const read = (name: string) => readFileSync(join(folderOf(dataDir), name), 'utf8');
    return { zh: read('index.html'), en: read('en.html'), page: await readFolder(dataDir) };
  };
  let id: number;

  test('by whoever leads it only; an older page is told so; the log says it', async () => {
    id = await declared({ kind: 'landslide', point: '31.5, 103.6', reach: '500' });
    const page = await ask(placeRoom.path(id));
    expect(fieldIn(page.text, 'point')).toBe('31.5000, 103.6000');
    expect((await ask(placeRoom.path(id), undefined, { name: 'north.incident_officer' })).status).toBe(403);
    const clicked = await ask(placeMapRoom.path(id), {
      map: fieldIn(page.text, 'map'),
      'pick.x': '150',
      'pick.y': '140',
    });
    expect(fieldIn(clicked.text, 'point')).toMatch(/^31\./);
    const form = { place: '公路', point: '31.481, 103.612', reach: '1000', tells: 'yes' };
    const stale = await ask(placeRoom.path(id), { ...form, revision: '77' });
    expect([stale.status, stale.text.includes(t('incidentMoved'))]).toEqual([422, true]);
    const before = await files();
    expect(before.en).not.toContain('WGS84');
    const revision = fieldIn(page.text, 'revision');
    expect((await ask(placeRoom.path(id), { ...form, revision })).status).toBe(303);
    expect(await placeOf(id)).toMatchObject({ place: '公路', latitude: 31.481, metres: 1000, shown: true });
    expect((await ask(incidentPath(id))).text).toContain('公路 · 31.4810, 103.6120 周围 1 公里');
  });

  test('the public page says it in words; the warning of the next update has the circle', async () => {
    const { zh, en, page } = await files();
    expect(zh).toContain('影响范围：31.4810, 103.6120 周围 1 公里（永河村站台附近）（WGS84）');
    expect(en).toContain('Area: within 1 km of 31.4810, 103.6120, near 永河村站台 (WGS84)');
    const shown = page?.running.find((one) => one.id === String(id));
    expect(shown?.spot).toEqual({ latitude: 31.481, longitude: 103.612, metres: 1000, near: '永河村站台' });
    expect(
      page?.running.filter((one) => one.spot).map((one) => one.id),
      'others are not public',
    ).toEqual([String(id)]);
    const texts = { zh_headline: '公路塌方', zh_description: '', zh_instruction: '', en_headline: 'Landslide' };
    const revision = String((await placeOf(id))?.revision);
    const update = { ...texts, en_description: '', en_instruction: '', next: 'none', valid: '24', revision };
    expect((await ask(updateRoom.path(id), update)).status).toBe(303);
    await refresh(services);
    const xml = capsIn(dataDir).at(-1)?.xml ?? '';
    const [read] = await expectValidCaps([xml]);
    expect(xml).toContain('<circle>31.4810,103.6120 1</circle>');
    expect(read?.info_list.map((info) => info.area_list[0]?.areaDesc)).toEqual([
      '31.4810, 103.6120 周围 1 公里（永河村站台附近）',
      'within 1 km of 31.4810, 103.6120, near 永河村站台',
    ]);
    expect(read?.info_list[0]?.area_list[1]?.areaDesc).toBe(cast.district.name);
  });

  test('taken back: the page and the next warning no longer say it', async () => {
    const revision = String((await placeOf(id))?.revision);
    expect((await ask(placeRoom.path(id), { place: '公路', point: '', reach: 'none', revision })).status).toBe(303);
    expect((await files()).en).not.toContain('WGS84');
  });
});

test('a circle as CAP writes it: kilometres, with decimal points', () => {
  const at = { latitude: 31.481, longitude: 103.6, public: true };
  expect(circleOf({ ...at, metres: 100 })).toBe('31.4810,103.6000 0.1');
  expect(circleOf({ ...at, metres: 20_000 })).toBe('31.4810,103.6000 20');
});
