import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { movableClock } from '../notices/factory.ts';
import { seedApi } from './seed.ts';

test('the demo’s other systems have a past: taken, tried again, failed and held; used, ending and ended', async () => {
  const database = await testDatabase();
  const { db } = database;
  const cast = await makeCast(database);
  const clock = movableClock('2026-11-20T01:00:00Z');
  const services = { ...testServices(db, { clock }), clock };
  const ago = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
  const organisationId = cast.district.id;
  const token = { name: 'x', organisationId, roles: ['editor'], scopes: ['notices.read'], networks: [] } as const;
  const webhook = { organisationId, url: 'https://hooks.example.org/x', events: ['notice.published'] } as const;
  await seedApi(services, {
    by: {
      accountId: cast.members['bureau.administrator'].accountId,
      reach: { paths: [cast.district.path], brand: 'reach' as const },
    },
    tokens: [
      { wish: { ...token, expiresOn: '2026-12-20' }, madeAt: ago(100), lastUsedOn: '2026-11-19' },
      { wish: { ...token, expiresOn: '2026-12-20' }, madeAt: ago(100), lastUsedOn: null, endedAt: ago(3) },
    ],
    clients: [
      { wish: { name: 'y', organisationId, extent: 'core' }, madeAt: ago(50), lastUsedOn: null, endedAt: ago(2) },
    ],
    webhooks: [
      { wish: webhook, madeAt: ago(100) },
      { wish: webhook, madeAt: ago(100), silentFrom: ago(12) },
    ],
    events: [25, 20, 15, 11.9, 8, 3].map((days, noticeId) => ({
      ...{ kind: 'notice.published' as const, organisationId, data: { noticeId }, at: ago(days) },
    })),
  });
  const { rows } = await sql<{ webhook: number; state: string; attempts: number; tries: number; late: boolean }>`
    select m.webhook_id as webhook, m.state, m.attempts, count(a.id)::int as tries,
      coalesce(max(a.at) > ${clock.now()}, false) as late
    from webhook_message m left join webhook_attempt a on a.message_id = m.id
    group by m.id order by m.webhook_id, m.created_at`.execute(db);
  expect(rows.map(({ state, tries }) => `${state} ${tries}`)).toEqual([
    ...['sent 1', 'sent 1', 'sent 3', 'sent 1', 'sent 1', 'sent 1'],
    ...['sent 1', 'sent 1', 'sent 3', 'failed 10', 'held 7', 'held 0'],
  ]);
  expect(rows.every(({ attempts, tries, late }) => attempts === tries && !late)).toBe(true);
  const { rows: ended } = await sql<{ n: number }>`
    select (select count(*) from api_token where revoked_at is not null)
      + (select count(*) from api_roster_client where ended_at is not null)
      + (select count(*) from webhook where state = 'disabled') as n`.execute(db);
  expect(ended[0]?.n).toBe(3);
});
