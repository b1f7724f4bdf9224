/** For tests of sending: services over a test database and a message to a synthetic directory. */
import { sql } from 'kysely';
import { type AlertDraft, alertChannels, createAlert } from '../../src/features/delivery/actions/alerts.ts';
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

/** A warning of a declared incident, as rows: nothing goes out as an alert without one. Gives its number. */
export async function makeWarning(
  db: Database,
  organisationId: number,
  { exercise = false, kind = 'alert', incident }: { exercise?: boolean; kind?: string; incident?: number } = {},
): Promise<{ alertId: number; incidentId: number }> {
  const now = systemClock.now();
  const one = async (query: ReturnType<typeof sql<{ id: number }>>) => (await query.execute(db)).rows[0]?.id as number;
  const incidentId =
    incident ??
    (await one(sql`insert into incident (organisation_id, kind, level, exercise, plan_version, plan, declared_at)
      values (${organisationId}, 'flood', 2, ${exercise}, 0, '{}', ${now}) returning id`));
  const alertId =
    await one(sql`insert into incident_alert (incident_id, identifier, sender, kind, sent_at, expires_at, level, texts, areas)
    values (${incidentId}, gen_random_uuid()::text, 'belfry.test', ${kind}, ${now}, ${new Date(now.getTime() + 24 * hour)}, 2, '{}', '[]')
    returning id`);
  return { alertId, incidentId };
}

/** An alert to the guardians of an organisation, by every channel that is set up. Gives its messages. */
export async function alertFamilies(
  services: Services,
  organisationId: number,
  people: number,
  more: Partial<AlertDraft> = {},
): Promise<number[]> {
  const now = systemClock.now();
  const alertId = more.alertId ?? (await makeWarning(services.db, organisationId)).alertId;
  const draft: AlertDraft = {
    ...{ districtId: 1, organisationId, subject: 'incident:1', alertId, people, after: [], toFollowers: false },
    audience: { include: [{ organisationId, role: 'guardians' }], exclude: [] },
    endsAt: new Date(now.getTime() + 24 * hour),
    contents: [
      {
        language: 'zh-CN',
        subject: '暴雨洪水橙色预警：学生留校',
        text: '学生留校，请不要接送。 https://belfry.test/status/incident-1.html',
        html: '<p>学生留校，请不要接送。</p>',
        short: '暴雨洪水橙色预警：学生留校 https://belfry.test/status/incident-1.html',
      },
    ],
    ...more,
  };
  return services.db.transaction().execute((trx) => createAlert(trx, alertChannels(services.config), draft, now));
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
