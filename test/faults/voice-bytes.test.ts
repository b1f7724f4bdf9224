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
import { makeDistrict } from '../../src/features/directory/factory.ts';
import { shuffleVoice } from '../../src/features/voice/ask/actions/shuffle.ts';
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
let belfry: RunningBelfry;
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
  // As PostgreSQL would keep it in a column of type inet.
  wanted['address in four bytes'] = Buffer.from([2, 32, 203, 0, 113, 77]);
  wanted['receipt code'] = Buffer.from(receipt);
  wanted['receipt code without dashes'] = Buffer.from(receipt.replaceAll('-', ''));
  wanted.challenge = Buffer.from(challenge.split('.')[2] ?? '');
  wanted.text = Buffer.from('marker-of-the-text-e61f');
  const hits = found(wanted);
  // What is stored is found: so the search sees what is there.
  expect(hits.filter((hit) => hit.startsWith('text: ')).length).toBeGreaterThan(0);
  expect(hits.filter((hit) => !hit.startsWith('text: '))).toEqual([]);
  await shuffleVoice(belfry.services);
  expect(found(wanted).filter((hit) => !hit.startsWith('text: '))).toEqual([]);
});

test('name and contact of a sealed case are nowhere in the clear, also where the server sealed them', {
  timeout: 120_000,
}, async () => {
  const { db } = belfry.services;
  const { district } = await makeDistrict(db, { schools: 1, classesPerSchool: 1, pupilsPerClass: 1 });
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
  const hits = found(wanted);
  expect(hits.filter((hit) => hit.startsWith('text: ')).length).toBeGreaterThan(0);
  expect(hits.filter((hit) => !hit.startsWith('text: '))).toEqual([]);
  await shuffleVoice(belfry.services);
  expect(found(wanted).filter((hit) => !hit.startsWith('text: '))).toEqual([]);
  const { rows: moved } = await sql<{ sealed: Buffer }>`select sealed from voice_sealed`.execute(db);
  expect(moved.map(({ sealed }) => opened(sealed, key))).toEqual([person]);
});
