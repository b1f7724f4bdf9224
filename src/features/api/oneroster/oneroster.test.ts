/** The roster service against the standard's shapes, against the CSV export, and against whoever should not get in. */
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { byAt, movableClock, value } from '../../../../src/features/notices/factory.ts';
import { type Cast, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { exportRoster } from '../../directory/export/actions.ts';
import { type Collection, collections, singular } from '../../directory/oneroster/model.ts';
import { grantAccess, makeClient, stopClient } from './actions.ts';
import { endpoints } from './endpoints.ts';
import type { Extent } from './model.ts';
import { rosterRoot } from './paths.ts';
import { objects, statusInfo } from './standard.fixture.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_API_RATE: '100000' } }), clock };
const app = createApp(services);
let cast: Cast;
type Place = 'bureau' | 'north' | 'south';
type Json = Record<string, unknown>;

beforeAll(async () => {
  cast = await makeCast(database);
  await sql`insert into academic_session (kind, name, starts_on, ends_on, source_id)
    values ('school_year', '2026学年', '2026-09-01', '2027-08-31', 'sy')`.execute(db);
  await sql`insert into academic_session (kind, name, starts_on, ends_on, source_id, parent_id)
    select 'term', '第一学期', '2026-09-01', '2027-01-31', 't1', id from academic_session`.execute(db);
  // One of each sort has a number and a mail address.
  await sql`insert into contact_point (person_id, kind, address)
    select distinct on (position) person_id, 'email', position || person_id || '@example.org' from membership
    order by position, person_id on conflict do nothing`.execute(db);
  await sql`insert into contact_point (person_id, kind, address)
    select guardian_id, 'email', 'guardian' || guardian_id || '@example.org' from guardianship on conflict do nothing`.execute(
    db,
  );
});
const officeOf = (place: Place) => (place === 'bureau' ? cast.district.id : cast[place].organisation.id);
const client = async (place: Place, extent: Extent = 'full') => {
  const by = byAt(cast.members['bureau.administrator']);
  return value(await makeClient(services, by, { name: '学习平台', organisationId: officeOf(place), extent }));
};
async function entering(place: Place, extent: Extent = 'full', scope?: string): Promise<string> {
  const made = await client(place, extent);
  return value(await grantAccess(services, { ...made, scope })).token;
}
const ask = (path: string, token?: string, headers: Record<string, string> = {}) =>
  app.request(rosterRoot + path, { headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } });
async function many(path: string, token: string): Promise<{ rows: Json[]; answer: Response }> {
  const answer = await ask(path, token);
  expect(answer.status, `${path}: ${answer.status === 200 ? '' : await answer.clone().text()}`).toBe(200);
  const body = (await answer.json()) as Record<string, Json[]>;
  expect(Object.keys(body)).toHaveLength(1);
  return { rows: Object.values(body)[0] as Json[], answer };
}
/** All of a collection by following `next`, a few at a time. */
async function walk(path: string, token: string, limit = 40): Promise<Json[]> {
  const found: Json[] = [];
  let next: string | undefined = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
  while (next !== undefined) {
    const { rows, answer }: { rows: Json[]; answer: Response } = await many(next, token);
    found.push(...rows);
    const link: string | undefined = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    if (link) expect(rows).toHaveLength(limit);
    else expect(answer.headers.get('x-total-count')).toBe(String(found.length));
    next = link?.split(rosterRoot)[1];
  }
  return found;
}
const ids = (rows: Json[]) => rows.map((row) => row.sourcedId as string);
const idOf = (ref: unknown) => (ref as { sourcedId: string } | undefined)?.sourcedId;
async function exported(): Promise<Record<string, Record<string, string>[]>> {
  const pieces: Uint8Array[] = [];
  await exportRoster(services, { kind: 'console' }, (piece) => void pieces.push(piece));
  const files = Object.entries(unzipSync(new Uint8Array(Buffer.concat(pieces))));
  return Object.fromEntries(files.map(([name, bytes]) => [name, parse(Buffer.from(bytes), { columns: true })]));
}

/** An object as a row of the CSV binding. */
const asRow: Record<Collection, (one: Json) => Json> = {
  orgs: (o) => ({ name: o.name, type: o.type, identifier: o.identifier, parentSourcedId: idOf(o.parent) }),
  academicSessions: (o) => ({
    ...{ title: o.title, type: o.type, startDate: o.startDate, endDate: o.endDate, schoolYear: o.schoolYear },
    parentSourcedId: idOf(o.parent),
  }),
  courses: (o) => ({ title: o.title, orgSourcedId: idOf(o.org) }),
  classes: (o) => ({
    ...{ title: o.title, classType: o.classType, grades: (o.grades as string[]).join(',') },
    ...{ courseSourcedId: idOf(o.course), schoolSourcedId: idOf(o.school) },
    termSourcedIds: (o.terms as unknown[]).map(idOf).join(','),
  }),
  users: (o) => ({
    ...{ enabledUser: o.enabledUser, username: o.username, givenName: o.givenName, familyName: o.familyName },
    ...{ primaryOrgSourcedId: idOf(o.primaryOrg), agentSourcedIds: (o.agents as unknown[]).map(idOf).join(',') },
  }),
  enrollments: (o) => ({
    ...{ classSourcedId: idOf(o.class), schoolSourcedId: idOf(o.school), userSourcedId: idOf(o.user) },
    ...{ role: o.role, primary: o.primary, beginDate: o.beginDate, endDate: o.endDate },
  }),
};

describe('what it gives', { timeout: 60_000 }, () => {
  test('a walk of all pages is the CSV export, object by object, in the shapes of the standard', async () => {
    const token = await entering('bureau');
    const files = await exported();
    for (const collection of collections) {
      const rows = await walk(`/${collection}`, token, collection === 'orgs' ? 7 : 40);
      for (const row of rows) objects[collection].parse(row);
      expect(new Set(ids(rows)).size, collection).toBe(rows.length);
      const csv = (files[`${collection}.csv`] as Record<string, string>[]).map((row) => row);
      expect(ids(rows).sort()).toEqual(csv.map((row) => row.sourcedId as string).sort());
      for (const row of rows) {
        const line = csv.find((one) => one.sourcedId === row.sourcedId) as Record<string, string>;
        for (const [column, got] of Object.entries(asRow[collection](row))) {
          expect(got ?? '', `${collection} ${row.sourcedId} ${column}`).toBe(line[column]);
        }
      }
      for (const row of rows.slice(0, 10)) {
        const one = await (await ask(`/${collection}/${encodeURIComponent(row.sourcedId as string)}`, token)).json();
        expect(one).toEqual({ [singular[collection]]: row });
      }
    }
    const roles = (await walk('/users', token)).flatMap((user) =>
      (user.roles as Json[]).map((role) => [user.sourcedId, role.roleType, role.role, idOf(role.org)].join()),
    );
    const lines = (files['roles.csv'] as Record<string, string>[]).map((row) =>
      [row.userSourcedId, row.roleType, row.role, row.orgSourcedId].join(),
    );
    expect(roles.sort()).toEqual(lines.sort());
  });

  test('no number of anybody, mail of staff alone, no language, no demographics', async () => {
    const token = await entering('bureau');
    const users = await walk('/users', token);
    const text = JSON.stringify(users);
    expect(text).not.toMatch(/"(sms|phone|metadata|password|demographics)"/);
    const mails = users.filter((user) => user.email);
    expect(mails.length).toBeGreaterThan(0);
    for (const user of mails) {
      expect((user.roles as Json[]).map((role) => role.role)).not.toContain('student');
      expect((user.roles as Json[]).map((role) => role.role)).not.toContain('guardian');
    }
    expect(users.some((user) => (user.roles as Json[]).some((role) => role.role === 'guardian'))).toBe(true);
    expect((await ask('/demographics', token)).status).toBe(404);
    expect((await many("/users?filter=email~'guardian'", token)).rows).toEqual([]);
  });

  test('every endpoint answers; what is nested is a part of the whole', async () => {
    const token = await entering('bureau');
    const school = (await walk('/schools', token)).find((one) => one.name === cast.north.organisation.name) as Json;
    const classes = (await many(`/schools/${school.sourcedId}/classes`, token)).rows;
    const class_ = classes.find((one) => one.sourcedId) as Json;
    const enrollments = (await many(`/schools/${school.sourcedId}/classes/${class_.sourcedId}/enrollments`, token))
      .rows;
    const of = (role: string) =>
      enrollments
        .filter((one) => one.role === role)
        .map((one) => idOf(one.user))
        .sort();
    for (const [part, role] of [
      ['students', 'student'],
      ['teachers', 'teacher'],
    ] as const) {
      for (const path of [
        `/classes/${class_.sourcedId}/${part}`,
        `/schools/${school.sourcedId}/classes/${class_.sourcedId}/${part}`,
      ]) {
        expect(ids((await many(path, token)).rows).sort(), path).toEqual(of(role));
      }
      const atSchool = ids(await walk(`/schools/${school.sourcedId}/${part}`, token));
      expect(atSchool).toEqual(expect.arrayContaining(of(role) as string[]));
      expect(ids(await walk(`/${part}`, token))).toEqual(expect.arrayContaining(atSchool));
    }
    const pupil = of('student')[0] as string;
    expect(ids((await many(`/students/${pupil}/classes`, token)).rows)).toEqual([class_.sourcedId]);
    expect(ids((await many(`/users/${pupil}/classes`, token)).rows)).toEqual([class_.sourcedId]);
    expect((await ask(`/teachers/${pupil}/classes`, token)).status).toBe(404);
    expect(ids((await many('/terms', token)).rows)).toEqual(['t1']);
    expect(ids((await many(`/schools/${school.sourcedId}/terms`, token)).rows)).toEqual(['t1']);
    expect(ids(await walk('/terms/t1/classes', token)).sort()).toEqual(ids(await walk('/classes', token)).sort());
    expect((await many('/terms/t1/gradingPeriods', token)).rows).toEqual([]);
    expect((await many('/gradingPeriods', token)).rows).toEqual([]);
    expect(ids((await many(`/schools/${school.sourcedId}/courses`, token)).rows)).toEqual(['homeroom']);
    const other = (await walk('/schools', token)).find((one) => one.sourcedId !== school.sourcedId) as Json;
    expect((await many(`/schools/${other.sourcedId}/classes/${class_.sourcedId}/students`, token)).rows).toEqual([]);
    const teacher = of('teacher')[0] ?? (ids(await walk('/teachers', token))[0] as string);
    const samples: Record<string, string> = {
      ...{ school: school.sourcedId as string, class: class_.sourcedId as string, course: 'homeroom', term: 't1' },
    };
    for (const endpoint of endpoints) {
      const user = endpoint.path.startsWith('/teachers') ? teacher : pupil;
      const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
        name === 'user' ? user : (samples[name] ?? 'nobody'),
      );
      const answer = await ask(path, token);
      expect(answer.status, endpoint.operation).toBe(path.includes('nobody') ? 404 : 200);
    }
  });

  test('sorted, chosen, by pages with their number, and with a mark of the content', async () => {
    const token = await entering('bureau');
    const names = (rows: Json[]) => rows.map((row) => row.familyName as string);
    const up = names(await walk('/users?sort=familyName', token));
    expect(names(await walk('/users?sort=familyName&orderBy=desc', token))).toEqual(
      [...up].sort((a, b) => Buffer.compare(Buffer.from(b), Buffer.from(a))),
    );
    const { rows } = await many('/users?fields=sourcedId,givenName&limit=2', token);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(['givenName', 'sourcedId']);
    const middle = await many('/users?limit=2&offset=2', token);
    const link = middle.answer.headers.get('link') ?? '';
    for (const rel of ['first', 'prev', 'next', 'last']) expect(link).toContain(`rel="${rel}"`);
    expect(link).toContain(`<${services.config.publicUrl}${rosterRoot}/users?limit=2&offset=0>; rel="prev"`);
    const etag = middle.answer.headers.get('etag') as string;
    expect((await ask('/users?limit=2&offset=2', token, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask('/users?limit=2&offset=0', token, { 'if-none-match': etag })).status).toBe(200);
    expect(
      (await app.request(`${rosterRoot}/orgs`, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } }))
        .status,
    ).toBe(200);
  });

  test('filters by each operator; one logical word; without regard to case', async () => {
    const token = await entering('bureau');
    const count = async (path: string, filter: string) =>
      (await many(`/${path}?limit=1000&filter=${encodeURIComponent(filter)}`, token)).rows.length;
    const all = await count('orgs', "status='active'");
    expect(await count('orgs', "type='school'")).toBe((await walk('/schools', token)).length);
    expect(await count('orgs', "type='SCHOOL'")).toBe(await count('orgs', "type='school'"));
    expect(await count('orgs', "type!='school'")).toBe(all - (await count('orgs', "type='school'")));
    expect(await count('orgs', "type='school' OR type='district'")).toBe((await count('orgs', "type='school'")) + 1);
    expect(await count('orgs', "type='school' AND type='district'")).toBe(0);
    expect(await count('orgs', `name~'${cast.north.organisation.name.slice(1, 4)}'`)).toBeGreaterThan(0);
    expect(await count('academicSessions', "startDate>='2026-09-01'")).toBe(2);
    expect(await count('academicSessions', "endDate<'2027-02-01'")).toBe(1);
    expect(await count('orgs', "dateLastModified>'2020-01-01'")).toBe(all);
    expect(await count('orgs', "dateLastModified>='2999-01-01T00:00:00Z'")).toBe(0);
    expect(await count('classes', "terms.sourcedId='t1'")).toBe((await walk('/classes', token)).length);
    const guardians = await count('users', "roles.role='guardian'");
    expect(guardians).toBeGreaterThan(0);
    expect(await count('users', "roles.role!='guardian'")).toBe((await walk('/users', token)).length - guardians);
  });

  test('what was changed shows, also a role and a guardianship', async () => {
    const token = await entering('bureau');
    const [pupil] = await walk('/students', token);
    const read = async () =>
      ((await (await ask(`/users/${pupil?.sourcedId}`, token)).json()) as { user: Json }).user
        .dateLastModified as string;
    const before = await read();
    await sql`update guardianship set ends_on = '2026-11-19' where pupil_id in (
      select p.id from person p where coalesce(p.source_id, 'belfry-p' || p.id) = ${pupil?.sourcedId})`.execute(db);
    expect((await read()) > before).toBe(true);
    clock.pass(60_000); // lists are kept for a minute
  });
});

describe('who gets in', { timeout: 60_000 }, () => {
  test.each([
    ["name='a' or 1=1", 'invalid_filter_field'],
    ["name='a'; drop table person; --'", 'invalid_filter_field'],
    ["name='a' AND name='b' AND name='c'", 'invalid_filter_field'],
    ["(name)='a'", 'invalid_filter_field'],
    ["__proto__='a'", 'invalid_filter_field'],
    ["constructor='a'", 'invalid_filter_field'],
    ["sms='13800000000'", 'invalid_filter_field'],
    ["startDate='yesterday'", 'invalid_filter_field'],
    ["dateLastModified>'2026-13-45'", 'invalid_filter_field'],
    ["dateLastModified~'2026'", 'invalid_filter_field'],
    ["name=''''", null],
    ["name='%' OR name~'_'", null],
    ["name='x''; drop table person; --'", null],
  ])('a filter is read, never run: %s', async (filter, code) => {
    const token = await entering('bureau');
    const answer = await ask(`/orgs?filter=${encodeURIComponent(filter)}`, token);
    if (code === null) {
      expect(answer.status).toBe(200);
      expect(((await answer.json()) as { orgs: Json[] }).orgs).toEqual([]);
      return;
    }
    expect(answer.status).toBe(400);
    const body = statusInfo.parse(await answer.json());
    expect(body.imsx_CodeMinor.imsx_codeMinorField[0]).toEqual({
      imsx_codeMinorFieldName: 'filter',
      imsx_codeMinorFieldValue: code,
    });
  });

  test.each([
    ['limit=0', 'invaliddata'],
    ['limit=-1', 'invaliddata'],
    ['offset=x', 'invaliddata'],
    ['sort=email);drop', 'invalid_sort_field'],
    ['sort=toString', 'invalid_sort_field'],
    ['sort=name&orderBy=up', 'invalid_sort_field'],
    ['fields=name,password', 'invalid_selection_field'],
    ['fields=', 'invalid_selection_field'],
  ])('a wrong parameter is refused by its code: %s', async (query, code) => {
    const answer = await ask(`/orgs?${query}`, await entering('bureau'));
    expect(answer.status).toBe(400);
    expect(JSON.stringify(statusInfo.parse(await answer.json()))).toContain(code);
  });

  test('a school’s client sees its own school and what is above, nothing of the sibling', async () => {
    const [north, south, bureau] = [await entering('north'), await entering('south'), await entering('bureau')];
    for (const collection of collections) {
      const mine = ids(await walk(`/${collection}`, north));
      const theirs = ids(await walk(`/${collection}`, south));
      const all = ids(await walk(`/${collection}`, bureau));
      expect(mine.length, collection).toBeGreaterThan(0);
      expect(all).toEqual(expect.arrayContaining(mine));
      if (['orgs', 'academicSessions', 'courses'].includes(collection)) continue;
      const both = mine.filter((id) => theirs.includes(id));
      // Whoever works at both schools, or has children in both, is at both.
      if (collection !== 'users') expect(both).toEqual([]);
      for (const id of theirs.filter((one) => !both.includes(one)).slice(0, 10)) {
        const answer = await ask(`/${collection}/${id}`, north);
        expect(answer.status, `${collection} ${id}`).toBe(404);
        statusInfo.parse(await answer.json());
      }
    }
    const orgs = await walk('/orgs', north);
    expect(orgs.map((one) => one.type)).toContain('district');
    const text = JSON.stringify([orgs, await walk('/users', north), await walk('/classes', north)]);
    expect(text).not.toContain(cast.south.organisation.name);
    // Every reference leads to something that the same client may read.
    for (const path of [...new Set(text.match(/\/(orgs|classes|courses|users|academicSessions)\/[\w%.-]+(?=")/g))]) {
      expect((await ask(path, north)).status, path).toBe(200);
    }
    const southern = (await walk('/schools', south))[0] as Json;
    expect((await ask(`/schools/${southern.sourcedId}/students`, north)).status).toBe(404);
  });

  test('without a token, with a wrong, an expired, an ended one, with the core alone', async () => {
    const refused = async (answer: Response, status: number, code: string) => {
      expect(answer.status).toBe(status);
      expect(
        statusInfo.parse(await answer.json()).imsx_CodeMinor.imsx_codeMinorField[0]?.imsx_codeMinorFieldValue,
      ).toBe(code);
    };
    for (const endpoint of endpoints) {
      const path = endpoint.path.replace(/\{\w+\}/g, 'x');
      await refused(await ask(path), 401, 'unauthorisedrequest');
      await refused(await ask(path, 'x'.repeat(43)), 401, 'unauthorisedrequest');
    }
    const core = await entering('bureau', 'core');
    expect((await ask('/orgs', core)).status).toBe(200);
    for (const { path, extent } of endpoints) {
      const address = path.replace(/\{\w+\}/g, 'x');
      if (extent === 'full') await refused(await ask(address, core), 403, 'forbidden');
    }
    const made = await client('north');
    const { token } = value(await grantAccess(services, { ...made, scope: undefined }));
    expect((await ask('/orgs', token)).status).toBe(200);
    clock.pass(3_600_000);
    await refused(await ask('/orgs', token), 401, 'unauthorisedrequest');
    const again = value(await grantAccess(services, { ...made, scope: undefined })).token;
    value(await stopClient(services, byAt(cast.members['north.administrator']), made.id));
    await refused(await ask('/orgs', again), 401, 'unauthorisedrequest');
    expect((await grantAccess(services, { ...made, scope: undefined })).ok).toBe(false);
    const { rows } = await sql`select key from tombstone where relation = 'api_roster_client'`.execute(db);
    expect(rows).toEqual([{ key: { id: made.id } }]);
    const write = await app.request(`${rosterRoot}/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${core}` },
    });
    await refused(write, 405, 'unsupported');
    // A signed-in administrator's cookie opens nothing here.
    const cookie = await cookieOf(database, cast.members['bureau.administrator'], clock.now());
    await refused(await app.request(`${rosterRoot}/users`, { headers: { cookie } }), 401, 'unauthorisedrequest');
  });

  test('reading people leaves a trace with the client; the day of the last use is kept, no more', async () => {
    const made = await client('north');
    const { token } = value(await grantAccess(services, { ...made, scope: undefined }));
    await many('/users?limit=3', token);
    await many('/orgs', token);
    const { rows } = await sql<{ detail: Json }>`select detail from audit_event
      where action = 'person.list' and subject = ${`roster-client:${made.id}`}`.execute(db);
    expect(rows.map((row) => row.detail)).toEqual([{ what: 'getAllUsers', rows: 3, from: 0 }]);
    const used = await sql`select last_used_on from api_roster_client where id = ${made.id}`.execute(db);
    expect(used.rows).toEqual([{ last_used_on: '2026-11-20' }]);
  });

  test('too many requests are told to wait', async () => {
    const slow = { ...testServices(db, { clock, env: { BELFRY_API_RATE: '2' } }), clock };
    const small = createApp(slow);
    const headers = { authorization: `Bearer ${await entering('north')}` };
    const answers: Response[] = [];
    for (let n = 0; n < 3; n += 1) answers.push(await small.request(`${rosterRoot}/orgs`, { headers }));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
    statusInfo.parse(await answers[2]?.json());
  });
});
