/** The database away and the disk full while a message is being sent: said, waited for, gone on with. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, it } from 'vitest';
import { startBenchServer } from '../../bench/server.ts';
import { progress } from '../../src/features/delivery/feature.ts';
import { startDelivery } from '../../src/features/delivery/sender/loop.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { silentLog } from '../../src/platform/log.ts';
import { loopHealth } from '../../src/platform/loops.ts';
import { draftFor, send, testServices, until } from '../support/delivery.ts';
import { startSmtpDouble } from '../support/smtp-double.ts';
import { makeSyntheticDirectory } from '../support/synthetic-directory.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function world(guardians: number, parent?: string) {
  const bench = await startBenchServer({ connections: 8, parent });
  stops.push(() => bench.stop());
  const { districtId } = await makeSyntheticDirectory(bench.db, { guardians, bare: true });
  const server = await startSmtpDouble({ slow: 2 });
  stops.push(() => server.stop());
  const services = testServices(bench.db, { BELFRY_SMTP_URL: server.url, BELFRY_SMTP_POOL: '2' });
  const loop = startDelivery(services);
  stops.push(() => loop.stop());
  return { bench, districtId, server, services };
}

it('goes on when the database comes back, and sends nothing twice', async () => {
  const { bench, districtId, server, services } = await world(600);
  const id = await send(services, draftFor(districtId, 600));
  await until(
    () => server.received.length,
    (n) => n > 100,
  );
  await bench.owner.end();
  process.kill(bench.server.pid, 'SIGKILL');
  await until(
    () => loopHealth(),
    (troubles) => troubles.some((line) => line.startsWith('delivery: ')),
  );
  bench.server = await startEmbedded({ dataDir: bench.dataDir, log: silentLog() });
  const end = await until(
    () => progress(bench.db, id).catch(() => undefined),
    (now) => now?.state === 'finished',
    30_000,
  );
  expect(end).toMatchObject({ delivered: 600, failed: 0 });
  expect(server.received).toHaveLength(600);
  expect(loopHealth()).toEqual([]);
  // The operator's page tells of it afterwards.
  const worker = await until(
    async () => (await sql<{ trouble: string | null }>`select trouble from delivery_worker`.execute(bench.db)).rows[0],
    (row) => Boolean(row?.trouble),
  );
  expect(worker?.trouble).toBeTruthy();
});

/** Starts a message while there is no room, waits until the loop says so, makes room, and expects everything once. */
async function throughFull(
  w: Awaited<ReturnType<typeof world>>,
  full: () => Promise<() => Promise<void>>,
): Promise<void> {
  const { bench, districtId, server, services } = w;
  const id = await send(services, draftFor(districtId, 3000, { releaseAt: new Date(Date.now() + 500) }));
  const makeRoom = await full();
  await until(
    () => loopHealth(),
    (troubles) => troubles.some((line) => /delivery: .*(extend|space|write)/i.test(line)),
  );
  await makeRoom();
  const end = await until(
    () => progress(bench.db, id).catch(() => undefined),
    (now) => now?.state === 'finished',
    60_000,
  );
  expect(end).toMatchObject({ delivered: 3000 });
  expect(new Set(server.received.map((mail) => mail.to)).size).toBe(3000);
  expect(server.received).toHaveLength(3000);
}

it('goes on when the database had no room for a while', async () => {
  const w = await world(3000);
  await throughFull(w, async () => {
    await w.bench.owner.query(`
      create function no_room() returns trigger language plpgsql as $$ begin
        raise exception 'could not extend file "base/5/2619": No space left on device' using errcode = 'disk_full';
      end $$;
      create trigger no_room before insert or update on delivery execute function no_room()`);
    return async () => {
      await w.bench.owner.query('drop trigger no_room on delivery');
    };
  });
});

const small = mkdtempSync(join(tmpdir(), 'belfry-small-'));
const noSmallDisk = mountSmall(small);
afterAll(() => {
  if (!noSmallDisk) execFileSync('umount', ['-l', small]);
  rmSync(small, { recursive: true, force: true });
});

/** A disk small enough to fill. Why there is none, if the system does not let us: then only the test above speaks. */
function mountSmall(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m,mode=755', 'tmpfs', folder], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    console.warn(`Not tried on a disk that is really full: none can be mounted here (${said}).`);
    return said;
  }
}

it.skipIf(noSmallDisk)('goes on when a disk that was really full has room again', async () => {
  const w = await world(3000, small);
  await throughFull(w, async () => {
    const filler = join(small, 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(400 * 1024 * 1024))).toThrow(/ENOSPC/);
    return async () => rmSync(filler);
  });
});
