import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { silentLog } from '../../src/platform/log.ts';

/** What the rounds came to. `lost` counts rows that were acknowledged by a commit and are not there. */
export interface KillResult {
  rounds: number;
  acknowledged: number;
  lost: number;
  slowestMs: number;
}

/** Who is killed in a round, in turn. */
const victims = ['node', 'postmaster', 'both', 'backend'] as const;

/**
 * Lets a process of its own start the server and commit rows as fast as it can, kills it in the middle, starts the
 * server again and counts. The writer prints a number only after its commit: what it printed must be there.
 */
export async function killRounds(rounds: number): Promise<KillResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'belfry-kill-'));
  const result: KillResult = { rounds, acknowledged: 0, lost: 0, slowestMs: 0 };
  let highest = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const printed = await writeAndKill(dataDir, victims[round % victims.length] as string, 100 + (round % 7) * 40);
      result.acknowledged += Math.max(0, printed - highest);
      const began = performance.now();
      const found = await restartAndCount(dataDir, printed);
      result.slowestMs = Math.max(result.slowestMs, Math.round(performance.now() - began));
      result.lost += found.missing;
      highest = found.highest;
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  return result;
}

async function writeAndKill(dataDir: string, victim: string, after: number): Promise<number> {
  const writer = spawn(process.execPath, ['--import', tsx, writerFile, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  writer.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  while (!text.includes('\n')) {
    if (writer.exitCode !== null) throw new Error('the writer ended before its first row');
    await sleep(5);
  }
  await sleep(after);
  await kill(dataDir, victim, writer);
  return lastNumber(text);
}

async function kill(dataDir: string, victim: string, writer: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => writer.once('close', resolve));
  const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  if (victim === 'backend') process.kill(await aBackendOf(postmaster), 'SIGKILL');
  if (victim === 'node' || victim === 'both') writer.kill('SIGKILL');
  if (victim === 'postmaster' || victim === 'both') process.kill(postmaster, 'SIGKILL');
  // With its server or its session gone the writer ends by itself.
  await closed;
}

async function aBackendOf(postmaster: number): Promise<number> {
  const children = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')).trim().split(' ');
  for (const child of children) {
    const title = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (title.includes('belfry_owner')) return Number(child);
  }
  throw new Error('no session of the writer found');
}

async function restartAndCount(dataDir: string, printed: number): Promise<{ missing: number; highest: number }> {
  const server = await startEmbedded({ dataDir, log: silentLog() });
  try {
    const client = new Client({ connectionString: server.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ kept: string; highest: number }>(
      'select count(*) filter (where n <= $1) as kept, coalesce(max(n), 0)::int as highest from kill_trial',
      [printed],
    );
    await client.end();
    return { missing: printed - Number(rows[0]?.kept), highest: rows[0]?.highest ?? 0 };
  } finally {
    await server.stop();
  }
}

const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/esm/index.mjs', import.meta.url));
const writerFile = fileURLToPath(new URL('./embedded-writer.ts', import.meta.url));
if (!existsSync(tsx)) throw new Error('tsx is not installed');

function lastNumber(text: string): number {
  // The last line may be cut in the middle of a number: only whole lines count.
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1));
}
