/** Probes: /livez (this process), /readyz (what its role needs), /healthz (the whole, for people and scripts). */

import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { loopHealth } from '../loops.ts';
import type { Services } from '../services.ts';
import type { Env } from './context.ts';

/** A feature's own look at the whole (Feature.health). */
export type Check = (services: Services) => Promise<string[]>;

/** A probe that gets no answer is worth less than one that says so: load balancers and people wait some seconds. */
const patience = 4_000;

async function within<T>(work: Promise<T>): Promise<T> {
  const silence = new AbortController();
  const late = sleep(patience, undefined, { signal: silence.signal }).then(() => {
    throw new Error(`no answer within ${patience / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    silence.abort();
  }
}

/** 200 `ok`, or 503 with one reason a line. */
export function health(services: Services, checks: readonly Check[]): Hono<Env> {
  const routes = new Hono<Env>();
  const databaseTrouble = async (): Promise<string[]> => {
    try {
      await within(sql`select 1`.execute(services.db));
      return [];
    } catch (error) {
      return [`database: ${error instanceof Error ? error.message.split('\n')[0] : 'no answer'}`];
    }
  };
  const answer = (reasons: string[]) =>
    new Response(reasons.length ? `${reasons.join('\n')}\n` : 'ok\n', {
      status: reasons.length ? 503 : 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  routes.get('/livez', () => answer([]));
  routes.get('/readyz', async () => answer(await databaseTrouble()));
  routes.get('/healthz', async () => {
    const database = await databaseTrouble();
    // Without the database the others have nothing to look at.
    const found = database.length
      ? []
      : await within(Promise.all(checks.map((check) => check(services)))).catch((error: Error) => [[error.message]]);
    return answer([...database, ...loopHealth(), ...found.flat()]);
  });
  return routes;
}
