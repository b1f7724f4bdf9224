/**
 * The walls: every route asked as every role at the bureau, in the school that owns the objects (north), in its sibling
 * (south), and as nobody; compared with the generated table of routes, permissions and roles.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { features, permissionTable } from '../../src/features.ts';
import { openPermissions } from '../../src/platform/access.ts';
import type { Route } from '../../src/platform/http/routes.ts';
import { routeTable } from '../../src/route-table.ts';
import { type Cast, type CastMember, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';
import { root } from './sources.ts';
import { makeSamples, type Samples } from './wall-samples.ts';

const database = await testDatabase();
const services = testServices(database.db);
const app = createApp(services);
const table = permissionTable();
const routes = features.flatMap((feature) => feature.routes);
const staffRoutes = routes.filter((r) => !(openPermissions as readonly string[]).includes(r.permission));

let cast: Cast;
let samples: Samples;
const cookies = new Map<CastMember, string>();

beforeAll(async () => {
  cast = await makeCast(database);
  samples = await makeSamples(database, services, cast);
  for (const member of Object.values(cast.members)) {
    cookies.set(member, await cookieOf(database, member, services.clock.now()));
  }
});

/** The address of a route with north's objects in the place of its parameters. */
function addressOf(route: Route): string {
  return route.path.replace(/:([A-Za-z]+)(\{[^}]*\})?/g, (_, name: string) => {
    const value = samples[route.path]?.[name] ?? samples['*']?.[name];
    if (value === undefined) throw new Error(`No sample for :${name} of ${route.path}: add one to wall-samples.ts.`);
    return String(value);
  });
}

async function ask(route: Route, member: CastMember | null): Promise<number> {
  const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' };
  const cookie = member && cookies.get(member);
  if (cookie) headers.cookie = cookie;
  if (route.method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded';
  const body = route.method === 'POST' ? '' : undefined;
  const answer = await app.request(addressOf(route), { method: route.method, headers, body });
  await answer.body?.cancel();
  return answer.status;
}

const placeOf = (member: CastMember) => member.login.split('.')[0] as 'bureau' | 'north' | 'south';
const hasObject = (route: Route) => route.path.includes(':');
const carries = (route: Route, member: CastMember) => table[route.permission]?.includes(member.role) ?? false;

/** Asks all combinations and gives those whose answer is not as it must be. */
async function wrong(
  which: (route: Route, member: CastMember) => boolean,
  right: (status: number, route: Route) => boolean,
  asked: readonly Route[] = staffRoutes,
): Promise<string[]> {
  const found: string[] = [];
  let count = 0;
  for (const route of asked) {
    for (const member of Object.values(cast.members)) {
      if (!which(route, member)) continue;
      count += 1;
      const status = await ask(route, member);
      if (!right(status, route)) found.push(`${member.login} -> ${route.method} ${route.path}: ${status}`);
    }
  }
  expect(count, 'combinations asked').toBeGreaterThan(0);
  return found;
}

// Thousands of requests, more with each route.
describe('walls', { timeout: 480_000 }, () => {
  test('the generated table is the code', () => {
    const file = readFileSync(join(root, 'docs/generated/routes.md'), 'utf8');
    expect(file, 'run bin/belfry dev routes').toBe(routeTable());
    expect(staffRoutes.length).toBeGreaterThan(30);
  });

  test('a route whose permission nobody declares does not start', () => {
    const feature = features[0] as (typeof features)[number];
    const spoilt = [...feature.routes, { ...(routes[0] as Route), path: '/x', permission: 'nobody.declares' }];
    Object.defineProperty(feature, 'routes', { value: spoilt, configurable: true });
    try {
      expect(() => createApp(services)).toThrow('nobody.declares');
    } finally {
      Object.defineProperty(feature, 'routes', { value: spoilt.slice(0, -1), configurable: true });
    }
  });

  test('nobody is sent to sign in, and a form changes nothing', async () => {
    for (const route of staffRoutes) expect(await ask(route, null), `${route.method} ${route.path}`).toBe(303);
  });

  test('a role that does not carry the permission is refused', async () => {
    expect(
      await wrong(
        (r, m) => !carries(r, m),
        (status) => status === 403,
      ),
    ).toEqual([]);
  });

  test('a sibling school finds nothing of north', async () => {
    const own = (r: Route) => hasObject(r) && !(r.method === 'GET' && samples[r.path]?.forAll === 'yes');
    const siblings = (r: Route, m: CastMember) => own(r) && carries(r, m) && placeOf(m) === 'south';
    expect(await wrong(siblings, (status) => status === 404 || status === 403)).toEqual([]);
  });

  test('who carries the permission there enters', async () => {
    const own = (r: Route, m: CastMember) =>
      r.method === 'GET' && carries(r, m) && (!hasObject(r) || placeOf(m) === 'bureau');
    // Some objects are of the district itself or of one class; those routes say so in wall-samples.
    const fine = (status: number, route: Route) =>
      [200, 303].includes(status) || samples[route.path]?.elsewhere === 'yes';
    expect(await wrong(own, fine)).toEqual([]);
  });

  test('a form from another site is refused before anything is read', async () => {
    const member = cast.members['bureau.administrator'];
    for (const route of routes.filter((r) => r.method === 'POST' && r.permission !== 'link')) {
      const answer = await app.request(addressOf(route), {
        method: 'POST',
        headers: { cookie: cookies.get(member) as string, 'sec-fetch-site': 'cross-site' },
        body: new URLSearchParams({}),
      });
      expect(answer.status, route.path).toBe(403);
    }
  });

  test('an empty form is answered with words, never with a fault', async () => {
    const forms = staffRoutes.filter((r) => r.method === 'POST');
    const here = (r: Route, m: CastMember) => carries(r, m) && placeOf(m) !== 'south';
    expect(await wrong(here, (status) => status < 500, forms)).toEqual([]);
  });
});
