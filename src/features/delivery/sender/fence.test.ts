/** What a worker does with claims that the others no longer respect. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { draftFor, send, testServices, until } from '../../../../test/support/delivery.ts';
import { startSmtpDouble } from '../../../../test/support/smtp-double.ts';
import { makeSyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { progress } from '../actions/figures.ts';
import { claimBatch, mayLeave } from '../queries/claims.ts';
import { claimsPerWorker, registerWorker, takeBack } from '../queries/recovery.ts';
import { smtpOptions } from '../smtp/outcome.ts';
import { SmtpPool } from '../smtp/pool.ts';
import { TokenBucket } from './limits.ts';
import { startDelivery } from './loop.ts';

const { db } = await testDatabase();
const { districtId } = await makeSyntheticDirectory(db, { guardians: 300, bare: true });
const services = testServices(db, {});
const elsewhere = { host: 'far', machine: 'far', processId: 1 };

it('asks before it sends which rows are still its own', async () => {
  const id = await send(services, draftFor(districtId, 300));
  const sender = startDelivery(services);
  await until(
    () => progress(db, id),
    (now) => now?.state === 'sending',
  );
  await sender.stop();
  const { rows } = await sql<{ period: string }>`select period from message where id = ${id}`.execute(db);
  const from = { messageId: id, period: rows[0]?.period as string, channel: 1 };
  const worker = await registerWorker(db, elsewhere);
  const claim = worker * claimsPerWorker + 1;
  const claimed = await claimBatch(db, from, { claim, now: new Date(), limit: 10 });
  const ids = claimed.map((row) => row.personId);
  expect(await mayLeave(db, from, claim, ids, new Date())).toEqual({ good: true, held: new Set(ids) });
  // The worker was away, and others took its claims back; somebody else has claimed half of them anew.
  await sql`delete from delivery_worker where id = ${worker}`.execute(db);
  expect(await takeBack(db, new Date(), 3600)).toMatchObject({ queued: 10 });
  const other = (await registerWorker(db, elsewhere)) * claimsPerWorker + 1;
  const theirs = await claimBatch(db, from, { claim: other, now: new Date(), limit: 5 });
  expect(await mayLeave(db, from, claim, ids, new Date())).toEqual({ good: true, held: new Set() });
  expect(
    (
      await mayLeave(
        db,
        from,
        other,
        theirs.map((row) => row.personId),
        new Date(),
      )
    ).held.size,
  ).toBe(5);
});

it('a lease runs by the database’s clock: a host whose own clock is wrong is no more dead than others', async () => {
  await sql`delete from delivery_worker`.execute(db);
  const behind = { ...services, clock: { now: () => new Date(Date.now() - 3_600_000) } };
  const sender = startDelivery(behind);
  await until(
    async () =>
      (
        await sql<{
          n: number;
        }>`select count(*)::int as n from delivery_worker where seen_at > now() - interval '5 s'`.execute(db)
      ).rows[0]?.n,
    (n) => n === 1,
  );
  await sender.stop();
});

it('what waits for its turn in the pool when the claim is lost is not begun', async () => {
  const server = await startSmtpDouble({ slow: 30 });
  const pool = new SmtpPool(smtpOptions(`${server.url}?tls=none`), 1);
  let held = true;
  const mail = (n: number) => ({
    from: 'a@belfry.test',
    to: `r${n}@mail.test`,
    render: () => `Message-ID: <${n}@x>\r\n\r\nhello\r\n`,
  });
  const sending = pool.send([1, 2, 3, 4, 5].map(mail), () => held);
  await until(
    () => server.received.length,
    (n) => n >= 1,
  );
  held = false;
  const outcomes = (await sending).map(({ kind }) => kind);
  expect(outcomes[0]).toBe('accepted');
  expect(outcomes.at(-1)).toBe('late');
  expect(outcomes.filter((kind) => kind === 'accepted')).toHaveLength(server.received.length);
  pool.close();
  await server.stop();
});

it('the rate of the settings is shared by all processes that send', () => {
  const bucket = new TokenBucket(10, 0);
  expect(bucket.take(100, 0)).toBe(10);
  bucket.share(1 / 2);
  expect(bucket.take(100, 1000)).toBe(5);
  bucket.share(1);
  expect(bucket.take(100, 2000)).toBe(10);
  const unlimited = new TokenBucket(Number.POSITIVE_INFINITY, 0);
  unlimited.share(1 / 3);
  expect(unlimited.take(100, 0)).toBe(100);
});
