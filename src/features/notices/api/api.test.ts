/** Notices through the API: written and published by the rules of the pages, told in figures, changed by nobody's mistake. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ask, client, tokenAt } from '../../../../test/support/api.ts';
import { type Cast, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { approve } from '../actions/review.ts';
import { byAt, makePublished, movableClock, value } from '../factory.ts';

const database = await testDatabase();
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(database.db, { clock }), clock };
const app = createApp(services);
let cast: Cast;
let north: Ask;

type Notice = {
  id: number;
  state: string;
  revision: number;
  attachments: { id: number }[];
  texts: object[];
  audience: object;
};
type Problem = {
  title: string;
  detail: string;
  errors: { pointer?: string; parameter?: string; code: string; detail: string }[];
};

beforeAll(async () => {
  cast = await makeCast(database);
  north = client(app, await tokenAt(services, cast, 'north'));
});

const draft = () => ({
  organisationId: cast.north.organisation.id,
  kind: 'safety',
  texts: [{ language: 'zh-CN', title: '关于冬季作息的通知', body: '到校时间推迟二十分钟。' }],
  audience: { include: [{ organisationId: cast.north.organisation.id, role: 'guardians' }] },
  request: 'acknowledge',
  deadlineOn: '2027-01-15',
});
const created = async (more: object = {}, headers: Record<string, string> = {}) =>
  north<Notice>('POST', '/api/v1/notices', { body: { ...draft(), ...more }, headers });
const tagOf = async (id: number) => (await north('GET', `/api/v1/notices/${id}`)).headers.get('etag') as string;

describe('notices through the API', () => {
  test('a draft goes all the way, but only a person approves, and never the one behind the token', async () => {
    const made = await created();
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`http://belfry.test/api/v1/notices/${made.body.id}`);
    const { id } = made.body;
    const submitted = await north<Notice>('POST', `/api/v1/notices/${id}/submit`, {
      headers: { 'if-match': await tagOf(id) },
    });
    expect(submitted.body.state).toBe('in_review');
    const early = await north('POST', `/api/v1/notices/${id}/publish`, {
      body: {},
      headers: { 'if-match': await tagOf(id) },
    });
    expect(early.status).toBe(409);
    const { revision } = submitted.body;
    expect(await approve(services, byAt(cast.members['north.administrator']), id, revision, '')).toMatchObject({
      ok: false,
      troubles: [{ key: 'authorCannotApprove' }],
    });
    value(await approve(services, byAt(cast.members['north.approver']), id, revision, ''));
    const out = await north<Notice>('POST', `/api/v1/notices/${id}/publish`, {
      body: {},
      headers: { 'if-match': await tagOf(id) },
    });
    expect(out.body.state).toBe('published');
    const { rows } = await sql<{ action: string; token: number | null }>`
      select action, (detail ->> 'token')::int as token from audit_event where subject = ${`notice:${id}`} order by id`.execute(
      database.db,
    );
    const through = Object.fromEntries(rows.map((row) => [row.action, row.token !== null]));
    expect(through).toMatchObject({ 'notice.create': true, 'notice.approve': false, 'notice.publish': true });
  });

  test('all of a draft or nothing: what is wrong is pointed at, in the language asked for', async () => {
    const before = await sql`select count(*)::int as n from notice`.execute(database.db);
    const outside = { include: [{ organisationId: cast.south.organisation.id, role: 'guardians' }] };
    const refused = await north<Problem>('POST', '/api/v1/notices', { body: { ...draft(), audience: outside } });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body.errors).toMatchObject([{ pointer: '/organisationId', code: 'organisationOutside' }]);
    const chinese = await north<Problem>('POST', '/api/v1/notices', {
      body: { ...draft(), texts: [{ language: 'zh-CN', title: '题'.repeat(121), body: '文' }], x: 1 },
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(chinese.headers.get('content-language')).toBe('zh-CN');
    expect(chinese.body.title).toBe('内容有误');
    expect(chinese.body.errors.map((one) => one.pointer)).toEqual(expect.arrayContaining(['/texts/0/title', '']));
    expect((await sql`select count(*)::int as n from notice`.execute(database.db)).rows).toEqual(before.rows);
  });

  test('a change needs the state that it was made from', async () => {
    const { id } = (await created()).body;
    const path = `/api/v1/notices/${id}`;
    const etag = await tagOf(id);
    expect((await north('PATCH', path, { body: { isPublic: false } })).status).toBe(428);
    const changed = await north<Notice>('PATCH', path, { body: { isPublic: false }, headers: { 'if-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect((await north('PATCH', path, { body: { isPublic: false }, headers: { 'if-match': etag } })).status).toBe(412);
    expect((await north('DELETE', path, { headers: { 'if-match': etag } })).status).toBe(412);
    expect((await north('GET', path, { headers: { 'if-none-match': await tagOf(id) } })).status).toBe(304);
    // Two at once from the same state: one of them is told.
    const latest = { 'if-match': await tagOf(id) };
    const both = await Promise.all(
      [true, false].map((isPublic) => north('PATCH', path, { body: { isPublic }, headers: latest })),
    );
    expect(both.map((one) => one.status).sort()).toEqual([200, 412]);
    expect((await north('DELETE', path, { headers: { 'if-match': await tagOf(id) } })).status).toBe(204);
    expect((await north('PATCH', path, { body: {}, headers: { 'if-match': '*' } })).status).toBe(200);
    expect((await north('PATCH', path, { body: { isPublic: false }, headers: { 'if-match': '*' } })).status).toBe(409);
  });

  test('the audience is replaced by what is sent, part by part', async () => {
    const made = await created();
    const school = cast.north.organisation.id;
    const audience = {
      include: [{ organisationId: school, role: 'teachers' }],
      exclude: [{ organisationId: school, role: 'heads' }],
    };
    const headers = { 'if-match': made.headers.get('etag') as string };
    const changed = await north<Notice>('PATCH', `/api/v1/notices/${made.body.id}`, { body: { audience }, headers });
    expect(changed.body.audience).toEqual(audience);
    const persons = { include: [{ personId: 1, role: 'guardians' }] };
    const list = await north('PATCH', `/api/v1/notices/${made.body.id}`, { body: { audience: persons }, headers });
    expect(list.status, 'no list of persons').toBe(422);
  });

  test('files: attached once, read back, taken out', async () => {
    const made = await created();
    const path = `/api/v1/notices/${made.body.id}/attachments`;
    const send = async (name: string, body: string, more: Record<string, string> = {}) =>
      north<Notice>('POST', `${path}?name=${encodeURIComponent(name)}`, {
        body: Buffer.from(body),
        headers: { 'content-type': 'application/octet-stream', 'if-match': await tagOf(made.body.id), ...more },
      });
    const added = await send('时刻表.txt', '七点四十到校');
    expect(added.status).toBe(201);
    expect((await send('x.exe', 'MZ\u0000\u0001\u0002')).status).toBe(422);
    expect((await send('x.txt', 'x', { 'content-type': 'text/plain' })).status).toBe(415);
    const file = `${path}/${added.body.attachments[0]?.id}`;
    expect((await north('GET', file)).body).toBe('七点四十到校');
    const gone = await north<Notice>('DELETE', file, { headers: { 'if-match': await tagOf(made.body.id) } });
    expect(gone.body.attachments).toEqual([]);
  });

  test('a POST that comes twice is done once', async () => {
    const headers = { 'idempotency-key': 'a-key-1' };
    const [first, second] = [await created({}, headers), await created({}, headers)];
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await created({ isPublic: false }, headers)).status).toBe(422);
    expect((await created({}, { 'idempotency-key': 'ä' })).status).toBe(400);
    const fresh = { 'idempotency-key': 'a-key-2' };
    const many = await Promise.all([1, 2, 3].map(() => created({}, fresh)));
    const made = many.filter((one) => one.status === 201);
    expect(new Set(made.map((one) => one.body.id)).size).toBe(1);
    expect(many.filter((one) => one.status !== 201 && one.status !== 409)).toEqual([]);
    // Another token's key is another key.
    const other = await tokenAt(services, cast, 'north');
    const elsewhere = await north<Notice>('POST', '/api/v1/notices', { body: draft(), headers, token: other });
    expect(elsewhere.body.id).not.toBe(first.body.id);
    // A day later it is forgotten, and a request that never ended gives its key up after minutes.
    await sql`update api_idempotency set status = null, taken_at = ${new Date('2026-11-20T00:50:00Z')}`.execute(
      database.db,
    );
    expect((await created({}, headers)).headers.get('idempotency-replayed')).toBeNull();
  });

  test('deliveries and receipts are figures without names or times; small ones are not told', async () => {
    const { id } = await makePublished(services, {
      office: cast.district.id,
      author: byAt(cast.members['bureau.editor']),
      approver: byAt(cast.members['bureau.approver']),
      audience: [{ organisationId: cast.district.id, role: 'guardians' }],
      deadlineOn: '2027-01-15',
    });
    const { rows: guardians } = await sql<{ id: number }>`select distinct g.guardian_id as id from guardianship g
      join membership m on m.person_id = g.pupil_id join organisation o on o.id = m.organisation_id
      where o.path <@ ${cast.north.organisation.path}::ltree limit 3`.execute(database.db);
    for (const guardian of guardians) {
      await sql`insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
        values (${id}, ${guardian.id}, ${cast.north.classes[0]?.organisation.id}, 'link', '2026-11-20')`.execute(
        database.db,
      );
    }
    const bureau = client(app, await tokenAt(services, cast, 'bureau'));
    for (const part of ['deliveries', 'receipts', 'audience-figures']) {
      const answer = await bureau<{ items: object[] }>('GET', `/api/v1/notices/${id}/${part}`);
      expect(answer.status, part).toBe(200);
      const text = JSON.stringify(answer.body);
      expect(text).not.toMatch(/"n":[1-4][,}]/);
      expect(text).not.toMatch(/person|name"|_at"|On":"2026-11-20|\d\d:\d\d/i);
    }
    // A school sees of the bureau's notice its own part.
    const part = await north<{ items: { organisationId: number }[] }>('GET', `/api/v1/notices/${id}/deliveries`);
    expect(part.body.items.every((one) => one.organisationId === cast.north.organisation.id)).toBe(true);
    const sibling = `/api/v1/notices/${id}/receipts?school=${cast.south.organisation.id}`;
    expect((await north('GET', sibling)).status).toBe(404);
    expect((await north('GET', `/api/v1/notices/${id}/audience-figures`)).status).toBe(404);
  });

  test('lists are paged by key, with links that lead on', async () => {
    const seen: number[] = [];
    let path: string | undefined = '/api/v1/notices?limit=2';
    while (path) {
      const page: Awaited<ReturnType<typeof north<{ items: { id: number }[] }>>> = await north('GET', path);
      seen.push(...page.body.items.map((one) => one.id));
      path = /<http:\/\/belfry\.test([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(seen.length).toBeGreaterThan(4);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    for (const wrong of ['limit=0', 'limit=201', 'limit=x', 'cursor=MTI', 'state=unknown', 'organisation=-1']) {
      const answer = await north<Problem>('GET', `/api/v1/notices?${wrong}`);
      expect(answer.status, wrong).toBe(400);
      expect(answer.body.errors[0]?.parameter, wrong).toBe(wrong.split('=')[0]);
    }
  });

  test('every refusal is a problem with its own status', async () => {
    const token = await tokenAt(services, cast, 'north', { scopes: ['notices.read'] });
    const cases: [number, string, string, Parameters<Ask>[2]?][] = [
      [404, 'GET', '/api/v1/nothing'],
      [404, 'GET', '/api/v1/notices/x'],
      [404, 'GET', '/api/v1/notices/%00'],
      [405, 'PUT', '/api/v1/notices'],
      [406, 'GET', '/api/v1/notices', { headers: { accept: 'text/html' } }],
      [415, 'POST', '/api/v1/notices', { body: 'x', headers: { 'content-type': 'text/plain' } }],
      [400, 'POST', '/api/v1/notices', { body: '{', headers: { 'content-type': 'application/json' } }],
      [400, 'POST', '/api/v1/notices', { body: '{"kind":"\\u0000"}', headers: { 'content-type': 'application/json' } }],
      [413, 'POST', '/api/v1/notices', { body: { x: 'x'.repeat(1_100_000) } }],
      [403, 'POST', '/api/v1/notices', { body: {}, token }],
      [401, 'GET', '/api/v1/notices', { token: null }],
    ];
    for (const [status, method, path, more] of cases) {
      const answer = await north<Problem & { type: string; status: number; instance: string }>(method, path, more);
      expect(answer.status, `${method} ${path}`).toBe(status);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ status });
      expect(answer.body.type).toMatch(/\/api#problem-\w+$/);
      expect(answer.body.instance).toContain(answer.headers.get('x-request-id') ?? 'none');
    }
    const options = await north('OPTIONS', '/api/v1/notices');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    const head = await north('HEAD', '/api/v1/notices');
    expect([head.status, head.body]).toEqual([200, '']);
  });

  test('each token has its number of requests a minute', async () => {
    const limited = createApp({ ...services, config: { ...services.config, apiRate: 3 } });
    const [one, other] = [await tokenAt(services, cast, 'north'), await tokenAt(services, cast, 'north')];
    const ask = client(limited, one);
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await ask('GET', '/api/v1/token'));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429]);
    expect(answers[0]?.headers.get('ratelimit')).toMatch(/^"token";r=2;t=\d+$/);
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('GET', '/api/v1/token', { token: other })).status).toBe(200);
  });
});
