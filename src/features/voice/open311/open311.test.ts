/** Open311 GeoReport v2: what can be reported, and what comes in. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { tokenAt } from '../../../../test/support/api.ts';
import { revokeToken } from '../../api/tokens/actions.ts';
import { byAt } from '../../notices/factory.ts';
import { Floodgate } from '../ask/flood.ts';
import { type Fields, makeGround, type Row, xml } from './ground.fixture.ts';
import { open311Root } from './paths.ts';

const ground = await makeGround();
const { desk, db, services, call, hazard, bring, cases } = ground;
beforeAll(() => ground.begin());

describe('what can be reported', () => {
  test('discovery names the endpoint in both formats', async () => {
    const json = JSON.parse((await call('discovery.json')).text) as Row & { endpoints: Row[] };
    expect(json.endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${services.config.publicUrl}${open311Root}`,
        changeset: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\+08:00$/),
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ]);
    for (const field of ['changeset', 'contact', 'key_service']) expect(json[field]).toEqual(expect.any(String));
    const answer = await call('discovery.xml');
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const { discovery } = xml(answer.text) as { discovery: { endpoints: { endpoint: Row[] } } };
    expect(discovery.endpoints.endpoint[0]?.formats).toEqual({ format: ['text/xml', 'application/json'] });
  });

  test('services: things in the world and nothing that complains of somebody', async () => {
    const { rows, headers } = await call('services.json?language=en');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('set-cookie')).toBeNull();
    expect(rows.map((row) => row.service_code)).toEqual([
      ...['road', 'bus_stop', 'building', 'fire_safety', 'food', 'other_hazard'],
    ]);
    expect(rows[1]).toEqual({
      ...{ service_code: 'bus_stop', service_name: 'School bus and its stops', metadata: true, type: 'batch' },
      ...{ description: expect.stringContaining('110'), keywords: 'school,hazard', group: 'Safety hazard' },
    });
    const { services: listed } = xml((await call('services.xml?language=zh-CN')).text) as {
      services: { service: Row[] };
    };
    expect(listed.service.map((row) => row.service_name)).toContain('校车和站点');
    expect(listed.service[0]?.metadata).toBe('true');
  });

  test('a service’s definition asks whether it may be published, and which school it is about', async () => {
    const json = JSON.parse((await call('services/road.json?language=en')).text) as Row & { attributes: Row[] };
    expect(json.service_code).toBe('road');
    expect(json.attributes.map(({ code, order, required, datatype }) => [code, order, required, datatype])).toEqual([
      ['may_publish', 1, false, 'singlevaluelist'],
      ['organisation', 2, false, 'singlevaluelist'],
    ]);
    const { service_definition: definition } = xml((await call('services/road.xml')).text) as {
      service_definition: { attributes: { attribute: { values: { value: Row[] } }[] } };
    };
    expect(definition.attributes.attribute[0]?.values.value.map((one) => one.key)).toEqual(['yes', 'no']);
    const schools = definition.attributes.attribute[1]?.values.value ?? [];
    expect(schools.map((one) => one.name)).toContain(desk.cast().north.organisation.name);
  });

  test.each([
    ['services/pay.json', 404, 'There is no such service_code'],
    ['services/nothing.json', 404, 'There is no such service_code'],
    ['services.json?jurisdiction_id=elsewhere.example', 404, 'jurisdiction_id is not'],
    ['requests/AAAAAAAA.json', 404, 'not listed yet'],
    ['requests/1.json', 404, 'not listed yet'],
    ['tokens/abc.json', 404, 'There is no such token'],
    ['nothing.json', 404, 'no such address'],
    ['requests.json?start_date=yesterday', 400, 'times with a zone'],
    ['requests.json?start_date=2026-02-30T00:00:00Z&end_date=2026-99-01T00:00:00Z', 400, 'times with a zone'],
    ['requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z', 400, 'more than 90 days'],
    ['requests.json?status=new', 400, 'open or closed'],
    ["requests.json?service_request_id=1'--", 400, 'not written like one'],
  ])('refused in the standard’s form: %s', async (path, status, words) => {
    const english = `${path}${path.includes('?') ? '&' : '?'}language=en`;
    const answer = await call(english);
    expect(answer.status).toBe(status);
    expect(answer.rows).toEqual([{ code: status, description: expect.stringContaining(words) }]);
    const { errors } = xml((await call(english.replace('.json', '.xml'))).text) as { errors: { error: Row[] } };
    expect(errors.error).toEqual([{ code: String(status), description: expect.stringContaining(words) }]);
  });

  test('another format, or none, is said in XML; an empty jurisdiction is none', async () => {
    for (const path of ['services.html', 'services', 'requests/AAAAAAAA.rss']) {
      const answer = await call(path);
      expect(answer.status).toBe(404);
      expect(xml(answer.text)).toHaveProperty('errors');
    }
    expect((await call('services.json?jurisdiction_id=')).status).toBe(200);
    const own = new URL(services.config.publicUrl).hostname;
    expect((await call(`services.json?jurisdiction_id=${own}`)).status).toBe(200);
  });
});

describe('bringing a request', () => {
  test('answers with a token and, in the notice, the receipt code that opens the case at /ask', async () => {
    const { token, number, receipt } = await bring();
    expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}-[\w-]{22}$/);
    const body = new FormData();
    body.append('code', receipt);
    const page = await desk.app.request('/ask/case?language=zh-CN', { method: 'POST', body });
    expect(await page.text()).toContain('校车站台的雨棚松了');
    const { rows } =
      await sql<Row>`select kind, category, way, via, latitude, longitude, may_publish, received_on::text,
      office_id from voice_case where number = ${number}`.execute(db);
    expect(rows[0]).toEqual({
      ...{ kind: 'hazard', category: 'bus_stop', way: 'anonymous', via: 'open311', may_publish: true },
      ...{ latitude: 31.472, longitude: 103.59, received_on: '2026-11-20', office_id: null },
    });
    const answer = await call('requests.xml', hazard());
    const { service_requests: requests } = xml(answer.text) as { service_requests: { request: Row[] } };
    expect(Object.keys(requests.request[0] ?? {}).sort()).toEqual(['service_notice', 'token']);
  });

  test('who somebody is, is dropped: in no table, no audit, no job', async () => {
    const told: Fields = {
      ...{
        first_name: 'Marker-Zhuoma',
        last_name: 'Marker-Tenzin',
        email: 'marker@phone.example',
        phone: '13900004444',
      },
      ...{ device_id: 'marker-device-77', account_id: 'marker-account-9', media_url: 'https://marker.example/1.jpg' },
    };
    const count = async (table: string) =>
      (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(table)}`.execute(db)).rows[0]?.n;
    const before = [await count('audit_event'), await count('message'), await count('graphile_worker._private_jobs')];
    await bring({ ...told, description: '路口没有护栏。' });
    expect([await count('audit_event'), await count('message'), await count('graphile_worker._private_jobs')]).toEqual(
      before,
    );
    const { rows: tables } = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(db);
    expect(tables.length).toBeGreaterThan(60);
    let seen = '';
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string | null }>`
        select string_agg(t::text, ' ') as text from ${sql.raw(name)} t`
        .execute(db)
        .catch(() => ({ rows: [] }));
      seen += rows[0]?.text ?? '';
    }
    expect(seen).toContain('路口没有护栏。');
    expect(seen).not.toMatch(/[Mm]arker|13900004444/);
    const { rows: used } =
      await sql<Row>`select last_used_on from api_token where scopes = array['cases.report']`.execute(db);
    expect(used.every((row) => row.last_used_on === null)).toBe(true);
  });

  test('a key that is missing, made up, ended, bound to networks or for something else: 403, and nothing is written', async () => {
    const cast = desk.cast();
    const other = await tokenAt(services, cast, 'bureau', { scopes: ['notices.read'] });
    const bound = await tokenAt(services, cast, 'bureau', { scopes: ['cases.report'], networks: ['10.0.0.0/8'] });
    const ended = await tokenAt(services, cast, 'bureau', { roles: [], scopes: ['cases.report'] });
    const { rows } = await sql<{ id: number }>`select max(id) as id from api_token`.execute(db);
    await revokeToken(services, byAt(cast.members['bureau.administrator']), Number(rows[0]?.id));
    const before = await cases();
    for (const wrong of [
      '',
      'xyz',
      ground.key().replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')),
      other,
      bound,
      ended,
    ]) {
      const answer = await call('requests.json', { ...hazard(), api_key: wrong });
      expect([answer.status, answer.rows[0]?.code]).toEqual([403, 403]);
    }
    expect(await cases()).toBe(before);
    const reads = await desk.app.request('/api/v1/notices', { headers: { authorization: `Bearer ${ground.key()}` } });
    expect(reads.status, 'a key without a role opens nothing else').toBe(403);
  });

  test.each([
    ['no service', { service_code: '' }, 400, 'service_code is missing'],
    ['a service that complains of somebody', { service_code: 'bullying' }, 404, 'no such service_code'],
    ['no place', { lat: '', long: '' }, 400, 'are needed'],
    ['an address_id alone', { lat: '', long: '', address_id: '7' }, 400, 'are needed'],
    ['half a point', { long: '' }, 400, 'decimal degrees'],
    ['a point outside the world', { lat: '91' }, 400, 'decimal degrees'],
    ['no description', { description: ' ' }, 400, 'description is missing'],
    ['a description of invisible signs', { description: '\u200b\u202e' }, 400, 'description is missing'],
    ['a long description', { description: '长'.repeat(4001) }, 400, 'longer than 4000'],
    ['an identity number', { description: '身份证 110101199003077758' }, 400, 'identity number'],
    ['a long address', { address_string: '远'.repeat(201) }, 400, 'longer than 200'],
    ['a school that is none', { 'attribute[organisation]': '999999' }, 400, 'none of the values'],
    ['a wish that is none', { 'attribute[may_publish]': 'perhaps' }, 400, 'yes or no'],
    ['another jurisdiction', { jurisdiction_id: 'elsewhere' }, 404, 'jurisdiction_id is not'],
  ])('refused: %s', async (_, changed, status, words) => {
    const before = await cases();
    const answer = await call('requests.json?language=en', { ...hazard(), ...changed });
    expect([answer.status, answer.rows]).toEqual([
      status,
      [{ code: status, description: expect.stringContaining(words) }],
    ]);
    expect(answer.text).not.toContain('110101199003077758');
    expect(await cases()).toBe(before);
  });

  test('only the form of the standard, and not a large one', async () => {
    const json = await call('requests.json', hazard(), { 'content-type': 'application/json' });
    expect([json.status, json.rows[0]?.code]).toEqual([400, 400]);
    const length = { 'content-length': '70000' };
    const large = await call('requests.json', { ...hazard(), media_url: 'x'.repeat(70_000) }, length);
    expect([large.status, large.rows[0]?.code]).toEqual([413, 413]);
    expect((await call('services.json', hazard())).status).toBe(404);
  });

  test('one key brings so many and no more within ten minutes, and does not close the page for others', () => {
    const gate = new Floodgate();
    const at = Date.parse('2026-11-20T00:00:00Z');
    const admitted = Array.from({ length: 200 }, () => gate.admitsKey(7, at)).filter(Boolean).length;
    expect(admitted).toBe(120);
    expect(gate.admitsKey(8, at)).toBe(true);
    expect(gate.admits('somebody', true, at, 'nonce')).toBe(true);
    expect(gate.admitsKey(7, at + 600_000)).toBe(true);
  });
});
