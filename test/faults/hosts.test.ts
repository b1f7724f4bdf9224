/**
 * Several hosts against one PostgreSQL: a web host, two worker hosts, a mail server, each in a network namespace of its
 * own. One worker host is cut off in the middle of a send, for longer than the others wait for it.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progress } from '../../src/features/delivery/feature.ts';
import { batchSize } from '../../src/features/delivery/model.ts';
import { type Database, openDatabase } from '../../src/platform/database/connect.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { silentLog } from '../../src/platform/log.ts';
import { root } from '../rules/sources.ts';
import { draftFor, send, testServices, until } from '../support/delivery.ts';
import { type Host, makeNetwork, type Network, whyNoNetwork } from '../support/network.ts';
import { makeSyntheticDirectory } from '../support/synthetic-directory.ts';
import { type NetworkDatabase, startNetworkDatabase, whyNoDatabase } from './hosts/database.ts';
import type { Mail } from './hosts/sink.ts';

const why = whyNoDatabase() ?? whyNoNetwork();
if (why) console.warn(`Several hosts were not tried: no network of their own can be made here (${why}).`);

const guardians = 4000;
const secret = 'the same on every host of the district';

describe.skipIf(why)('one of two worker hosts is cut off in the middle of a send', () => {
  let net: Network;
  let database: NetworkDatabase;
  let db: Database;
  let districtId: number;
  let sink: { ask(): Promise<Mail[]> };
  const hosts = {} as Record<'database' | 'mail' | 'w1' | 'w2' | 'web', Host>;
  const logs: Record<string, string> = {};
  const folder = mkdtempSync(join(tmpdir(), 'belfry-hosts-'));
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    // Two nets, so that a worker can lose the database and still reach the mail server: the worst case.
    net = makeNetwork(['data', 'mail']);
    hosts.database = net.host('db', ['data']);
    hosts.mail = net.host('post', ['mail']);
    for (const name of ['w1', 'w2', 'web'] as const) hosts[name] = net.host(name, ['data', 'mail']);
    database = await startNetworkDatabase(hosts.database, 'data', folder);
    await migrate(database.local.ownerUrl, { appRole: 'belfry_app', log: silentLog() });
    db = openDatabase(database.local.appUrl, { max: 4, applicationName: 'belfry test' });
    ({ districtId } = await makeSyntheticDirectory(db, { guardians, bare: true }));
    sink = await startSink();
    const ready = await Promise.all([serve('w1', 'worker'), serve('w2', 'worker'), serve('web', 'web')]);
    expect(ready).toEqual(['ready worker', 'ready worker', expect.stringMatching(/^ready http:/)]);
  }, 120_000);

  afterAll(async () => {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(
      children.map(
        (child) => child.exitCode ?? child.signalCode ?? new Promise((resolve) => child.once('exit', resolve)),
      ),
    );
    await db?.destroy();
    await database?.stop();
    net?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  function start(
    host: Host,
    file: string,
    args: string[],
    env: Record<string, string> = {},
  ): { child: ChildProcess; lines: Interface } {
    const child = host.start(process.execPath, ['--import', 'tsx', file, ...args], { env });
    children.push(child);
    logs[host.name] ??= '';
    child.stderr?.on('data', (piece) => (logs[host.name] += piece));
    return { child, lines: createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }) };
  }

  const line = (lines: Interface, form: RegExp, name: string) =>
    new Promise<string>((resolve, reject) => {
      lines.on('line', (text) => form.test(text) && resolve(text));
      lines.once('close', () => reject(new Error(`${name} ended: ${logs[name]}`)));
    });

  async function startSink() {
    const address = hosts.mail.address('mail');
    const { child, lines } = start(hosts.mail, fileURLToPath(new URL('hosts/sink.ts', import.meta.url)), [
      address,
      '2525',
      '15',
    ]);
    await line(lines, /^ready$/, 'post');
    return {
      ask: () =>
        new Promise<Mail[]>((resolve) => {
          lines.once('line', (text) => resolve(JSON.parse(text) as Mail[]));
          child.stdin?.write('?\n');
        }),
    };
  }

  function serve(name: 'w1' | 'w2' | 'web', role: string): Promise<string> {
    const { lines } = start(
      hosts[name],
      join(root, 'src/main.ts'),
      ['serve', '--role', role, '--data', join(folder, name)],
      {
        DATABASE_URL: database.appUrl,
        MIGRATE_DATABASE_URL: database.ownerUrl,
        BELFRY_SECRET: secret,
        BELFRY_HOST: hosts[name].address('data'),
        BELFRY_SMTP_URL: `smtp://${hosts.mail.address('mail')}:2525?tls=none`,
        BELFRY_SMTP_FROM: 'office@belfry.test',
        BELFRY_SMTP_RATE: '0',
        BELFRY_QUIET_FROM: '00:00',
        BELFRY_QUIET_TO: '00:00',
        BELFRY_BACKUP_AT: 'off',
        BELFRY_LOG_LEVEL: 'debug',
      },
    );
    return line(lines, /^ready /, name);
  }

  /** Status and text of a page of the web host, asked from a worker host that is not cut off. */
  function page(path: string): { status: number; text: string } {
    const code = `fetch(process.argv[1], { signal: AbortSignal.timeout(9000) }).then(async (a) => console.log(JSON.stringify({ status: a.status, text: await a.text() })))`;
    return JSON.parse(hosts.w2.run(process.execPath, ['-e', code, `http://${hosts.web.address('data')}:8080${path}`]));
  }

  async function untilHealth(good: (text: string) => boolean): Promise<void> {
    let text = '';
    for (let tries = 0; tries < 60; tries += 1) {
      ({ text } = page('/healthz'));
      if (good(text)) return;
      await sleep(1_000);
    }
    throw new Error(`The web host went on saying: ${text}`);
  }

  async function claimedBy(host: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from delivery where state = 1 and claim / 1000000 = any (${workerIds[host]}::bigint[])`.execute(
      db,
    );
    return rows[0]?.n ?? 0;
  }
  const workerIds: Record<string, number[]> = {};
  /** Messages sent in all rounds. */
  let sent = 0;

  async function noteWorkers(): Promise<void> {
    const { rows } = await sql<{ id: number; host: string }>`select id, host from delivery_worker`.execute(db);
    for (const { id, host } of rows) workerIds[host] = [...new Set([...(workerIds[host] ?? []), id])];
  }

  it.each([
    ['from everything, without a word', ['data', 'mail'], 'cut'],
    ['from the database alone, without a word', ['data'], 'cut'],
    ['by its cable', ['data', 'mail'], 'unplug'],
  ] as const)(
    '%s: nothing is lost, one batch at most comes twice, and everything goes on',
    { timeout: 360_000 },
    async (_, nets, how) => {
      await noteWorkers();
      const services = testServices(db, {});
      const address = hosts.w1.address('mail');
      let before = new Set<string>();
      // What of an earlier round was on the wire comes late, under its own Message-ID.
      const mine = async () => (await sink.ask()).filter(([message]) => !before.has(message));
      const byW1 = async () => (await mine()).filter(([, , host]) => host === address).length;
      const other = await send(
        services,
        draftFor(districtId, guardians, { releaseAt: new Date(Date.now() + 3_600_000) }),
      );
      const holder = start(hosts.w1, fileURLToPath(new URL('hosts/holder.ts', import.meta.url)), [
        database.appUrl,
        String(other),
      ]);
      await line(holder.lines, /^held$/, 'w1');
      let id = 0;
      // A host that has just come back may find the other one nearly done: then the next message is the one.
      for (let tries = 0; ; tries += 1) {
        before = new Set((await sink.ask()).map(([message]) => message));
        id = await send(services, draftFor(districtId, guardians));
        sent += 1;
        const seen = await until(
          async () => ({
            middle: (await byW1()) > 400 && (await claimedBy('w1')) > 0,
            over: (await progress(db, id))?.state === 'finished',
          }),
          ({ middle, over }) => middle || over,
          60_000,
        );
        if (seen.middle) break;
        if (tries === 4) throw new Error('w1 was never in the middle of sending, five messages long');
      }

      for (const one of nets) hosts.w1[how](one);
      const cutAt = Date.now();
      // The other host takes over what it had claimed, while it is still away; a lock that it holds is let go of.
      // Rows that it was just recording stay locked until the server gives the transaction up: 110 s at most (decision 0023).
      await until(
        () => claimedBy('w1'),
        (n) => n === 0,
        120_000,
      );
      await db.transaction().execute(async (trx) => {
        await sql`set local lock_timeout = '60s'`.execute(trx);
        await sql`select id from message where id = ${other} for update`.execute(trx);
      });
      await untilHealth((text) => /^host w1: its worker process \d+ has not been seen for \d+ s$/m.test(text));
      expect(page('/readyz')).toEqual({ status: 200, text: 'ok\n' });
      expect(page('/notices').status).toBe(200);
      // A worker that still reaches the mail server has stopped by itself before others took over its claims.
      const lately = (await mine()).filter(([, , host, at]) => host === address && at > cutAt + 25_000);
      expect(lately).toEqual([]);

      for (const one of nets) hosts.w1.mend(one);
      await untilHealth((text) => text === 'ok\n');
      const end = await until(
        () => progress(db, id),
        (now) => now?.state === 'finished',
        120_000,
      );
      expect(end).toMatchObject({ delivered: guardians, failed: 0 });
      await until(
        () => claimedBy('w1'),
        (n) => n === 0,
        10_000,
      );
      holder.child.kill('SIGKILL');
      await sql`update message set state = 'stopped' where id = ${other}`.execute(db);

      const mails = await mine();
      const ids = new Map(mails.map(([message, to]) => [to, message]));
      expect(ids.size, 'each guardian').toBe(guardians);
      expect(new Set(mails.map(([message]) => message)).size, 'one Message-ID a guardian').toBe(guardians);
      expect(mails.length - guardians, 'sent twice').toBeLessThanOrEqual(batchSize);
      console.info(
        `${how} ${nets.join(' and ')}: ${mails.length - guardians} of ${guardians} mails came twice, none was lost`,
      );
    },
  );

  it('also with what was on the wire and came late, one batch at most came twice in each round', async () => {
    const times = new Map<string, number>();
    for (const [message] of await sink.ask()) times.set(message, (times.get(message) ?? 0) + 1);
    expect(times.size).toBe(sent * guardians);
    const twice = [...times.values()].reduce((sum, n) => sum + n - 1, 0);
    expect(twice).toBeLessThanOrEqual(3 * batchSize);
  });

  it('each job of the clock ran once for all hosts', async () => {
    const done = ['w1', 'w2'].flatMap((name) =>
      [...(logs[name] ?? '').matchAll(/Completed task (\d+) \(delivery\.fold/g)].map((match) => Number(match[1])),
    );
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done).size).toBe(done.length);
    const minutes = new Set(
      ['w1', 'w2'].flatMap((name) =>
        [
          ...(logs[name] ?? '').matchAll(/"time":"?(\d{4}-[^"]{11}|\d{9})[^\n]*Completed task \d+ \(delivery\.fold/g),
        ].map((match) => match[1]),
      ),
    );
    expect(done.length).toBeLessThanOrEqual(minutes.size + 1);
  });
});
