import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { draftFor, send, testServices, until } from '../../../../test/support/delivery.ts';
import { startSmsGateway } from '../../../../test/support/sms-gateway.ts';
import { makeSyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { progress } from '../actions/figures.ts';
import { claimBatch } from '../queries/claims.ts';
import { messageRow } from '../queries/message-rows.ts';
import { takeBack } from '../queries/recovery.ts';
import { expandPiece } from '../sender/expander.ts';
import { startDelivery } from '../sender/loop.ts';
import { sendText } from './gateway.ts';

const gateway = await startSmsGateway();
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.sent = [];
  gateway.requests = 0;
  gateway.behaviour = () => 'accept';
});
const patient = { url: gateway.url, token: gateway.token, timeout: 30_000 };
/** For a gateway that hangs: the receipt is asked with the same patience, which a busy machine may need. */
const impatient = { ...patient, timeout: 1000 };
const text = (key: string) => ({ key, to: '+8613800000001', subject: '通知', body: '请看 https://x.test/m/a' });

describe('sendText', () => {
  it('hands a message over with its key', async () => {
    expect(await sendText(patient, text('k1'))).toEqual({ kind: 'accepted' });
    expect(gateway.sent).toEqual([{ key: 'k1', to: '+8613800000001', body: '请看 https://x.test/m/a' }]);
  });

  it('asks for the receipt when the answer does not come, and never sends again by itself', async () => {
    gateway.behaviour = () => 'hang';
    expect(await sendText(impatient, text('k2'))).toEqual({ kind: 'accepted' });
    gateway.behaviour = () => 'hang-unseen';
    expect(await sendText(impatient, text('k3'))).toEqual({ kind: 'unknown' });
    expect(gateway.requests).toBe(2);
  });

  it('tells refusals for good, for now, by settings and of the number apart', async () => {
    const outcomes: unknown[] = [];
    for (const what of ['refuse', 'busy', 'bad-number', 'broken'] as const) {
      gateway.behaviour = () => what;
      outcomes.push(await sendText(patient, text(`k-${what}`)));
    }
    expect(outcomes).toMatchObject([
      { kind: 'refused', temporary: false, badNumber: false },
      { kind: 'refused', temporary: true },
      { kind: 'refused', temporary: false, badNumber: true },
      { kind: 'unknown' },
    ]);
    expect(await sendText({ ...patient, token: 'wrong' }, text('k4'))).toMatchObject({ kind: 'untried' });
    const gone = await startSmsGateway();
    await gone.stop();
    expect(await sendText({ ...patient, url: gone.url }, text('k5'))).toMatchObject({ kind: 'untried' });
  });
});

describe('the channel', async () => {
  const { db } = await testDatabase();
  const env = { BELFRY_SMS_URL: gateway.url, BELFRY_SMS_TOKEN: gateway.token, BELFRY_SMS_RATE: '1000' };
  const directory = await makeSyntheticDirectory(db, { guardians: 30, smsOnly: 100 });

  it('sends each person one text; a bad number fails and is marked', async () => {
    gateway.behaviour = (to) => (to.endsWith('00000007') ? 'bad-number' : 'accept');
    const services = testServices(db, env);
    const loop = startDelivery(services);
    const id = await send(services, draftFor(directory.districtId, 30));
    const end = await until(
      () => progress(db, id),
      (now) => now?.state === 'finished',
    );
    await loop.stop();
    expect(end).toMatchObject({ delivered: 29, failed: 1, unknown: 0 });
    expect(new Set(gateway.sent.map((sent) => sent.to)).size).toBe(29);
    expect(gateway.sent[0]?.body).toMatch(/https:\/\/belfry\.test\/m\/[\w-]+/);
  });

  it('makes claims of a dead worker unknown, and does not send them again', async () => {
    const services = testServices(db, env);
    const id = await send(services, draftFor(directory.districtId, 30));
    await expandPiece(services, id);
    const period = (await messageRow(db, id))?.period ?? '';
    await claimBatch(db, { messageId: id, period, channel: 2 }, { claim: 99_000_000_001, now: new Date(), limit: 10 });
    expect(await takeBack(db, new Date(), 3600)).toEqual({ queued: 0, unknown: 10 });
    const loop = startDelivery(services);
    const end = await until(
      () => progress(db, id),
      (now) => now?.state === 'finished',
    );
    await loop.stop();
    expect(end).toMatchObject({ unknown: 10, delivered: 19 });
    expect(gateway.sent).toHaveLength(19);
  });

  it('is unreachable where no gateway is set up', async () => {
    const services = testServices(db, {});
    const id = await send(services, draftFor(directory.districtId, 30));
    await expandPiece(services, id);
    const { rows } = await sql<{ reason: string; n: number }>`
      select reason, count(*)::int as n from delivery where message_id = ${id} group by 1 order by 1`.execute(db);
    expect(rows).toEqual([
      { reason: 'no_channel', n: 29 },
      { reason: 'no_contact', n: 1 },
    ]);
    expect(await progress(db, id)).toMatchObject({ unreachable: 30, queued: 0 });
  });
});
