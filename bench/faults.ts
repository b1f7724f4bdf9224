/**
 * kill -9 of a worker, of the database and of both at random points of a send, again and again; afterwards the sink and
 * the database are counted. Nothing may be lost; sent twice may be one batch for each killed worker, with the same
 * Message-ID (that is how the sink recognises it).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { progress } from '../src/features/delivery/feature.ts';
import { batchSize } from '../src/features/delivery/model.ts';
import { peopleAtOnce } from '../src/features/delivery/sender/digest.ts';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { silentLog } from '../src/platform/log.ts';
import { alertFamilies, draftFor, send, testServices } from '../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../test/support/synthetic-directory.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { type BenchServer, startBenchServer } from './server.ts';
import { type Sink, startSink } from './sink.ts';

export type Victim = 'worker' | 'database' | 'both';
const victims: readonly Victim[] = ['worker', 'database', 'both'];

export interface Round {
  mails: number;
  kills: Victim[];
  workerKills: number;
  lost: number;
  /** Mails that came more often than once, each further time counted. */
  twice: number;
  /** What may come twice: a batch for each killed worker. */
  allowedTwice: number;
  /** Rows whose state does not say what happened. */
  wrong: number;
  seconds: number;
}

export interface Rig {
  bench: BenchServer;
  sink: Sink;
  districtId: number;
  mails: number;
  stop(): Promise<void>;
}

/** A server, a directory of as many guardians as mails, and a sink. */
export async function makeRig(mails: number): Promise<Rig> {
  const bench = await startBenchServer();
  const sink = await startSink();
  const { districtId } = await makeSyntheticDirectory(bench.db, { guardians: mails, bare: true });
  await bench.owner.query('vacuum analyze');
  // The owner's connection would break with the first killed server.
  await bench.owner.end();
  return {
    ...{ bench, sink, districtId, mails },
    async stop() {
      await sink.stop();
      await bench.stop();
    },
  };
}

/** Sends one message with two workers while `kills` happen one after the other; `alert`: a warning of an incident. */
export async function faultRound(rig: Rig, kills: Victim[], random: () => number, alert = false): Promise<Round> {
  const { bench, sink, mails } = rig;
  const began = performance.now();
  await sink.forget();
  const services = testServices(bench.db, {});
  const id = alert
    ? ((await alertFamilies(services, rig.districtId, mails))[0] as number)
    : await patiently(() => send(services, draftFor(rig.districtId, mails)));
  const workers = [startWorker(rig), startWorker(rig)];
  const workerKills = await strike(rig, workers, [id], kills, random);
  await waitFor(() => done(rig, id), 180_000);
  await Promise.all(workers.map((worker) => kill(worker)));
  const got = Object.entries(await sink.count());
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from delivery where message_id = ${id} and state = 2`.execute(bench.db);
  const counted = await progress(bench.db, id);
  return {
    ...{ mails, kills, workerKills },
    lost: mails - got.length,
    twice: got.reduce((sum, [, times]) => sum + times - 1, 0),
    // A database that dies costs nobody his records: the worker keeps them and writes them down afterwards.
    allowedTwice: workerKills * batchSize,
    wrong: mails - (rows[0]?.n ?? 0) + Math.abs(mails - (counted?.delivered ?? 0)),
    seconds: (performance.now() - began) / 1000,
  };
}

/**
 * The same in the middle of the daily mail: everybody chose it, two messages are held, its time comes, and each person gets one
 * mail for both. A mail that came twice may be the half of a batch of which the other half was recorded.
 */
export async function digestFaultRound(rig: Rig, kills: Victim[], random: () => number): Promise<Round> {
  const { bench, sink, mails } = rig;
  const began = performance.now();
  await sink.forget();
  await sql`insert into digest_choice (contact_point_id, chosen_on)
    select id, '2026-01-01' from contact_point where kind = 'email' on conflict do nothing`.execute(bench.db);
  const services = testServices(bench.db, {});
  const ids: number[] = [];
  for (let n = 0; n < 2; n += 1) {
    const draft = draftFor(rig.districtId, mails, { mayWait: true });
    ids.push(await send(services, draft));
  }
  const workers = [startWorker(rig), startWorker(rig)];
  const held = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from digest_hold
      where message_id = any (${ids}::bigint[])`.execute(bench.db);
    return rows[0]?.n ?? 0;
  };
  await waitFor(async () => (await held()) === 2 * mails, 60_000);
  const early = await sink.total();
  await sql`update digest_hold set due_at = now() where message_id = any (${ids}::bigint[])`.execute(bench.db);
  const workerKills = await strike(rig, workers, ids, kills, random);
  for (const id of ids) await waitFor(() => done(rig, id), 180_000);
  await waitFor(async () => (await patiently(held)) === 0, 60_000);
  await Promise.all(workers.map((worker) => kill(worker)));
  const got = Object.entries(await sink.count());
  let wrong = early;
  for (const id of ids) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from delivery where message_id = ${id} and state = 2`.execute(bench.db);
    wrong += mails - (rows[0]?.n ?? 0) + Math.abs(mails - ((await progress(bench.db, id))?.delivered ?? 0));
  }
  await sql`delete from digest_choice`.execute(bench.db);
  return {
    ...{ mails, kills, workerKills, wrong },
    lost: mails - got.length,
    twice: got.reduce((sum, [, times]) => sum + times - 1, 0),
    allowedTwice: workerKills * peopleAtOnce,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Kills one after the other, each after a random further part of the mails has come; returns how many workers died. */
async function strike(
  rig: Rig,
  workers: ChildProcess[],
  ids: readonly number[],
  kills: readonly Victim[],
  random: () => number,
): Promise<number> {
  const { bench, sink, mails } = rig;
  const last = ids.at(-1) as number;
  let workerKills = 0;
  for (const victim of kills) {
    const share = Math.floor((random() * mails) / (kills.length + 1));
    const now = await sink.total();
    await waitFor(async () => (await sink.total()) >= Math.min(now + share, mails - 1) || done(rig, last), 120_000);
    if (victim !== 'database') {
      const index = Math.floor(random() * workers.length);
      await kill(workers[index] as ChildProcess);
      workers[index] = startWorker(rig);
      workerKills += 1;
    }
    if (victim !== 'worker') await killDatabase(bench);
  }
  return workerKills;
}

export async function run({ say, scale, rounds }: BenchOptions): Promise<BenchResult[]> {
  const mails = Math.round(20_000 * scale);
  const rig = await makeRig(mails);
  const all: Round[] = [];
  try {
    for (let n = 1; n <= rounds; n += 1) {
      const kills = Array.from({ length: 3 }, () => victims[Math.floor(Math.random() * victims.length)] as Victim);
      const round = await faultRound(rig, kills, Math.random);
      all.push(round);
      say(
        `round ${n}: killed ${kills.join(', ')}: lost ${round.lost}, twice ${round.twice} of ${round.allowedTwice} allowed, ` +
          `wrong rows ${round.wrong}, ${round.seconds.toFixed(1)} s`,
      );
    }
  } finally {
    await rig.stop();
  }
  const sum = (pick: (round: Round) => number) => all.reduce((total, round) => total + pick(round), 0);
  const bad = all.filter((round) => round.lost > 0 || round.twice > round.allowedTwice || round.wrong > 0).length;
  return [
    result({
      ...{ name: 'faults', unit: 'good rounds', figure: rounds - bad, limit: rounds, goal: 1 },
      note:
        `${sum((r) => r.mails)} mails, ${sum((r) => r.kills.length)} kills: lost ${sum((r) => r.lost)}, ` +
        `sent twice ${sum((r) => r.twice)} (allowed ${sum((r) => r.allowedTwice)}), wrong rows ${sum((r) => r.wrong)}`,
    }),
  ];
}

function startWorker(rig: Rig): ChildProcess {
  const file = fileURLToPath(new URL('./fault-worker.ts', import.meta.url));
  const args = ['--import', 'tsx', file, rig.bench.server.appUrl, rig.sink.url];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await ended;
}

async function killDatabase(bench: BenchServer): Promise<void> {
  process.kill(bench.server.pid, 'SIGKILL');
  bench.server = await startEmbedded({ dataDir: bench.dataDir, log: silentLog() });
}

async function done(rig: Rig, id: number): Promise<boolean> {
  const now = await patiently(() => progress(rig.bench.db, id));
  return now?.state === 'finished';
}

async function waitFor(good: () => Promise<boolean>, patience: number): Promise<void> {
  for (const began = performance.now(); !(await good()); ) {
    if (performance.now() - began > patience) throw new Error('The send did not come to its end in time.');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Asks again while the database is being started. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
