/** One mail a day, from expansion to recording, over a real server of mail. */
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { countRows, draftFor, testServices, until } from '../../../../test/support/delivery.ts';
import { type Behaviour, type SmtpDouble, startSmtpDouble } from '../../../../test/support/smtp-double.ts';
import { makeSyntheticDirectory, type SyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { chooseDigest as chooseIn, nextDigest } from '../actions/digests.ts';
import { progress } from '../actions/figures.ts';
import { createMessage, stopMessage } from '../actions/messages.ts';
import { readLink } from '../links.ts';
import { takeBack } from '../queries/recovery.ts';
import { startDelivery } from './loop.ts';

let database: TestDatabase;
let stops: (() => unknown)[] = [];
let at: Date;
const clock = { now: () => new Date(at) };
const morning = '2026-11-20T01:00:00Z';
const evening = '2026-11-20T10:00:01Z';

beforeEach(async () => {
  database = await cloneDatabase();
  stops = [() => database.drop()];
  at = new Date(morning);
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function world(behaviour: Behaviour = {}) {
  const directory = await makeSyntheticDirectory(database.db, { guardians: 12 });
  const server = await startSmtpDouble(behaviour);
  stops.push(() => server.stop());
  const services = testServices(database.db, { BELFRY_SMTP_URL: server.url }, { clock });
  const { rows } = await sql<{ id: number; personId: number; address: string }>`
    select c.id, c.person_id as "personId", c.address from contact_point c join person p on p.id = c.person_id
    where c.kind = 'email' and p.source_id like 'g%' order by c.id`.execute(database.db);
  return { directory, server, services, points: rows };
}

function run(services: ReturnType<typeof testServices>): () => Promise<void> {
  const loop = startDelivery(services);
  stops.push(() => loop.stop());
  return () => loop.stop();
}

async function say(
  services: ReturnType<typeof testServices>,
  directory: SyntheticDirectory,
  title: string,
  more: Parameters<typeof draftFor>[2] = {},
): Promise<number> {
  const base = draftFor(directory.districtId, 12, {
    releaseAt: new Date(at.getTime() - 1000),
    linkExpiresAt: new Date('2026-12-31T00:00:00Z'),
    mayWait: true,
    ...more,
  });
  const contents = base.contents.map((content) => ({ ...content, subject: title, text: `${title} {{link}}` }));
  return services.db.transaction().execute((trx) => createMessage(trx, { ...base, contents }, at));
}

const delivered = (id: number, n: number) =>
  until(
    () => progress(database.db, id),
    (now) => now?.delivered === n,
  );
const mailsTo = (server: SmtpDouble, address: string) => server.received.filter((mail) => mail.to === address);
const same = async (id: number) => {
  const {
    total,
    delivered: handed,
    queued,
    failed,
    stopped,
  } = (await progress(database.db, id)) as never as Record<string, number>;
  const rows = await countRows(database.db, id);
  expect({ handed, queued, failed, stopped }).toEqual({
    handed: rows.delivered ?? 0,
    queued: rows.queued ?? 0,
    failed: rows.failed ?? 0,
    stopped: rows.stopped ?? 0,
  });
  return total;
};

const chooseDigest = (of: ReturnType<typeof testServices>, point: number, digest: boolean) =>
  of.db.transaction().execute((trx) => chooseIn(trx, of, point, digest));

test('the next digest is today’s until its time, then tomorrow’s, by the district’s clock', () => {
  const config = { timeZone: 'Asia/Shanghai', digestAt: '18:00' };
  expect(nextDigest(config, new Date(morning))).toEqual({ at: new Date('2026-11-20T10:00:00Z'), on: '2026-11-20' });
  expect(nextDigest(config, new Date('2026-11-20T10:00:00Z')).on).toBe('2026-11-21');
  expect(nextDigest({ ...config, timeZone: 'Europe/Berlin' }, new Date('2026-10-24T22:30:00Z'))).toEqual({
    at: new Date('2026-10-25T17:00:00Z'),
    on: '2026-10-25',
  });
});

test('two notices of a day are one mail with a link each; figures count it when it was handed over', async () => {
  const { directory, server, services, points } = await world();
  const chosen = points[0]!;
  await chooseDigest(services, chosen.id, true);
  run(services);
  const first = await say(services, directory, '甲通知');
  const second = await say(services, directory, '乙通知');
  const others = points.length - 1;
  await delivered(first, others);
  await delivered(second, others);
  expect(mailsTo(server, chosen.address)).toEqual([]);
  expect(await progress(database.db, first)).toMatchObject({ state: 'sending', queued: 1 });
  await same(first);
  at = new Date(evening);
  await delivered(first, others + 1);
  await delivered(second, others + 1);
  const mails = mailsTo(server, chosen.address);
  expect(mails).toHaveLength(1);
  const mail = await simpleParser(mails[0]?.raw ?? '');
  expect(mail.subject).toContain('甲通知');
  expect(mail.text).toContain('乙通知');
  const links = [...new Set([...(mail.text ?? '').matchAll(/\/m\/([\w-]+)/g)].map((found) => found[1] as string))];
  expect(links.map((token) => readLink(services.secrets, token)?.messageId).sort()).toEqual([first, second].sort());
  expect(mail.headers.get('list')).toMatchObject({ 'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' } });
  await same(first);
  const { rows } = await sql`select 1 from digest_hold`.execute(database.db);
  expect(rows).toEqual([]);
});

test('what must not wait goes at once: by its kind, or because its day comes first', async () => {
  const { directory, server, services, points } = await world();
  const chosen = points[0]!;
  await chooseDigest(services, chosen.id, true);
  run(services);
  await delivered(await say(services, directory, '停课', { mayWait: false }), points.length);
  const due = { waitUntil: new Date('2026-11-20T09:00:00Z') };
  await delivered(await say(services, directory, '今天回复', due), points.length);
  expect(mailsTo(server, chosen.address)).toHaveLength(2);
});

test('stopped, answered or an ended guardianship: not in it', async () => {
  const { directory, server, services, points } = await world();
  const [one, two, three] = points as [(typeof points)[0], (typeof points)[0], (typeof points)[0]];
  for (const point of [one, two, three]) await chooseDigest(services, point.id, true);
  const leaveOut = { notice: () => sql`select ${two.personId}::bigint` };
  const stop = run(services);
  const gone = await say(services, directory, '已撤回');
  const kept = await say(services, directory, '有效');
  await delivered(kept, points.length - 3);
  await stop();
  await database.db.transaction().execute((trx) => stopMessage(trx, gone, 'withdrawn', at));
  await sql`update guardianship set ends_on = '2026-11-19' where guardian_id = ${three.personId}`.execute(database.db);
  at = new Date(evening);
  run({ ...services, leaveOut });
  await until(
    () => countRows(database.db, kept),
    (rows) => rows.queued === undefined,
  );
  await until(
    () => countRows(database.db, gone),
    (rows) => rows.queued === undefined,
  );
  const mail = await simpleParser(mailsTo(server, one.address)[0]?.raw ?? '');
  expect(mail.text).toContain('有效');
  expect(mail.text).not.toContain('已撤回');
  expect([...mailsTo(server, two.address), ...mailsTo(server, three.address)]).toEqual([]);
  await same(kept);
  await same(gone);
});

test('undone: what is held leaves at once, each by itself, and the next ones too', async () => {
  const { directory, server, services, points } = await world();
  const chosen = points[0]!;
  await chooseDigest(services, chosen.id, true);
  run(services);
  const first = await say(services, directory, '甲通知');
  await delivered(first, points.length - 1);
  await chooseDigest(services, chosen.id, false);
  await delivered(first, points.length);
  await delivered(await say(services, directory, '乙通知'), points.length);
  expect(mailsTo(server, chosen.address)).toHaveLength(2);
});

test('a refusal that passes is tried again with the same Message-ID, and so is a claim that was taken back', async () => {
  let refuse = true;
  const { directory, server, services, points } = await world({
    recipient: () => (refuse ? { code: 451, text: '4.3.0 later' } : undefined),
  });
  refuse = false;
  const chosen = points[0]!;
  await chooseDigest(services, chosen.id, true);
  run(services);
  const first = await say(services, directory, '甲通知');
  const second = await say(services, directory, '乙通知');
  await delivered(first, points.length - 1);
  await delivered(second, points.length - 1);
  refuse = true;
  at = new Date(evening);
  await until(
    async () =>
      (
        await sql<{ n: number }>`select count(*)::int as n from delivery where reason like 'deferred:%'`.execute(
          database.db,
        )
      ).rows[0]?.n,
    (n) => n === 2,
  );
  expect(await progress(database.db, first)).toMatchObject({ queued: 1 });
  refuse = false;
  at = new Date(at.getTime() + 3_600_000);
  await delivered(first, points.length);
  await delivered(second, points.length);
  const [mail] = mailsTo(server, chosen.address);
  // As if the process had died between the server's word and the record of the second notice.
  await sql`update delivery set state = 1, claim = 999000001, claimed_at = ${at}, settled_at = null
    where message_id = ${second} and contact_point_id = ${chosen.id}`.execute(database.db);
  await sql`insert into delivery_count_delta (message_id, channel, state, n, organisations, counts)
    select ${second}, 1, 2, -1, array[organisation_id], array[-1] from delivery
    where message_id = ${second} and contact_point_id = ${chosen.id}`.execute(database.db);
  await sql`insert into digest_hold (message_id, person_id, contact_point_id, period, due_at, digest_on)
    select message_id, person_id, contact_point_id, period, ${new Date(evening)}, '2026-11-20' from delivery
    where message_id = ${second} and contact_point_id = ${chosen.id} on conflict do nothing`.execute(database.db);
  await sql`update message set state = 'sending', finished_at = null where id = ${second}`.execute(database.db);
  await takeBack(database.db, at, 0);
  await delivered(second, points.length);
  const both = mailsTo(server, chosen.address);
  expect(both).toHaveLength(2);
  expect(both[1]?.messageId).toBe(mail?.messageId);
  await same(second);
});

test('an address that came back is marked, and the person’s next one gets each notice by itself', async () => {
  const { directory, server, services, points } = await world({
    recipient: (to) => (to === 'gone@nowhere.test' ? { code: 550, text: '5.1.1 no such user' } : undefined),
  });
  const chosen = points[0]!;
  await sql`update contact_point set address = 'gone@nowhere.test' where id = ${chosen.id}`.execute(database.db);
  await sql`insert into contact_point (person_id, kind, address, rank) values (${chosen.personId}, 'email', 'next@nowhere.test', 9)`.execute(
    database.db,
  );
  await chooseDigest(services, chosen.id, true);
  run(services);
  const first = await say(services, directory, '甲通知');
  const second = await say(services, directory, '乙通知');
  await delivered(second, points.length - 1);
  at = new Date(evening);
  await delivered(first, points.length);
  await delivered(second, points.length);
  expect(mailsTo(server, 'next@nowhere.test')).toHaveLength(2);
  await same(first);
});
