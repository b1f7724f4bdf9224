/** Servers in processes of their own, so that the load generator shares its loop with none of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchServer } from '../server.ts';

export interface Served {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a TypeScript file that prints `ready URL`. */
export async function startServer(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Served> {
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], {
    // Nothing of the caller's environment: it might name a real database.
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await ready(child);
  return {
    ...{ url, pid: child.pid as number },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** `belfry serve --role web` as an operator starts it, on the database of the bench; `more`: further lines of its configuration. */
export async function startWeb(bench: BenchServer, folder: string, more: readonly string[] = []): Promise<Served> {
  const config = join(folder, 'belfry.env');
  const lines = [
    ...[`DATABASE_URL=${bench.server.appUrl}`, `MIGRATE_DATABASE_URL=${bench.server.ownerUrl}`],
    // A kept database knows the key under which it was served before.
    'BELFRY_SECRET=the same key for every run of the bench',
    ...['BELFRY_LOG_LEVEL=warn', 'BELFRY_API_RATE=1000000', ...more],
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  return startServer(main, ['serve', '--data', folder, '--config', config, '--port', '0', '--role', 'web']);
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (part) => {
      said += String(part);
      const found = /^ready (\S+)$/m.exec(said);
      if (found) resolve(found[1] as string);
    });
    child.once('exit', (status) => reject(new Error(`the server ended with ${status} before it was ready`)));
  });
}

/** Memory of a process in MB: now, and the most that it ever had. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: mb('VmRSS'), peak: mb('VmHWM') };
}
