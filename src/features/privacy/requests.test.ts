/** Requests of people: asked through the own link, checked, answered by a copy or an erasure; the walls between guardians. */
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { movableClock } from '../notices/factory.ts';
import { askOwnLinkPath } from '../notices/paths.ts';
import { askThroughLink, settleDeadlines } from './actions/requests.ts';
import { words } from './messages.ts';
import { copyPath, linkPath, newRequestPath, personPath, requestPath, requestsPath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
  await sql`delete from contact_point where person_id in (${cast.separated.mother}, ${cast.separated.father})`.execute(
    db,
  );
  await sql`insert into contact_point (person_id, kind, address) values
    (${cast.separated.mother}, 'email', 'mother@family.example'),
    (${cast.separated.father}, 'email', 'father@family.example'),
    (${cast.separated.pupil}, 'sms', '13900000077')`.execute(db);
});

async function ask(name: CastName, path: string, form?: Record<string, string>) {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  const body = form && new URLSearchParams(form);
  return app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
}

/** The own link of whoever has this address, with the page on one's data. */
async function ownData(address: string): Promise<string> {
  await sql`delete from direct_mail`.execute(db);
  await sql`delete from sign_in_attempt`.execute(db);
  await new Visitor(app).post(askOwnLinkPath, { address });
  const { rows } = await sql<{ text: string }>`select text_body as text from direct_mail`.execute(db);
  return `${/\/my-notices\/[\w-]+/.exec(rows[0]?.text ?? '')?.[0]}/data`;
}

const lastRequest = async () =>
  (
    await sql<{ id: number; state: string; due: string }>`
    select id, state, due_on::text as due from data_request order by id desc limit 1`.execute(db)
  ).rows[0] as {
    id: number;
    state: string;
    due: string;
  };

/** Files of a ZIP by name, as text. */
async function unpacked(answer: Response): Promise<Record<string, string>> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strFromU8(content)]));
}

test('a deadline in a year whose calendar is not known is provisional, until it is loaded and the night has come', async () => {
  const asked = { kind: 'copy', withChildren: false } as const;
  const id = await db.transaction().execute(async (trx) => {
    const outcome = await askThroughLink(trx, cast.separated.father, asked, '2026-12-21');
    return outcome.ok ? outcome.value : 0;
  });
  const due = async () => {
    const { rows } = await sql<{
      due: string;
      provisional: boolean;
    }>`select due_on as due, due_provisional as provisional
      from data_request where id = ${id}`.execute(db);
    return rows[0];
  };
  // Monday to Friday of 2027 alone; then 1 January is off, and the next two are a weekend.
  expect(await due()).toEqual({ due: '2027-01-11', provisional: true });
  expect(await settleDeadlines(db), 'nothing is known yet').toBe(0);
  await sql`insert into calendar_year (year, source, loaded_by, loaded_at)
    values (2027, 'test', ${cast.members['bureau.administrator'].accountId}, now())`.execute(db);
  await sql`insert into calendar_day (year, day, name, off) values (2027, '2027-01-01', '元旦', true)`.execute(db);
  expect(await settleDeadlines(db)).toBe(1);
  expect(await due()).toEqual({ due: '2027-01-12', provisional: false });
  expect(await settleDeadlines(db)).toBe(0);
  await sql`update data_request set state = 'withdrawn' where id = ${id}`.execute(db);
  await sql`delete from calendar_year`.execute(db);
});

describe('through the own link', () => {
  test('a GET says nothing of anybody and uses nothing up; the answer shows what was asked', async () => {
    const path = await ownData('mother@family.example');
    const visitor = new Visitor(app);
    for (let n = 0; n < 2; n += 1) {
      const shown = await visitor.get(path);
      expect(shown.status).toBe(200);
      expect(shown.text).not.toContain('family.example');
      expect(shown.setCookies).toEqual([]);
    }
    const empty = await visitor.post(path, {});
    expect(empty.status).toBe(422);
    expect(empty.text).toContain(t('ownChoose'));
    const sent = await visitor.post(path, { wish: 'copy_children' });
    expect(sent.status).toBe(200);
    expect(sent.text).toContain(t('state_open'));
    expect((await lastRequest()).due).toBe('2026-12-11');
    expect((await visitor.post(path, { wish: 'erasure' })).status).toBe(410);
    expect((await visitor.get(path)).status).toBe(410);
  });

  test('asked twice it is one; a link that went round fills no list', async () => {
    const wish = async (what: string) => new Visitor(app).post(await ownData('mother@family.example'), { wish: what });
    await wish('copy_children');
    const count = async () =>
      (await sql`select from data_request where person_id = ${cast.separated.mother}`.execute(db)).rows.length;
    expect(await count()).toBe(1);
    await wish('copy');
    await wish('erasure');
    expect(await count()).toBe(3);
    expect((await wish('status')).text).toContain(t('kind_erasure'));
    expect(await count()).toBe(3);
  });

  test('a link that nobody gave is nobody’s', async () => {
    expect((await new Visitor(app).get('/my-notices/nothing/data')).status).toBe(410);
    expect((await new Visitor(app).post('/my-notices/nothing/data', { wish: 'copy' })).status).toBe(410);
    expect((await new Visitor(app).get('/my-data/nothing')).status).toBe(410);
    expect((await new Visitor(app).post('/my-data/nothing')).status).toBe(410);
  });
});

describe('at the desk', () => {
  let request: number;

  test('the school of the child sees it, its sibling does not', async () => {
    const { rows } = await sql<{ id: number }>`select id from data_request
      where person_id = ${cast.separated.mother} and with_children`.execute(db);
    request = rows[0]?.id as number;
    expect(await (await ask('north.administrator', requestsPath())).text()).toContain(`/requests/${request}"`);
    expect(await (await ask('south.administrator', requestsPath())).text()).not.toContain(`/requests/${request}"`);
    expect((await ask('south.administrator', requestPath(request))).status).toBe(404);
    expect((await ask('north.editor', requestPath(request))).status).toBe(403);
    expect((await ask('bureau.auditor', requestPath(request))).status).toBe(403);
  });

  test('nothing leaves before somebody has checked who is asking', async () => {
    expect((await ask('north.administrator', copyPath(request), {})).status).toBe(422);
    expect((await ask('north.administrator', linkPath(request), {})).status).toBe(422);
    const wrong = await ask('north.administrator', requestPath(request), { act: 'check' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain(t('howMissing'));
    expect((await ask('north.administrator', requestPath(request), { act: 'check', how: 'known' })).status).toBe(303);
    expect((await ask('north.administrator', requestPath(request), { act: 'check', how: 'known' })).status).toBe(422);
  });

  test('the copy has everything of the person, of the child what is the child’s, and nothing of the other guardian', async () => {
    const files = await unpacked(await ask('north.administrator', copyPath(request), {}));
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['index.html', 'data.json', 'self/person.csv', 'self/contacts.csv', 'child-1/person.csv']),
    );
    const all = Object.values(files).join('\n');
    expect(files['self/contacts.csv']).toContain('mother@family.example');
    const { rows } = await sql<{ id: number; name: string }>`select id, full_name as name from person
      where id in (${cast.separated.mother}, ${cast.separated.father}, ${cast.separated.pupil})`.execute(db);
    const nameOf = (id: number) => rows.find((row) => row.id === id)?.name as string;
    expect(files['child-1/person.csv']).toContain(nameOf(cast.separated.pupil));
    expect(all).not.toContain('father@family.example');
    expect(all).not.toContain(nameOf(cast.separated.father));
    // A number noted for the child may be the other parent's.
    expect(all).not.toContain('13900000077');
    expect(JSON.parse(files['data.json'] as string).people).toHaveLength(2);
    expect(files['index.html']).not.toMatch(/<script|src=|@import/);
    expect((await lastRequest()).id).toBeGreaterThan(0);
    const acts = await sql<{
      action: string;
    }>`select action from audit_event where detail->>'request' = ${String(request)}
      order by id`.execute(db);
    expect(acts.rows.map((row) => row.action)).toEqual(['data_request.check', 'data_request.hand_over']);
    expect((await ask('north.administrator', copyPath(request), {})).status, 'once').toBe(422);
  });

  test('taken down at the desk, handed over by a link that works once', async () => {
    const { mother } = cast.separated;
    expect(await (await ask('north.administrator', `${newRequestPath}?q=zzzz`)).text()).toContain(t('nobodyFound'));
    expect((await ask('south.administrator', personPath(mother))).status).toBe(404);
    expect((await ask('north.administrator', personPath(mother), {})).status).toBe(422);
    const form = { kind: 'copy', reference: '来信 12' };
    expect((await ask('north.administrator', personPath(mother), form)).status).toBe(303);
    const { id } = await lastRequest();
    await ask('north.administrator', requestPath(id), { act: 'check', how: 'document' });
    const shown = await (await ask('north.administrator', linkPath(id), {})).text();
    const path = /\/my-data\/[\w-]+/.exec(shown)?.[0] as string;
    const again = /\/my-data\/[\w-]+/.exec(
      await (await ask('north.administrator', linkPath(id), {})).text(),
    )?.[0] as string;
    expect((await app.request(path)).status, 'a new link ends the one before').toBe(410);
    expect((await app.request(again)).status).toBe(200);
    expect(await (await ask('north.administrator', requestPath(id))).text()).not.toContain('/my-data/');
    const files = await unpacked(await app.request(again, { method: 'POST', body: new URLSearchParams() }));
    expect(files['self/contacts.csv']).toContain('mother@family.example');
    expect((await app.request(again, { method: 'POST', body: new URLSearchParams() })).status).toBe(410);
    expect((await lastRequest()).state).toBe('done');
  });

  test('a link ends after three days', async () => {
    await ask('north.administrator', personPath(cast.separated.mother), { kind: 'copy' });
    const { id } = await lastRequest();
    await ask('north.administrator', requestPath(id), { act: 'check', how: 'document' });
    const shown = await (await ask('north.administrator', linkPath(id), {})).text();
    const path = /\/my-data\/[\w-]+/.exec(shown)?.[0] as string;
    clock.pass(73 * 3_600_000);
    expect((await app.request(path)).status).toBe(410);
    expect((await app.request(path, { method: 'POST', body: new URLSearchParams() })).status).toBe(410);
    clock.set('2026-11-20T01:00:00Z');
  });

  test('what is of another school too goes to the person only, never into one school’s hands', async () => {
    const { guardian } = cast.siblings;
    await ask('north.administrator', personPath(guardian), { kind: 'copy', withChildren: 'yes' });
    const { id } = await lastRequest();
    const here = (await ask('north.administrator', requestPath(id))).status === 200 ? 'north' : 'south';
    const school = `${here}.administrator` as const;
    await ask(school, requestPath(id), { act: 'check', how: 'known' });
    expect(await (await ask(school, requestPath(id))).text()).toContain('only the person gets it');
    expect((await ask(school, copyPath(id), {})).status).toBe(403);
    expect((await ask(school, linkPath(id), {})).status).toBe(200);
    await unpacked(await ask('bureau.administrator', copyPath(id), {}));
  });

  test('declined with a reason that the person reads', async () => {
    const { rows } = await sql<{ id: number }>`select id from data_request
      where person_id = ${cast.separated.mother} and kind = 'erasure'`.execute(db);
    const path = requestPath(rows[0]?.id as number);
    expect((await ask('north.administrator', path, { act: 'decline', reason: ' ' })).status).toBe(422);
    expect(
      (await ask('north.administrator', path, { act: 'decline', reason: 'The child is at our school' })).status,
    ).toBe(303);
    const own = await new Visitor(app).post(await ownData('mother@family.example'), { wish: 'status' });
    expect(own.text).toContain('The child is at our school');
    expect(await (await ask('north.administrator', requestsPath({ show: 'answered' }))).text()).toContain(
      t('state_declined'),
    );
  });
});
