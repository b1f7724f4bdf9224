/** bench import: a synthetic district of so many people, from the zip to the directory, beside a bare COPY of its rows. */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, openSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Client, type PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { apply, consoleUser, stage } from '../src/features/directory/roster/actions.ts';
import { stagedColumns } from '../src/features/directory/roster/readers.ts';
import { systemClock } from '../src/platform/clock.ts';
import type { Config } from '../src/platform/config.ts';
import { openDatabase, poolOf, roleOf } from '../src/platform/database/connect.ts';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import type { Log } from '../src/platform/log.ts';
import { type BenchResult, machine } from './result.ts';

export interface ImportOptions {
  people: number;
  config: Config;
  log: Log;
  /** A line for each step as it begins. */
  say: (line: string) => void;
}

const goalSeconds = 180;
const goalMb = 600;

/** Imports into an empty database of its own, in a temporary folder, with fsync on; then the same file once more. */
export async function run({ people, config, log, say }: ImportOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'));
  // Started by root, the database runs under another account and has to get through.
  await chmod(folder, 0o711);
  try {
    const zip = join(folder, 'district.zip');
    say(`making a district of some ${people.toLocaleString('en')} people`);
    const made = await makeDistrict(zip, Math.max(1, Math.round(people / 828)));
    const server = await startEmbedded({ dataDir: join(folder, 'data'), log });
    try {
      await migrate(server.ownerUrl, { appRole: roleOf(server.appUrl), log });
      const db = openDatabase(server.appUrl, { max: 6, applicationName: 'belfry bench' });
      try {
        const services = { db, config, log, clock: systemClock };
        const memory = watchMemory(server.pid);
        const steps = stepClock(say);
        const started = performance.now();
        const staged = await stage(services, consoleUser, { fd: openSync(zip, 'r'), name: 'bench.zip' }, { progress: steps.see });
        const stagedMs = performance.now() - started;
        steps.see({ step: 'copy alone (the limit)' });
        if (!staged.ok || staged.value.state !== 'ready') throw new Error(`the import was ${staged.ok ? staged.value.state : 'refused'}`);
        memory.pause();
        const bare = await bareCopy(server.ownerUrl, folder, (work) => withClient(db, work));
        memory.resume();
        const applying = performance.now();
        const applied = await apply(services, consoleUser, staged.value.id, { removal: true }, { progress: steps.see });
        const appliedMs = performance.now() - applying;
        steps.see({ step: 'the same file again' });
        if (!applied.ok) throw new Error(`not applied: ${applied.troubles.map((t) => t.key).join()}`);
        const again = performance.now();
        const second = await stage(services, consoleUser, { fd: openSync(zip, 'r'), name: 'bench.zip' });
        const againMs = performance.now() - again;
        if (!second.ok || second.value.state !== 'ready') throw new Error('the second import failed');
        const { node, postgres } = memory.stop();
        const seconds = (stagedMs + appliedMs) / 1000;
        const figure = made / seconds;
        const limit = made / bare.seconds;
        const most = (goalSeconds * made) / 1_000_000;
        return {
          name: 'import',
          figure: Math.round(figure),
          unit: 'people/s',
          limit: Math.round(limit),
          ratio: Math.round((figure / limit) * 1000) / 1000,
          goal: `${made.toLocaleString('en')} people in under ${Math.round(most)} s, under ${goalMb} MB for the process`,
          met: seconds < most && node < goalMb,
          machine: machine(),
          detail: {
            people: made,
            seconds: round(seconds),
            stageSeconds: round(stagedMs / 1000),
            applySeconds: round(appliedMs / 1000),
            againSeconds: round(againMs / 1000),
            peakMb: Math.round(node),
            postgresPeakMb: Math.round(postgres),
            copyMb: Math.round(bare.bytes / 1024 ** 2),
            ...steps.seconds(),
          },
        };
      } finally {
        await db.destroy();
      }
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In a process of its own, so that its memory isn't counted. Returns the number of people. */
async function makeDistrict(zip: string, schools: number): Promise<number> {
  const source = fileURLToPath(new URL('../src/demo/district.ts', import.meta.url));
  const code = `import(${JSON.stringify(source)}).then(async (m) => console.log(JSON.stringify(
    await m.writeDistrictZip(${JSON.stringify(zip)}, { seed: 1, schools: ${schools} }))))`;
  const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error('the district could not be made');
  return (JSON.parse(out) as { people: number }).people;
}

async function withClient<T>(db: ReturnType<typeof openDatabase>, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** Copies the staged rows out, then measures nothing but COPY of the same bytes into empty unlogged tables alike. */
async function bareCopy(
  ownerUrl: string,
  folder: string,
  withApp: (work: (client: PoolClient) => Promise<void>) => Promise<void>,
): Promise<{ seconds: number; bytes: number }> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    let milliseconds = 0;
    let bytes = 0;
    for (const [table, columns] of Object.entries(stagedColumns)) {
      const file = join(folder, `${table}.copy`);
      const list = columns.join(', ');
      await withApp((client) => pipeline(client.query(copyTo(`copy ${table} (${list}) to stdout`)), createWriteStream(file)));
      await owner.query(`create unlogged table bench_${table} (like ${table})`);
      const started = performance.now();
      await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), owner.query(copyFrom(`copy bench_${table} (${list}) from stdin`)));
      milliseconds += performance.now() - started;
      bytes += (await stat(file)).size;
      await owner.query(`drop table bench_${table}`);
      await rm(file);
    }
    return { seconds: milliseconds / 1000, bytes };
  } finally {
    await owner.end();
  }
}

/** Peak memory of this process and, without what they share, of PostgreSQL's, asked four times a second. */
function watchMemory(postmaster: number) {
  const peak = { node: 0, postgres: 0 };
  let counting = true;
  const timer = setInterval(() => {
    if (!counting) return;
    peak.node = Math.max(peak.node, process.memoryUsage.rss() / 1024 ** 2);
    peak.postgres = Math.max(peak.postgres, postgresMb(postmaster));
  }, 250);
  return {
    pause: () => {
      counting = false;
    },
    resume: () => {
      counting = true;
    },
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function postgresMb(postmaster: number): number {
  try {
    const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').filter(Boolean);
    let kb = 0;
    for (const pid of [String(postmaster), ...children]) {
      kb += Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    }
    return kb / 1024;
  } catch {
    return 0;
  }
}

/** Says each step once and keeps how long it took. */
function stepClock(say: (line: string) => void) {
  const began: { name: string; at: number }[] = [];
  return {
    see: ({ step = '', file }: { step?: string; file?: string }) => {
      const name = step === 'read' ? `read ${file ?? ''}` : step;
      if (began.at(-1)?.name === name) return;
      began.push({ name, at: performance.now() });
      say(name);
    },
    seconds: () => {
      const ends = began.slice(1).map((step) => step.at);
      return Object.fromEntries(began.slice(0, -1).map((step, index) => [`${step.name}, seconds`, round(((ends[index] as number) - step.at) / 1000)]));
    },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
