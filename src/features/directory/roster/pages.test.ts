import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { settled } from './background.ts';
import { filesOf, makeRoster, rosterZip } from './fixture.ts';
import { rosterPaths } from './paths.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_MAX_UPLOAD_MB: '1' } });
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(
  path: string,
  as: CastName | null,
  body?: FormData | URLSearchParams,
  language = 'zh-CN',
): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': language, 'sec-fetch-site': 'same-origin' };
  if (as) headers.cookie = await cookieOf(database, cast.members[as], services.clock.now());
  return app.request(path, { method: body ? 'POST' : 'GET', headers, body });
}

const administrator = 'bureau.administrator';
const form = (values: Record<string, string>) => new URLSearchParams(values);

function upload(bytes: Uint8Array, name = 'roster.zip'): FormData {
  const data = new FormData();
  data.set('before', 'another field');
  data.set('file', new File([new Uint8Array(bytes)], name, { type: 'application/zip' }));
  return data;
}

/** Uploads and waits for the end; the address of the import. */
async function uploaded(bytes: Uint8Array): Promise<string> {
  const answer = await ask(rosterPaths.home(), administrator, upload(bytes));
  expect(answer.status).toBe(303);
  await settled();
  return answer.headers.get('location') as string;
}

const roster = () => rosterZip(filesOf(makeRoster({ schools: 2, classes: 2, pupils: 5 })));

test('only the administrator of the whole district gets in', async () => {
  expect((await ask(rosterPaths.home(), administrator)).status).toBe(200);
  expect((await ask(rosterPaths.home(), 'north.administrator')).status).toBe(404);
  expect((await ask(rosterPaths.home(), 'bureau.editor')).status).toBe(403);
  expect((await ask(rosterPaths.home(), null)).status).toBe(303);
  const denied = await ask(rosterPaths.home(), 'north.administrator', upload(roster()));
  expect(denied.status).toBe(404);
});

test('upload, look at the difference, apply, see it in the history', async () => {
  const address = await uploaded(roster());
  const id = Number(address.split('/').at(-1));
  const shown = await (await ask(address, administrator)).text();
  expect(shown).toContain('等待确认');
  expect(shown).toContain(`${address}/changes?kind=people&amp;change=added`);
  const list = await (await ask(rosterPaths.changes(id, { kind: 'people', change: 'added' }), administrator)).text();
  expect(list.match(/<tr/g)?.length).toBe(51);
  const next = /href="([^"]*after=\d+)"/.exec(list)?.[1]?.replaceAll('&amp;', '&') as string;
  expect((await (await ask(next, administrator)).text()).match(/<tr/g)?.length).toBe(1 + 66 - 50);
  for (const kind of ['organisations', 'memberships', 'guardianships', 'contacts', 'terms'] as const) {
    for (const change of ['added', 'changed', 'left'] as const) {
      const answer = await ask(rosterPaths.changes(id, { kind, change }), administrator, undefined, 'en');
      expect(answer.status, `${kind} ${change}`).toBe(200);
    }
  }
  expect((await ask(rosterPaths.apply(id), administrator)).status).toBe(200);
  expect((await ask(rosterPaths.apply(id), administrator, form({}))).status).toBe(303);
  await settled();
  const after = await (await ask(address, administrator, undefined, 'en')).text();
  expect(after).toContain('The directory now holds what the file says');
  const history = await (await ask(rosterPaths.home(), administrator)).text();
  expect(history).toContain(cast.members[administrator].name);
  const people = await sql<{ n: number }>`select count(*) as n from person where source_id like 's%'`.execute(
    database.db,
  );
  expect(people.rows[0]?.n).toBeGreaterThan(50);
  const acts = await sql<{ action: string; account: number }>`select action, account_id as account from audit_event
    where subject = ${`import:${id}`} order by id`.execute(database.db);
  const account = cast.members[administrator].accountId;
  expect(acts.rows).toEqual([
    { action: 'roster.stage', account },
    { action: 'roster.apply', account },
  ]);
});

test('what would end over a fifth has to be confirmed once more, with the numbers', async () => {
  const id = Number(
    (await uploaded(rosterZip(filesOf(makeRoster({ schools: 1, classes: 2, pupils: 5 }))))).split('/').at(-1),
  );
  const refusedOnce = await ask(rosterPaths.apply(id), administrator, form({}));
  expect(refusedOnce.status).toBe(422);
  expect(await refusedOnce.text()).toContain('href="#f-removal"');
  expect((await ask(rosterPaths.apply(id), administrator, form({ removal: 'yes' }))).status).toBe(303);
  await settled();
  expect(await (await ask(rosterPaths.one(id), administrator)).text()).toContain('通讯录已按这份文件更新');
});

test('a file with mistakes shows where they are and what to do', async () => {
  const files = filesOf(makeRoster({ schools: 1, classes: 1, pupils: 1 }));
  const address = await uploaded(
    rosterZip({ ...files, 'roles.csv': (files['roles.csv'] as string).replace(',principal,', ',wizard,') }),
  );
  const shown = await (await ask(address, administrator, undefined, 'en')).text();
  expect(shown).toContain('roles.csv');
  expect(shown).toContain('not one of the standard');
  expect(shown).not.toContain('wizard');
  expect((await ask(`${address}/apply`, administrator)).status).toBe(303);
});

test('an upload that is none, too large or no zip', async () => {
  for (const [body, words] of [
    [new FormData(), '请选择一个 ZIP 文件'],
    [upload(new Uint8Array(0), ''), '请选择一个 ZIP 文件'],
    [upload(new Uint8Array(1024 ** 2 + 1)), '文件超过 1 MB'],
  ] as const) {
    const answer = await ask(rosterPaths.home(), administrator, body);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
  }
  const address = await uploaded(new TextEncoder().encode('no zip\r\n--x'));
  expect(await (await ask(address, administrator)).text()).toContain('不是可以读取的 ZIP');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('belfry-upload-'))).toEqual([]);
});

test('a preview is discarded', async () => {
  const address = await uploaded(roster());
  expect((await ask(`${address}/discard`, administrator)).status).toBe(200);
  expect((await ask(`${address}/discard`, administrator, form({}))).status).toBe(303);
  expect(await (await ask(address, administrator)).text()).toContain('人工放弃');
  expect((await ask(`${address}/apply`, administrator, form({}))).status).toBe(422);
});
