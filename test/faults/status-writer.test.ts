/**
 * Two machines share the folder of the public page: each is a process in a set of process ids of its own, by which Belfry
 * tells machines apart. The one that writes is killed, frozen or stopped; the other takes over, and the page is newer.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setStatus } from '../../src/features/incidents/console.ts';
import { pageChanged, pageRevision } from '../../src/features/incidents/queries/page.ts';
import type { StatusPage } from '../../src/features/incidents/status/model.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { root } from '../rules/sources.ts';
import { makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';

const own = ['--pid', '--fork', '--kill-child'];
function whyNoMachines(): string | undefined {
  try {
    execFileSync('unshare', [...own, 'true'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr ?? error).trim();
  }
}
const why = whyNoMachines();
if (why) console.warn(`Two machines with one folder were not tried: no set of process ids can be made here (${why}).`);

const database = await testDatabase();
const { db } = database;
const deadline = 40_000;

interface Machine {
  child: ChildProcess;
  /** The process itself, as this machine numbers it. */
  pid: number;
}

describe.skipIf(why)('the machine that writes the page', () => {
  const machines: Machine[] = [];
  let dataDir = '';

  beforeAll(async () => {
    await makeCast(database);
  });

  afterEach(async () => {
    for (const { child, pid } of machines.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(pid, 'SIGCONT');
        child.kill('SIGKILL');
        await new Promise((resolve) => child.once('exit', resolve));
      }
    }
    await sql`delete from status_writer`.execute(db);
  });

  async function start(): Promise<Machine> {
    const file = join(root, 'test/faults/status-writer.ts');
    const args = [...own, process.execPath, '--import', 'tsx', file, database.appUrl, dataDir];
    const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: root });
    let said = '';
    child.stderr?.on('data', (piece) => (said += piece));
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)));
    });
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
    const machine = { child, pid: Number(children[0]) };
    machines.push(machine);
    return machine;
  }

  const page = (): StatusPage | undefined => {
    try {
      return JSON.parse(readFileSync(join(dataDir, 'status', 'status.json'), 'utf8'));
    } catch {
      return undefined;
    }
  };
  async function reaches(what: () => boolean | Promise<boolean>): Promise<boolean> {
    const end = performance.now() + deadline;
    while (performance.now() < end) {
      if (await what()) return true;
      await sleep(50);
    }
    return false;
  }
  async function changed(): Promise<number> {
    await db.transaction().execute((trx) => pageChanged(trx));
    return pageRevision(db);
  }
  const shows = (revision: number) => reaches(() => page()?.revision === revision);
  const holder = async () => {
    const { rows } = await sql<{ machine: string }>`select machine from status_writer where until >= now()`.execute(db);
    return rows[0]?.machine;
  };

  /** The first writes; the second is there and waits. */
  async function two(): Promise<{ first: Machine; second: Machine; held: string | undefined }> {
    dataDir = mkdtempSync(join(tmpdir(), 'belfry-two-machines-'));
    const first = await start();
    expect(await shows(await pageRevision(db))).toBe(true);
    const held = await holder();
    const second = await start();
    expect(await shows(await changed())).toBe(true);
    expect(await holder(), 'the second leaves it to the first').toBe(held);
    return { first, second, held };
  }

  test('is killed: the other takes over and the page is newer', { timeout: 120_000 }, async () => {
    const { first, held } = await two();
    process.kill(first.pid, 'SIGKILL');
    expect(await shows(await changed())).toBe(true);
    expect(await holder()).not.toBe(held);
    expect(readdirSync(join(dataDir, 'status')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is frozen, and wakes up when the other writes: it lets go', { timeout: 120_000 }, async () => {
    const { first, held } = await two();
    process.kill(first.pid, 'SIGSTOP');
    const newer = await changed();
    expect(await shows(newer)).toBe(true);
    const now = await holder();
    expect(now).not.toBe(held);
    process.kill(first.pid, 'SIGCONT');
    const last = await changed();
    expect(await shows(last)).toBe(true);
    expect(await holder(), 'who woke up has not taken it back').toBe(now);
  });

  test('ends as it should: nobody waits for the lease to run out', { timeout: 120_000 }, async () => {
    const { first, held } = await two();
    process.kill(first.pid, 'SIGTERM');
    await new Promise((resolve) => first.child.once('exit', resolve));
    expect(await reaches(async () => ![held, undefined].includes(await holder()))).toBe(true);
    expect(await shows(await changed())).toBe(true);
  });

  test('what is written by hand is merged once, whoever finds it', { timeout: 120_000 }, async () => {
    const { first } = await two();
    process.kill(first.pid, 'SIGKILL');
    const ground = {
      config: { dataDir, siteName: '青溪县教育局', publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai' },
      clock: systemClock,
    };
    await setStatus(ground, { kind: 'flood', level: 'II', zh: '水库泄洪' });
    expect(JSON.stringify(page())).toContain('水库泄洪');
    expect(await reaches(() => /^\d+$/.test(page()?.running[0]?.id ?? ''))).toBe(true);
    const { rows } = await sql`select from incident_update`.execute(db);
    expect(rows).toHaveLength(1);
  });
});
