import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { findSetpriv, under } from './run.ts';

/** How an attempt to start the server ended: it serves, or it left with these last words. */
export type Attempt = { child: ChildProcess; words?: undefined } | { child?: undefined; words: string };

/** The process id of a live server on this cluster; a left-over pid file of a dead or foreign process does not count. */
export function livePostmaster(cluster: string): number | undefined {
  const pid = Number(readPidFile(cluster)?.[0]);
  if (!(pid > 0)) return undefined;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stops a server quickly but cleanly; when its patience is over, without mercy: it then recovers at the next start.
 * The second is needed: PostgreSQL 18 never ends when it is told to stop while it recovers from the death of a session.
 */
export async function stopPostmaster(pid: number, patienceMs = 30_000): Promise<void> {
  const steps = [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const;
  for (const [signal, patience] of steps) {
    if (!send(pid, signal)) return;
    for (let waited = 0; waited < patience; waited += 20) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
}

/** Starts the server and waits until it answers, however long its recovery takes. */
export async function startPostmaster(
  cluster: string,
  account: Account,
  program: string,
  settings: string[],
): Promise<Attempt> {
  const setpriv = await findSetpriv(account);
  const command = [program, '-D', cluster, ...settings];
  // setpriv becomes the server, so the pid stays. detached: Ctrl-C in the terminal reaches us first, not the server.
  const [file, ...args] = setpriv ? [setpriv, '--pdeathsig', 'INT', ...command] : command;
  const child = spawn(file as string, args, { ...under(account), stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let words = '';
  child.stderr?.on('data', (chunk) => {
    words = (words + String(chunk)).slice(-4000);
  });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      words += error.message;
      ended = true;
      resolve();
    });
    child.once('close', () => {
      ended = true;
      resolve();
    });
  });
  while (!ended && !isReady(cluster, child.pid)) await Promise.race([end, sleep(10)]);
  if (ended) return { words: words.trim() };
  if (!setpriv && child.pid) watchFromOutside(account, child.pid);
  return { child };
}

/** Remembers which process of ours runs the server on this cluster. */
export async function claim(file: string): Promise<void> {
  await writeFile(file, `${process.pid} ${startTime(process.pid)}\n`, { mode: 0o600 });
}

/** Whether the process that claimed the server still lives: then it is not ours to stop. */
export function claimantLives(file: string): boolean {
  try {
    const [pid, since] = readFileSync(file, 'utf8').trim().split(' ');
    return startTime(Number(pid)) === since;
  } catch {
    return false;
  }
}

/** Deletes server logs older than a day, which rotation misses when the server was off. */
export async function forgetOldLogs(cluster: string, now: Date): Promise<void> {
  const folder = join(cluster, 'log');
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now.getTime() - mtimeMs > 24 * 3_600_000) await rm(join(folder, name));
  }
}

// Line 8 of the pid file is the server's own report on its state, the one that pg_ctl waits for.
function isReady(cluster: string, pid: number | undefined): boolean {
  const lines = readPidFile(cluster);
  return lines !== undefined && Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

function readPidFile(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

// Without setpriv a small shell holds the other end of a pipe: when we die in any way, it reads the end and stops the server.
function watchFromOutside(account: Account, pid: number): void {
  const script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null';
  const options = { ...under(account), stdio: ['pipe', 'ignore', 'ignore'] as const, detached: true };
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], {
    ...options,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  (watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

function isAlive(pid: number): boolean {
  // A zombie still answers kill(0) but no longer serves.
  return startTime(pid) !== undefined && stateOf(pid) !== 'Z';
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function stateOf(pid: number): string | undefined {
  return statFields(pid)?.[0];
}

// Together with the pid this names a process for good: pids come round again, start times don't.
function startTime(pid: number): string | undefined {
  return statFields(pid)?.[19];
}

function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
