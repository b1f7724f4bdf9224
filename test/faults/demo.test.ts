/** `belfry demo` as a person starts it: it answers, it ends whole, and it goes on with what it had. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../rules/sources.ts';

const base = mkdtempSync(join(tmpdir(), 'belfry-demo-'));
// As root the database runs under another account, which must be able to pass through.
chmodSync(base, 0o711);
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  /** What it has written so far. */
  words(): string;
  complaints(): string;
  /** Resolves with the exit code (null: ended by a signal). */
  exit: Promise<number | null>;
}

function start(folder: string, ...more: string[]): Started {
  const child = spawn(join(root, 'bin/belfry'), ['demo', '--small', '--port', '0', '--data', folder, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let words = '';
  child.stdout?.on('data', (chunk) => (words += chunk));
  let complaints = '';
  child.stderr?.on('data', (chunk) => (complaints += chunk));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  exit.then(() => running.delete(child));
  return { child, words: () => words, complaints: () => complaints, exit };
}

async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let round = 0; round < 1200; round += 1) {
    const found = await look();
    if (found) return found as NonNullable<T>;
    await sleep(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

function ready({ child, words, complaints }: Started): Promise<string> {
  return until('the ready line', () => {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${complaints()}`);
    return /^ready (http:\S+)$/m.exec(words())?.[1];
  });
}

/** Processes that were started with this folder, whoever their parent is by now. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) ? [pid] : [];
      } catch {
        return [];
      }
    });
}

describe('belfry demo', () => {
  const folder = join(base, 'whole');

  it('answers, shows its links, and ends with status 0 and no process left', { timeout: 150_000 }, async () => {
    const demo = start(folder);
    const url = await ready(demo);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    for (const path of ['/', '/healthz', '/notices']) {
      expect((await fetch(url + path)).status, path).toBe(200);
    }
    const links = [...demo.words().matchAll(/^ {4}(http:\S+\/sign-in\/demo\/\S+)$/gm)].map(
      (match) => match[1] as string,
    );
    expect(links.length).toBeGreaterThan(10);
    const signedIn = await fetch(links[0] as string, { redirect: 'manual' });
    expect(signedIn.headers.get('location'), 'goes to the desk').toContain('/desk');
    const personal = /^ {2}(http:\S+\/m\/\S+)$/m.exec(demo.words())?.[1] as string;
    expect((await fetch(personal)).status).toBe(200);
    const inbox = /Mail inbox +(http:\S+)/.exec(demo.words())?.[1] as string;
    await until('a mail', async () => /\/mail\/\d+/.test(await (await fetch(inbox)).text()));

    expect(processesOf(folder).length).toBeGreaterThan(0);
    demo.child.kill('SIGINT');
    expect(await demo.exit).toBe(0);
    await until('the last process', () => processesOf(folder).length === 0);
  });

  it('goes on with the same data at the second start', { timeout: 120_000 }, async () => {
    const marker = readFileSync(join(folder, 'demo'), 'utf8');
    const demo = start(folder);
    const url = await ready(demo);
    expect((await fetch(`${url}/notices`)).status).toBe(200);
    expect(readFileSync(join(folder, 'demo'), 'utf8')).toBe(marker);
    demo.child.kill('SIGTERM');
    expect(await demo.exit).toBe(0);
    await until('the last process', () => processesOf(folder).length === 0);
  });

  it('starts anew when it was killed while it was filling', { timeout: 150_000 }, async () => {
    const cut = join(base, 'cut');
    const first = start(cut);
    await until('the database', () => existsSync(join(cut, 'postgres', 'PG_VERSION')));
    await until('the district', () => existsSync(join(cut, 'district.zip')));
    first.child.kill('SIGKILL');
    await first.exit;
    expect(existsSync(join(cut, 'demo'))).toBe(false);
    const second = start(cut);
    expect((await fetch(await ready(second))).status).toBe(200);
    expect(existsSync(join(cut, 'demo'))).toBe(true);
    expect(existsSync(join(cut, 'demo-unfinished'))).toBe(false);
    second.child.kill('SIGINT');
    expect(await second.exit).toBe(0);
  });

  it('ends with status 0 also while it is filling', { timeout: 120_000 }, async () => {
    const early = join(base, 'early');
    const demo = start(early);
    await until('the district', () => existsSync(join(early, 'district.zip')));
    demo.child.kill('SIGINT');
    expect(await demo.exit).toBe(0);
    await until('the last process', () => processesOf(early).length === 0);
    expect(existsSync(join(early, 'demo'))).toBe(false);
  });

  it('refuses a folder that holds something else, and touches nothing in it', { timeout: 90_000 }, async () => {
    const other = mkdtempSync(join(base, 'other-'));
    writeFileSync(join(other, 'letter.txt'), 'mine');
    const demo = start(other);
    expect(await demo.exit).toBe(1);
    expect(demo.complaints()).toMatch(/^belfry: The folder .* is not empty and not a demo's/m);
    expect(readdirSync(other)).toEqual(['letter.txt']);
  });

  it('says that its port is taken before it fills anything', { timeout: 90_000 }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const folder = join(base, 'taken');
    const demo = start(folder, '--port', String((server.address() as AddressInfo).port));
    expect(await demo.exit).toBe(1);
    expect(demo.complaints()).toMatch(/^belfry: Port \d+ is taken/m);
    expect(existsSync(folder)).toBe(false);
    server.close();
  });
});
