/** Codes by text message: once at most, never after their time, and nothing of them is kept. */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { testServices, until } from '../../../../test/support/delivery.ts';
import { type SmsGatewayDouble, startSmsGateway } from '../../../../test/support/sms-gateway.ts';
import { outbox } from '../outbox.ts';
import { settleLateTexts } from '../queries/direct-text.ts';
import { startDelivery } from './loop.ts';

let database: TestDatabase;
let gateway: SmsGatewayDouble;
let stop: (() => Promise<void>) | undefined;

beforeEach(async () => {
  database = await cloneDatabase();
  gateway = await startSmsGateway();
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await gateway.stop();
  await database.drop();
});

const queue = (number: string, goodUntil = new Date(Date.now() + 600_000)) =>
  database.db.transaction().execute((trx) =>
    outbox.queueText(trx, {
      ...{ number, language: 'zh-CN', subject: '验证码', body: '验证码 123456', goodUntil },
      ...{ template: 'contact_code', variables: { code: '123456', minutes: '10' } },
    }),
  );
const rows = async () =>
  (
    await sql<{ state: string; reason: string | null; kept: boolean }>`select state, reason,
      text_body like '%123456%' or variables::text like '%123456%' as kept from direct_mail order by id`.execute(
      database.db,
    )
  ).rows;
const run = () => {
  const services = testServices(database.db, { BELFRY_SMS_URL: gateway.url, BELFRY_SMS_TOKEN: gateway.token });
  const loop = startDelivery(services);
  stop = () => loop.stop();
};

test('it is handed over once, and the code is forgotten', async () => {
  await queue('13800000001');
  run();
  const [row] = await until(rows, ([first]) => first?.state === 'delivered');
  expect(row).toEqual({ state: 'delivered', reason: null, kept: false });
  expect(gateway.sent).toMatchObject([{ to: '13800000001', body: '验证码 123456' }]);
});

test('a number that the gateway refuses fails, and nothing else is tried', async () => {
  gateway.behaviour = () => 'bad-number';
  await queue('1');
  run();
  const [row] = await until(rows, ([first]) => first?.state === 'failed');
  expect(row).toMatchObject({ state: 'failed', kept: false });
  expect(gateway.requests).toBe(1);
});

test('too late is not sent, and what a dead worker took is not sent again', async () => {
  await queue('13800000001', new Date(Date.now() - 1000));
  await queue('13800000002');
  await sql`update direct_mail set state = 'claimed', claimed_at = now() - interval '1 hour', claim = 1
    where address = '13800000002'`.execute(database.db);
  await settleLateTexts(database.db, new Date(), 120);
  expect(await rows()).toEqual([
    { state: 'failed', reason: 'link_expired', kept: false },
    { state: 'failed', reason: 'no_answer', kept: false },
  ]);
  expect(gateway.requests).toBe(0);
});
