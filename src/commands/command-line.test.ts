/** The command line as scripts use it: wrong use, failures, signals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'belfry-line-'));
chmodSync(folder, 0o711);
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const root = new URL('../..', import.meta.url).pathname;

function belfry(...args: string[]) {
  const child = spawn(join(root, 'bin/belfry'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said, code: code.finally(() => running.delete(child)) };
}

describe('wrong use', () => {
  test('ends with 2 and one line', { timeout: 60_000 }, async () => {
    for (const args of [[], ['import'], ['nonsense'], ['serve', '--rol', 'web'], ['serve', '--port', 'x']]) {
      const run = belfry(...args);
      expect([args, await run.code]).toEqual([args, 2]);
      expect(run.said.out).toBe('');
      expect(run.said.err).toMatch(/^belfry: [^\n]+ \(see belfry --help\)\n$/);
    }
  });

  test('the help shows an example of every command', { timeout: 30_000 }, async () => {
    const run = belfry('--help');
    expect(await run.code).toBe(0);
    const listed = /Commands:\n([\s\S]*?)\n\n/.exec(run.said.out)?.[1] ?? '';
    const commands = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map((found) => found[1]);
    expect(commands.length).toBeGreaterThan(6);
    for (const command of commands) expect(run.said.out).toContain(`\n  belfry ${command}`);
  });
});

describe('a failure', () => {
  test('mistakes in the settings are named one by one, with 1', { timeout: 30_000 }, async () => {
    const file = join(folder, 'bad.env');
    writeFileSync(file, 'BELFRY_PORT=x\nBELFRY_TIME_ZONE=Mars/Base\nBELFRY_FOO=1\n');
    const run = belfry('serve', '--config', file, '--data', join(folder, 'none'));
    expect(await run.code).toBe(1);
    for (const name of ['BELFRY_PORT', 'BELFRY_TIME_ZONE', 'BELFRY_FOO']) expect(run.said.err).toContain(`${name}:`);
  });

  test('a taken port is said in words', { timeout: 90_000 }, async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const run = belfry('serve', '--port', String(port), '--data', join(folder, 'taken'));
    expect(await run.code).toBe(1);
    taken.close();
    expect(run.said.err).toContain(`belfry: Port ${port} is taken`);
    expect(run.said.err).not.toContain('    at ');
  });
});

test('a signal while serve is still starting ends it with 0', { timeout: 90_000 }, async () => {
  const run = belfry('serve', '--port', '0', '--data', join(folder, 'early'));
  // The first migration is told: the database runs, the pages do not.
  await new Promise<void>((resolve) => run.child.stderr.once('data', () => resolve()));
  run.child.kill('SIGTERM');
  expect(await run.code).toBe(0);
  expect(run.said.out).not.toContain('ready');
});
