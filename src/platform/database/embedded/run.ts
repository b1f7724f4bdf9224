import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Account } from './account.ts';

/** What a finished program left behind. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Spawn options that put a program under the account, with a small clean environment and a folder it can stand in. */
export function under(account: Account): SpawnOptions {
  const mine = process.geteuid?.() !== 0;
  const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return { cwd: '/', env: environment, ...(mine ? {} : { uid: account.uid, gid: account.gid }) };
}

/** Runs a program to its end and gives what it wrote; a program that cannot be started gives code 127. */
export function run(account: Account, file: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const outcome: Outcome = { code: null, stdout: '', stderr: '' };
    const child = spawn(file, args, { ...under(account), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.on('data', (chunk) => {
      outcome.stdout += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      outcome.stderr += String(chunk);
    });
    child.on('error', (error) => resolve({ ...outcome, code: 127, stderr: error.message }));
    child.on('close', (code) => resolve({ ...outcome, code }));
  });
}

/** The path of setpriv when it knows --pdeathsig (util-linux 2.33 and later; the one of busybox does not). */
export async function findSetpriv(account: Account): Promise<string | undefined> {
  for (const path of ['/usr/bin/setpriv', '/bin/setpriv']) {
    if (!existsSync(path)) continue;
    const { code } = await run(account, path, ['--pdeathsig', 'INT', '/bin/true']);
    if (code === 0) return path;
  }
  return undefined;
}
