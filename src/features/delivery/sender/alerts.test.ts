/** Alerts of incidents: ahead of everything, by every channel at once, to everybody, and nothing but them. */
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { alertFamilies, draftFor, makeWarning, send, testServices, until } from '../../../../test/support/delivery.ts';
import { startSmsGateway } from '../../../../test/support/sms-gateway.ts';
import { type Behaviour, type SmtpDouble, startSmtpDouble } from '../../../../test/support/smtp-double.ts';
import { makeSyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { alertProgress, alertsGoing, replaceAlerts } from '../actions/alerts.ts';
import { pauseChannel, resumeChannel } from '../actions/channels.ts';
import { progress } from '../actions/figures.ts';
import { pauseMessage } from '../actions/messages.ts';
import { backoffSeconds, channels, maxAttempts } from '../model.ts';
import { alertStanding } from '../queries/alert-figures.ts';
import { claimBatch, type Ready, readyMessages } from '../queries/claims.ts';
import { messageRow, messagesToExpand } from '../queries/message-rows.ts';
import type { MailOutcome } from '../smtp/outcome.ts';
import { expandRound } from './expander.ts';
import { judgeMail } from './judge.ts';
import { startDelivery } from './loop.ts';
import { ReadyMessages } from './ready.ts';
import type { Worker } from './worker.ts';

let database: TestDatabase;
let stops: (() => unknown)[] = [];
beforeEach(async () => {
  database = await cloneDatabase();
  stops = [() => database.drop()];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function mailServer(behaviour: Behaviour = {}): Promise<SmtpDouble> {
  const server = await startSmtpDouble(behaviour);
  stops.push(() => server.stop());
  return server;
}

async function textGateway() {
  const gateway = await startSmsGateway();
  stops.push(() => gateway.stop());
  return { gateway, env: { BELFRY_SMS_URL: gateway.url, BELFRY_SMS_TOKEN: gateway.token } };
}

function run(env: Record<string, string>) {
  const services = testServices(database.db, env);
  const loop = startDelivery(services);
  stops.push(() => loop.stop());
  return services;
}

const ended = (id: number) =>
  until(
    () => progress(database.db, id),
    (now) => now?.state === 'finished' || (now?.state === 'stopped' && now.queued === 0),
  );
const actor = { kind: 'console' as const };

/** Every guardian gets a phone too. */
async function withPhones(): Promise<void> {
  await sql`insert into contact_point (person_id, kind, address, rank)
    select person_id, 'sms', '+86138' || lpad(person_id::text, 8, '0'), 2 from contact_point where kind = 'email'`.execute(
    database.db,
  );
}

describe('an alert', () => {
  it('goes to each guardian once by mail and once by text message, whatever they have turned off', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 30 });
    await withPhones();
    const [first, second, third] = directory.guardianIds as [number, number, number];
    // A second child of the first guardian, a second guardian of the second's child: one message each.
    await sql`insert into guardianship (guardian_id, pupil_id, starts_on)
      select ${first}, pupil_id, '2020-01-01' from guardianship where guardian_id = ${second}`.execute(database.db);
    await sql`update contact_point set opted_out_at = now() where person_id in (${first}, ${second})`.execute(
      database.db,
    );
    await sql`update contact_point set bounced_at = now() where person_id = ${third}`.execute(database.db);
    await sql`insert into digest_choice (contact_point_id, chosen_on)
      select id, '2026-01-01' from contact_point where kind = 'email'`.execute(database.db);
    const server = await mailServer();
    const { gateway, env } = await textGateway();
    // Quiet hours all day.
    const quiet = { BELFRY_QUIET_FROM: '00:00', BELFRY_QUIET_TO: '23:59' };
    const services = run({ BELFRY_SMTP_URL: server.url, ...env, ...quiet });
    const ordinary = await send(services, draftFor(directory.districtId, 30));
    const [mail, text] = (await alertFamilies(services, directory.districtId, 30)) as [number, number];
    expect(await ended(mail)).toMatchObject({ total: 29, delivered: 29, unreachable: 0 });
    expect(await ended(text)).toMatchObject({ total: 29, delivered: 29, unreachable: 0 });
    expect(server.received).toHaveLength(29);
    expect(new Set(server.received.map((one) => one.to)).size).toBe(29);
    expect(gateway.sent).toHaveLength(29);
    expect(new Set(gateway.sent.map((one) => one.to)).size).toBe(29);
    // Nothing ordinary left, although it was there first.
    expect(await progress(database.db, ordinary)).toMatchObject({ delivered: 0 });

    const read = await simpleParser(server.received[0]?.raw ?? '');
    expect(read.subject).toBe('暴雨洪水橙色预警：学生留校');
    expect(read.headers.get('list')).toBeUndefined();
    expect(server.received[0]?.raw).toContain('Importance: high');
    expect(read.text).toContain('包括平时不接收通知的人');
    expect(read.text).not.toContain('/u/');

    const { alertId } = (await messageRow(database.db, mail)) as { alertId: number };
    const far = await alertProgress(database.db, alertId);
    expect(far).toMatchObject({ reached: 29, addressed: 29, going: false });
    for (const ms of Object.values(far?.clock ?? {})) expect(ms).toBeGreaterThanOrEqual(0);
    expect(far?.clock.ms50).toBeLessThanOrEqual(far?.clock.ms99 ?? 0);
    const standing = await alertStanding(database.db, alertId, [first, third]);
    expect([...standing.reached]).toEqual([first]);
    expect(standing.waiting.size).toBe(0);
  });

  it('goes before an ordinary notice that is being sent to many, also where the server is slow', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 900 });
    const server = await mailServer({ slow: 5 });
    const services = run({ BELFRY_SMTP_URL: server.url, BELFRY_SMTP_POOL: '4' });
    const ordinary = await send(services, draftFor(directory.districtId, 900));
    await until(
      () => server.received.length,
      (n) => n > 60,
    );
    const few = directory.classIds[0] as number;
    const before = server.received.length;
    const [mail] = (await alertFamilies(services, few, 30)) as [number];
    await ended(mail);
    // Each session ends the mail that it is at, with the next one's envelope; a few batches of before the click may be sent.
    const subjects = server.received.slice(before).map((one) => one.raw.includes('X-Priority'));
    const first = subjects.indexOf(true);
    const last = subjects.lastIndexOf(true);
    expect(subjects.filter(Boolean)).toHaveLength(30);
    expect(last - first, 'nearly nothing ordinary goes in between').toBeLessThan(30 + 12);
    expect((await progress(database.db, ordinary))?.delivered, 'the notice was still going out').toBeLessThan(900);
    await ended(ordinary);
    expect(await progress(database.db, ordinary)).toMatchObject({ delivered: 900, failed: 0 });
  });

  it('is not what a roll call is: that goes after every alert, and turn by turn before a hundred ordinary notices', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 30 });
    const services = testServices(database.db, {});
    // The roll call is the youngest of them, and would not even be among the hundred that are looked at.
    const notices: number[] = [];
    for (let n = 0; n < 105; n += 1) notices.push(await send(services, draftFor(directory.districtId, 30)));
    const asks = { purpose: 'roll_call', subject: 'roll_call:1', releaseAt: new Date() } as const;
    const asked = await send(services, draftFor(directory.districtId, 30, asks));
    const [first] = await messagesToExpand(database.db, new Date(Date.now() + 1000));
    expect(first, 'its people are looked up first').toBe(asked);
    while (await expandRound(services));
    const ready = () => new ReadyMessages({ services, now: () => new Date(Date.now() + 1000) } as Worker);
    const line = ready();
    const turns: (number | undefined)[] = [];
    for (let n = 0; n < 4; n += 1) turns.push((await line.next(channels.email))?.messageId);
    expect(turns).toEqual([asked, asked, asked, asked]);
    line.exhausted((await line.next(channels.email)) as Ready);
    const then = [(await line.next(channels.email))?.messageId, (await line.next(channels.email))?.messageId];
    expect(notices).toEqual(expect.arrayContaining(then));
    expect(then[0], 'the others still take turns').not.toBe(then[1]);
    const [alert] = (await alertFamilies(services, directory.districtId, 30)) as [number];
    while (await expandRound(services));
    expect((await ready().next(channels.email))?.messageId).toBe(alert);
    // It is no emergency priority: the pause of the channel holds it.
    await database.db
      .transaction()
      .execute((trx) => pauseChannel(trx, 'email', { reason: 'x', alerts: false, actor, at: new Date() }));
    const paused = ready();
    expect((await paused.next(channels.email))?.messageId).toBe(alert);
    paused.exhausted((await paused.next(channels.email)) as Ready);
    expect(await paused.next(channels.email)).toBeUndefined();
  }, 30_000);

  it('asks a server that refuses for now again within seconds, and for an hour; an ordinary mail waits longer', () => {
    for (const random of [0, 0.5, 1]) {
      expect(backoffSeconds(1, random, true)).toBeLessThanOrEqual(6);
      expect(backoffSeconds(30, random, true)).toBeLessThanOrEqual(144);
      expect(backoffSeconds(1, random)).toBeGreaterThanOrEqual(24);
    }
    const later = {
      kind: 'refused',
      stage: 'recipient',
      code: 451,
      enhanced: '4.7.1',
      text: '',
    } as unknown as MailOutcome;
    const now = new Date();
    const judged = (attempts: number, alert: boolean) => judgeMail(later, { attempts, now, random: 0.5, alert }).result;
    expect(Number(judged(1, true).readyAt) - now.getTime()).toBe(5_000);
    expect(judged(maxAttempts.ordinary, true).state).toBe(0);
    expect(judged(maxAttempts.ordinary, false).state).toBe(3);
    expect(judged(maxAttempts.alert, true)).toMatchObject({ state: 3, reason: 'too_many_attempts:451 4.7.1' });
    const whole = Array.from({ length: maxAttempts.alert - 1 }, (_, n) => backoffSeconds(n + 1, 0.5, true));
    expect(whole.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(3600);
  });

  it('does not wait for sessions that hang on the mail of others', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 60, perClass: 30 });
    const [one, other] = directory.classIds as [number, number];
    const { rows } = await sql<{ address: string }>`select address from contact_point
      where person_id = any (${directory.guardianIds.slice(0, 30)}::bigint[])`.execute(database.db);
    const hanging = new Set(rows.map((row) => row.address));
    let asked = 0;
    const server = await mailServer({
      slow: (address) => {
        if (hanging.has(address)) asked += 1;
        return hanging.has(address) ? 600_000 : 0;
      },
    });
    const services = run({ BELFRY_SMTP_URL: server.url, BELFRY_SMTP_POOL: '1' });
    await send(services, draftFor(one, 30));
    await until(
      () => asked,
      (n) => n === 1,
    );
    const [alert] = (await alertFamilies(services, other, 30)) as [number];
    expect(await ended(alert)).toMatchObject({ delivered: 30 });
    expect(asked, 'the one session still waits').toBe(1);
  });

  it('is expanded before ordinary messages, which wait until all its people have their rows', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 1500 });
    const services = testServices(database.db, {});
    const ordinary = await send(services, draftFor(directory.districtId, 1500));
    const [alert] = (await alertFamilies(services, directory.districtId, 1500)) as [number];
    const rows = async (id: number) =>
      (await sql<{ n: number }>`select count(*)::int as n from delivery where message_id = ${id}`.execute(database.db))
        .rows[0]?.n;
    expect(await expandRound(services, 'ordinary')).toBe(false);
    expect(await rows(ordinary)).toBe(0);
    await expandRound(services, 'alerts');
    // The first thousand at once, so that the first mail does not wait for the last.
    expect(await rows(alert)).toBe(1000);
    expect(await expandRound(services, 'ordinary')).toBe(false);
    while (await expandRound(services, 'alerts'));
    expect(await rows(alert)).toBe(1500);
    while (await expandRound(services, 'ordinary'));
    expect(await rows(ordinary)).toBe(1500);
  });

  it('is not held by the pause of a channel, but by one that says so, and by its own', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 6 });
    const server = await mailServer();
    const services = run({ BELFRY_SMTP_URL: server.url });
    const at = new Date();
    const { db } = database;
    const pause = (alerts: boolean) =>
      db.transaction().execute((trx) => pauseChannel(trx, 'email', { actor, reason: 'x', at, alerts }));
    expect((await pause(false)).ok).toBe(true);
    expect((await pause(false)).ok, 'it is so already').toBe(false);
    const [first] = (await alertFamilies(services, directory.districtId, 6)) as [number];
    await ended(first);
    expect(server.received).toHaveLength(6);
    // Held expressly: with what is paused already, and nothing can be claimed.
    expect((await pause(true)).ok).toBe(true);
    const [second] = (await alertFamilies(services, directory.districtId, 6)) as [number];
    while (await expandRound(services));
    const now = new Date();
    const { period } = (await messageRow(db, second)) as { period: string };
    const ready = { messageId: second, period, channel: 1 };
    expect(await claimBatch(db, ready, { claim: 1, now, limit: 10 })).toEqual([]);
    expect((await readyMessages(db, now)).map((one) => one.messageId)).not.toContain(second);
    await db.transaction().execute((trx) => pauseMessage(trx, second, at));
    await db.transaction().execute((trx) => resumeChannel(trx, 'email', { actor, at }));
    expect((await readyMessages(db, new Date())).map((one) => one.messageId)).not.toContain(second);
    expect(server.received).toHaveLength(6);
  });

  it('that has run out, or is replaced, is not sent any more: its rows say why', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 6 });
    const server = await mailServer();
    const { db } = database;
    const quietly = testServices(db, {});
    const past = new Date(Date.now() - 1000);
    const [late] = (await alertFamilies(quietly, directory.districtId, 6, { endsAt: past })) as [number];
    const { alertId } = await makeWarning(db, directory.districtId);
    const [old] = (await alertFamilies(quietly, directory.districtId, 6, { alertId })) as [number];
    while (await expandRound(quietly));
    expect(await alertsGoing(db, [alertId])).toBe(true);
    expect(await db.transaction().execute((trx) => replaceAlerts(trx, [alertId]))).toBe(1);
    expect(await alertsGoing(db, [alertId])).toBe(false);
    run({ BELFRY_SMTP_URL: server.url });
    for (const id of [late, old]) expect(await ended(id)).toMatchObject({ stopped: 6, delivered: 0 });
    const { rows } = await sql<{ id: number; reason: string }>`
      select distinct message_id as id, reason from delivery order by 1`.execute(db);
    expect(rows).toEqual([
      { id: late, reason: 'alert_ended' },
      { id: old, reason: 'alert_replaced' },
    ]);
    expect(server.received).toEqual([]);
  });

  it('is followed in the same thread; a cancellation goes to those alone whom it may have reached', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 8 });
    const server = await mailServer();
    const services = run({ BELFRY_SMTP_URL: server.url });
    const { db } = database;
    const { alertId, incidentId } = await makeWarning(db, directory.districtId);
    const few = [{ organisationId: directory.classIds[0] as number, role: 'guardians' as const }];
    // Two of them came into the class's audience too late for the first.
    const late = directory.guardianIds.slice(0, 2);
    await sql`update guardianship set starts_on = '2999-01-01' where guardian_id = any (${late}::bigint[])`.execute(db);
    const audience = { include: few, exclude: [] };
    const [first] = (await alertFamilies(services, directory.districtId, 8, { alertId, audience })) as [number];
    await ended(first);
    expect(server.received).toHaveLength(6);
    const firstIds = new Map(server.received.map((one) => [one.to, one.messageId]));
    await sql`update guardianship set starts_on = '2020-01-01' where guardian_id = any (${late}::bigint[])`.execute(db);
    server.received.length = 0;
    const update = await makeWarning(db, directory.districtId, { kind: 'update', incident: incidentId });
    const [second] = (await alertFamilies(services, directory.districtId, 8, {
      ...{ alertId: update.alertId, audience, after: [alertId] },
    })) as [number];
    await ended(second);
    expect(server.received, 'an update goes to everybody').toHaveLength(8);
    await sql`delete from delivery where message_id = ${second} and person_id = ${late[0]}`.execute(db);
    const secondIds = new Map(server.received.map((one) => [one.to, one.messageId]));
    for (const one of server.received) {
      const mail = await simpleParser(one.raw);
      const before = firstIds.get(one.to);
      if (before) expect([mail.inReplyTo, mail.references].flat()).toEqual([`<${before}>`, `<${before}>`]);
    }
    server.received.length = 0;
    const cancel = await makeWarning(db, directory.districtId, { kind: 'cancel', incident: incidentId });
    const [third] = (await alertFamilies(services, directory.districtId, 8, {
      ...{ alertId: cancel.alertId, audience, after: [alertId, update.alertId], toFollowers: true },
    })) as [number];
    await ended(third);
    expect(server.received, 'who got neither gets no cancellation').toHaveLength(7);
    for (const one of server.received) {
      const mail = await simpleParser(one.raw);
      const thread = [firstIds.get(one.to), secondIds.get(one.to)].filter(Boolean).map((id) => `<${id}>`);
      expect(mail.references).toEqual(expect.arrayContaining(thread));
      expect(mail.inReplyTo).toBe(thread.at(-1));
    }
  });
});

describe('nothing but a warning of an incident has precedence', () => {
  it('the database takes no alert without a warning, none of an incident that is over, and turns no notice into one', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 6 });
    const { db } = database;
    const services = testServices(db, {});
    const { alertId, incidentId } = await makeWarning(db, directory.districtId);
    const notice = await send(services, draftFor(directory.districtId, 6));
    for (const change of [
      sql`update message set alert_id = ${alertId} where id = ${notice}`,
      sql`update message set purpose = 'alert', alert_id = ${alertId} where id = ${notice}`,
      sql`update message set purpose = 'alert' where id = ${notice}`,
      sql`update message set channel = 1 where id = ${notice}`,
    ])
      await expect(change.execute(db)).rejects.toThrow(/alert/);
    await expect(alertFamilies(services, directory.districtId, 6, { alertId: 999_999 })).rejects.toThrow(
      /declared incident/,
    );
    await sql`update incident set state = 'over', closed_at = now() where id = ${incidentId}`.execute(db);
    await expect(alertFamilies(services, directory.districtId, 6, { alertId })).rejects.toThrow(/declared incident/);
    const cancel = await makeWarning(db, directory.districtId, { kind: 'cancel', incident: incidentId });
    expect(await alertFamilies(services, directory.districtId, 6, { alertId: cancel.alertId })).toHaveLength(1);
  });

  it('the database takes no word of an exercise without its label', async () => {
    const directory = await makeSyntheticDirectory(database.db, { guardians: 6 });
    const { db } = database;
    const services = testServices(db, {});
    const { alertId } = await makeWarning(db, directory.districtId, { exercise: true });
    await expect(alertFamilies(services, directory.districtId, 6, { alertId })).rejects.toThrow(/label/);
    const said = { language: 'zh-CN', subject: '【演练】', text: '【演练】', html: '【演练】', short: '【演练】' };
    for (const part of ['subject', 'text', 'html', 'short']) {
      const contents = [{ ...said, [part]: '暴雨' }];
      await expect(alertFamilies(services, directory.districtId, 6, { alertId, contents }), part).rejects.toThrow(
        /label/,
      );
    }
    expect(await alertFamilies(services, directory.districtId, 6, { alertId, contents: [said] })).toHaveLength(1);
    await expect(sql`update message_content set subject = '暴雨'`.execute(db)).rejects.toThrow(/label/);
  });
});
