/** bench import: a synthetic district of so many people, from the zip to the directory, beside a bare COPY of its rows. */
import { createReadStream, createWriteStream, openSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { apply, consoleUser, stage } from '../src/features/directory/roster/actions.ts';
import { stagedColumns } from '../src/features/directory/roster/readers.ts';
import { systemClock } from '../src/platform/clock.ts';
import { loadConfig } from '../src/platform/config.ts';
import { silentLog } from '../src/platform/log.ts';
import { makeDistrictZip } from './district-zip.ts';
import { watchMemory } from './memory.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { type BenchServer, seconds, startBenchServer } from './server.ts';

const goalSeconds = 180;
const goalMb = 600;

/** Imports into an empty database with fsync on, and compares the same file once more. */
export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const bench = await startBenchServer({ connections: 6 });
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'));
  try {
    const zip = join(folder, 'district.zip');
    const wanted = Math.round(1_000_000 * scale);
    say(`making a district of some ${wanted.toLocaleString('en')} people`);
    const people = await makeDistrictZip(zip, Math.max(1, Math.round(wanted / 828)));
    const services = {
      db: bench.db,
      config: loadConfig({ dataDir: bench.dataDir, env: {} }),
      log: silentLog(),
      clock: systemClock,
    };
    const memory = watchMemory(bench.server.pid);
    const steps = stepClock(say);
    const file = () => ({ fd: openSync(zip, 'r'), name: 'bench.zip' });

    let id = 0;
    const staging = await seconds(async () => {
      id = await staged(stage(services, consoleUser, file(), { progress: steps.see }));
    });
    memory.pause();
    steps.see({ step: 'COPY alone (the limit)' });
    const bare = await bareCopy(bench, folder);
    memory.resume();
    const applying = await seconds(async () => {
      const applied = await apply(services, consoleUser, id, { removal: true }, { progress: steps.see });
      if (!applied.ok) throw new Error(`not applied: ${applied.troubles.map((trouble) => trouble.key).join()}`);
    });
    steps.see({ step: 'the same file again' });
    const again = await seconds(() => staged(stage(services, consoleUser, file())));
    const { peak: node, postgres } = memory.stop();

    const took = staging + applying;
    const limit = people / bare.seconds;
    const goal = 1_000_000 / goalSeconds / limit;
    const found = result({
      name: 'import',
      unit: 'people/s',
      figure: people / took,
      limit,
      goal: Math.round(goal * 1000) / 1000,
    });
    const note = [
      `${people.toLocaleString('en')} people in ${took.toFixed(0)} s (read and compare ${staging.toFixed(0)}, apply ${applying.toFixed(0)}); goal ${goalSeconds} s a million`,
      `peak memory ${Math.round(node)} MB (goal ${goalMb}), of PostgreSQL beside it ${Math.round(postgres)} MB`,
      `the same file again: nothing to change, after ${again.toFixed(0)} s`,
      `bare COPY of the same ${Math.round(bare.bytes / 1024 ** 2)} MB: ${bare.seconds.toFixed(1)} s`,
      steps.inWords(),
    ].join('; ');
    return [{ ...found, met: found.met && node < goalMb, note }];
  } finally {
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function staged(work: ReturnType<typeof stage>): Promise<number> {
  const outcome = await work;
  if (!outcome.ok || outcome.value.state !== 'ready') throw new Error('the file was not accepted');
  return outcome.value.id;
}

/** Copies the staged rows out, then measures nothing but COPY of the same bytes into empty unlogged tables alike. */
async function bareCopy({ owner }: BenchServer, folder: string): Promise<{ seconds: number; bytes: number }> {
  let took = 0;
  let bytes = 0;
  for (const [table, columns] of Object.entries(stagedColumns)) {
    const file = join(folder, `${table}.copy`);
    const list = columns.join(', ');
    await pipeline(owner.query(copyTo(`copy ${table} (${list}) to stdout`)), createWriteStream(file));
    await owner.query(`create unlogged table bench_${table} (like ${table})`);
    const copy = `copy bench_${table} (${list}) from stdin`;
    const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
    took += await seconds(() => pipeline(source, owner.query(copyFrom(copy))));
    bytes += (await stat(file)).size;
    await owner.query(`drop table bench_${table}`);
    await rm(file);
  }
  return { seconds: took, bytes };
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
    inWords: () => {
      const ends = began.slice(1).map((step) => step.at);
      const times = began
        .slice(0, -1)
        .map((step, index) => `${step.name} ${(((ends[index] as number) - step.at) / 1000).toFixed(1)} s`);
      return times.join(', ');
    },
  };
}
