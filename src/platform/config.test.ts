import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoMarker, loadConfig } from './config.ts';
import { parseEnvFile } from './env-file.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'belfry-config-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

const mistakesOf = (env: Record<string, string>) => {
  try {
    loadConfig({ dataDir, env });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('without any setting the defaults hold', () => {
  expect(loadConfig({ dataDir, env: {} })).toMatchObject({
    dataDir,
    databaseUrl: undefined,
    publicUrl: 'http://127.0.0.1:8080',
    timeZone: 'Asia/Shanghai',
    role: 'all',
    demo: false,
    quietHours: { from: '21:30', to: '07:00' },
    smtp: undefined,
    sms: undefined,
  });
});

test('every mistake is named at once and no value is repeated', () => {
  const message = mistakesOf({
    BELFRY_PORT: 'secret-port',
    BELFRY_TIME_ZONE: 'Mars/Base',
    BELFRY_ROLE: 'queen',
    BELFRY_QUIET_FROM: '25:00',
    BELFRY_SMTP_URL: 'smtp://user:secret@mail.example',
    BELFRY_PROT: '80',
    DATABASE_URL: 'postgres://app:secret@db/belfry',
  });
  const named = ['PORT', 'TIME_ZONE', 'ROLE', 'QUIET_FROM', 'SMTP_FROM', 'PROT'].map((name) => `BELFRY_${name}:`);
  for (const name of [...named, 'MIGRATE_DATABASE_URL:']) expect(message).toContain(name);
  expect(message.split('\n')).toHaveLength(8);
  expect(message).not.toMatch(/secret|Mars|queen|25:00/);
});

test('the two database roles must differ', () => {
  const url = 'postgres://one@db/belfry';
  expect(mistakesOf({ DATABASE_URL: url, MIGRATE_DATABASE_URL: url })).toContain('must be another role');
});

test('the file in the data folder counts, the environment wins, an empty variable is none', async () => {
  await writeFile(join(dataDir, 'belfry.env'), 'BELFRY_PORT=81\nBELFRY_HOST="::1"\nBELFRY_ROLE=web\n');
  const config = loadConfig({ dataDir, env: { BELFRY_PORT: '82', BELFRY_ROLE: '' } });
  expect(config).toMatchObject({ port: 82, role: 'web', publicUrl: 'http://[::1]:82' });
  await rm(join(dataDir, 'belfry.env'));
});

test('a named file that is missing is a mistake', () => {
  expect(() => loadConfig({ dataDir, env: {}, file: join(dataDir, 'nowhere') })).toThrow('cannot be read');
});

test('the demonstration is a mark in the folder, not a setting', async () => {
  await writeFile(demoMarker(dataDir), '');
  expect(loadConfig({ dataDir, env: {} }).demo).toBe(true);
  expect(mistakesOf({ BELFRY_DEMO: '1' })).toContain('no such setting');
  await rm(demoMarker(dataDir));
});

test('a settings file has comments, quotes and export, and a bad line is named without its text', () => {
  const read = parseEnvFile('# hi\n\nexport A=1\nB = "x y"\nC=a=b\nhunter2');
  expect(read).toEqual({ values: { A: '1', B: 'x y', C: 'a=b' }, wrongLines: [6] });
});

test('a bad line hides no other mistake: all are told at once, each line by its number', async () => {
  const file = join(dataDir, 'belfry.env');
  await writeFile(file, 'hunter2\nBELFRY_PORT=x\n\nBELFRY_FOO=1\nalso this\n');
  const message = mistakesOf({ BELFRY_ROLE: 'queen' });
  expect(message.split('\n').slice(1)).toEqual([
    `  ${file}, line 1: is not KEY=value`,
    `  ${file}, line 5: is not KEY=value`,
    '  BELFRY_FOO: there is no such setting',
    '  BELFRY_PORT: must be a number',
    '  BELFRY_ROLE: must be one of all, web, worker',
  ]);
  expect(message).not.toContain('hunter2');
  await rm(file);
});
