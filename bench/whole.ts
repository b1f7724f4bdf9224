/**
 * The whole way once: a roster of a million people through `belfry import`, a notice to every one of them through review
 * and publication, out by `belfry serve` to a local sink. Each command is a process of its own, as an operator starts it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { seedAccounts } from '../src/features/accounts/feature.ts';
import { progress } from '../src/features/delivery/feature.ts';
import { publish } from '../src/features/notices/actions/publish.ts';
import { byAt, makeApproved, value } from '../src/features/notices/factory.ts';
import { stopWindow } from '../src/features/notices/model/states.ts';
import { noticeById } from '../src/features/notices/queries/notices.ts';
import { systemClock } from '../src/platform/clock.ts';
import type { Database } from '../src/platform/database/connect.ts';
import type { Services } from '../src/platform/services.ts';
import { testServices } from '../test/support/services.ts';
import { makeDistrictZip } from './district-zip.ts';
import { type MemoryCurve, watchMemory } from './memory.ts';
import { memoryOf, startServer } from './pages/processes.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { type BenchServer, seconds, startBenchServer } from './server.ts';
import { type Sink, startSink } from './sink.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const goals = { importSeconds: 180, importMb: 600, firstMailMs: 1000 };

export async function run({ say, scale, keep }: BenchOptions): Promise<BenchResult[]> {
  const bench = await startBenchServer({ connections: 4 });
  const sink = await startSink({ tally: true });
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-whole-'));
  const services = testServices(bench.db);
  try {
    const schools = Math.max(1, Math.round((1_000_000 * scale) / 828));
    const zip = join(keep ?? folder, `district-${schools}.zip`);
    if (!existsSync(zip)) {
      say(`making a roster of ${schools.toLocaleString('en')} schools`);
      if (keep) await mkdir(keep, { recursive: true });
      await makeDistrictZip(zip, schools);
    }
    say('belfry import roster');
    const imported = await importRoster(bench, zip);
    const { rows } = await sql<{ n: number }>`select count(*) as n from person`.execute(bench.db);
    const people = rows[0]?.n ?? 0;
    say('belfry serve, and a notice to everybody');
    const sent = await sendToEverybody(bench, services, sink, folder, say);
    return results(people, imported, sent);
  } finally {
    await sink.stop();
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(services.config.dataDir, { recursive: true, force: true });
  }
}

interface Imported {
  seconds: number;
  memory: MemoryCurve;
}

/** The command itself, joining the server of the bench. */
async function importRoster(bench: BenchServer, zip: string): Promise<Imported> {
  const args = [...process.execArgv, main, 'import', 'roster', zip, '--apply', '--data', bench.dataDir, '--json'];
  const child = spawn(process.execPath, args, { env: {}, stdio: ['ignore', 'ignore', 'inherit'] });
  const memory = watchMemory(bench.server.pid, child.pid);
  const took = await seconds(async () => {
    const status = await new Promise((resolve) => child.once('close', resolve));
    if (status !== 0) throw new Error(`belfry import ended with ${status}`);
  });
  return { seconds: took, memory: memory.stop() };
}

interface Sent {
  audience: number;
  mails: number;
  /** From the click to the commit of the publication, in ms. */
  publishing: number;
  /** From the end of the minute in which it could be stopped. */
  firstMailMs: number;
  seconds: number;
  memory: MemoryCurve;
  serve: { now: number; peak: number };
}

async function sendToEverybody(
  bench: BenchServer,
  services: Services,
  sink: Sink,
  folder: string,
  say: BenchOptions['say'],
): Promise<Sent> {
  const config = join(folder, 'belfry.env');
  const settings = {
    ...{ DATABASE_URL: bench.server.appUrl, MIGRATE_DATABASE_URL: bench.server.ownerUrl, BELFRY_LOG_LEVEL: 'warn' },
    ...{ BELFRY_SMTP_URL: sink.url, BELFRY_SMTP_FROM: 'office@belfry.test', BELFRY_SMTP_POOL: 8, BELFRY_SMTP_RATE: 0 },
    ...{ BELFRY_QUIET_FROM: '00:00', BELFRY_QUIET_TO: '00:00', BELFRY_PUBLIC_URL: 'https://belfry.test' },
  };
  await writeFile(
    config,
    Object.entries(settings)
      .map(([name, setting]) => `${name}=${setting}\n`)
      .join(''),
  );
  const serve = await startServer(main, ['serve', '--data', folder, '--config', config, '--port', '0']);
  try {
    const notice = await approved(bench.db, services);
    const began = performance.now();
    value(await publish(services, notice.author, notice.id));
    const publishing = performance.now() - began;
    const release = Date.now() + stopWindow;
    const { messageId, audience } = await messageOf(bench.db, notice.id);
    await pause(stopWindow - 1000);
    // What came until now are mails to the approver: no mail of the notice leaves before its release.
    await sink.forget();
    const memory = watchMemory(bench.server.pid, serve.pid);
    let before = 0;
    for (;;) {
      await pause(250);
      const now = await sink.total();
      const steps = Math.floor(now / 100_000);
      if (steps > Math.floor(before / 100_000)) say(`${(steps * 100_000).toLocaleString('en')} mails`);
      // Its figures are asked only while nothing leaves: the question itself is work.
      if (now === before && now > 0 && (await finished(bench.db, messageId))) break;
      before = now;
    }
    const end = Date.now();
    const curve = memory.stop();
    const first = (await sink.first()) - release;
    return {
      ...{ audience, mails: await sink.total(), publishing, firstMailMs: first, seconds: (end - release) / 1000 },
      ...{ memory: curve, serve: memoryOf(serve.pid) },
    };
  } finally {
    await serve.stop();
  }
}

async function finished(db: Database, messageId: number): Promise<boolean> {
  const now = await progress(db, messageId);
  return now?.expanded === true && now.total > 0 && now.queued === 0;
}

async function messageOf(db: Database, notice: number): Promise<{ messageId: number; audience: number }> {
  const found = await noticeById(db, notice);
  if (!found?.messageId) throw new Error('the notice was not published');
  const { rows } = await sql<{ size: number }>`
    select frozen_size as size from message where id = ${found.messageId}`.execute(db);
  return { messageId: found.messageId, audience: rows[0]?.size as number };
}

/** Two members of staff write and approve a notice to all four roles of the district. */
async function approved(db: Database, services: Services) {
  const { rows } = await sql<{ district: number; id: number; personId: number }>`
    select distinct on (m.person_id) (select id from organisation where kind = 'district') as district, m.id,
      m.person_id as "personId"
    from membership m where m.position <> 'pupil' order by m.person_id, m.id limit 2`.execute(db);
  const seeds = rows.map((row, n) => ({
    ...{ personId: row.personId, membershipId: row.id, login: `whole${n}`, displayName: `staff ${n}` },
    grants: (['editor', 'approver'] as const).map((role) => ({ role, organisationId: row.district })),
  }));
  const [writer, second] = await seedAccounts(db, seeds, systemClock.now());
  const office = rows[0]?.district as number;
  const organisation = { path: String(office) };
  const author = byAt({ accountId: writer as number, organisation });
  const approver = byAt({ accountId: second as number, organisation });
  const audience = (['guardians', 'pupils', 'teachers', 'heads'] as const).map((role) => ({
    ...{ organisationId: office, role },
  }));
  const deadlineOn = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  return { author, id: await makeApproved(services, { office, author, approver, audience, deadlineOn }) };
}

function results(people: number, imported: Imported, sent: Sent): BenchResult[] {
  const mb = (size: number) => `${Math.round(size)} MB`;
  const { memory } = imported;
  const wholeSize = people > 900_000;
  const taken = result({
    ...{ name: 'whole: import', unit: 's', goal: 1, smallerIsBetter: true },
    ...{ figure: imported.seconds, limit: (goals.importSeconds * people) / 1_000_000 },
    note: `${people.toLocaleString('en')} people; peak memory ${mb(memory.peak)} (goal ${goals.importMb}), of PostgreSQL beside it ${mb(memory.postgres)}`,
  });
  const curve = sent.memory;
  const first = result({
    ...{ name: 'whole: first mail after release', unit: 'ms', goal: 1, smallerIsBetter: true },
    ...{ figure: sent.firstMailMs, limit: goals.firstMailMs },
    note: `audience ${sent.audience.toLocaleString('en')}; publishing took ${Math.round(sent.publishing)} ms`,
  });
  const out = result({
    ...{ name: 'whole: sending', unit: 'mails/s', goal: 1, figure: sent.mails / sent.seconds, limit: 1_000 },
    note:
      `${sent.mails.toLocaleString('en')} mails in ${sent.seconds.toFixed(0)} s; belfry serve had ${mb(curve.first)} in the first quarter, ` +
      `${mb(curve.last)} in the last, ${mb(sent.serve.peak)} at most; PostgreSQL beside it ${mb(curve.postgres)}`,
  });
  return [{ ...taken, met: taken.met && (memory.peak < goals.importMb || !wholeSize) }, first, out];
}
