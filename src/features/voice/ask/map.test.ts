/** Choosing where the thing is: on a map that is drawn here, from named places, without a script. */
import { createHash } from 'node:crypto';
import { XMLValidator } from 'fast-xml-parser';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { county } from '../../../../test/support/county-map.ts';
import { type SentFields, sentForm } from '../../../../test/support/sent-form.ts';
import { makeDesk } from '../../../../test/support/voice.ts';
import { metresBetween, viewTyped } from '../../map/model/view.ts';
import { seedMap } from '../../map/seed.ts';

const desk = await makeDesk('2026-11-20T03:30:00Z');
const { db, app } = desk;
beforeAll(() => desk.begin());
let address = 0;
beforeEach(() => {
  address += 1;
});

async function ask(path: string, fields: SentFields) {
  const env = { incoming: { socket: { remoteAddress: `10.5.0.${address}` } } };
  const answer = await app.request(`http://belfry.test/ask/${path}?language=zh-CN`, await sentForm(fields), env);
  return { status: answer.status, text: await answer.text() };
}

const hazard = {
  kind: 'hazard',
  category: 'bus_stop',
  organisation: '',
  text: '站台的雨棚松了。',
  address: '',
  point: '',
};
const fieldIn = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';
const idOf = (html: string, name: string): string =>
  new RegExp(`<option value="(\\d+)"[^>]*>${name}</option>`).exec(html)?.[1] ?? '';

function solve(challenge: string): string {
  for (let n = 0; ; n += 1) {
    const hash = createHash('sha256').update(`${challenge}:${n}`).digest();
    if (Math.clz32(hash.readUInt32BE()) >= Number(challenge.split('.')[1])) return String(n);
  }
}

describe('without a map', () => {
  test('the place is typed, as before', async () => {
    const { text } = await ask('place', hazard);
    expect(text).not.toContain('type="image"');
    expect(text).toContain('name="point"');
    expect((await app.request('/ask/map.svg?at=31.4,103.5,0')).status).toBe(404);
  });
});

describe('on the map', () => {
  beforeAll(async () => {
    const by = { accountId: desk.cast().members['bureau.administrator'].accountId, at: desk.clock.now() };
    await seedMap(db, by, { file: county, source: '县自然资源局 <测绘>' });
    // What was known of the map lives for half a minute.
    desk.clock.set('2026-11-20T03:40:00Z');
  });

  test('a click comes nearer and sets the point; each step keeps what was typed, chosen files too', async () => {
    const first = await ask('place', { ...hazard, files: new File(['文字'], 'a.txt', { type: 'text/plain' }) });
    expect(first.text).toMatch(/<input type="image" name="pick" src="\/ask\/map\.svg\?at=[^"]*" alt="[^"]+"/);
    expect(first.text).toContain('县自然资源局 &lt;测绘&gt;');
    const map = fieldIn(first.text, 'map');
    const next = await ask('place', { ...hazard, map, 'pick.x': '200', 'pick.y': '120' });
    const point = fieldIn(next.text, 'point');
    expect(point).toMatch(/^31\.\d{3}, 103\.\d{3}$/);
    expect(next.text).toContain('站台的雨棚松了。');
    expect(viewTyped(fieldIn(next.text, 'map'))?.zoom).toBe(1);
    const nearer = await ask('place', {
      ...hazard,
      point,
      map: fieldIn(next.text, 'map'),
      'pick.x': '150',
      'pick.y': '150',
    });
    const [a, b] = [point, fieldIn(nearer.text, 'point')].map((text) => text.split(', ').map(Number)) as [
      number[],
      number[],
    ];
    expect(
      metresBetween({ latitude: a[0] ?? 0, longitude: a[1] ?? 0 }, { latitude: b[0] ?? 0, longitude: b[1] ?? 0 }),
      'the middle is the point',
    ).toBeLessThan(160);
    expect(first.text, 'the file waits in the form').toMatch(/name="file" value="text\/plain /);
  });

  test('a named place is enough, with and without pressing the button; it gives the words where there are none', async () => {
    const { text: form } = await ask('place', hazard);
    const landmark = idOf(form, '永河村站台');
    const shown = await ask('place', { ...hazard, landmark, map_act: 'show' });
    expect(fieldIn(shown.text, 'point')).toBe('31.481, 103.612');
    const preview = await ask('preview', { ...hazard, landmark });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('永河村站台 · 31.481, 103.612');
    const typed = await ask('preview', { ...hazard, landmark, point: '31.5, 103.7', address: '桥头' });
    expect(typed.text, 'what was typed comes first').toContain('桥头 · 31.5, 103.7');
    const challenge = fieldIn(preview.text, 'challenge');
    const carried = Object.fromEntries(['address', 'point'].map((name) => [name, fieldIn(preview.text, name)]));
    expect((await ask('send', { ...hazard, ...carried, challenge, work: solve(challenge) })).status).toBe(200);
    const { rows } = await sql<{ number: string }>`select number, latitude, longitude, address from voice_case`.execute(
      db,
    );
    expect(rows).toEqual([{ number: expect.any(String), latitude: 31.481, longitude: 103.612, address: '永河村站台' }]);
    const seen = await desk.ask('bureau.case_handler', `/desk/cases/${rows[0]?.number}`);
    expect(seen.text).toContain('near 永河村站台 (some 0 m)');
    expect(seen.text).toMatch(/<img src="\/ask\/map\.svg\?at=31\.4810%2C103\.6120%2C2&amp;mark=31\.481%2C\+103\.612"/);
  });

  test('farther, taken away, pressed with a keyboard, clicks from nowhere', async () => {
    const map = '31.4810,103.6120,2';
    const typed = { ...hazard, point: '31.481, 103.612', map };
    expect(viewTyped(fieldIn((await ask('place', { ...typed, map_act: 'farther' })).text, 'map'))?.zoom).toBe(1);
    const cleared = await ask('place', { ...typed, landmark: '1', map_act: 'clear' });
    expect([fieldIn(cleared.text, 'point'), viewTyped(fieldIn(cleared.text, 'map'))?.zoom]).toEqual(['', 0]);
    const picks: Record<string, string>[] = [
      { 'pick.x': '0', 'pick.y': '0' },
      { 'pick.x': '-5', 'pick.y': '3' },
      { 'pick.x': '9999', 'pick.y': '1' },
      { 'pick.x': 'NaN', 'pick.y': '1' },
      { landmark: '999999', map_act: 'show' },
      { map: 'x,y,z', 'pick.x': '0', 'pick.y': '0' },
    ];
    for (const pick of picks)
      expect(fieldIn((await ask('place', { ...typed, ...pick })).text, 'point'), JSON.stringify(pick)).toBe(
        '31.481, 103.612',
      );
    expect((await ask('place', { ...hazard, kind: 'nothing' })).status).toBe(303);
  });

  test('Enter in a field leads on, not to the map; a question has no map', async () => {
    const { text } = await ask('place', hazard);
    const buttons = [...text.matchAll(/<(?:button|input)[^>]*type="(?:submit|image)"[^>]*>/g)].map(([tag]) => tag);
    expect(buttons[0]).toContain(' hidden');
    expect(buttons[0]).not.toContain('formaction');
    expect((await ask('place', { ...hazard, kind: 'question' })).text).not.toContain('type="image"');
  });

  test('the picture is drawn here: no script, no style, no address of anybody else, names as text', async () => {
    const answer = await app.request('/ask/map.svg?at=31.4750,103.6000,1&mark=31.481,%20103.612');
    const svg = await answer.text();
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/<script|<style|style=|href|url\(|<image|<foreignObject/);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toContain('://');
    for (const part of ['永河村站台', '县第一小学', ' km<', '#b3261e']) expect(svg).toContain(part);
    expect(Buffer.byteLength(svg)).toBeLessThan(20_000);
    for (const at of ['', 'a,b,c', '99,1,1', '31.4,103.5', '31.4,103.5,11'])
      expect((await app.request(`/ask/map.svg?at=${at}`)).status, at).toBe(404);
  });
});
