/** Web push as a person's channel: told in each browser, by mail where none can be told, and replaced by what follows. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import {
  alertFamilies,
  countRows,
  draftFor,
  makeWarning,
  send,
  testServices,
  until,
} from '../../../../test/support/delivery.ts';
import { type PushDouble, startPushDouble } from '../../../../test/support/push-double.ts';
import { type SmtpDouble, startSmtpDouble } from '../../../../test/support/smtp-double.ts';
import { makeSyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { addBrowser, browsersOf } from '../../directory/feature.ts';
import { progress } from '../actions/figures.ts';
import { vapidKeys } from '../push/web-push.ts';
import { messageRow } from '../queries/message-rows.ts';
import { startDelivery } from './loop.ts';

let database: TestDatabase;
let double: PushDouble;
let mail: SmtpDouble;
let stops: (() => unknown)[] = [];
let directory: Awaited<ReturnType<typeof makeSyntheticDirectory>>;
let services: ReturnType<typeof testServices>;

beforeEach(async () => {
  database = await cloneDatabase();
  stops = [() => database.drop()];
  directory = await makeSyntheticDirectory(database.db, { guardians: 6 });
  mail = await startSmtpDouble({});
  stops.push(() => mail.stop());
  services = testServices(database.db, { BELFRY_SMTP_URL: mail.url, BELFRY_WEBHOOK_PRIVATE: 'true' });
  double = await startPushDouble(vapidKeys(services.secrets).publicKey);
  stops.push(() => double.stop());
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

function run(): void {
  const loop = startDelivery(services);
  stops.push(() => loop.stop());
}
const guardian = (n: number) => directory.guardianIds[n] as number;
const switchOn = (person: number, name: string) =>
  database.db.transaction().execute((trx) => addBrowser(trx, person, double.browser(name), new Date()));
const ended = (id: number) =>
  until(
    () => progress(database.db, id),
    (now) => now?.state === 'finished',
  );
const rowOf = async (messageId: number, personId: number) =>
  (
    await sql<{ state: number; channel: number; reason: string | null; attempts: number }>`
      select state, channel, reason, attempts from delivery where message_id = ${messageId} and person_id = ${personId}`.execute(
      database.db,
    )
  ).rows[0];
/** What the pages show equals what the rows say. */
async function countsHold(messageId: number): Promise<void> {
  const now = await progress(database.db, messageId);
  const rows = await countRows(database.db, messageId);
  expect([now?.total, now?.delivered]).toEqual([6, rows.delivered]);
  const { rows: byChannel } = await sql<{ channel: number; n: number }>`select channel, sum(n)::int as n from (
      select channel, n from delivery_count_delta where message_id = ${messageId} and state = 0
      union all select channel, n from delivery_count where message_id = ${messageId} and state = 0) c
    group by channel having sum(n) <> 0 order by channel`.execute(database.db);
  const { rows: real } = await sql<{ channel: number; n: number }>`select channel, count(*)::int as n from delivery
    where message_id = ${messageId} group by channel order by channel`.execute(database.db);
  expect(byChannel).toEqual(real);
}
const mailed = () => mail.received.map((one) => one.to).length;

describe('a notice', () => {
  it('comes to each browser of whoever switched push on, and by mail to the others', async () => {
    await switchOn(guardian(0), 'phone');
    await switchOn(guardian(0), 'desktop');
    await switchOn(guardian(1), 'shared');
    run();
    const id = await send(services, draftFor(directory.districtId, 6));
    expect(await ended(id)).toMatchObject({ total: 6, delivered: 6 });
    expect(double.complaints).toEqual([]);
    expect(double.came.map((one) => one.browser).sort()).toEqual(['desktop', 'phone', 'shared']);
    expect(mailed()).toBe(4);
    const [first] = double.came;
    expect(first?.payload.title).toBe('关于冬季作息时间的通知');
    expect(first?.payload.body).toContain('冬季作息时间有调整');
    expect(first?.payload.link).toMatch(/^https:\/\/belfry\.test\/\S+/);
    expect(first?.payload.body).not.toContain('http');
    expect(first?.headers).toMatchObject({ urgency: 'normal', topic: first?.payload.tag });
    expect(Number(first?.headers.ttl)).toBeGreaterThan(9 * 24 * 3600);
    // Two guardians at one telephone: neither takes the other's place.
    expect(new Set(double.came.map((one) => one.payload.tag)).size).toBe(2);
    await countsHold(id);
  });

  it('goes by mail when all browsers have gone, and these are forgotten', async () => {
    await switchOn(guardian(0), 'old');
    await switchOn(guardian(0), 'older');
    double.answers = () => 410;
    run();
    const id = await send(services, draftFor(directory.districtId, 6));
    expect(await ended(id)).toMatchObject({ delivered: 6 });
    expect(await rowOf(id, guardian(0))).toMatchObject({ state: 2, channel: 1 });
    expect(await browsersOf(database.db, [guardian(0)])).toEqual(new Map());
    expect(mailed()).toBe(6);
    await countsHold(id);
  });

  it('reaches the browser that is left, and forgets the one that has gone', async () => {
    await switchOn(guardian(0), 'gone');
    await switchOn(guardian(0), 'here');
    double.answers = (browser) => (browser === 'gone' ? 404 : 201);
    run();
    const id = await send(services, draftFor(directory.districtId, 6));
    await ended(id);
    expect(await rowOf(id, guardian(0))).toMatchObject({ state: 2, channel: 3 });
    expect((await browsersOf(database.db, [guardian(0)])).get(guardian(0))).toHaveLength(1);
  });

  it('goes on by mail at once where a push service does not work; the browser stays', async () => {
    await switchOn(guardian(0), 'phone');
    double.answers = () => 503;
    run();
    const id = await send(services, draftFor(directory.districtId, 6));
    expect(await ended(id)).toMatchObject({ delivered: 6 });
    expect(await rowOf(id, guardian(0))).toMatchObject({ state: 2, channel: 1, attempts: 2 });
    expect(double.requests, 'not pushed again').toBe(1);
    expect((await browsersOf(database.db, [guardian(0)])).get(guardian(0))).toHaveLength(1);
    await countsHold(id);
  });

  it('waits for the push service where there is nothing else, and says that nobody was reached when it has gone', async () => {
    await sql`delete from contact_point where person_id in (${guardian(0)}, ${guardian(1)})`.execute(database.db);
    await switchOn(guardian(0), 'away');
    await switchOn(guardian(1), 'gone');
    double.answers = (browser) => (browser === 'away' ? 503 : 410);
    run();
    const id = await send(services, draftFor(directory.districtId, 6));
    const row = await until(
      () => rowOf(id, guardian(0)),
      (now) => now?.reason?.startsWith('deferred:') ?? false,
    );
    expect(row).toMatchObject({ state: 0, channel: 3, reason: 'deferred:HTTP 503' });
    const gone = await until(
      () => rowOf(id, guardian(1)),
      (now) => now?.state === 4,
    );
    expect(gone).toMatchObject({ state: 4 });
  });

  it('is a reminder: then it comes by mail, for the telephone may be somebody else’s by now', async () => {
    await switchOn(guardian(0), 'phone');
    run();
    const id = await send(services, draftFor(directory.districtId, 6, { purpose: 'reminder' }));
    await ended(id);
    expect(double.came).toEqual([]);
    expect(mailed()).toBe(6);
  });

  it('is not pushed any more once a link of the person has ended', async () => {
    await switchOn(guardian(0), 'phone');
    await sql`update person set link_epoch = link_epoch + 1 where id = ${guardian(0)}`.execute(database.db);
    run();
    const id = await send(services, draftFor(directory.districtId, 6));
    await ended(id);
    expect(double.requests).toBe(0);
    const { rows } = await sql`select from push_subscription`.execute(database.db);
    expect(rows).toEqual([]);
  });
});

describe('an alert', () => {
  it('is pushed besides the mail, urgently, and its cancellation takes its place on the screen', async () => {
    await switchOn(guardian(0), 'phone');
    run();
    const ids = await alertFamilies(services, directory.districtId, 6);
    expect(ids).toHaveLength(2);
    for (const id of ids) await ended(id);
    expect(mailed()).toBe(6);
    const [warning] = double.came;
    expect(warning?.headers).toMatchObject({ urgency: 'high' });
    expect(warning?.payload.title).toBe('暴雨洪水橙色预警：学生留校');
    expect(warning?.payload.link).toMatch(/^https?:\/\//);
    expect(warning?.payload.body).not.toContain('http');
    const message = await messageRow(database.db, ids[1] as number);
    expect(message?.channel).toBe(3);
    const before = message?.alertId as number;
    const { rows } = await sql<{
      id: number;
    }>`select incident_id as id from incident_alert where id = ${before}`.execute(database.db);
    const incident = rows[0]?.id as number;
    const { alertId } = await makeWarning(database.db, directory.districtId, { kind: 'cancel', incident });
    const more = { alertId, after: [before], toFollowers: true };
    for (const id of await alertFamilies(services, directory.districtId, 6, more)) await ended(id);
    expect(double.came).toHaveLength(2);
    expect(double.came[1]?.payload.tag).toBe(warning?.payload.tag);
    expect(double.complaints).toEqual([]);
  });

  it('makes no message by push where nobody switched it on', async () => {
    run();
    expect(await alertFamilies(services, directory.districtId, 6)).toHaveLength(1);
  });

  it('is tried again within seconds where the push service is busy', async () => {
    await switchOn(guardian(0), 'phone');
    let asked = 0;
    double.answers = () => {
      asked += 1;
      return asked === 1 ? 500 : 201;
    };
    run();
    const [, id] = (await alertFamilies(services, directory.districtId, 6)) as [number, number];
    const row = await until(
      () => rowOf(id, guardian(0)),
      (now) => now?.reason !== null && now?.state === 0 && now.attempts === 1,
    );
    expect(row?.reason).toBe('deferred:HTTP 500');
    await sql`update delivery set ready_at = now() where message_id = ${id} and state = 0`.execute(database.db);
    await ended(id);
    expect(double.came).toHaveLength(1);
  });
});
