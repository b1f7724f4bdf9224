/**
 * What a submission leaves on the disk: every byte of the data folder (the database with its write-ahead log and logs, the
 * program's own log, temporary files) is read and searched for what somebody's browser says of them.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedAccounts } from '../../src/features/accounts/feature.ts';
import { makeToken } from '../../src/features/api/tokens/actions.ts';
import { makeDistrict } from '../../src/features/directory/factory.ts';
import { byAt } from '../../src/features/notices/factory.ts';
import { shuffleVoice } from '../../src/features/voice/ask/actions/shuffle.ts';
import { open311Root } from '../../src/features/voice/open311/paths.ts';
import { opened, seatKey } from '../../src/features/voice/sealed/factory.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { openLog } from '../../src/platform/log.ts';
import { type RunningBelfry, startBelfry } from '../../src/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'belfry-bytes-'));
// The database runs as an account of its own.
chmodSync(folder, 0o711);
const marks = {
  'address of the network': '203.0.113.77',
  'address through another proxy': '198.51.100.23',
  browser: 'MarkerBrowser/7f3a9c',
  cookie: 'markercookie5d1e8b',
  authorization: 'markertoken91c2',
  referrer: 'marker-referrer-2b7d',
  language: 'x-marker-language',
  'name of a file': 'marker-file-c40e',
  'program of a photo': 'MarkerCamera 8812',
};
const text = 'marker-of-the-text-e61f: 从去年九月起没有发代课工资。';
/** As PostgreSQL would keep the address in a column of type inet. */
const fourBytes = Buffer.from([2, 32, 203, 0, 113, 77]);
let belfry: RunningBelfry;
let district: Awaited<ReturnType<typeof makeDistrict>>['district'];
const tmp = process.env.TMPDIR;

beforeAll(async () => {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
  const log = openLog('trace', {
    isTTY: false,
    fd: openSync(join(folder, 'program.log'), 'a'),
  } as typeof process.stderr);
  // Workers write rows of their own at any time, which are not the submission's.
  const env = { BELFRY_PORT: '0', BELFRY_TRUST_PROXY: 'true', BELFRY_BACKUP_AT: 'off', BELFRY_ROLE: 'web' };
  belfry = await startBelfry(loadConfig({ dataDir: join(folder, 'data'), env }), log);
  ({ district } = await makeDistrict(belfry.services.db, { schools: 1, classesPerSchool: 1, pupilsPerClass: 1 }));
}, 120_000);

afterAll(async () => {
  await belfry.stop();
  if (tmp === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = tmp;
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, fields: Record<string, string | File>): Promise<string> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return post(path, body);
}

/** With all that a browser, and what stands between, says of who asks. */
async function post(path: string, body: FormData | URLSearchParams): Promise<string> {
  const headers = {
    'x-forwarded-for': `${marks['address through another proxy']}, ${marks['address of the network']}`,
    'x-real-ip': marks['address of the network'],
    forwarded: `for=${marks['address of the network']}`,
    'user-agent': marks.browser,
    cookie: `session=${marks.cookie}; language=en`,
    authorization: `Bearer ${marks.authorization}`,
    referer: `https://example.org/${marks.referrer}`,
    'accept-language': `zh-CN, ${marks.language}`,
  };
  const answer = await fetch(`${belfry.url}${path}`, { method: 'POST', body, headers });
  expect(answer.headers.get('set-cookie')).toBeNull();
  return answer.text();
}

/** Nothing but what is stored on purpose, the text, is found: neither now nor after the rows were written anew. */
async function expectNothingBut(wanted: Record<string, Buffer>): Promise<void> {
  const hits = found(wanted);
  // What is stored is found: so the search sees what is there.
  expect(hits.filter((hit) => hit.startsWith('text: ')).length).toBeGreaterThan(0);
  expect(hits.filter((hit) => !hit.startsWith('text: '))).toEqual([]);
  await shuffleVoice(belfry.services);
  expect(found(wanted).filter((hit) => !hit.startsWith('text: '))).toEqual([]);
}

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

function solve(challenge: string): string {
  for (let n = 0; ; n += 1) {
    const hash = createHash('sha256').update(`${challenge}:${n}`).digest();
    if (Math.clz32(hash.readUInt32BE()) >= Number(challenge.split('.')[1])) return String(n);
  }
}

/** Which of the marks stand in which files. */
function found(wanted: Record<string, Buffer>): string[] {
  let files = 0;
  const hits: string[] = [];
  const walk = (path: string): void => {
    for (const name of readdirSync(path)) {
      const at = join(path, name);
      const stat = statSync(at, { throwIfNoEntry: false });
      if (stat?.isDirectory()) walk(at);
      if (!stat?.isFile()) continue;
      files += 1;
      const content = readFileSync(at);
      for (const [mark, bytes] of Object.entries(wanted)) if (content.includes(bytes)) hits.push(`${mark}: ${name}`);
    }
  };
  walk(folder);
  expect(files, 'files read').toBeGreaterThan(500);
  return hits;
}

/** How many rows there are in tables that tell of acts, jobs and messages. */
async function traces(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker') and tablename not like 'voice\\_%'
      and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')`.execute(belfry.services.db);
  for (const { name } of rows) {
    const count = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(name)}`.execute(belfry.services.db);
    counts[name] = count.rows[0]?.n ?? 0;
  }
  expect(Object.keys(counts).length).toBeGreaterThan(60);
  return counts;
}

test('no byte on the disk, no row beside the case, tells who brought it', { timeout: 120_000 }, async () => {
  const { db } = belfry.services;
  const before = await traces();
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#486' } })
    .jpeg()
    .withExif({ IFD0: { Software: marks['program of a photo'], Model: marks['program of a photo'] } })
    .toBuffer();
  expect(photo.includes(marks['program of a photo'])).toBe(true);
  const file = new File([new Uint8Array(photo)], `${marks['name of a file']}.jpg`, { type: 'image/jpeg' });
  const written = { kind: 'grievance', category: 'pay', organisation: '', text };
  const preview = await ask('/ask/preview?language=zh-CN', { ...written, files: file });
  const challenge = hidden(preview, 'challenge');
  const sent = { ...written, file: hidden(preview, 'file'), challenge, work: solve(challenge) };
  const receipt = /<code>([0-9A-Z-]{29})<\/code>/.exec(await ask('/ask/send?language=zh-CN', sent))?.[1] ?? '';
  expect(receipt).not.toBe('');
  expect(await ask('/ask/case/answer?language=zh-CN', { code: receipt, text: '补充' })).toContain('已补充');
  await ask('/ask/case?language=zh-CN', { code: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ' });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from voice_file`.execute(db);
  expect(rows).toEqual([{ n: 1 }]);
  expect(await traces()).toEqual(before);

  const wanted: Record<string, Buffer> = Object.fromEntries(
    Object.entries(marks).map(([name, mark]) => [name, Buffer.from(mark)]),
  );
  wanted['address in four bytes'] = fourBytes;
  wanted['receipt code'] = Buffer.from(receipt);
  wanted['receipt code without dashes'] = Buffer.from(receipt.replaceAll('-', ''));
  wanted.challenge = Buffer.from(challenge.split('.')[2] ?? '');
  wanted.text = Buffer.from('marker-of-the-text-e61f');
  await expectNothingBut(wanted);
});

test('name and contact of a sealed case are nowhere in the clear, also where the server sealed them', {
  timeout: 120_000,
}, async () => {
  const { db } = belfry.services;
  const keeper = { personId: null, membershipId: null, login: 'keeper@example.org', displayName: '监察专员' };
  const grants = [{ role: 'ombudsperson' as const, organisationId: district.id }];
  const [accountId = 0] = await seedAccounts(db, [{ ...keeper, grants }], new Date());
  const key = await db.transaction().execute((trx) =>
    seatKey(trx, {
      accountId,
      seat: 'first',
      madeOn: '2026-11-01',
      passphrase: 'marker-passphrase-77',
      kit: 'marker-kit',
    }),
  );
  const before = await traces();
  const person = {
    name: 'marker-person-4ab1',
    mail: 'marker-mail-90cd@example.org',
    phone: 'marker-phone-13812340000',
  };
  const written = { kind: 'grievance', category: 'pay', organisation: '', text, way: 'sealed', openers: 'any' };
  const preview = await ask('/ask/preview?language=zh-CN', written);
  const challenge = hidden(preview, 'challenge');
  const given = { person_name: person.name, person_mail: person.mail, person_phone: person.phone };
  // First with something wrong, so that the page comes back with what was typed.
  const again = await ask('/ask/send?language=zh-CN', { ...written, ...given, challenge, work: 'x' });
  expect(again).toContain(person.name);
  await ask('/ask/new?language=zh-CN', { ...written, ...given });
  const work = solve(challenge);
  const late = await ask('/ask/send?language=zh-CN', {
    ...written,
    ...given,
    person_mail: 'marker-mail-90cd',
    challenge,
    work,
  });
  expect(late).toContain('邮箱地址不完整');
  expect(await ask('/ask/send?language=zh-CN', { ...written, ...given, challenge, work })).toContain('您的姓名已密封');
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from voice_sealed`.execute(db);
  expect(rows.map(({ sealed }) => opened(sealed, key))).toEqual([person]);
  expect(await traces()).toEqual(before);
  const wanted: Record<string, Buffer> = {
    text: Buffer.from('marker-of-the-text-e61f'),
    ...Object.fromEntries(Object.entries(person).map(([part, mark]) => [part, Buffer.from(mark)])),
    'a part of the name': Buffer.from('marker-person'),
    'name in base64': Buffer.from(Buffer.from(person.name).toString('base64').slice(0, 20)),
    'name in hexadecimal': Buffer.from(Buffer.from(person.name).toString('hex')),
    'name in sixteen bits': Buffer.from(person.name, 'utf16le'),
    passphrase: Buffer.from('marker-passphrase'),
    kit: Buffer.from('marker-kit'),
    'private half of the key': Buffer.from(key.secret),
    'private half in base64': Buffer.from(Buffer.from(key.secret).toString('base64')),
  };
  await expectNothingBut(wanted);
  const { rows: moved } = await sql<{ sealed: Buffer }>`select sealed from voice_sealed`.execute(db);
  expect(moved.map(({ sealed }) => opened(sealed, key))).toEqual([person]);
});

test('of an Open311 request the words and the rounded place are stored: nothing that the program says of who writes, no key, no code', {
  timeout: 120_000,
}, async () => {
  const administrator = { personId: null, membershipId: null, login: 'office@example.org', displayName: '办公室' };
  const grants = [{ role: 'administrator' as const, organisationId: district.id }];
  const [accountId = 0] = await seedAccounts(belfry.services.db, [{ ...administrator, grants }], new Date());
  const made = await makeToken(belfry.services, byAt({ accountId, organisation: district }), {
    ...{ name: '随手报', organisationId: district.id, roles: [], scopes: ['cases.report'], networks: [] },
    expiresOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.troubles));
  const { token: apiKey, publicPart } = made.value;
  const writer = {
    ...{ email: 'marker-311-mail@example.org', device_id: 'marker-311-device-5c', account_id: 'marker-311-account-7' },
    ...{ first_name: 'marker-311-first', last_name: 'marker-311-last', phone: 'marker-311-13900007777' },
    ...{ media_url: 'https://marker-311-media.example/1.jpg', requested_by: 'marker-311-other' },
  };
  const place = { lat: '31.472345678', long: '103.589876543' };
  const report = { api_key: apiKey, service_code: 'road', description: `${text} 311`, ...place, ...writer };
  const send = (fields: Record<string, string>) =>
    post(`${open311Root}/requests.json?language=en&email=${writer.email}`, new URLSearchParams(fields));
  const before = await traces();
  const answer = await send(report);
  const [, token = '', receipt = ''] = /"token":"([^"]+)".*?((?:[0-9A-Z]{4}-){5}[0-9A-Z]{4})/.exec(answer) ?? [];
  expect(receipt, answer).not.toBe('');
  expect(await send(report), 'sent again').toBe(answer);
  const refused = [{ lat: '' }, { api_key: `${apiKey}x` }, { service_code: writer.device_id }, { description: '' }];
  for (const wrong of refused) expect(await send({ ...report, ...wrong })).toContain('"description":');
  expect(await traces()).toEqual(before);
  const { rows } = await sql<{ n: number; latitude: number }>`
    select count(*)::int as n, max(latitude) as latitude from voice_case where via = 'open311'`.execute(
    belfry.services.db,
  );
  expect(rows).toEqual([{ n: 1, latitude: 31.472 }]);
  const exact = Buffer.alloc(8);
  exact.writeDoubleLE(Number(place.lat));
  const bytes = { ...marks, ...writer, 'any of them': 'marker-311', 'exact place': place.lat };
  await expectNothingBut({
    ...Object.fromEntries(Object.entries(bytes).map(([name, mark]) => [name, Buffer.from(mark)])),
    ...{
      text: Buffer.from('marker-of-the-text-e61f'),
      'address in four bytes': fourBytes,
      'exact place as a number': exact,
    },
    ...{ 'receipt code': Buffer.from(receipt), 'token of the request': Buffer.from(token.slice(9)) },
    'receipt code without dashes': Buffer.from(receipt.replaceAll('-', '')),
    'api key': Buffer.from(apiKey),
    'secret of the api key': Buffer.from(apiKey.slice(apiKey.indexOf(publicPart) + publicPart.length + 1)),
  });
});
