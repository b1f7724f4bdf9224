import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { countRows, draftFor, send, testServices, until } from '../../../../test/support/delivery.ts';
import { startSmsGateway } from '../../../../test/support/sms-gateway.ts';
import { type Behaviour, type SmtpDouble, startSmtpDouble } from '../../../../test/support/smtp-double.ts';
import { makeSyntheticDirectory, type SyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { countsByOrganisation, deliveryStates, failureReasons, progress } from '../actions/figures.ts';
import { pauseMessage, resumeMessage, stopMessage } from '../actions/messages.ts';
import { readLink } from '../links.ts';
import { foldDeltas } from '../queries/counts.ts';
import { startDelivery } from './loop.ts';

let database: TestDatabase;
let stops: (() => unknown)[] = [];
beforeEach(async () => {
  database = await cloneDatabase();
  stops = [() => database.drop()];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function world(
  guardians: number,
  behaviour: Behaviour = {},
  options: { smsOnly?: number; without?: number } = {},
) {
  const directory = await makeSyntheticDirectory(database.db, { guardians, ...options });
  const server = await startSmtpDouble(behaviour);
  stops.push(() => server.stop());
  return { directory, server };
}

function run(server: SmtpDouble, env: Record<string, string> = {}) {
  const services = testServices(database.db, { BELFRY_SMTP_URL: server.url, ...env });
  const loop = startDelivery(services);
  stops.push(() => loop.stop());
  return services;
}

const finished = (messageId: number) =>
  until(
    () => progress(database.db, messageId),
    (now) => now?.state === 'finished',
  );

async function message(directory: SyntheticDirectory, size: number, more: Parameters<typeof draftFor>[2] = {}) {
  return send(testServices(database.db, {}), draftFor(directory.districtId, size, more));
}

describe('sending', () => {
  it('a storm of hard bounces of one provider turns no contact point off; the provider waits', async () => {
    const { directory, server } = await world(60, { recipient: () => ({ code: 550, text: '5.1.1 no such user' }) });
    run(server);
    const id = await message(directory, 60);
    const rows = async () =>
      (
        await sql<{ bounced: number; waiting: number }>`select
          (select count(*) from contact_point where bounced_at is not null) as bounced,
          (select count(*) from delivery where reason = 'provider_paused' and state = 0) as waiting`.execute(
          database.db,
        )
      ).rows[0];
    await until(rows, (now) => now?.bounced === 0 && (now?.waiting ?? 0) > 20);
    expect(await progress(database.db, id)).toMatchObject({ failed: 0, state: 'sending' });
  });

  it('brings each guardian one mail of their own, and counts every one', async () => {
    const { directory, server } = await world(450, {}, { without: 10 });
    const services = run(server);
    const id = await message(directory, 450);
    const end = await finished(id);
    expect(end).toMatchObject({ total: 450, delivered: 401, unreachable: 49, queued: 0, failed: 0, expanded: true });
    expect(server.received).toHaveLength(401);
    expect(new Set(server.received.map((mail) => mail.to)).size).toBe(401);
    expect(new Set(server.received.map((mail) => mail.messageId)).size).toBe(401);
    const mail = await simpleParser(server.received[0]?.raw ?? '');
    expect(mail.from?.text).toContain('示例县教育局');
    expect(mail.subject).toBe('关于冬季作息时间的通知');
    const token = /https:\/\/belfry\.test\/m\/([\w-]+)/.exec(mail.text ?? '')?.[1] ?? '';
    expect(readLink(services.secrets, token)).toMatchObject({ messageId: id, epoch: 0 });
    expect(mail.headers.get('list')).toMatchObject({ 'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' } });
    const told = await sql`select kind, data from event where kind = 'delivery.finished'`.execute(database.db);
    expect(told.rows).toEqual([{ kind: 'delivery.finished', data: expect.objectContaining({ messageId: id }) }]);
    const byClass = await countsByOrganisation(database.db, id);
    expect(byClass).toHaveLength(15);
    expect(byClass.reduce((sum, row) => sum + row.delivered, 0)).toBe(401);
    await foldDeltas(database.db);
    expect(await progress(database.db, id)).toEqual(end);
    expect(await countsByOrganisation(database.db, id)).toEqual(byClass);
  });

  it('goes on to the next contact at once where the first refuses for good, once', async () => {
    const full = new Set<string>();
    const { directory, server } = await world(6, {
      data: (address) => (full.has(address) ? { code: 552, text: '5.2.2 mailbox full' } : undefined),
    });
    const gateway = await startSmsGateway();
    stops.push(() => gateway.stop());
    const [phone, mailbox, nothing, broken] = directory.guardianIds as [number, number, number, number];
    const add = (person: number, kind: string, address: string) =>
      sql`insert into contact_point (person_id, kind, address, rank) values (${person}, ${kind}, ${address}, 2)`.execute(
        database.db,
      );
    await add(phone, 'sms', '+8613800000001');
    await add(mailbox, 'email', 'second@mail.test');
    await add(broken, 'sms', '+8613800000004');
    gateway.behaviour = (to) => (to.endsWith('4') ? 'refuse' : 'accept');
    const firsts = await sql<{ address: string }>`select address from contact_point
      where person_id = any (${[phone, mailbox, nothing, broken]}::bigint[]) and rank <> 2`.execute(database.db);
    for (const { address } of firsts.rows) full.add(address);
    run(server, { BELFRY_SMS_URL: gateway.url, BELFRY_SMS_TOKEN: gateway.token });
    const id = await message(directory, 6);
    expect(await finished(id)).toMatchObject({ total: 6, delivered: 4, failed: 2, queued: 0 });
    expect(gateway.sent.map((one) => one.to)).toEqual(['+8613800000001']);
    expect(server.received.map((mail) => mail.to)).toContain('second@mail.test');
    const states = await deliveryStates(database.db, id, [phone, mailbox, nothing, broken]);
    expect(states.get(phone)).toMatchObject({ state: 'delivered', channel: 'sms' });
    expect(states.get(mailbox)).toMatchObject({ state: 'delivered', channel: 'email' });
    for (const one of [nothing, broken]) expect(states.get(one)).toMatchObject({ state: 'failed', reason: 'refused' });
    // A full mailbox is no wrong address.
    const { rows } = await sql`select from contact_point where bounced_at is not null`.execute(database.db);
    expect(rows).toEqual([]);
    const byClass = await countsByOrganisation(database.db, id);
    expect(byClass.reduce((sum, row) => sum + row.delivered, 0)).toBe(4);
  });

  it('writes in the person’s language, and in the main one where theirs is missing', async () => {
    const { directory, server } = await world(6);
    await sql`update person set language = (array['en', 'bo', 'zh-CN'])[1 + id % 3] where source_id like 'g%'`.execute(
      database.db,
    );
    run(server);
    const id = await message(directory, 6);
    await finished(id);
    const subjects = await Promise.all(server.received.map(async (mail) => (await simpleParser(mail.raw)).subject));
    expect(subjects.filter((subject) => subject === 'Winter timetable')).toHaveLength(2);
    expect(subjects.filter((subject) => subject?.startsWith('关于'))).toHaveLength(4);
  });

  it('sends nothing before its release, and nothing at all when it is stopped before', async () => {
    const { directory, server } = await world(20);
    run(server);
    const releaseAt = new Date(Date.now() + 60_000);
    const id = await message(directory, 20, { releaseAt });
    const first = await message(directory, 20);
    await finished(first);
    expect(await progress(database.db, id)).toMatchObject({ state: 'waiting', queued: 20, delivered: 0 });
    const outcome = await database.db.transaction().execute((trx) => stopMessage(trx, id, 'mistake', new Date()));
    expect(outcome).toEqual({ ok: true, value: { nothingLeft: true } });
    expect(await progress(database.db, id)).toMatchObject({ state: 'stopped', queued: 0, stopped: 20 });
    expect(server.received).toHaveLength(20);
    const again = await database.db.transaction().execute((trx) => stopMessage(trx, id, 'mistake', new Date()));
    expect(again).toMatchObject({ ok: false, troubles: [{ key: 'messageEnded' }] });
  });

  it('stops in the middle: what is queued is settled as stopped, and the figures add up', async () => {
    const { directory, server } = await world(600, { slow: 5 });
    run(server, { BELFRY_SMTP_POOL: '1' });
    const id = await message(directory, 600);
    await until(
      () => server.received.length,
      (n) => n > 20,
    );
    await database.db.transaction().execute((trx) => stopMessage(trx, id, 'mistake', new Date()));
    const end = await until(
      () => progress(database.db, id),
      (now) => now !== undefined && now.delivered === server.received.length && now.stopped + now.delivered === 600,
    );
    expect(end?.state).toBe('stopped');
    // What was handed to the session when it was stopped, and no more.
    expect(end?.delivered).toBeLessThan(350);
    await until(
      () => countRows(database.db, id),
      (rows) => rows.stopped === end?.stopped && !rows.queued,
    );
  });

  it('holds a message while it is paused, and goes on when it is resumed', async () => {
    const { directory, server } = await world(30);
    run(server);
    const id = await message(directory, 30, { releaseAt: new Date(Date.now() + 150) });
    await database.db.transaction().execute((trx) => pauseMessage(trx, id, new Date()));
    const other = await message(directory, 30);
    await finished(other);
    expect(server.received).toHaveLength(30);
    await database.db.transaction().execute((trx) => resumeMessage(trx, id));
    await finished(id);
    expect(server.received).toHaveLength(60);
  });

  it('leaves out whoever left the audience or answered between expansion and sending', async () => {
    const { directory, server } = await world(10);
    const [gone, answered, optedOut] = directory.guardianIds as [number, number, number];
    const services = testServices(database.db, { BELFRY_SMTP_URL: server.url });
    const waiting = { ...services, config: { ...services.config, smtp: undefined } };
    const expanding = startDelivery(waiting);
    const id = await message(directory, 10);
    await until(
      () => progress(database.db, id),
      (now) => now?.expanded === true,
    );
    await expanding.stop();
    await sql`update guardianship set ends_on = '2021-01-01' where guardian_id = ${gone}`.execute(database.db);
    await sql`update contact_point set opted_out_at = now() where person_id = ${optedOut}`.execute(database.db);
    const leaveOut = { notice: () => sql`select ${answered}::bigint` };
    const loop = startDelivery({ ...services, leaveOut });
    stops.push(() => loop.stop());
    const end = await finished(id);
    expect(end).toMatchObject({ delivered: 7, stopped: 2, unreachable: 1 });
    const states = await deliveryStates(database.db, id, [gone, answered, optedOut]);
    expect(states.get(gone)).toMatchObject({ state: 'stopped', reason: 'left_audience' });
    expect(states.get(answered)).toMatchObject({ state: 'stopped', reason: 'left_out' });
    expect(states.get(optedOut)).toMatchObject({ state: 'unreachable', reason: 'no_contact' });
  });
});

describe('trouble', () => {
  it('marks an address that does not exist, and goes over to the person’s next contact', async () => {
    const { directory, server } = await world(10, {
      recipient: (to) => (/guardian[12]@/.test(to) ? { code: 550, text: '5.1.1 no such user' } : undefined),
    });
    const [first, second] = directory.guardianIds as [number, number];
    await sql`insert into contact_point (person_id, kind, address, rank) values (${first}, 'email', 'other@mail.test', 1)`.execute(
      database.db,
    );
    run(server);
    const id = await message(directory, 10);
    const end = await finished(id);
    expect(end).toMatchObject({ delivered: 9, failed: 1 });
    expect(server.received.map((mail) => mail.to)).toContain('other@mail.test');
    expect((await deliveryStates(database.db, id, [second])).get(second)).toMatchObject({
      state: 'failed',
      reason: 'refused',
    });
    expect(await failureReasons(database.db, id)).toEqual([{ reason: 'refused', n: 1 }]);
    const bounced = await sql<{
      n: number;
    }>`select count(*)::int as n from contact_point where bounced_at is not null`.execute(database.db);
    expect(bounced.rows[0]?.n).toBe(2);
  });

  it('puts off what is refused for now, with another attempt later; what is refused for good fails', async () => {
    const { directory, server } = await world(10, {
      recipient: (to) => (/guardian3@/.test(to) ? { code: 450, text: '4.2.0 later' } : undefined),
      data: (to) => (/guardian4@/.test(to) ? { code: 554, text: '5.7.1 no' } : undefined),
    });
    run(server);
    const id = await message(directory, 10);
    await until(
      () => progress(database.db, id),
      (now) => now?.delivered === 8 && now.failed === 1,
    );
    const { rows } = await sql<{ reason: string; attempts: number; later: boolean }>`
      select reason, attempts, ready_at > now() + interval '15 seconds' as later from delivery
      where message_id = ${id} and state = 0`.execute(database.db);
    expect(rows).toEqual([{ reason: 'deferred:450 4.2.0', attempts: 1, later: true }]);
    server.behaviour = {};
    await sql`update delivery set ready_at = now() where message_id = ${id}`.execute(database.db);
    expect(await finished(id)).toMatchObject({ delivered: 9, failed: 1 });
  });

  it('waits while the mail server is away, spends no attempt on it, and goes on', async () => {
    const { directory, server } = await world(30);
    await server.stop();
    run(server);
    const id = await message(directory, 30);
    const seen = await until(
      async () =>
        (await sql<{ e: string }>`select last_error as e from channel where id = 1`.execute(database.db)).rows[0],
      (row) => row?.e !== null,
    );
    expect(seen?.e).toContain('ECONNREFUSED');
    const again = await startSmtpDouble({}, { port: server.port });
    stops.push(() => again.stop());
    await finished(id);
    expect(again.received).toHaveLength(30);
    const { rows } = await sql<{
      most: number;
    }>`select max(attempts)::int as most from delivery where message_id = ${id}`.execute(database.db);
    expect(rows[0]?.most).toBe(1);
  });

  it('sends again what was cut off in mid-session, with the same Message-ID', async () => {
    let cuts = 0;
    const { directory, server } = await world(40, {
      cut: (to) => (/guardian(7|9)@/.test(to) && cuts++ < 2 ? 'after' : undefined),
    });
    run(server);
    const id = await message(directory, 40);
    await until(
      () => progress(database.db, id),
      (now) => now?.delivered === 38,
    );
    await sql`update delivery set ready_at = now() where message_id = ${id}`.execute(database.db);
    await finished(id);
    expect(server.received).toHaveLength(42);
    expect(new Set(server.received.map((mail) => mail.messageId)).size).toBe(40);
  });

  it('settles an address that is none', async () => {
    const { directory, server } = await world(3);
    await sql`update contact_point set address = 'not an address' where person_id = ${directory.guardianIds[0]}`.execute(
      database.db,
    );
    run(server);
    const id = await message(directory, 3);
    expect(await finished(id)).toMatchObject({ delivered: 2, failed: 1 });
    expect(await failureReasons(database.db, id)).toEqual([{ reason: 'address_invalid', n: 1 }]);
  });
});

describe('mail to one address', () => {
  it('is sent, and its body forgotten', async () => {
    const { server } = await world(1);
    const services = run(server);
    await database.db.transaction().execute((trx) =>
      services.outbox.queueMail(trx, {
        address: 'new@mail.test',
        language: 'en',
        subject: 'Invitation',
        text: 'code 123',
        html: '<p>code 123</p>',
      }),
    );
    await until(
      () => server.received.length,
      (n) => n === 1,
    );
    const mail = await simpleParser(server.received[0]?.raw ?? '');
    expect(mail.text).toContain('code 123');
    expect(mail.headers.get('list')).toBeUndefined();
    const row = await until(
      async () =>
        (
          await sql<{
            state: string;
            body: string;
          }>`select state, text_body || html_body as body from direct_mail`.execute(database.db)
        ).rows[0],
      (found) => found?.state === 'delivered',
    );
    expect(row?.body).toBe('');
  });
});
