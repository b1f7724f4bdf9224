/** The database is killed in the middle of an incident: the page is still served, and what was said meanwhile is not lost. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { declare } from '../../src/features/incidents/actions/declare.ts';
import { publishUpdate } from '../../src/features/incidents/actions/respond.ts';
import { setStatus } from '../../src/features/incidents/console.ts';
import { statusLoop } from '../../src/features/incidents/status/refresh.ts';
import { openDatabase } from '../../src/platform/database/connect.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { silentLog } from '../../src/platform/log.ts';
import { makeCast } from '../support/cast.ts';
import { testServices } from '../support/services.ts';

const deadline = 30_000;
const dataDir = mkdtempSync(join(tmpdir(), 'belfry-database-kill-'));
let server: EmbeddedServer | undefined;
afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function reaches(what: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + deadline;
  while (performance.now() < end) {
    if (await what().catch(() => false)) return true;
    await sleep(50);
  }
  return false;
}

test('a flood goes on without its database, and with it again', { timeout: 180_000 }, async () => {
  server = await startEmbedded({ dataDir, log: silentLog() });
  const { appUrl, ownerUrl } = server;
  await migrate(ownerUrl, { appRole: 'belfry_app', log: silentLog() });
  const db = openDatabase(appUrl, { max: 4, applicationName: 'belfry test' });
  const cast = await makeCast({ db, ownerUrl });
  const base = testServices(db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
  const services = { ...base, config: { ...base.config, dataDir } };
  const app = createApp(services);
  const loop = statusLoop.start(services);
  const shows = (text: string) => reaches(async () => (await (await app.request('/status')).text()).includes(text));
  const by = () => ({
    accountId: cast.members['bureau.incident_officer'].accountId,
    ...{ at: services.clock.now(), today: services.clock.now().toISOString().slice(0, 10) },
    reach: { paths: [cast.district.path], brand: 'reach' as const },
    site: { publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai', sms: undefined },
  });
  const say = async (id: number, headline: string) => {
    const { rows } = await sql<{ n: number }>`select revision as n from incident where id = ${id}`.execute(db);
    const texts = { 'zh-CN': { headline, description: headline, instruction: '请留在安全处。' } };
    const update = { texts, nextUpdateAt: null, hours: 24, revision: rows[0]?.n ?? 0 };
    expect((await db.transaction().execute((trx) => publishUpdate(trx, by(), id, update))).ok).toBe(true);
  };
  try {
    const wish = { kind: 'flood', level: 3, exercise: false, place: '', others: [] } as const;
    const made = await db
      .transaction()
      .execute((trx) => declare(trx, by(), { ...wish, organisationIds: [cast.district.id] }));
    if (!made.ok || !('id' in made.value)) throw new Error('not declared');
    const { id } = made.value;
    await say(id, '河水上涨');
    expect(await shows('河水上涨')).toBe(true);

    const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    // And does not come back by itself: whoever looks after it ends, too.
    await server.stop();
    server = undefined;
    expect(
      await reaches(async () =>
        db.executeQuery(sql`select 1`.compile(db)).then(
          () => false,
          () => true,
        ),
      ),
    ).toBe(true);
    const served = await app.request('/status');
    expect(served.status).toBe(200);
    expect(await served.text()).toContain('河水上涨');
    await setStatus(services, { level: 'II', zh: '水库泄洪，沿河学校停课', en: 'The reservoir is opened' });
    const without = await (await app.request('/status')).text();
    for (const text of ['水库泄洪', '河水上涨', 'II 级']) expect(without).toContain(text);

    server = await startEmbedded({ dataDir, log: silentLog() });
    const merged = async () =>
      (await sql`select from incident_update where offline_id is not null`.execute(db)).rows.length === 1;
    expect(await reaches(merged), 'what was written by hand is in the database').toBe(true);
    await say(id, '水位回落');
    expect(await shows('水位回落')).toBe(true);
    const page = await (await app.request('/status')).text();
    for (const text of ['水库泄洪', '河水上涨', 'II 级']) expect(page).toContain(text);
    const log = await sql<{
      sort: string;
    }>`select sort from incident_entry where incident_id = ${id} order by id`.execute(db);
    expect(log.rows.map(({ sort }) => sort)).toEqual(['declared', 'update', 'level', 'update', 'update']);
  } finally {
    await loop.stop();
    await db.destroy();
  }
});
