/** Closing takes all that is personal with it, in one transaction; what was closed stays closed after a restore. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { cloneDatabase } from '../../../../test/support/database.ts';
import { makeGround } from '../../../../test/support/roll-calls.ts';
import { features } from '../../../features.ts';
import type { Database } from '../../../platform/database/connect.ts';
import { silentLog } from '../../../platform/log.ts';
import { keepTombstones } from '../../operation/actions/tombstones.ts';
import { makeBackup, restore } from '../../operation/feature.ts';
import { closeRoom } from '../paths.ts';
import { closeOverdue, closeRollCall } from './actions/close.ts';
import { boardPath, callersRoom, closeRollRoom, rollClassPath, rollsPath } from './paths.ts';

const ground = await makeGround('2026-11-20T01:00:00Z');
const { db, clock, ask, t, services } = ground;
writeFileSync(join(services.config.dataDir, 'master-key'), `${Buffer.alloc(32, 7).toString('base64')}\n`);
const officer = 'bureau.incident_officer' as const;
const secret = '阁楼上等待救援';
let classes: { id: number; pupils: { id: number; name: string }[] }[];

beforeAll(async () => {
  await ground.begin();
  classes = await ground.classesOf(ground.cast().north);
});

beforeEach(async () => {
  clock.set('2026-11-20T01:00:00Z');
  await ground.forgetRolls();
});

/** A roll call with answers, a text, a caller, and messages with their rows. */
async function running(): Promise<{ incident: number; roll: number }> {
  const incident = await ground.incident();
  const answer = await ask(officer, rollsPath(incident), { who: 'families', hours: '24' });
  const roll = Number(/roll\/(\d+)$/.exec(answer.location)?.[1]);
  const [first] = classes as [(typeof classes)[number]];
  const own = rollClassPath(roll, first.id);
  await ask('north.teacher', own, { pupil: String(first.pupils[0]?.id), answer: 'help', text: secret });
  await ask('north.teacher', own, { act: 'rest' });
  const { accountId } = ground.cast().members['north.administrator'];
  const place = String(ground.cast().north.organisation.id);
  await ask(officer, callersRoom.path(incident, roll), { account: String(accountId), place, act: 'add' });
  const sent = await ground.expand(roll);
  expect(sent.flatMap((message) => message.people).length).toBeGreaterThan(10);
  return { incident, roll };
}

/** Each table whose rows still say something of people in this roll call. Reads them all. */
async function tracesOf(from: Database, roll: number): Promise<string[]> {
  const tables = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(
    from,
  );
  expect(tables.rows.length).toBeGreaterThan(100);
  const messages = await sql<{ id: number }>`select id from message where subject = ${`roll_call:${roll}`}`.execute(
    from,
  );
  const ids = messages.rows.map((row) => row.id);
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<{
      row: Record<string, unknown>;
    }>`select to_jsonb(t) as row from ${sql.table(name)} t`.execute(from);
    const traces = rows.filter(({ row }) => {
      // The free text, anywhere at all.
      if (JSON.stringify(row).includes(secret)) return true;
      const ofRoll = row.roll_call_id === roll || ids.includes(row.message_id as number);
      return ofRoll && ['pupil_id', 'person_id', 'account_id', 'answer', 'text'].some((column) => column in row);
    });
    if (traces.length > 0) found.push(name);
  }
  return found;
}

const totals = async (from: Database, roll: number) =>
  (
    await sql<{ totals: Record<string, number[]> | null }>`select totals from roll_call where id = ${roll}`.execute(
      from,
    )
  ).rows[0]?.totals;

test('closed by hand: no table says anything of anybody any more, and the totals stay', {
  timeout: 60_000,
}, async () => {
  const { incident, roll } = await running();
  // The reader finds what there is, before.
  expect(await tracesOf(db, roll)).toEqual(['delivery', 'roll_call_answer', 'roll_call_caller']);
  expect((await ask(officer, closeRollRoom.path(incident, roll))).text).toContain(t('rollCloseText'));
  expect((await ask('north.incident_officer', closeRollRoom.path(incident, roll), {})).status).toBe(403);
  expect((await ask(officer, closeRollRoom.path(incident, roll), {})).status).toBe(303);
  expect(await tracesOf(db, roll)).toEqual([]);
  const [first] = classes as [(typeof classes)[number]];
  const n = first.pupils.length;
  expect((await totals(db, roll))?.[first.id]).toEqual([n, n - 1, 1, 0]);
  const { rows } = await sql<{ state: string; kept: Date | null }>`select state, rows_forgotten_at as kept from message
    where subject = ${`roll_call:${roll}`}`.execute(db);
  expect(rows.every((row) => row.kept !== null && ['stopped', 'finished'].includes(row.state))).toBe(true);
  // The incident's own staff sees the numbers, others none below five.
  expect((await ask(officer, rollsPath(incident))).text).toMatch(/data-label="Needs help">1</);
  const board = (await ask(officer, boardPath(incident, roll))).text;
  expect(board).toContain(ground.cast().south.organisation.name);
  const own = (await ask('north.incident_officer', boardPath(incident, roll))).text;
  expect(own).not.toContain(ground.cast().south.organisation.name);
  const others = (await ask('bureau.auditor', rollsPath(incident))).text;
  expect(others).toMatch(/data-label="Needs help">fewer than 5</);
  expect((await ask(officer, closeRollRoom.path(incident, roll), {})).status, 'twice is once').toBe(303);
});

test('all or nothing: a fault on the way leaves it open, with everything', async () => {
  const { incident, roll } = await running();
  const { members, district } = ground.cast();
  const by = {
    ...{ accountId: members[officer].accountId, at: clock.now(), today: '2026-11-20' },
    reach: { paths: [district.path], brand: 'reach' as const },
    site: { publicUrl: '', timeZone: 'Asia/Shanghai' },
  };
  await expect(
    db.transaction().execute(async (trx) => {
      expect((await closeRollCall(trx, by, incident, roll)).ok).toBe(true);
      expect(await tracesOf(trx, roll)).toEqual([]);
      throw new Error('the plug was pulled');
    }),
  ).rejects.toThrow('plug');
  expect(await tracesOf(db, roll)).toEqual(['delivery', 'roll_call_answer', 'roll_call_caller']);
  expect(await totals(db, roll)).toBeNull();
});

test('by the clock, at its hour and never later; twice is once', async () => {
  const { roll } = await running();
  clock.set('2026-11-21T00:59:00Z');
  expect(await closeOverdue(services)).toBe(0);
  clock.set('2026-11-21T01:00:00Z');
  expect(await closeOverdue(services)).toBe(1);
  expect(await closeOverdue(services)).toBe(0);
  expect(await tracesOf(db, roll)).toEqual([]);
  // A piece of an expansion that a dying process left behind goes at the next look.
  await sql`insert into delivery (message_id, person_id, organisation_id, period, ready_at, district_id, channel, state)
    select id, ${ground.cast().separated.mother}, organisation_id, period, now(), 1, 1, 0 from message
    where subject = ${`roll_call:${roll}`} limit 1`.execute(db);
  expect(await tracesOf(db, roll)).toEqual(['delivery']);
  await closeOverdue(services);
  expect(await tracesOf(db, roll)).toEqual([]);
});

test('the end of the incident is its end', async () => {
  const { incident, roll } = await running();
  const { rows } = await sql<{ revision: number }>`select revision from incident where id = ${incident}`.execute(db);
  const form = { revision: String(rows[0]?.revision), state: 'over', zh_headline: '响应结束' };
  expect((await ask(officer, closeRoom.path(incident), form)).status).toBe(303);
  expect(await tracesOf(db, roll)).toEqual([]);
  expect(await totals(db, roll)).not.toBeNull();
});

test('restored from a backup of before: closed again, with its totals, and nothing of anybody', {
  timeout: 90_000,
}, async () => {
  const { incident, roll } = await running();
  const file = join(services.config.dataDir, 'before.belfry');
  await makeBackup(services, file, { by: 'console' });
  await ask(officer, closeRollRoom.path(incident, roll), {});
  await keepTombstones(services);
  const target = await cloneDatabase();
  const { config } = services;
  const restoring = { config, clock, log: silentLog(), appUrl: target.appUrl, ownerUrl: target.ownerUrl };
  const hooks = features.flatMap((feature) => feature.restored ?? []);
  await restore(restoring, { file, replace: false, newKey: false, tombstoneFiles: [], hooks });
  const back = await sql<{ closed: Date | null }>`select closed_at as closed from roll_call where id = ${roll}`.execute(
    target.db,
  );
  expect(back.rows[0]?.closed).not.toBeNull();
  expect(await totals(target.db, roll)).toEqual(await totals(db, roll));
  expect(await tracesOf(target.db, roll)).toEqual([]);
  await target.drop();
});
