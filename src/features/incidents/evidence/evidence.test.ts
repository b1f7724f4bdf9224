/** Evidence of cyber incidents: kept as it came, seen by who leads, never changed, gone in the end. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { movableClock } from '../../notices/factory.ts';
import { keeping } from '../keeping.ts';
import { words } from '../messages.ts';
import { deskPath, incidentPath } from '../paths.ts';
import { evidenceName } from './model.ts';
import { evidenceFilePath, evidenceRoom } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;
let cyber = 0;

async function ask(name: CastName, path: string, body?: FormData | URLSearchParams) {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  return app.request(path, { method: body ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
}

/** Another than what runs already. */
async function declared(name: CastName, kind: string, where: number): Promise<number> {
  const form = new URLSearchParams({ kind, level: '4', mode: 'real', where: String(where) });
  if (cyber > 0) form.set('other', String(cyber));
  const answer = await ask(name, `${deskPath}/declare`, form);
  return Number(/(\d+)$/.exec(answer.headers.get('location') ?? '')?.[1]);
}

const log = Buffer.from('Nov 20 09:31:02 sshd: Failed password for root\n\0\xff', 'latin1');
const sha256 = createHash('sha256').update(log).digest('hex');
function form(more: { about?: string; systems?: string; content?: Buffer; name?: string } = {}): FormData {
  const { about = '教务服务器 auth.log', systems = 'yes', content = log, name = 'auth.log' } = more;
  const data = new FormData();
  data.append('file', new File([new Uint8Array(content)], name));
  data.append('about', about);
  if (systems) data.append('systems', systems);
  return data;
}

beforeAll(async () => {
  cast = await makeCast(database);
  cyber = await declared('bureau.incident_officer', 'cyber', cast.district.id);
});

test('a file is kept byte for byte, its SHA-256 is shown and stands in the log; the same is not kept twice', async () => {
  const path = evidenceRoom.path(cyber);
  expect(await (await ask('bureau.incident_officer', incidentPath(cyber))).text()).toContain(path);
  const page = await (await ask('bureau.incident_officer', path)).text();
  expect(page).toContain(t('evidenceOnly'));
  expect(page).toContain(t('evidenceNever'));
  expect((await ask('bureau.incident_officer', path, form())).status).toBe(303);
  const shown = await (await ask('bureau.incident_officer', path)).text();
  expect(shown.replaceAll(' ', '')).toContain(sha256);
  expect(await (await ask('bureau.incident_officer', incidentPath(cyber))).text()).toContain(sha256);
  const again = await ask('bureau.incident_officer', path, form({ name: 'other.log' }));
  expect([again.status, (await again.text()).includes(t('evidenceSame'))]).toEqual([422, true]);
  const { rows } = await sql<{ id: number }>`select id from incident_evidence`.execute(db);
  const file = await ask('bureau.incident_officer', evidenceFilePath(cyber, rows[0]?.id ?? 0));
  expect(Buffer.from(await file.arrayBuffer()).equals(log)).toBe(true);
  expect(file.headers.get('content-type')).toBe('application/octet-stream');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="auth\.log\.evidence"/);
  expect(file.headers.get('repr-digest')).toBe(`sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
  const acts = await sql<{ action: string }>`select action from audit_event where action like 'incident_evidence%'
    order by id`.execute(db);
  expect(acts.rows.map((row) => row.action)).toEqual(['incident_evidence.add', 'incident_evidence.take']);
});

test('what is missing is said; nothing is kept without the word that it is of systems only', async () => {
  const path = evidenceRoom.path(cyber);
  const wrong: [FormData, string][] = [
    [form({ systems: '', content: Buffer.from('1') }), t('evidenceSystemsMissing')],
    [form({ about: ' ', content: Buffer.from('2') }), t('evidenceAboutMissing')],
    [form({ content: Buffer.alloc(0) }), t('evidenceMissing')],
    [form({ content: Buffer.alloc(20 * 1024 * 1024 + 1) }), 'larger than 20 MB'],
  ];
  for (const [data, trouble] of wrong) {
    const answer = await ask('bureau.incident_officer', path, data);
    expect([answer.status, (await answer.text()).includes(trouble)], trouble).toEqual([422, true]);
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from incident_evidence`.execute(db);
  expect(rows[0]?.n).toBe(1);
  expect(evidenceName('C:\\temp\\..\\a"<b>.exe')).toBe('ab.exe');
  expect(evidenceName('../../\u202egpj.exe')).toBe('gpj.exe');
  expect(evidenceName('/')).toBe('evidence');
});

test('only who leads sees it: not a school that is touched, nor who may only read; other kinds have none', async () => {
  for (const name of ['bureau.auditor', 'bureau.administrator', 'bureau.safety_officer'] as const)
    expect((await ask(name, evidenceRoom.path(cyber))).status, name).toBe(403);
  expect((await ask('north.incident_officer', evidenceRoom.path(cyber))).status).toBe(403);
  const own = await declared('north.incident_officer', 'cyber', cast.north.organisation.id);
  expect((await ask('north.incident_officer', evidenceRoom.path(own))).status).toBe(200);
  expect((await ask('south.incident_officer', evidenceRoom.path(own))).status).toBe(404);
  const { rows } = await sql<{ id: number }>`select id from incident_evidence`.execute(db);
  // Another incident's file is not there under one's own.
  expect((await ask('north.incident_officer', evidenceFilePath(own, rows[0]?.id ?? 0))).status).toBe(404);
  const fire = await declared('bureau.incident_officer', 'fire', cast.district.id);
  expect((await ask('bureau.incident_officer', evidenceRoom.path(fire))).status).toBe(404);
});

test('rows can’t be changed or taken away; they go two years after the end, the hash in the log stays', async () => {
  await expect(sql`update incident_evidence set content = ''`.execute(db)).rejects.toThrow(/permission denied/);
  await expect(sql`delete from incident_evidence`.execute(db)).rejects.toThrow(/permission denied/);
  const rule = keeping.rules.find((one) => one.kind === 'incidents.evidence');
  await sql`update incident set state = 'over', closed_at = ${clock.now()} where id = ${cyber}`.execute(db);
  clock.set('2028-11-01T00:00:00Z');
  expect(await rule?.forget?.(services, 10)).toBe(0);
  clock.set('2028-12-01T00:00:00Z');
  expect(await rule?.forget?.(services, 10)).toBe(1);
  const { rows } = await sql<{ files: number; logged: boolean }>`select
    (select count(*)::int from incident_evidence) as files,
    exists (select from incident_entry where text like ${`%${sha256}%`}) as logged`.execute(db);
  expect(rows[0]).toEqual({ files: 0, logged: true });
});
