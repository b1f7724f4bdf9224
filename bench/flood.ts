/**
 * Junk at 200 requests a second against /ask, from ever other addresses, for a minute; meanwhile somebody brings a true
 * case every five seconds. How long does it wait, and how much does the disk grow? Server, database and junk share the machine.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryOf, type Served, startServer } from './pages/processes.ts';
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
const fileMb = 3;

interface Answer {
  status: number;
  text: string;
}

const written = { kind: 'grievance', category: 'pay', organisation: '', text: '从去年九月起没有发代课工资，请核实。' };

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const bench = await startBenchServer();
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-flood-'));
  let web: Served | undefined;
  try {
    web = await startWeb(bench, folder);
    return await flood(bench, web, Math.max(15, Math.round(lasts * scale)), say);
  } finally {
    await web?.stop();
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As behind a proxy that names the address: so each request can come from another one. */
async function startWeb(bench: BenchServer, folder: string): Promise<Served> {
  const config = join(folder, 'belfry.env');
  const lines = [
    ...[`DATABASE_URL=${bench.server.appUrl}`, `MIGRATE_DATABASE_URL=${bench.server.ownerUrl}`],
    ...['BELFRY_SECRET=the same key for every run of the bench', 'BELFRY_LOG_LEVEL=warn', 'BELFRY_TRUST_PROXY=true'],
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  return startServer(main, ['serve', '--data', folder, '--config', config, '--port', '0', '--role', 'web']);
}

async function flood(
  bench: BenchServer,
  web: Served,
  seconds: number,
  say: BenchOptions['say'],
): Promise<BenchResult[]> {
  say('preparing: challenges solved before, and challenges that come of age');
  const solved: Record<string, string>[] = [];
  for (let n = 0; n < solvedBefore; n += 1) {
    const { challenge } = await previewed(web);
    solved.push({ challenge, work: await solve(challenge) });
  }
  const aged = await Promise.all(Array.from({ length: agedBefore }, () => previewed(web)));
  await pause(16_000);
  const before = grown(bench);
  const picture = new File([new Uint8Array(randomBytes(fileMb * 1024 * 1024))], 'a.jpg', { type: 'image/jpeg' });
  // Packed before: the junk's makers have machines of their own.
  const several = (n: number, fields: (n: number) => Record<string, string | File>) =>
    Promise.all(Array.from({ length: n }, (_, i) => packed(fields(i))));
  const junk: readonly [page: string, forms: readonly Packed[]][] = [
    ['send', await several(50, () => ({ ...written, challenge: forged(), work: '1' }))],
    ['send', await several(agedBefore, (n) => ({ ...written, ...aged[n], work: '7' }))],
    ['send', await several(1, () => ({ ...written, ...solved[0] }))],
    ['send', await several(agedBefore, (n) => ({ ...written, ...aged[n], category: '', work: '' }))],
    ['send', await several(agedBefore, (n) => ({ ...written, ...aged[n], work: '' }))],
    ['send', await several(solvedBefore, (n) => ({ ...written, ...solved[n] }))],
    ['preview', await several(1, () => ({ ...written, text: '字'.repeat(20_000) }))],
    ['case', await several(50, () => ({ code: randomBytes(15).toString('hex').slice(0, 24) }))],
    ['send', await several(1, () => ({ ...written, challenge: '', work: '', text: '😀'.repeat(9_000) }))],
    ['preview', [await packed({ ...written, files: picture }), await packed({}), await packed(written)]],
  ];
  say(`junk at ${junkPerSecond}/s for ${seconds} s`);
  const statuses = new Map<string, number>();
  const running: Promise<void>[] = [];
  const began = performance.now();
  const trueOnes: Promise<{ waited: number; worked: number }>[] = [];
  for (let n = 0; n < seconds * junkPerSecond; n += 1) {
    await pause(Math.max(0, began + (n * 1000) / junkPerSecond - performance.now()));
    if (n % (trueEvery * junkPerSecond) === trueEvery * 100) trueOnes.push(bringTrue(web));
    const count = (sort: string) => void statuses.set(sort, (statuses.get(sort) ?? 0) + 1);
    const [page, forms] = junk[n % junk.length] as (typeof junk)[number];
    running.push(
      shoot(web, page, forms[Math.floor(n / junk.length) % forms.length] as Packed).then(
        ({ status }) => count(String(status)),
        // Refused before it was read: the connection may be gone before all of it was sent.
        () => count('closed'),
      ),
    );
  }
  const late = performance.now() - began - seconds * 1000;
  const brought = await Promise.all(trueOnes);
  await Promise.all(running);
  const after = grown(bench);
  const { rows } = await bench.owner.query<{ n: number }>('select count(*)::int as n from voice_case');
  const waited = Math.max(...brought.map((one) => one.waited));
  const growth = (after - before) / 1024 ** 2;
  const answers = [...statuses].sort().map(([status, n]) => `${status} ${n}`);
  const { peak } = memoryOf(web.pid);
  const note = [
    `${brought.length} true ones, all accepted; their own work took ${Math.max(...brought.map((one) => one.worked)).toFixed(1)} s at most`,
    `answers to junk: ${answers.join(', ')}; ${rows[0]?.n ?? 0} cases in the table; the last junk left ${Math.round(late)} ms late; server ${peak} MB at most`,
  ].join('; ');
  return [
    result({
      ...{ name: 'flood, a true case', figure: waited, unit: 's', limit: limitSeconds, goal: 1, note },
      smallerIsBetter: true,
    }),
    result({
      ...{ name: 'flood, disk', figure: Math.max(0.1, growth), unit: 'MB', limit: limitMb, goal: 1 },
      smallerIsBetter: true,
    }),
  ];
}

/** From the preview to the receipt, as a browser does it; `waited` is what the server took, `worked` the browser's own sum. */
async function bringTrue(web: Served): Promise<{ waited: number; worked: number }> {
  const one = performance.now();
  const { challenge } = await previewed(web);
  const two = performance.now();
  const work = await solve(challenge);
  const three = performance.now();
  const { status, text } = await send(web, 'send', { ...written, challenge, work });
  const four = performance.now();
  if (status !== 200 || !/<code>[0-9A-Z-]{29}<\/code>/.test(text))
    throw new Error(`a true case was answered ${status}`);
  return { waited: (two - one + four - three) / 1000, worked: (three - two) / 1000 };
}

async function previewed(web: Served): Promise<{ challenge: string }> {
  const { text } = await send(web, 'preview', written);
  const challenge = /name="challenge" value="([^"]*)"/.exec(text)?.[1];
  if (!challenge) throw new Error('the preview has no challenge');
  return { challenge };
}

interface Packed {
  type: string;
  body: Uint8Array<ArrayBuffer>;
}

async function packed(fields: Record<string, string | File>): Promise<Packed> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = new Response(form);
  const body = new Uint8Array(await answer.arrayBuffer());
  return { type: answer.headers.get('content-type') ?? '', body };
}

async function shoot(web: Served, page: string, { type, body }: Packed): Promise<Answer> {
  const [a, b, c] = randomBytes(3);
  const headers = { 'content-type': type, 'x-forwarded-for': `10.${a}.${b}.${c}` };
  const answer = await fetch(`${web.url}/ask/${page}?language=zh-CN`, { method: 'POST', body, headers });
  return { status: answer.status, text: await answer.text() };
}

async function send(web: Served, page: string, fields: Record<string, string | File>): Promise<Answer> {
  return shoot(web, page, await packed(fields));
}

function forged(): string {
  return `1764406800.17.${randomBytes(16).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
}

/** Sums of one challenge, until one fits. */
const solver = `const { hash } = require('node:crypto');
const challenge = process.argv[1];
const bits = Number(challenge.split('.')[1]);
for (let n = 0; ; n += 1) {
  if (Math.clz32(hash('sha256', challenge + ':' + n, 'buffer').readUInt32BE()) < bits) continue;
  console.log(n);
  break;
}`;

/** In a process of its own and after all others: it is the writer's own device that does it, which is not this machine. */
async function solve(challenge: string): Promise<string> {
  const child = spawn('nice', ['-n', '19', process.execPath, '-e', solver, challenge], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  for await (const piece of child.stdout) told += piece;
  if (!/^\d+\n$/.test(told)) throw new Error('the sum of a challenge was not found');
  return told.trim();
}

/** Bytes of the database's folder, the write-ahead log among them. */
function grown({ dataDir }: BenchServer): number {
  const told = spawnSync('du', ['-sb', dataDir], { encoding: 'utf8' });
  const bytes = Number(told.stdout.split('\t')[0]);
  if (!(bytes > 0)) throw new Error(`du: ${told.stderr}`);
  return bytes;
}
