/**
 * Junk at 200 requests a second against /ask, from ever other addresses, for a minute; meanwhile somebody brings a true
 * case every five seconds. How long does it wait, and how much does the disk grow? Server, database and junk share the machine.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Fields, junkOf, packed, solve, written } from './flood/forms.ts';
import type { Shot, Volley } from './flood/shooter.ts';
import { memoryOf, type Served, startWeb } from './pages/processes.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { type BenchServer, startBenchServer } from './server.ts';

const junkPerSecond = 200;
const lasts = 60;
const trueEvery = 5;
const limitSeconds = 5;
const limitMb = 256;
/** Solved before it begins, as somebody with a fast machine would. */
const solvedBefore = 150;
/** A machine fetches as many previews as it likes, and waits until they are of age. */
const agedBefore = 200;

interface Brought {
  /** What the server took, for preview and case together. */
  waited: number;
  bits: number;
  tries: number;
}

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const bench = await startBenchServer();
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-flood-'));
  let web: Served | undefined;
  try {
    // As behind a proxy that names the address: so each request can come from another one.
    web = await startWeb(bench, folder, ['BELFRY_TRUST_PROXY=true']);
    return await flood(bench, web, Math.max(15, Math.round(lasts * scale)), say);
  } finally {
    await web?.stop();
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function flood(
  bench: BenchServer,
  web: Served,
  seconds: number,
  say: BenchOptions['say'],
): Promise<BenchResult[]> {
  say('preparing: challenges solved before, and challenges that come of age');
  const solved: { challenge: string; work: string }[] = [];
  for (let n = 0; n < solvedBefore; n += 1) {
    const { challenge } = await previewed(web);
    solved.push({ challenge, work: await solve(challenge) });
  }
  const aged = await Promise.all(Array.from({ length: agedBefore }, () => previewed(web)));
  await pause(16_000);
  const before = grown(bench);
  const sorts = await junkOf({ solved, aged });
  const makers = fork(fileURLToPath(new URL('./flood/shooter.ts', import.meta.url)), { serialization: 'advanced' });
  await once(makers, 'message');
  say(`junk at ${junkPerSecond}/s for ${seconds} s`);
  const volley: Volley = { url: web.url, sorts, perSecond: junkPerSecond, seconds };
  makers.send(volley);
  const shooting = once(makers, 'message') as Promise<[Shot]>;
  const trueOnes: Promise<Brought | undefined>[] = [];
  for (let at = trueEvery / 2; at < seconds; at += trueEvery) {
    await pause((at === trueEvery / 2 ? at : trueEvery) * 1000);
    trueOnes.push(
      bringTrue(web).catch((error) => {
        say(`a true one did not come in: ${String(error)}`);
        return undefined;
      }),
    );
  }
  const told = await Promise.all(trueOnes);
  const brought = told.filter((one) => one !== undefined);
  const lost = told.length - brought.length;
  const [shot] = await shooting;
  const after = grown(bench);
  const { rows } = await bench.owner.query<{ n: number }>('select count(*)::int as n from voice_case');
  say(`true ones waited ${brought.map(({ waited }) => waited.toFixed(2)).join(', ')} s`);
  for (const [name, counts] of Object.entries(shot.answers)) say(`${name}: ${inWords(counts)}`);
  const most = (of: (one: Brought) => number) => Math.max(...brought.map(of));
  const note = [
    `${brought.length} true ones accepted, ${lost} not; their sums were of ${Math.min(...brought.map((one) => one.bits))} to ${most((one) => one.bits)} bits and took ${most((one) => one.tries).toLocaleString('en')} tries at most`,
    `junk: at least ${shot.fewest} left in each second, the last one ${Math.round(shot.lateMs)} ms late, ${Math.round(shot.mb)} MB`,
    `answers: ${inWords(together(shot.answers))}; ${rows[0]?.n ?? 0} cases in the table; server ${memoryOf(web.pid).peak} MB at most`,
  ].join('; ');
  const growth = Math.max(0.1, (after - before) / 1024 ** 2);
  // One that did not come in has waited for ever.
  const figure = lost > 0 ? seconds : most(({ waited }) => waited);
  const smallerIsBetter = true;
  return [
    result({ name: 'flood, a true case', figure, unit: 's', limit: limitSeconds, goal: 1, note, smallerIsBetter }),
    result({ name: 'flood, disk', figure: growth, unit: 'MB', limit: limitMb, goal: 1, smallerIsBetter }),
  ];
}

const inWords = (counts: Record<string, number>) =>
  Object.entries(counts)
    .sort()
    .map(([status, n]) => `${status} ${n}`)
    .join(', ');

function together(answers: Shot['answers']): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of Object.values(answers))
    for (const [status, n] of Object.entries(counts)) sum[status] = (sum[status] ?? 0) + n;
  return sum;
}

/** From the preview to the receipt, as a browser does it; the browser's own sum is counted in tries. */
async function bringTrue(web: Served): Promise<Brought> {
  const one = performance.now();
  const { challenge } = await previewed(web);
  const two = performance.now();
  const work = await solve(challenge);
  const three = performance.now();
  const { status, text } = await send(web, 'send', { ...written, challenge, work });
  const four = performance.now();
  if (status !== 200 || !/<code>[0-9A-Z-]{29}<\/code>/.test(text))
    throw new Error(`a true case was answered ${status}`);
  return {
    waited: (two - one + four - three) / 1000,
    bits: Number(challenge.split('.')[1]),
    tries: Number(work) + 1,
  };
}

async function previewed(web: Served): Promise<{ challenge: string }> {
  const { text } = await send(web, 'preview', written);
  const challenge = /name="challenge" value="([^"]*)"/.exec(text)?.[1];
  if (!challenge) throw new Error('the preview has no challenge');
  return { challenge };
}

async function send(web: Served, page: string, fields: Fields): Promise<{ status: number; text: string }> {
  const { type, body } = await packed(fields);
  const headers = { 'content-type': type, 'x-forwarded-for': '192.0.2.7' };
  const answer = await fetch(`${web.url}/ask/${page}?language=zh-CN`, { method: 'POST', body, headers });
  return { status: answer.status, text: await answer.text() };
}

/** Bytes of the database's folder, the write-ahead log among them. */
function grown({ dataDir }: BenchServer): number {
  const told = spawnSync('du', ['-sb', dataDir], { encoding: 'utf8' });
  const bytes = Number(told.stdout.split('\t')[0]);
  if (!(bytes > 0)) throw new Error(`du: ${told.stderr}`);
  return bytes;
}
