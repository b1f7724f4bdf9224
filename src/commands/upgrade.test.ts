/** Upgrading: a backup before, a newer database is refused, another PostgreSQL is told; and the files under deploy/. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { startEmbedded } from '../platform/database/embedded.ts';
import { silentLog } from '../platform/log.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'belfry-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (database: { appUrl: string; ownerUrl: string }, ...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: database.appUrl, MIGRATE_DATABASE_URL: database.ownerUrl };
  const command = ['--import', 'tsx', 'src/main.ts', ...args, '--data', folder];
  return spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8', timeout: 60_000 });
};

async function owner(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

test('forward with a backup before; never while a newer database is there', { timeout: 240_000 }, async () => {
  const database = await cloneDatabase();
  // As a former version left it: the last migration had not come yet.
  await owner(database.ownerUrl, `delete from migration where name = '000060_page_figures.sql'`);
  await owner(
    database.ownerUrl,
    'drop table audience_figure; drop index audit_event_action, audit_event_at; drop index delivery_failed',
  );
  const upgraded = run(database, 'upgrade', '--json');
  expect(upgraded.status, upgraded.stderr).toBe(0);
  expect(JSON.parse(upgraded.stdout)).toMatchObject({ applied: ['000060_page_figures.sql'] });
  const made = readdirSync(join(folder, 'backups')).filter((name) => /^before-upgrade-.*\.belfry$/.test(name));
  expect(made).toHaveLength(1);
  expect(run(database, 'restore', '--check', join(folder, 'backups', made[0] as string)).status).toBe(0);
  expect(run(database, 'upgrade').stdout).toContain('up to date');
  await owner(database.ownerUrl, `insert into migration (name, sha256) values ('999999_future.sql', 'x')`);
  for (const command of ['upgrade', 'migrate']) {
    const refused = run(database, command);
    expect([command, refused.status]).toEqual([command, 1]);
    expect(refused.stderr).toContain('The database is newer than this Belfry (999999_future.sql');
  }
  await database.drop();
});

test('a folder of another PostgreSQL is told with the way out', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-major-'));
  mkdirSync(join(dataDir, 'postgres'), { mode: 0o700 });
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
  execFileSync('chmod', ['711', dataDir]);
  await expect(startEmbedded({ dataDir, log: silentLog() })).rejects.toThrow(/PostgreSQL 17.*belfry backup FILE/);
  rmSync(dataDir, { recursive: true });
});

test('the systemd unit is accepted by systemd, with our start script in its place', () => {
  const unit = readFileSync(join(root, 'deploy/belfry.service'), 'utf8');
  expect(unit).toContain('Restart=always');
  const file = join(folder, 'belfry.service');
  writeFileSync(file, unit.replaceAll('/opt/belfry/', root).replace(/^Documentation=.*$/m, ''));
  // Where there is no systemd there is nothing to ask.
  if (!existsSync('/usr/bin/systemd-analyze')) return;
  const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
  expect(verified.stderr.split('\n').filter((line) => line.includes('belfry.service'))).toEqual([]);
});

test('the Dockerfile copies what is there, and everything that runs', () => {
  const text = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8');
  const copied = [...text.matchAll(/^COPY (.+)$/gm)].flatMap((found) => (found[1] as string).split(' ').slice(0, -1));
  for (const name of copied) expect(existsSync(join(root, name)), name).toBe(true);
  for (const name of ['src', 'db', 'public', 'package-lock.json']) expect(copied).toContain(name);
  const command = JSON.parse(/^CMD (\[.+\])$/m.exec(text)?.[1] ?? '[]') as string[];
  for (const path of command.filter((word) => word.startsWith('/opt/belfry/'))) {
    expect(existsSync(join(root, path.replace('/opt/belfry/', ''))), path).toBe(true);
  }
});

test('nginx throws away what a visitor claims, and keeps secrets out of its log', () => {
  const text = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
  expect(text).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
  expect(text).toContain('access_log off;');
  expect(text.split('{').length).toBe(text.split('}').length);
});
