/** Doctor: each line well and unwell, against doubles on this machine. */
import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { startDnsDouble } from '../../../../test/support/dns-double.ts';
import { testServices } from '../../../../test/support/services.ts';
import { systemClock } from '../../../platform/clock.ts';
import { loadConfig } from '../../../platform/config.ts';
import { dropStatements } from '../../../platform/database/backup/catalogue.ts';
import { migrationTexts } from '../../../platform/database/migrate.ts';
import { serverFacts } from '../queries/health.ts';
import { lockLine, locksPerRelation, serverLines } from './database.ts';
import { examine } from './doctor.ts';
import type { Line } from './line.ts';
import { certificateLines } from './machine.ts';
import { domainLines, smtpLines } from './mail.ts';

const database = await testDatabase();
const services = testServices(database.db);
const dns = await startDnsDouble();
afterAll(() => dns.stop());

const levels = (lines: Line[]) => Object.fromEntries(lines.map((line) => [line.check, line.level]));
const settings = (env: Record<string, string>) => loadConfig({ dataDir: services.config.dataDir, env });
const mailSettings = (url: string) =>
  settings({
    BELFRY_SMTP_URL: url,
    BELFRY_SMTP_FROM: '清溪县教育局 <notices@county.example>',
    BELFRY_DNS: dns.address,
    BELFRY_DKIM_SELECTOR: 'belfry',
  });

async function mailServer(password: string): Promise<{ port: number; stop(): void }> {
  const server = new SMTPServer({
    secure: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) =>
      auth.password === password ? done(null, { user: 'belfry' }) : done(new Error('no')),
    logger: false,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, stop: () => server.close() };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the mail path', () => {
  test('a server that lets us in, one that does not, and none', async () => {
    const server = await mailServer('right');
    const at = (password: string) => mailSettings(`smtp://belfry:${password}@127.0.0.1:${server.port}`);
    expect(levels(await smtpLines(at('right')))).toEqual({ 'mail server': 'ok' });
    const [refused] = await smtpLines(at('wrong'));
    expect(refused).toMatchObject({ level: 'fail', advice: expect.stringContaining('user and password') });
    expect(JSON.stringify(refused)).not.toContain('wrong@');
    server.stop();
    const [gone] = await smtpLines(mailSettings(`smtp://127.0.0.1:${await freePort()}`));
    expect(gone).toMatchObject({ level: 'fail', text: expect.stringContaining('cannot be reached') });
    expect(levels(await smtpLines(settings({})))).toEqual({ 'mail server': 'warn' });
  });

  test('SPF, DKIM and DMARC of the sending domain', async () => {
    const config = mailSettings('smtp://127.0.0.1:1');
    const look = async () => levels(await domainLines(config));
    expect(await look()).toEqual({ SPF: 'fail', DKIM: 'fail', DMARC: 'fail' });
    dns.records.set('county.example', ['other=1', 'v=spf1 include:relay.example -all']);
    dns.records.set('belfry._domainkey.county.example', ['v=DKIM1; k=rsa; p=MIIB']);
    dns.records.set('_dmarc.county.example', ['v=DMARC1; p=none']);
    expect(await look()).toEqual({ SPF: 'ok', DKIM: 'ok', DMARC: 'warn' });
    dns.records.set('_dmarc.county.example', ['v=DMARC1; p=quarantine; pct=100']);
    dns.records.set('county.example', ['v=spf1 +all']);
    dns.records.set('belfry._domainkey.county.example', ['v=DKIM1; p=']);
    expect(await look()).toEqual({ SPF: 'fail', DKIM: 'fail', DMARC: 'ok' });
    dns.records.set('county.example', ['v=spf1 -all', 'v=spf1 mx -all']);
    expect(await look()).toMatchObject({ SPF: 'fail' });
  });
});

test('the public address: plain is told, a server without a certificate too', async () => {
  const now = systemClock.now();
  expect((await certificateLines('http://127.0.0.1:8080', now))[0]?.level).toBe('ok');
  expect((await certificateLines('http://notices.example', now))[0]?.level).toBe('fail');
  expect((await certificateLines(`https://127.0.0.1:${await freePort()}`, now))[0]?.text).toContain('ECONNREFUSED');
});

test('a clock that is wrong, and settings that lose data', async () => {
  const late = () => new Date(systemClock.now().getTime() - 10 * 60_000);
  const lines = await serverLines(database.db, late);
  // The tests' own server runs without fsync.
  expect(levels(lines)).toMatchObject({ clock: 'fail', safety: 'fail', rights: 'ok', database: 'ok' });
  expect(levels(await serverLines(database.db, () => systemClock.now()))).toMatchObject({ clock: 'ok' });
});

describe('room for the locks of a restore', () => {
  const holds = async () => {
    const { relations } = await serverFacts(database.db);
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      // As a restore does it: everything goes, everything is made anew.
      await client.query('begin');
      for (const text of await dropStatements(client)) await client.query(text);
      await client.query(
        'create table migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
      );
      for (const { text } of await migrationTexts()) await client.query(text);
      const { rows } = await client.query<{ n: number }>(
        'select count(*)::int as n from pg_locks where pid = pg_backend_pid()',
      );
      await client.query('rollback');
      return { relations, locks: rows[0]?.n ?? 0 };
    } finally {
      await client.end();
    }
  };

  test('as many are reckoned with as a restore holds, and not twice as many', { timeout: 60_000 }, async () => {
    const { relations, locks } = await holds();
    expect(relations).toBeGreaterThan(500);
    expect(locks).toBeLessThanOrEqual(relations * locksPerRelation);
    expect(locks * 2).toBeGreaterThan(relations * locksPerRelation);
  });

  test('PostgreSQL as it comes has too little, and is told what is enough; ours has it', async () => {
    const told = lockLine({ relations: 700, locksEach: 64, lockers: 100 });
    expect(told).toEqual({
      check: 'locks',
      level: 'warn',
      text: 'room for 6400, a restore needs some 7000',
      advice: 'set max_locks_per_transaction to 128 and start PostgreSQL again',
    });
    expect(lockLine({ relations: 700, locksEach: 128, lockers: 100 }).level).toBe('ok');
    expect(levels(await serverLines(database.db, () => systemClock.now()))).toMatchObject({ locks: 'ok' });
  });
});

test('the whole: a database that is away is a line, not the end; a key that others may read is told', async () => {
  const file = join(services.config.dataDir, 'master-key');
  writeFileSync(file, 'x');
  chmodSync(file, 0o644);
  const away = await examine(services.config, systemClock, { unreachable: 'connect ECONNREFUSED' });
  expect(levels(away)).toMatchObject({ database: 'fail', 'master key': 'fail' });
  const lines = await examine(services.config, systemClock, database);
  expect(levels(lines)).toMatchObject({
    migrations: 'ok',
    jobs: 'ok',
    workers: 'warn',
    backup: 'warn',
    'queue of email': 'ok',
  });
  for (const line of lines) expect(Boolean(line.advice), line.check).toBe(line.level !== 'ok');
});
