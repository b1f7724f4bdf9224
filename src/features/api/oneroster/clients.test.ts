/** How a client comes to a token, and who gives and takes its credentials. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { byAt, movableClock, value } from '../../../../src/features/notices/factory.ts';
import { type Cast, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { makeClient } from './actions.ts';
import { type Extent, granted, scopeOf } from './model.ts';
import { rosterClientPaths, rosterRoot, rosterTokenPath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_API_RATE: '100000' } }), clock };
const app = createApp(services);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(database);
});

const client = async (extent: Extent) => {
  const by = byAt(cast.members['bureau.administrator']);
  return value(
    await makeClient(services, by, { name: '学习平台', organisationId: cast.north.organisation.id, extent }),
  );
};

describe('the token endpoint', () => {
  const post = (fields: Record<string, string> | string, headers: Record<string, string> = {}) =>
    app.request(rosterTokenPath, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    });
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });
  const orgs = (token: string) => app.request(`${rosterRoot}/orgs`, { headers: { authorization: `Bearer ${token}` } });
  const grant = { grant_type: 'client_credentials' };

  test('gives an hour for a client’s secret, by HTTP Basic or in the form', async () => {
    const { clientId, secret } = await client('core');
    const answers = [
      await post({ ...grant, scope: scopeOf.core }, basic(clientId, secret)),
      await post({ ...grant, client_id: clientId, client_secret: secret }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const body = (await answer.json()) as Record<string, unknown>;
      expect(body).toEqual({
        access_token: expect.stringMatching(/^[\w-]{43}$/),
        ...{ token_type: 'bearer', expires_in: 3600, scope: scopeOf.core },
      });
      expect((await orgs(body.access_token as string)).status).toBe(200);
    }
    const { rows } = await sql<{ token_hash: Buffer }>`select token_hash from api_roster_access`.execute(db);
    expect(rows.every((row) => row.token_hash.length === 32)).toBe(true);
  });

  test('refuses by the codes of RFC 6749', async () => {
    const { clientId, secret } = await client('core');
    const who = basic(clientId, secret);
    const cases: [Promise<Response> | Response, number, string][] = [
      [post({ ...grant }), 401, 'invalid_client'],
      [post({ ...grant }, basic(clientId, 'x'.repeat(43))), 401, 'invalid_client'],
      [post({ ...grant }, basic('blfr_0000000000000000', secret)), 401, 'invalid_client'],
      [post({ ...grant }, { authorization: 'Basic !' }), 401, 'invalid_client'],
      [post({ grant_type: 'password' }, who), 400, 'unsupported_grant_type'],
      [post({}, who), 400, 'invalid_request'],
      [post('grant_type=client_credentials&grant_type=client_credentials', who), 400, 'invalid_request'],
      [post({ ...grant, client_id: clientId, client_secret: secret }, who), 400, 'invalid_request'],
      [post({ ...grant }, { ...who, 'content-type': 'application/json' }), 400, 'invalid_request'],
      [post({ ...grant, scope: scopeOf.full }, who), 400, 'invalid_scope'],
      [post({ ...grant, scope: `${scopeOf.core} roster-demographics.readonly` }, who), 400, 'invalid_scope'],
      [post(`grant_type=${'x'.repeat(10_000)}`, who), 400, 'invalid_request'],
      [app.request(rosterTokenPath, { headers: who }), 405, 'invalid_request'],
    ];
    for (const [asked, status, error] of cases) {
      const answer = await asked;
      expect([answer.status, await answer.json()]).toEqual([status, { error }]);
      if (status === 401) expect(answer.headers.get('www-authenticate')).toContain('Basic');
    }
  });

  test('gives what was asked for and may be had, and no more', () => {
    expect(granted(undefined, 'core')).toEqual(['core']);
    expect(granted(undefined, 'full')).toEqual(['core', 'full']);
    expect(granted(` ${scopeOf.core}  ${scopeOf.core}`, 'full')).toEqual(['core']);
    expect(granted(scopeOf.full, 'core')).toBeNull();
    expect(granted('everything', 'full')).toBeNull();
  });
});

test('the pages: added by an administrator, shown once, listed, ended; not by a sibling’s', async () => {
  const cookie = await cookieOf(database, cast.members['north.administrator'], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  const post = (path: string, fields: Record<string, string>) =>
    app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const fields = { name: '课堂平台', organisation: String(cast.north.organisation.id), extent: 'core' };
  expect((await post(rosterClientPaths.add, { ...fields, organisation: String(cast.district.id) })).status).toBe(422);
  expect((await post(rosterClientPaths.add, { ...fields, extent: 'demographics' })).status).toBe(422);
  expect((await post(rosterClientPaths.add, { ...fields, name: ' ' })).status).toBe(422);
  const made = await (await post(rosterClientPaths.add, fields)).text();
  const clientId = /blfr_[0-9a-f]{16}/.exec(made)?.[0] as string;
  expect(made).toContain(rosterTokenPath);
  const listed = async () => (await app.request(rosterClientPaths.list, { headers })).text();
  expect(await listed()).toContain(clientId);
  const { rows } = await sql<{ id: number }>`select id from api_roster_client where client_id = ${clientId}`.execute(
    db,
  );
  const id = rows[0]?.id as number;
  const south = await cookieOf(database, cast.members['south.administrator'], clock.now());
  const elsewhere = await app.request(rosterClientPaths.end(id), {
    method: 'POST',
    headers: { ...headers, cookie: south },
    body: new URLSearchParams({}),
  });
  expect(elsewhere.status).toBe(404);
  expect((await post(rosterClientPaths.end(id), {})).status).toBe(303);
  expect(await listed()).toContain('ended');
  expect((await app.request(rosterClientPaths.end(id), { headers })).status).toBe(404);
});
