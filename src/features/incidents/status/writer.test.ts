/** Machines that share a folder of the public page: one writes, the others take over. */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { pageChanged, pageRevision } from '../queries/page.ts';
import { giveUpLease, keepLease, writers } from '../queries/writer.ts';
import { standing } from '../standing.ts';
import { readFolder, writeFolder } from './files.ts';
import { refresh } from './refresh.ts';
import { folderId, type Writer } from './writer.ts';

const database = await testDatabase();
const { db } = database;
await makeCast(database);
const base = testServices(db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
/** The service on a machine, with a data folder that it shares or not. */
const on = (dataDir: string) => ({ ...base, config: { ...base.config, dataDir } });
const host = (name: string): Writer => ({ machine: `${name}-${randomUUID()}`, host: name });
const change = () => db.transaction().execute((trx) => pageChanged(trx));
/** As if the time of the lease had passed without a sign of its holder. */
const expire = () => sql`update status_writer set until = now() - interval '1 second'`.execute(db);

let dataDir = '';
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'belfry-writer-'));
  await sql`delete from status_writer`.execute(db);
});

describe('two machines, one folder', () => {
  test('one writes; the other leaves it alone until the lease is over, then takes it', async () => {
    const [a, b] = [host('a'), host('b')];
    expect(await refresh(on(dataDir), a)).toBe(true);
    await change();
    expect(await refresh(on(dataDir), b), 'it is a’s').toBe(false);
    expect(await refresh(on(dataDir), a)).toBe(true);
    await change();
    await expire();
    expect(await refresh(on(dataDir), b)).toBe(true);
    expect((await readFolder(dataDir))?.revision).toBe(await pageRevision(db));
    await change();
    expect(await refresh(on(dataDir), a), 'it is b’s now').toBe(false);
    const { rows } = await sql<{ host: string; written: number }>`select host, written from status_writer`.execute(db);
    expect(rows).toEqual([{ host: 'b', written: (await pageRevision(db)) - 1 }]);
  });

  test('of many that want it at once one has it', async () => {
    const folder = await folderId(dataDir);
    const asked = await Promise.all(Array.from({ length: 8 }, (_, n) => keepLease(db, folder, host(`h${n}`), true)));
    expect(asked.filter((lease) => lease.mine)).toHaveLength(1);
    expect(asked.filter((lease) => lease.taken)).toHaveLength(1);
    expect(new Set(asked.map((lease) => lease.host)).size).toBe(1);
  });

  test('the holder’s lease is prolonged; whoever leaves gives it up at once', async () => {
    const [a, b] = [host('a'), host('b')];
    const folder = await folderId(dataDir);
    const first = await keepLease(db, folder, a, true);
    expect(first).toMatchObject({ mine: true, taken: true });
    await sql`update status_writer set until = now() + interval '2 seconds'`.execute(db);
    expect(await keepLease(db, folder, a, true)).toMatchObject({ mine: true, taken: false });
    const left = await sql<{ seconds: number }>`select extract(epoch from until - now())::float as seconds
      from status_writer`.execute(db);
    expect(left.rows[0]?.seconds).toBeGreaterThan(7);
    await giveUpLease(db, folder, b.machine);
    expect(await keepLease(db, folder, b, true)).toMatchObject({ mine: false, host: 'a' });
    await giveUpLease(db, folder, a.machine);
    expect(await keepLease(db, folder, b, false), 'it rests').toMatchObject({ mine: false, host: null });
    expect(await keepLease(db, folder, b, true)).toMatchObject({ mine: true, taken: true });
  });

  test('a machine that can’t write passes it on', async () => {
    const [a, b] = [host('a'), host('b')];
    const broken = mkdtempSync(join(tmpdir(), 'belfry-writer-broken-'));
    // The same folder by its id; on this machine something stands in its way.
    writeFileSync(join(broken, 'status-folder'), `${await folderId(dataDir)}\n`);
    writeFileSync(join(broken, 'status'), 'a file, no folder');
    await expect(refresh(on(broken), a)).rejects.toThrow();
    expect(await refresh(on(dataDir), b)).toBe(true);
    await change();
    await expect(refresh(on(broken), a), 'b holds it').resolves.toBe(false);
  });

  test('whose time is over in the middle of writing stops: status.json stays, the next writer does all', async () => {
    await refresh(on(dataDir), host('a'));
    const page = await readFolder(dataDir);
    if (!page) throw new Error('nothing was written');
    let files = 0;
    const later = { ...page, revision: page.revision + 1, writtenAt: '2026-11-20T01:00:00.000Z', site: '另一个名称' };
    expect(await writeFolder(dataDir, later, undefined, () => ++files < 4)).toBe(false);
    expect((await readFolder(dataDir))?.revision).toBe(page.revision);
    expect(readdirSync(join(dataDir, 'status')).filter((name) => name.startsWith('.'))).toEqual([]);
    await change();
    await expire();
    expect(await refresh(on(dataDir), host('b'))).toBe(true);
    for (const name of ['index.html', 'history.html']) {
      expect(readFileSync(join(dataDir, 'status', name), 'utf8'), name).not.toContain('另一个名称');
    }
  });

  test('processes of one machine need not wait for each other', async () => {
    const a = host('a');
    expect(await refresh(on(dataDir), a)).toBe(true);
    await change();
    // What another process of the same machine, or the next one after a kill, is: the same machine.
    expect(await refresh(on(dataDir), { ...a })).toBe(true);
  });
});

describe('folders of their own', () => {
  test('each machine writes its own', async () => {
    const other = mkdtempSync(join(tmpdir(), 'belfry-writer-'));
    expect(await refresh(on(dataDir), host('a'))).toBe(true);
    expect(await refresh(on(other), host('b'))).toBe(true);
    expect(await folderId(other)).not.toBe(await folderId(dataDir));
    expect(await writers(db)).toEqual([
      { host: 'a', valid: true },
      { host: 'b', valid: true },
    ]);
  });

  test('two that begin at once agree on the folder’s id; one that can’t be read is made anew', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => folderId(dataDir)));
    expect(new Set(ids).size).toBe(1);
    writeFileSync(join(dataDir, 'status-folder'), 'half');
    expect(await folderId(dataDir)).toMatch(/^[0-9a-f-]{36}$/);
    expect(readFileSync(join(dataDir, 'status-folder'), 'utf8').trim()).toBe(await folderId(dataDir));
  });

  test('a copied data folder is found out: the holder says that it wrote, and nothing came here', async () => {
    const [a, b] = [host('a'), host('b')];
    await refresh(on(dataDir), a);
    const copy = mkdtempSync(join(tmpdir(), 'belfry-writer-copy-'));
    cpSync(dataDir, copy, { recursive: true });
    await change();
    await refresh(on(dataDir), a);
    const realNow = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => realNow() + ahead;
    try {
      expect(await refresh(on(copy), b), 'it may be a shared disk that is slow to show it').toBe(false);
      ahead = 60_000;
      expect(await refresh(on(copy), b)).toBe(false);
      ahead = 100_000;
      expect(await refresh(on(copy), b)).toBe(true);
    } finally {
      performance.now = realNow;
    }
    expect(await folderId(copy)).not.toBe(await folderId(dataDir));
    expect((await readFolder(copy))?.revision).toBe(await pageRevision(db));
  });
});

test('operators see who writes, and that nobody does', async () => {
  expect(await standing(base, 'zh-CN')).toMatchObject([{ level: 'warn', text: expect.stringContaining('没有主机') }]);
  await refresh(on(dataDir), host('web-1'));
  expect(await standing(base, 'en')).toMatchObject([{ level: 'ok', text: expect.stringContaining('web-1') }]);
  await expire();
  expect(await standing(base, 'en')).toMatchObject([{ level: 'warn' }]);
});
