/** The emergencies of the demo's year: over, reviewed, one of them an exercise; nothing runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { capsIn, expectValidCaps } from '../../test/support/cap.ts';
import { makeCast } from '../../test/support/cast.ts';
import { testDatabase } from '../../test/support/database.ts';
import { testServices } from '../../test/support/services.ts';
import { createApp } from '../app.tsx';
import type { StatusPage } from '../features/incidents/status/model.ts';
import type { Filled } from './fill.ts';
import { writeIncidents } from './incidents.ts';

const database = await testDatabase();

test('a calm page with a flood and an exercise behind it, and one change that waits', async () => {
  const cast = await makeCast(database);
  const services = testServices(database.db);
  const { accountId, name } = cast.members['bureau.incident_officer'];
  const place = ({ id, path, name }: { id: number; path: string; name: string }) => ({ id, path, name });
  const filled = {
    places: {
      bureau: place(cast.district),
      schools: [place(cast.north.organisation), place(cast.south.organisation)],
    },
    staff: {
      shown: [
        { key: 'incident_officer', accountId, name },
        { key: 'administrator', accountId: cast.members['bureau.administrator'].accountId, name: '' },
      ],
    },
  } as unknown as Filled;
  await writeIncidents(services, filled);
  const { rows } = await sql<{ kind: string; exercise: boolean; state: string; review: string; alerts: number }>`
    select kind, exercise, state, review_state as review,
      (select count(*)::int from incident_alert a where a.incident_id = i.id) as alerts
    from incident i order by id`.execute(database.db);
  expect(rows).toEqual([
    { kind: 'flood', exercise: false, state: 'over', review: 'finished', alerts: 3 },
    { kind: 'fire', exercise: true, state: 'over', review: 'finished', alerts: 2 },
  ]);
  // The exercise went to families, and its end to those whom it had reached; nothing of it leaves any more.
  const sends = await sql<{ kind: string; reached: number; done: boolean }>`
    select a.kind, s.reached, s.ended_at is not null as done
    from incident_alert_send s join incident_alert a on a.id = s.alert_id order by s.alert_id`.execute(database.db);
  expect(sends.rows.map(({ kind, done }) => [kind, done])).toEqual([
    ['alert', true],
    ['cancel', true],
  ]);
  expect(sends.rows[0]?.reached).toBeGreaterThan(20);
  expect(sends.rows[1]?.reached).toBeGreaterThan(15);
  expect(sends.rows[1]?.reached).toBeLessThanOrEqual(sends.rows[0]?.reached ?? 0);
  const open = await sql`select from message where state not in ('finished', 'stopped')`.execute(database.db);
  expect(open.rows).toEqual([]);
  const rolls = await sql<{ closed: boolean; asked: number }>`select closed_at is not null as closed,
    (select sum((value ->> 0)::int)::int from jsonb_each(totals)) as asked from roll_call`.execute(database.db);
  expect(rolls.rows).toEqual([{ closed: true, asked: expect.any(Number) }]);
  expect(rolls.rows[0]?.asked).toBeGreaterThan(10);
  for (const table of ['roll_call_answer', 'roll_call_caller']) {
    expect((await sql`select from ${sql.table(table)}`.execute(database.db)).rows, table).toEqual([]);
  }
  const sent = await sql`select from delivery d join message m on m.id = d.message_id
    where m.subject like 'roll_call:%'`.execute(database.db);
  expect(sent.rows).toEqual([]);
  const lessons = await sql<{ state: string }>`select state from incident_lesson order by id`.execute(database.db);
  expect(lessons.rows.map((row) => row.state)).toEqual(['done', 'waiting']);
  const order = await sql<{ sorted: boolean }>`
    select coalesce(bool_and(at >= earlier), true) as sorted from (
      select at, lag(at) over (partition by incident_id order by id) as earlier from incident_entry) e`.execute(
    database.db,
  );
  expect(order.rows[0]?.sorted, 'the log is in the order of time').toBe(true);
  const duty = await sql<{ shifts: number; open: number; notes: number }>`select count(*)::int as shifts,
    (count(*) filter (where account_id is null))::int as open, (select count(*)::int from duty_handover) as notes
    from duty_shift`.execute(database.db);
  expect(duty.rows[0]?.shifts).toBeGreaterThan(60);
  expect(duty.rows[0]).toMatchObject({ open: 0, notes: 2 });
  const warnings = await sql<Record<string, string>>`select state, status, signature from warning order by id`.execute(
    database.db,
  );
  expect(warnings.rows).toEqual([
    { state: 'taken', status: 'Actual', signature: 'verified' },
    { state: 'new', status: 'Exercise', signature: 'verified' },
    { state: 'dismissed', status: 'Actual', signature: 'stranger' },
    { state: 'dismissed', status: 'Actual', signature: 'none' },
  ]);
  expect(await (await createApp(services).request('/status')).text()).toContain('目前没有突发事件');
  const history = readFileSync(join(services.config.dataDir, 'status', 'history.html'), 'utf8');
  expect(history).toContain('【演练】火灾');
  const uses = readFileSync(join(services.config.dataDir, 'status', 'alerts.html'), 'utf8');
  expect(uses).toContain('真实事件 0 次，演练 2 次');
  expect(uses).toContain('【演练】火灾蓝色预警');
  const page = JSON.parse(readFileSync(join(services.config.dataDir, 'status', 'status.json'), 'utf8')) as StatusPage;
  expect(page.rollCalls).toMatchObject({ real: 0 });
  const flood = page.past.find((one) => one.kind === 'flood');
  expect(flood?.questions).toMatchObject({ received: 6, answered: 5, waiting: 0, declined: { personal: 1 } });
  expect(flood?.questions?.matters).toHaveLength(2);
  expect(await expectValidCaps(capsIn(services.config.dataDir).map(({ xml }) => xml))).toHaveLength(5);
});
