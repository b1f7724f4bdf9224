/** For tests of sending: services over a test database and a message to a synthetic directory. */
import { sql } from 'kysely';
import { createMessage, type MessageDraft } from '../../src/features/delivery/actions/messages.ts';
import { outbox } from '../../src/features/delivery/outbox.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { loadConfig } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import { silentLog } from '../../src/platform/log.ts';
import { secretsFrom } from '../../src/platform/secrets.ts';
import type { Services } from '../../src/platform/services.ts';

export function testServices(db: Database, env: Record<string, string>, more: Partial<Services> = {}): Services {
  const config = loadConfig({
    dataDir: '/nonexistent',
    env: {
      BELFRY_QUIET_FROM: '00:00',
      BELFRY_QUIET_TO: '00:00',
      BELFRY_PUBLIC_URL: 'https://belfry.test',
      BELFRY_SMTP_FROM: 'office@belfry.test',
      BELFRY_SMTP_RATE: '0',
      ...env,
    },
  });
  const secrets = secretsFrom(Buffer.alloc(32, 7));
  return { db, config, clock: systemClock, log: silentLog(), secrets, outbox, leaveOut: {}, ...more };
}

const hour = 3_600_000;

export function draftFor(organisationId: number, size: number, more: Partial<MessageDraft> = {}): MessageDraft {
  const now = systemClock.now().getTime();
  return {
    districtId: 1,
    organisationId,
    subject: 'notice:1',
    purpose: 'notice',
    audience: { include: [{ organisationId, role: 'guardians' }], exclude: [] },
    frozenSize: size,
    releaseAt: new Date(now - 1000),
    linkExpiresAt: new Date(now + 240 * hour),
    contents: [
      {
        language: 'zh-CN',
        subject: '关于冬季作息时间的通知',
        text: '各位家长：请查看 {{link}}',
        html: '<p>各位家长：<a href="{{link}}">请查看</a></p>',
        short: '【示例县教育局】冬季作息时间有调整：{{link}}',
      },
      {
        language: 'en',
        subject: 'Winter timetable',
        text: 'See {{link}}',
        html: '<p><a href="{{link}}">See</a></p>',
        short: 'See {{link}}',
      },
    ],
    ...more,
  };
}

export async function send(services: Services, draft: MessageDraft): Promise<number> {
  return services.db.transaction().execute((trx) => createMessage(trx, draft, systemClock.now()));
}

/** Counts of the rows themselves, by state, with claimed ones as queued: what the figures must equal. */
export async function countRows(db: Database, messageId: number): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select (array['queued', 'queued', 'delivered', 'failed', 'unreachable', 'unknown', 'stopped'])[state + 1] as state,
      count(*)::int as n
    from delivery where message_id = ${messageId} group by 1`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

/** Asks again and again until it is so; fails after ten seconds with what was seen last. */
export async function until<T>(ask: () => Promise<T> | T, good: (value: T) => boolean, patience = 10_000): Promise<T> {
  const began = performance.now();
  for (;;) {
    const value = await ask();
    if (good(value)) return value;
    if (performance.now() - began > patience) throw new Error(`It did not come about: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
