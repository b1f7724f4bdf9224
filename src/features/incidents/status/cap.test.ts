/** Warnings: valid by the schema of OASIS, read by somebody else's library, chained, in force until they run out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAP_1_2 } from '@dec112/cap-ts';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { capsIn, expectValidCaps } from '../../../../test/support/cap.ts';
import { type Cast, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { movableClock } from '../../notices/factory.ts';
import { saveShape } from '../actions/alerts.ts';
import { declare } from '../actions/declare.ts';
import { closeIncident, publishUpdate } from '../actions/respond.ts';
import { type Alert, capTime } from '../model/alert.ts';
import { shapeTrouble, tidied } from '../model/area.ts';
import type { Update } from '../model/incident.ts';
import { kindNames } from '../model/kinds.ts';
import { exerciseLabel } from '../model/label.ts';
import { capXml } from './cap.ts';
import { folderOf, readFolder } from './files.ts';
import { refresh } from './refresh.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局 & Co' } }), clock };
const { dataDir } = services.config;
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

const by = () => ({
  accountId: cast.members['bureau.incident_officer'].accountId,
  ...{ at: clock.now(), today: '2026-11-20', reach: { paths: [cast.district.path], brand: 'reach' as const } },
  site: { publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai' },
});

const text = (headline: string) => ({ headline, description: `${headline} <&> "x"`, instruction: '请留在安全处。' });

async function declared(organisationIds: number[], exercise = false): Promise<number> {
  const wish = { kind: 'flood', level: 2, exercise, place: '', others: [], organisationIds } as const;
  const outcome = await db.transaction().execute((trx) => declare(trx, by(), wish));
  if (!outcome.ok || !('id' in outcome.value)) throw new Error('not declared');
  return outcome.value.id;
}

async function revisionOf(id: number): Promise<number> {
  return (await sql<{ n: number }>`select revision as n from incident where id = ${id}`.execute(db)).rows[0]?.n ?? 0;
}

async function publish(id: number, texts: Update['texts'], hours = 24): Promise<void> {
  const update = { texts, hours, nextUpdateAt: null, revision: await revisionOf(id) };
  expect((await db.transaction().execute((trx) => publishUpdate(trx, by(), id, update))).ok).toBe(true);
  clock.set(new Date(clock.now().getTime() + 60_000).toISOString());
}

async function close(id: number): Promise<void> {
  const end = { state: 'over' as const, texts: { 'zh-CN': text('险情已排除') }, revision: await revisionOf(id) };
  expect((await db.transaction().execute((trx) => closeIncident(trx, by(), id, end))).ok).toBe(true);
}

const caps = () => capsIn(dataDir);
const feed = () => {
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' });
  return parser.parse(readFileSync(join(folderOf(dataDir), 'alerts.atom'), 'utf8')).feed;
};
/** Read by the other library. */
const read = (xml: string) => CAP_1_2.Alert.fromXML(xml);
const typeOf = (alert: CAP_1_2.Alert | undefined) => alert && CAP_1_2._to_string_Alert_msgType(alert.msgType);

describe('the chain of one flood', () => {
  let id: number;

  test('alert, update, cancel: valid, read by others, each refers to those before', async () => {
    const shape = {
      ...{
        polygon: '31.5,103.5 31.5,103.9 31.8,103.9 31.5,103.5',
        circle: '31.6,103.6 5',
        codeName: 'GB/T 2260',
        code: '513221',
      },
    };
    expect((await db.transaction().execute((trx) => saveShape(trx, by(), cast.district.id, shape))).ok).toBe(true);
    id = await declared([cast.district.id]);
    await publish(id, { 'zh-CN': text('水库泄洪'), en: text('The reservoir is opened') });
    await publish(id, { 'zh-CN': text('水位回落') });
    await close(id);
    await refresh(services);
    const files = caps();
    const valid = await expectValidCaps(files.map(({ xml }) => xml));
    expect(files).toHaveLength(3);
    const [first, second, last] = valid;
    expect([first, second, last].map(typeOf)).toEqual(['Alert', 'Update', 'Cancel']);
    expect(first?.info_list.map((info) => info.language)).toEqual(['zh-CN', 'en']);
    const [info] = first?.info_list ?? [];
    expect(info).toMatchObject({ event: '暴雨洪水', senderName: '青溪县教育局 & Co' });
    expect(files[0]?.xml).toContain('<severity>Severe</severity>');
    expect(info?.description).toBe('水库泄洪 <&> "x"');
    expect(info?.area_list[0]?.areaDesc).toBe(cast.district.name);
    expect(files[0]?.xml).toContain(`<polygon>${shape.polygon}</polygon>`);
    expect(files[0]?.xml).toContain('<sent>2026-11-20T09:00:00+08:00</sent>');
    expect(files[0]?.xml).not.toContain('references');
    const reference = (xml: string) => /<references>([^<]*)/.exec(xml)?.[1]?.split(' ') ?? [];
    const triplet = (xml = '') =>
      ['sender', 'identifier', 'sent'].map((name) => new RegExp(`<${name}>([^<]*)`).exec(xml)?.[1]).join(',');
    expect(reference(files[1]?.xml ?? '')).toEqual([triplet(files[0]?.xml)]);
    expect(reference(files[2]?.xml ?? '')).toEqual([triplet(files[0]?.xml), triplet(files[1]?.xml)]);
    expect(files[2]?.xml).toContain('<responseType>AllClear</responseType>');
  });

  test('the feed holds the last of each until it runs out; its ids are the addresses of the XML', async () => {
    expect(feed().entry).toHaveLength(1);
    const [entry] = feed().entry;
    const answer = await app.request(new URL(entry.id).pathname);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/cap+xml; charset=utf-8');
    expect(typeOf(await read(await answer.text()))).toBe('Cancel');
    expect(entry.link['@_type']).toBe('application/cap+xml');
    clock.set('2026-11-21T03:00:00Z');
    await refresh(services);
    // Nothing has changed in the database, and nothing runs: the next word writes the page anew.
    const other = await declared([cast.north.organisation.id], true);
    await publish(other, { 'zh-CN': text('演练开始'), en: text('It begins') });
    await refresh(services);
    expect(feed().entry).toHaveLength(1);
    expect(feed().entry[0].title).toBe('【演练】演练开始');
    const xml = caps().at(-1)?.xml ?? '';
    const [own] = await expectValidCaps([xml]);
    if (!own) throw new Error('not read');
    expect(CAP_1_2._to_string_Alert_status(own.status)).toBe('Exercise');
    for (const info of own.info_list) {
      for (const words of [info.headline, info.description, info.instruction])
        expect(words).toMatch(/^(【演练】|\[EXERCISE\])/);
    }
    // A place without a shape is named by its number.
    expect(xml).toContain(`<value>${cast.north.organisation.id}</value>`);
  });

  test('an expired warning leaves page and feed by itself; the officer is asked before', async () => {
    const runs = await declared([cast.south.organisation.id]);
    await publish(runs, { 'zh-CN': text('河水上涨') }, 6);
    await refresh(services);
    const page = () => readFileSync(join(folderOf(dataDir), 'index.html'), 'utf8');
    expect(page()).toContain('预警有效至');
    expect(page()).toContain('请留在安全处');
    expect(await refresh(services)).toBe(false);
    const { changesAt } = (await readFolder(dataDir)) ?? {};
    const desk = async () => {
      const cookie = await cookieOf(database, cast.members['bureau.incident_officer'], clock.now());
      return (await app.request('/desk', { headers: { cookie, 'accept-language': 'en' } })).text();
    };
    expect(await desk()).not.toContain('the warning ends');
    clock.set(new Date(Date.parse(changesAt ?? '') - 3_600_000).toISOString());
    expect(await desk()).toContain('the warning ends');
    clock.set(new Date(Date.parse(changesAt ?? '') + 1000).toISOString());
    expect(await refresh(services), 'by the clock alone').toBe(true);
    expect(page()).toContain('此前的预警已过有效期');
    const rest = page().slice(page().indexOf('河水上涨'));
    const section = rest.slice(0, rest.indexOf('</section>'));
    for (const gone of ['请留在安全处', '预警有效至', 'cap-']) expect(section).not.toContain(gone);
    expect((feed().entry as { title: string }[]).map((entry) => entry.title)).not.toContain('河水上涨');
    await close(runs);
  });

  test('rows of warnings can’t be changed', async () => {
    await expect(sql`update incident_alert set level = 1`.execute(db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from incident_alert`.execute(db)).rejects.toThrow(/permission denied/);
  });
});

test('whatever is written, the XML is valid and is read by others', async () => {
  const line = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
  const some = fc.record({ headline: line, description: line, instruction: line });
  const documents: string[] = [];
  fc.assert(
    fc.property(
      fc.record({ 'zh-CN': some, en: some }),
      fc.constantFrom(...kindNames),
      fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      fc.constantFrom('alert' as const, 'update' as const, 'cancel' as const),
      fc.boolean(),
      fc.constantFrom('Asia/Shanghai', 'UTC', 'America/St_Johns', 'Asia/Kathmandu'),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
      (texts, kind, level, type, exercise, timeZone, at) => {
        const alert: Alert = {
          ...{ id: 1, incidentId: 2, identifier: 'belfry.test-2-1', sender: 'belfry.test', kind: type, sentAt: at },
          ...{ expiresAt: at, level, texts, areas: [{ name: '甲', code: '1', codeName: 'x' }], refersTo: '' },
        };
        const ground = { publicUrl: 'https://belfry.test', timeZone, office: '教育局' };
        const xml = capXml(alert, { kind, exercise, declaredAt: at }, ground);
        expect(xml).toContain(exercise ? '<status>Exercise</status>' : '<status>Actual</status>');
        documents.push(xml);
      },
    ),
    { numRuns: 150 },
  );
  const read = await expectValidCaps(documents);
  const statuses = read.map((alert) => CAP_1_2._to_string_Alert_status(alert.status));
  expect(new Set(statuses)).toEqual(new Set(['Exercise', 'Actual']));
  // Whatever its writer wrote: of an exercise each part says that it is one.
  for (const alert of read.filter((_, n) => statuses[n] === 'Exercise')) {
    for (const info of alert.info_list) {
      const label = exerciseLabel[info.language === 'en' ? 'en' : 'zh-CN'].trim();
      for (const words of [info.headline, info.description, info.instruction])
        expect(words?.startsWith(label)).toBe(true);
    }
  }
});

test('times have an offset, never Z or a fraction', () => {
  const at = new Date('2026-11-20T01:00:00.789Z');
  expect(capTime(at, 'Asia/Shanghai')).toBe('2026-11-20T09:00:00+08:00');
  expect(capTime(at, 'UTC')).toBe('2026-11-20T01:00:00-00:00');
  expect(capTime(at, 'America/St_Johns')).toBe('2026-11-19T21:30:00-03:30');
});

test('shapes: what is a polygon, a circle, a code', () => {
  const none = { polygon: '', circle: '', codeName: '', code: '' };
  const trouble = (shape: Partial<typeof none>) => shapeTrouble({ ...none, ...shape });
  expect(trouble({})).toBeUndefined();
  expect(trouble({ polygon: '0,0 0,1 1,1 0,0' })).toBeUndefined();
  expect(trouble({ polygon: '0,0 0,1 0,0' })).toBe('polygonForm');
  expect(trouble({ polygon: '0,0 0,1 1,x 0,0' })).toBe('polygonForm');
  expect(trouble({ polygon: '91,0 0,1 1,1 91,0' })).toBe('polygonForm');
  expect(trouble({ polygon: '0,0 0,1 1,1 1,0' })).toBe('polygonOpen');
  expect(trouble({ polygon: '0,0 1,1 1,0 0,1 0,0' })).toBe('polygonCrosses');
  expect(trouble({ circle: '31.5,103.5 5' })).toBeUndefined();
  for (const circle of ['31.5,103.5', '31.5 103.5 5', '31.5,103.5 -5', '31.5,103.5 5 6'])
    expect(trouble({ circle })).toBe('circleForm');
  expect(trouble({ code: '513221' })).toBe('codeForm');
  expect(tidied(' 31.5， 103.5\n31.6 ,103.6 ')).toBe('31.5,103.5 31.6,103.6');
});
