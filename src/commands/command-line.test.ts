/** The command line as scripts use it: wrong use, failures, signals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
  // From elsewhere, as a service and its operator call it.
  const child = spawn(join(root, 'bin/belfry'), args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said, code: code.finally(() => running.delete(child)) };
}

/** Processes that were started with this folder, whoever their parent is by now. */
function processesOf(data: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
    } catch {
      return false;
    }
  });
}

test('the version says the program, the schema and Node', { timeout: 60_000 }, async () => {
  const { said, code } = belfry('--version');
  expect(await code).toBe(0);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const schema = readdirSync(join(root, 'db/migrations')).sort().at(-1)?.slice(0, 6);
  expect(said.out).toMatch(new RegExp(`^belfry ${version}, schema ${schema}, Node \\d+\\.\\d+\\.\\d+\n$`));
});

test('pages are made wherever one stands', { timeout: 60_000 }, async () => {
  const data = join(folder, 'pages');
  mkdirSync(join(data, 'postgres'), { recursive: true });
  writeFileSync(join(data, 'postgres', 'PG_VERSION'), '18\n');
  const set = [
    'status',
    'set',
    '--data',
    data,
    '--kind',
    'flood',
    '--level',
    'II',
    '--zh',
    '水库泄洪',
    '--en',
    'Water',
  ];
  const { said, code } = belfry(...set);
  expect(await code, said.err).toBe(0);
  expect(readFileSync(join(data, 'status', 'index.html'), 'utf8')).toContain('水库泄洪');
});

describe('a folder without a Belfry', () => {
  test('is said so, and nothing is made in it, by what looks at or acts on one that is there', {
    timeout: 240_000,
  }, async () => {
    const data = join(folder, 'slip');
    const commands = [
      ['audit', 'verify'],
      ['backup', join(folder, 'x.belfry')],
      ['export', 'roster', join(folder, 'x.zip')],
      ['admin'],
      ['upgrade'],
      ['status', 'set', '--kind', 'flood', '--level', 'II', '--zh', '水库泄洪', '--en', 'Water'],
    ];
    for (const args of commands) {
      const run = belfry(...args, '--data', data);
      expect([args, await run.code]).toEqual([args, 1]);
      expect(run.said.err).toBe(
        `belfry: There is no Belfry in ${data}: name its folder with --data, or make a new one with belfry serve.\n`,
      );
    }
    const doctor = belfry('doctor', '--data', data);
    expect(await doctor.code).toBe(1);
    expect(doctor.said.out).toContain(`There is no Belfry in ${data}`);
    expect(readdirSync(folder).filter((name) => name === 'slip' || name.startsWith('x.'))).toEqual([]);
  });
});

describe('wrong use', () => {
  test('ends with 2 and one line', { timeout: 120_000 }, async () => {
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
  test('mistakes in the settings are named one by one, with 1', { timeout: 60_000 }, async () => {
    const file = join(folder, 'bad.env');
    writeFileSync(file, 'BELFRY_PORT=x\nBELFRY_TIME_ZONE=Mars/Base\nBELFRY_FOO=1\n');
    const run = belfry('serve', '--config', file, '--data', join(folder, 'none'));
    expect(await run.code).toBe(1);
    for (const name of ['BELFRY_PORT', 'BELFRY_TIME_ZONE', 'BELFRY_FOO']) expect(run.said.err).toContain(`${name}:`);
  });

  test('serve does not start on the folder of a demonstration', { timeout: 30_000 }, async () => {
    const data = join(folder, 'demonstration');
    mkdirSync(data);
    writeFileSync(join(data, 'demo'), '');
    const run = belfry('serve', '--port', '0', '--data', data);
    expect(await run.code).toBe(1);
    expect(run.said.err).toMatch(/^belfry: The folder [^\n]+ holds the demonstration district: [^\n]+\n$/);
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

describe('a signal', () => {
  const clear =
    /^belfry: (stopped before it began; nothing was changed|stopped by SIG(TERM|INT): what was not finished is undone)\.$/m;

  // At any moment of the start: in the shell, while Node boots, while the program is loaded, afterwards.
  const moments = [20, 80, 160, 300, 600];

  test('in the first second of a service ends it with 0', { timeout: 120_000 }, async () => {
    for (const [n, wait] of moments.entries()) {
      const run = belfry('serve', '--port', '0', '--data', join(folder, 'first-second'));
      await sleep(wait);
      run.child.kill(n % 2 === 0 ? 'SIGTERM' : 'SIGINT');
      expect([wait, await run.code]).toEqual([wait, 0]);
      expect(run.said.out).not.toContain('ready');
    }
  });

  test('to a command that does one thing ends it with 3 and a line', { timeout: 120_000 }, async () => {
    for (const [n, wait] of moments.entries()) {
      const run = belfry('migrate', '--data', join(folder, `command-${n}`));
      await sleep(wait);
      run.child.kill(n % 2 === 0 ? 'SIGTERM' : 'SIGINT');
      expect([wait, await run.code]).toEqual([wait, 3]);
      expect(run.said.err).toMatch(clear);
      expect(run.said.err).not.toContain('fault in Belfry');
    }
  });

  test('to a command in the midst of its work undoes what was not finished', { timeout: 120_000 }, async () => {
    const data = join(folder, 'midst');
    const run = belfry('migrate', '--data', data);
    await new Promise<void>((resolve) => run.child.stderr.once('data', () => resolve()));
    run.child.kill('SIGINT');
    run.child.kill('SIGTERM');
    expect(await run.code).toBe(3);
    expect(run.said.err).toMatch(clear);
    const again = belfry('migrate', '--data', data);
    expect(await again.code).toBe(0);
    expect(again.said.out).toMatch(/^Applied: |up to date/);
  });

  test('that kills the start script takes the program with it', { timeout: 60_000 }, async () => {
    const data = join(folder, 'killed');
    const run = belfry('serve', '--port', '0', '--data', data);
    await new Promise<void>((resolve) => run.child.stderr.once('data', () => resolve()));
    run.child.kill('SIGKILL');
    await run.code;
    await expect.poll(() => processesOf(data), { timeout: 20_000 }).toEqual([]);
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
