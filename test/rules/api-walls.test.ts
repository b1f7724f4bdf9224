/**
 * The walls of the API: every route asked by tokens of the bureau, of the school that owns the objects (north) and of its
 * sibling (south), with every scope, with each scope alone, and with roles that do not carry the permission.
 */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { tokenRoles } from '../../src/features/api/model.ts';
import { features, permissionTable } from '../../src/features.ts';
import { type ApiScope, apiScopes } from '../../src/platform/api-scopes.ts';
import type { ApiRoute } from '../../src/platform/http/api/route.ts';
import { client, tokenAt } from '../support/api.ts';
import { type Cast, makeCast, type Place } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';
import { makeSamples, type Samples } from './wall-samples.ts';

const database = await testDatabase();
const services = testServices(database.db);
const app = createApp(services);
const table = permissionTable();
const routes = features.flatMap((feature) => feature.api ?? []);
let cast: Cast;
let samples: Samples;
let draft: number;

beforeAll(async () => {
  cast = await makeCast(database);
  samples = await makeSamples(database, services, cast);
  draft = samples['/desk/notices/:notice/basics']?.notice as number;
});

/** Objects of the draft belong to routes that change it. */
function addressOf(route: ApiRoute): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const own: Record<string, unknown> = {
      ...samples['*'],
      ...(/attachment|recording|audience/.test(route.path) ? { notice: draft } : {}),
    };
    if (own[name] === undefined) throw new Error(`No sample for {${name}} of ${route.path}.`);
    return String(own[name]);
  });
}

async function ask(route: ApiRoute, token: string | null): Promise<number> {
  const body = route.body ? {} : route.binary ? Buffer.from('x') : undefined;
  const type: Record<string, string> = route.binary ? { 'content-type': route.binary } : {};
  const query = route.path.endsWith('/attachments') ? '?name=x.txt' : '';
  const answer = await client(app, token ?? '')(route.method.toUpperCase(), addressOf(route) + query, {
    body,
    token,
    headers: { ...type, 'if-match': '"another state"' },
  });
  return answer.status;
}

const hasObject = (route: ApiRoute) => route.path.includes('{');

describe('walls of the API', { timeout: 120_000 }, () => {
  test('there are routes, and each names its permission and scope', () => {
    expect(routes.length).toBeGreaterThan(15);
    for (const route of routes) {
      if (route.permission === 'token') expect(route.scope).toBeNull();
      else expect(table[route.permission], route.operationId).toBeDefined();
    }
    expect(new Set(routes.map((route) => route.operationId)).size).toBe(routes.length);
  });

  test('a route whose permission nobody declares does not start', () => {
    const feature = features.find((one) => one.api?.length) as (typeof features)[number];
    const before = feature.api;
    const spoilt = [
      ...(before ?? []),
      { ...(routes[1] as ApiRoute), path: '/api/v1/x', permission: 'nobody.declares' },
    ];
    Object.defineProperty(feature, 'api', { value: spoilt, configurable: true });
    try {
      expect(() => createApp(services)).toThrow('nobody.declares');
    } finally {
      Object.defineProperty(feature, 'api', { value: before, configurable: true });
    }
  });

  test('without a token nothing answers', async () => {
    for (const route of routes) expect(await ask(route, null), route.operationId).toBe(401);
  });

  test('a scope opens its own routes and no other', async () => {
    for (const scope of apiScopes) {
      const token = await tokenAt(services, cast, 'bureau', { scopes: [scope] });
      for (const route of routes.filter((one) => one.scope !== null)) {
        const status = await ask(route, token);
        if (route.scope === scope) expect(status, `${scope}: ${route.operationId}`).not.toBe(403);
        else expect(status, `${scope}: ${route.operationId}`).toBe(403);
      }
    }
  });

  test('a role that does not carry the permission is refused, whatever its scopes', async () => {
    let refused = 0;
    // The table takes one more role than is given today.
    for (const role of [...tokenRoles, 'operator'] as const) {
      const token = await tokenAt(services, cast, 'bureau');
      await sql`update api_token set roles = array[${role}] where id = (select max(id) from api_token)`.execute(
        database.db,
      );
      for (const route of routes.filter((one) => one.scope !== null)) {
        const carries = table[route.permission]?.includes(role) ?? false;
        const status = await ask(route, token);
        if (carries) expect(status, `${role}: ${route.operationId}`).not.toBe(403);
        else expect(status, `${role}: ${route.operationId}`).toBe(403);
        refused += Number(!carries);
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  test('a sibling school finds nothing of north; the owner and those above do', async () => {
    const tokens = new Map<Place, string>();
    for (const place of ['bureau', 'north', 'south'] as const) tokens.set(place, await tokenAt(services, cast, place));
    const objects = routes.filter((route) => hasObject(route));
    expect(objects.length).toBeGreaterThan(8);
    for (const route of objects) {
      expect(await ask(route, tokens.get('south') as string), `south ${route.operationId}`).toBe(404);
      for (const place of ['bureau', 'north'] as const) {
        const status = await ask(route, tokens.get(place) as string);
        expect([200, 412], `${place} ${route.operationId}: ${status}`).toContain(status);
      }
    }
  });

  test('a list holds only what lies within the reach', async () => {
    const token = await tokenAt(services, cast, 'south');
    const get = client(app, token);
    const inside = new Set<number>();
    const organisations = await get<{ items: { id: number }[] }>('GET', '/api/v1/organisations');
    for (const one of organisations.body.items) inside.add(one.id);
    expect(inside.has(cast.north.organisation.id)).toBe(false);
    expect(inside.has(cast.south.organisation.id)).toBe(true);
    const people = await get<{ items: { id: number; memberships: { organisationId: number }[] }[] }>(
      'GET',
      '/api/v1/people',
    );
    const ids = new Set(people.body.items.map((one) => one.id));
    expect(ids.has(cast.siblings.guardian)).toBe(true);
    expect(ids.has(cast.siblings.south)).toBe(true);
    for (const hidden of [cast.siblings.north, cast.separated.mother, cast.separated.pupil])
      expect(ids.has(hidden)).toBe(false);
    for (const one of people.body.items.flatMap((person) => person.memberships))
      expect(inside).toContain(one.organisationId);
    type Pairs = { items: { pupilId: number; guardianId: number }[] };
    const pairs = await get<Pairs>('GET', '/api/v1/guardianships');
    const ofSiblings = pairs.body.items.filter((one) => one.guardianId === cast.siblings.guardian);
    expect(ofSiblings.map((one) => one.pupilId)).toEqual([cast.siblings.south]);
    const points = await get<{ items: { personId: number }[] }>('GET', '/api/v1/contact-points');
    expect(points.body.items.every((one) => ids.has(one.personId))).toBe(true);
    const elsewhere = `/api/v1/people?organisation=${cast.north.organisation.id}`;
    expect((await get('GET', elsewhere)).status).toBe(404);
    const scopes: ApiScope[] = ['directory.read'];
    const without = client(app, await tokenAt(services, cast, 'south', { scopes }));
    const states = await without<{ items: object[] }>('GET', '/api/v1/contact-points');
    expect(states.body.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(states.body)).not.toContain('address');
  });
});
