/** Tokens: made at the desk by an administrator, used, bound to networks, ended. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { byAt, movableClock } from '../../../../src/features/notices/factory.ts';
import { type Cast, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { apiPaths } from '../paths.ts';
import { makeToken, revokeToken, type TokenWish, warnOfEnds } from './actions.ts';
import { liesWithin, readNetwork } from './networks.ts';

const database = await testDatabase();
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(database.db, { clock, env: { BELFRY_TRUST_PROXY: 'true' } }), clock };
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

const wish = (more: Partial<TokenWish> = {}): TokenWish => ({
  name: '学籍系统',
  organisationId: cast.north.organisation.id,
  roles: ['editor'],
  scopes: ['directory.read'],
  networks: [],
  expiresOn: '2027-03-01',
  ...more,
});
const maker = (as: 'north.administrator' | 'bureau.administrator' = 'north.administrator') => byAt(cast.members[as]);

async function made(more: Partial<TokenWish> = {}): Promise<{ id: number; token: string }> {
  const outcome = await makeToken(services, maker(), wish(more));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.troubles));
  return outcome.value;
}

const ask = (path: string, token?: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } });

describe('tokens', () => {
  test('an administrator makes one at the desk; it is shown once, kept as a hash, and listed by its beginning', async () => {
    const cookie = await cookieOf(database, cast.members['north.administrator'], clock.now());
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const fields = {
      name: '学籍系统',
      organisation: String(cast.north.organisation.id),
      roles: 'editor',
      scopes: 'directory.read',
      networks: '10.2.0.0/16\n192.0.2.7',
      expiresOn: '2027-03-01',
    };
    const page = await app.request(apiPaths.newToken, { method: 'POST', headers, body: new URLSearchParams(fields) });
    expect(page.status).toBe(200);
    const token = /blf_[0-9a-f]{12}_[\w-]{43}/.exec(await page.text())?.[0] as string;
    expect((await ask('/api/v1/token', token, { 'x-forwarded-for': '10.2.3.4' })).status).toBe(200);
    const listed = await (await app.request(apiPaths.tokens, { headers })).text();
    expect(listed).toContain(token.slice(0, 16));
    expect(listed).not.toContain(token.slice(17));
    const { rows } = await sql<{ all: string }>`select string_agg(t::text, '') as all from api_token t`.execute(
      database.db,
    );
    expect(rows[0]?.all).not.toContain(token.slice(17));
    expect(rows[0]?.all).toContain('10.2.0.0/16');
  });

  test('what is wrong is said at its field: outside the reach, too long, no network', async () => {
    const troubles = async (more: Partial<TokenWish>) => {
      const outcome = await makeToken(services, maker(), wish(more));
      return outcome.ok ? [] : outcome.troubles.map((t) => `${t.field}:${t.key}`);
    };
    expect(await troubles({ organisationId: cast.south.organisation.id })).toEqual([
      'organisation:organisationOutside',
    ]);
    expect(await troubles({ organisationId: cast.district.id })).toEqual(['organisation:organisationOutside']);
    expect(await troubles({ expiresOn: '2026-11-20' })).toEqual(['expiresOn:expiryPast']);
    expect(await troubles({ expiresOn: '2027-11-21' })).toEqual(['expiresOn:expiryFar']);
    expect(await troubles({ networks: ['10.0.0.0/33'] })).toEqual(['networks:networkWrong']);
    const roles = ['administrator', 'approver', 'ombudsperson', 'auditor'];
    const cookie = await cookieOf(database, cast.members['north.administrator'], clock.now());
    for (const role of roles) {
      const body = new URLSearchParams({
        ...wish(),
        organisation: '1',
        roles: role,
        scopes: 'directory.read',
      } as never);
      const headers = { cookie, 'sec-fetch-site': 'same-origin' };
      expect((await app.request(apiPaths.newToken, { method: 'POST', headers, body })).status, role).toBe(422);
      await expect(
        sql`update api_token set roles = ${[role]}::text[]`.execute(database.db),
        'nor past the action',
      ).rejects.toThrow();
    }
  });

  test('without a token, with a wrong or a changed one, or with a session’s cookie: 401', async () => {
    const { token } = await made();
    const cookie = await cookieOf(database, cast.members['north.editor'], clock.now());
    const wrong = [undefined, 'blf_000000000000_x', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`];
    for (const one of wrong) {
      const answer = await ask('/api/v1/people', one, { cookie, 'accept-language': 'en' });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 401, title: 'A valid token is needed' });
    }
    expect((await ask('/api/v1/people', token)).status).toBe(200);
  });

  test('a token is bound to its networks, its day of use is kept and no time', async () => {
    const { id, token } = await made({ networks: ['10.2.0.0/16', '2001:db8::/32'] });
    const from = async (address: string) => (await ask('/api/v1/token', token, { 'x-forwarded-for': address })).status;
    expect(await from('10.3.0.1')).toBe(403);
    expect(await from('10.2.255.1')).toBe(200);
    expect(await from('2001:db8::7')).toBe(200);
    const { rows } = await sql`select last_used_on from api_token where id = ${id}`.execute(database.db);
    expect(rows).toEqual([{ last_used_on: '2026-11-20' }]);
    expect(readNetwork('300.1.1.1')).toBeUndefined();
    expect(readNetwork('10.1.1.1')).toBe('10.1.1.1/32');
    expect(liesWithin(['10.1.1.1/32'], '::ffff:10.1.1.1')).toBe(true);
    expect(liesWithin(['10.1.1.1/32'], 'local')).toBe(false);
  });

  test('revoked it ends at once, for good, and with a tombstone; a sibling’s administrator can’t', async () => {
    const { id, token } = await made();
    expect(await revokeToken(services, byAt(cast.members['south.administrator']), id)).toMatchObject({ ok: false });
    expect((await ask('/api/v1/token', token)).status).toBe(200);
    expect(await revokeToken(services, maker('bureau.administrator'), id)).toMatchObject({ ok: true });
    expect((await ask('/api/v1/token', token)).status).toBe(401);
    const { rows } = await sql<{ key: { id: number } }>`
      select key from tombstone where relation = 'api_token'`.execute(database.db);
    expect(rows.map((row) => row.key.id)).toEqual([id]);
  });

  test('administrators are told two weeks before, once; after its last day it is refused', async () => {
    const { token } = await made({ expiresOn: '2026-12-10', name: '网站' });
    expect(await warnOfEnds(services)).toBe(0);
    clock.set('2026-11-26T23:20:00Z');
    expect(await warnOfEnds(services)).toBe(1);
    expect(await warnOfEnds(services)).toBe(0);
    const { rows } = await sql<{ address: string; subject: string }>`
      select address, subject from direct_mail where subject like '%网站%'`.execute(database.db);
    expect(rows.length).toBeGreaterThanOrEqual(2);
    clock.set('2026-12-10T15:59:00Z');
    expect((await ask('/api/v1/token', token)).status).toBe(200);
    clock.set('2026-12-10T16:01:00Z');
    expect((await ask('/api/v1/token', token)).status).toBe(401);
    clock.set('2026-11-20T01:00:00Z');
  });
});
