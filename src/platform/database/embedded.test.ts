import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { defaultDataDir } from './embedded/folders.ts';
import { livePostmaster } from './embedded/postmaster.ts';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';

const nobody = 65534;
const asRoot = process.geteuid?.() === 0;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const once = join(root, 'test/support/embedded-once.ts');
const tsx = join(root, 'node_modules/tsx/dist/esm/index.mjs');
const program = ['--import', tsx, once];
// A repository in a closed home folder cannot be read by another account.
const nobodyReads = asRoot && reaches(nobody, once) && reaches(nobody, process.execPath);

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'belfry-embedded-'));
  await chmod(base, 0o755);
});
afterAll(() => rm(base, { recursive: true, force: true }));

const start = (dataDir: string, fsync = false) => startEmbedded({ dataDir, log: silentLog(), fsync });
const ask = async (url: string, text: string) => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

describe('one data folder', () => {
  let dataDir: string;
  let server: EmbeddedServer;
  beforeAll(async () => {
    dataDir = join(base, 'one');
    // As in service: without fsync the server also answers before it has written, and loses rows when it is killed.
    server = await start(dataDir, true);
  });
  afterAll(() => server.stop());

  test('the server does not run as root, listens on no port, and its folders are closed', async () => {
    const owner = (await stat(`/proc/${server.pid}`)).uid;
    expect(owner).not.toBe(0);
    expect(await ask(server.appUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    for (const folder of ['postgres', 'run']) expect((await stat(join(dataDir, folder))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'postgres-passwords.json'))).mode & 0o777).toBe(0o600);
  });

  test('nobody gets in without the password', async () => {
    const wrong = server.appUrl.replace(/:[^:@/]+@/, ':wrong@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed');
    await expect(ask(wrong.replace('belfry_app', 'postgres'), 'select 1')).rejects.toThrow('password');
  });

  test('Chinese and Tibetan are letters to trigrams', async () => {
    await ask(server.ownerUrl, 'create extension if not exists pg_trgm');
    const rows = await ask(
      server.ownerUrl,
      "select cardinality(show_trgm('演练通知')) as zh, cardinality(show_trgm('བོད')) as bo",
    );
    expect(rows[0].zh).toBeGreaterThan(3);
    expect(rows[0].bo).toBeGreaterThan(1);
  });

  test('a second process on the folder joins the running server and leaves it running', async () => {
    const second = await start(dataDir);
    expect(second).toMatchObject({ adopted: true, pid: server.pid });
    await second.stop();
    expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a killed server is started again with its rows', async () => {
    await ask(server.ownerUrl, 'create table kept (n int); insert into kept values (1)');
    const before = server.pid;
    process.kill(before, 'SIGKILL');
    for (let tries = 0; server.pid === before && tries < 150; tries += 1) await sleep(100);
    expect(server.pid).not.toBe(before);
    expect(await ask(server.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('stopped, started again: the rows are there', async () => {
    await server.stop();
    await server.stop();
    expect(livePostmaster(join(dataDir, 'postgres'))).toBeUndefined();
    server = await start(dataDir, true);
    expect(await ask(server.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  });
});

test('the server goes when its process is killed', async () => {
  const dataDir = join(base, 'orphan');
  const child = spawn(process.execPath, [...program, dataDir, 'wait'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { pid } = JSON.parse(String(await new Promise((resolve) => child.stdout.once('data', resolve))));
  child.kill('SIGKILL');
  for (let tries = 0; existsSync(`/proc/${pid}`) && tries < 100; tries += 1) await sleep(50);
  expect(livePostmaster(join(dataDir, 'postgres'))).toBeUndefined();
});

test('a path that is too long for a socket gets a short folder', async () => {
  const server = await start(join(base, 'long'.repeat(25)));
  expect(Buffer.byteLength(join(server.socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107);
  expect((await stat(server.socketDir)).mode & 0o777).toBe(0o700);
  expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  await rm(server.socketDir, { recursive: true });
});

test.runIf(asRoot)('a folder that the account cannot enter is named in one line', async () => {
  const closed = join(base, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const trial = start(join(closed, 'data'));
  await expect(trial).rejects.toBeInstanceOf(OperatorError);
  await expect(trial).rejects.toThrow(new RegExp(`cannot enter ${closed}: choose another folder`));
});

test.runIf(asRoot)("a link in the place of the socket's folder is refused", async () => {
  const dataDir = join(base, 'linked');
  await mkdir(dataDir, { mode: 0o711 });
  await symlink('/tmp', join(dataDir, 'run'));
  await expect(start(dataDir)).rejects.toThrow('belongs to another account');
});

test.runIf(nobodyReads)('an ordinary account runs it as itself', async () => {
  const dataDir = join(base, 'ordinary');
  await mkdir(dataDir);
  await chown(dataDir, nobody, nobody);
  const who = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
  const { stdout } = await promisify(execFile)('setpriv', [...who, process.execPath, ...program, dataDir]);
  expect(JSON.parse(stdout)).toMatchObject({ uid: nobody, adopted: false, role: 'belfry_app', database: 'belfry' });
  expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody);
});

test('where data lies by default', () => {
  expect(defaultDataDir({ HOME: '/h' }, 0)).toBe('/var/lib/belfry');
  expect(defaultDataDir({ HOME: '/h' }, 1000)).toBe('/h/.local/share/belfry');
  expect(defaultDataDir({ HOME: '/h', XDG_DATA_HOME: '/x' }, 1000)).toBe('/x/belfry');
  expect(() => defaultDataDir({}, 1000)).toThrow('--data');
});

test('the server log holds no statement and no value', async () => {
  const server = await start(join(base, 'quiet'));
  await ask(server.ownerUrl, 'create table person (phone text unique)');
  await ask(server.ownerUrl, "insert into person values ('13800000000')");
  await expect(ask(server.ownerUrl, "insert into person values ('13800000000')")).rejects.toThrow('duplicate');
  await server.stop();
  const folder = join(base, 'quiet/postgres/log');
  const text = execFileSync('sh', ['-c', `cat ${folder}/*`], { encoding: 'utf8' });
  expect(text).toContain('duplicate key');
  expect(text).not.toContain('13800000000');
});

function reaches(uid: number, path: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', '[ -r "$1" ]', 'sh', path], { uid, gid: uid, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
