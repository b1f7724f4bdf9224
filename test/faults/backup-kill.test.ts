/** Backup and restore as processes of their own, killed in the middle; and between PostgreSQL 18 and Debian's 15. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBackup } from '../../src/platform/database/backup/read.ts';
import { restoreBackup } from '../../src/platform/database/backup/restore.ts';
import { writeBackup } from '../../src/platform/database/backup/write.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { silentLog } from '../../src/platform/log.ts';
import { contents } from '../support/contents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
const servers: EmbeddedServer[] = [];
const children = new Set<ChildProcess>();
const debian = '/usr/lib/postgresql/15/bin';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'belfry-killed-'));
  folders.push(made);
  return made;
}

async function server(programs?: string): Promise<EmbeddedServer> {
  const log = silentLog();
  const started = await startEmbedded({ dataDir: folder(), log, fsync: false, programs });
  servers.push(started);
  await migrate(started.ownerUrl, { appRole: 'belfry_app', log });
  return started;
}

/** Runs the command on the server; `data` holds its key and its files. */
function belfry(on: EmbeddedServer, data: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args, '--data', data], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: on.appUrl, MIGRATE_DATABASE_URL: on.ownerUrl, BELFRY_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said.text += String(chunk)));
  const end = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, end: end.finally(() => children.delete(child)) };
}

async function query<T extends object>(on: EmbeddedServer, text: string): Promise<T[]> {
  const client = new Client({ connectionString: on.superUrl });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

type Run = ReturnType<typeof belfry>;

/** The cut must come in the middle: while the command runs, this becomes true. */
async function until({ child, said }: Run, what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) {
    if (child.exitCode !== null) throw new Error(`the command ended before it could be killed: ${said.text}`);
    await sleep(5);
  }
}

let first: EmbeddedServer;
const data = folder();
const file = join(folder(), 'belfry.belfry');
beforeAll(async () => {
  first = await server();
  await query(first, `insert into person (full_name) select '人' || md5(n::text) from generate_series(1, 120000) n`);
  await query(
    first,
    `insert into stored_file (sha256, media_type, size, content)
    select sha256(n::text::bytea), 'text/plain', 3000, decode(repeat(md5(n::text), 188), 'hex') from generate_series(1, 3000) n`,
  );
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const one of servers) await one.stop();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

test('a backup that is killed leaves nothing that looks like one; the next one is whole', async () => {
  const killed = belfry(first, data, 'backup', file);
  await until(killed, () => existsSync(`${file}.partial`) && statSync(`${file}.partial`).size > 0);
  killed.child.kill('SIGKILL');
  await killed.end;
  expect(existsSync(file)).toBe(false);
  await expect(readBackup(`${file}.partial`, undefined)).rejects.toThrow('cannot be used');
  const whole = belfry(first, data, 'backup', file);
  expect(await whole.end, whole.said.text).toBe(0);
  expect(existsSync(`${file}.partial`)).toBe(false);
  expect((await readBackup(file, undefined)).rows).toBeGreaterThan(123_000);
  const checked = belfry(first, data, 'restore', '--check', file, '--json');
  expect(await checked.end, checked.said.text).toBe(0);
  expect(JSON.parse(checked.said.text)).toMatchObject({ ok: true, headsBeyond: 0 });
});

test('a restore that is killed leaves what was there; the next one is whole', async () => {
  await query(first, `insert into person (full_name) values ('nach der Sicherung')`);
  const before = await contents(first.ownerUrl);
  const killed = belfry(first, data, 'restore', file, '--replace', '--yes');
  const copies = `select from pg_stat_activity where application_name = 'belfry restore' and query like 'copy public."person"%'`;
  await until(killed, async () => (await query(first, copies)).length > 0);
  killed.child.kill('SIGKILL');
  await killed.end;
  // The server undoes the transaction as soon as it sees that nobody is there any more.
  const gone = `select from pg_stat_activity where application_name = 'belfry restore'`;
  while ((await query(first, gone)).length > 0) await sleep(20);
  expect(await contents(first.ownerUrl)).toEqual(before);
  const whole = belfry(first, data, 'restore', file, '--replace', '--yes');
  expect(await whole.end, whole.said.text).toBe(0);
  const after = await contents(first.ownerUrl);
  expect(after.person).not.toBe(before.person);
  expect(after.stored_file).toBe(before.stored_file);
  expect(await query(first, `select from channel where paused_at is null`)).toEqual([]);
  const audit = belfry(first, data, 'audit', 'verify');
  expect(await audit.end, audit.said.text).toBe(0);
});

test('a service that runs meanwhile ends by itself, so that it is started anew', async () => {
  const served = belfry(first, data, 'serve', '--port', '0');
  await until(served, () => served.said.text.includes('ready '));
  const restored = belfry(first, data, 'restore', file, '--replace', '--yes');
  expect(await restored.end, restored.said.text).toBe(0);
  expect(await served.end, served.said.text).toBe(0);
  expect(await query(first, `select from channel where paused_at is null`)).toEqual([]);
});

test('from the embedded 18 to Debian’s 15, and back', async () => {
  const here = await contents(first.ownerUrl);
  const to15 = join(folder(), 'to15');
  await writeBackup(first.ownerUrl, to15);
  const old = await server(debian);
  expect((await query<{ v: string }>(old, `select current_setting('server_version') as v`))[0]?.v).toMatch(/^15\./);
  await restoreBackup(old.ownerUrl, to15);
  expect(await contents(old.ownerUrl)).toEqual(here);
  const to18 = join(folder(), 'to18');
  await writeBackup(old.ownerUrl, to18);
  const fresh = await server();
  await restoreBackup(fresh.ownerUrl, to18);
  expect(await contents(fresh.ownerUrl)).toEqual(here);
});
