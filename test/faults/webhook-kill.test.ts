/** kill -9 of a worker while it tells: no event is lost, and what comes twice bears the same id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, expect, test } from 'vitest';
import { addWebhook } from '../../src/features/api/webhooks/actions.ts';
import { tell } from '../../src/features/api/webhooks/sending.ts';
import { byAt, movableClock, value } from '../../src/features/notices/factory.ts';
import { announce } from '../../src/platform/events.ts';
import { makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock(new Date().toISOString());
const services = testServices(db, { clock, env: { BELFRY_WEBHOOK_PRIVATE: 'true' } });
const events = 40;

interface Came {
  id: string;
  notice: number;
}
const came: Came[] = [];
let secret = '';
/** After so many, in the midst of the third five, the other side says nothing more. */
let silentAfter = 13;
const open = new Set<ServerResponse>();
let onSilence: () => void = () => undefined;
const receiver = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const headers = request.headers as Record<string, string>;
    const message = new Webhook(secret).verify(Buffer.concat(pieces).toString(), headers) as {
      data: { noticeId: number };
    };
    came.push({ id: headers['webhook-id'] as string, notice: message.data.noticeId });
    if (came.length <= silentAfter) return response.writeHead(204).end();
    open.add(response);
    return onSilence();
  });
});
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  receiver.closeAllConnections();
  receiver.close();
});

test('a worker is killed with messages on the way; the next one ends what it began', async () => {
  const cast = await makeCast(database);
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const by = byAt(cast.members['bureau.administrator']);
  const wish = { organisationId: cast.district.id, url, events: ['notice.published'] as const };
  ({ secret } = value(await addWebhook(services, by, wish)));
  for (let noticeId = 1; noticeId <= events; noticeId += 1) {
    const data = { noticeId, version: 1, people: null };
    await announce(db, { kind: 'notice.published', organisationId: cast.district.id, data, at: clock.now() });
  }
  const silence = new Promise<void>((resolve) => {
    onSilence = resolve;
  });
  const script = join(import.meta.dirname, 'webhook-sender.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, database.appUrl], { stdio: 'inherit' });
  children.add(child);
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await Promise.race([silence, ended.then((signal) => expect.fail(`the worker ended by itself: ${signal}`))]);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  const onTheWay = (
    await sql<{ n: number }>`select count(*)::int as n from webhook_message
    where state = 'waiting' and attempts = 1`.execute(db)
  ).rows[0]?.n;
  expect(onTheWay).toBeGreaterThanOrEqual(2);

  silentAfter = Number.POSITIVE_INFINITY;
  const before = came.length;
  clock.set(new Date());
  expect(await tell(services), 'what the dead one had claimed is not due yet').toBe(events - 15);
  // The receiver checks the time as well; a minute is within its tolerance.
  clock.set(new Date(Date.now() + 61_000));
  expect(await tell(services)).toBe(onTheWay);
  expect(came.length).toBe(before + events - 15 + (onTheWay as number));
  expect(new Set(came.map(({ notice }) => notice)).size).toBe(events);
  const idOf = new Map(came.map(({ id, notice }) => [notice, id]));
  expect(came.filter(({ id, notice }) => idOf.get(notice) !== id)).toEqual([]);
  const states = await sql`select state, count(*)::int as n from webhook_message group by 1`.execute(db);
  expect(states.rows).toEqual([{ state: 'sent', n: events }]);
  expect(await tell(services)).toBe(0);
});
