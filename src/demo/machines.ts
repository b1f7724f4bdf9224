/** What other systems have of Belfry in the demo: tokens, webhooks with four weeks behind them, clients of the roster service. */
import { sql } from 'kysely';
import { type ApiSeed, seedApi } from '#features/api/seed.ts';
import { reachOf } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Database } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import type { Happened } from '#platform/events.ts';
import type { Services } from '#platform/services.ts';
import type { Filled } from './fill.ts';

const dayMs = 86_400_000;
/** Messages of webhooks are kept for 30 days. */
const shown = 29 * dayMs;

/** `hooks`: the address of the catcher, to which what happens from now on is really sent. */
export async function connectMachines(services: Services, { places, staff }: Filled, hooks: string): Promise<void> {
  const now = services.clock.now();
  const today = localDate(now, services.config.timeZone);
  const { bureau } = places;
  const [school] = places.schools;
  const accountId = staff.shown.find(({ key }) => key === 'administrator')?.accountId;
  if (!school || !accountId) throw new Error('The demo has no school or no administrator.');
  const grants = [{ role: 'administrator', organisationId: bureau.id, path: bureau.path }] as const;
  const caller = { kind: 'account', accountId, sessionId: 0, personId: null, name: '', grants } as const;
  const reach = reachOf(caller, 'demo.write', { 'demo.write': ['administrator'] });
  const ago = (days: number) => new Date(now.getTime() - days * dayMs);
  const seed: ApiSeed = {
    by: { accountId, reach },
    tokens: [
      {
        wish: {
          ...{ name: '县政务服务网同步', organisationId: bureau.id, roles: ['editor'], networks: ['10.20.0.0/16'] },
          ...{ scopes: ['notices.read'], expiresOn: addDays(today, 180) },
        },
        ...{ madeAt: ago(150), lastUsedOn: today },
      },
      {
        wish: {
          ...{ name: '校园一卡通', organisationId: school.id, roles: ['editor'], networks: [] },
          ...{ scopes: ['directory.read'], expiresOn: addDays(today, 9) },
        },
        ...{ madeAt: ago(300), lastUsedOn: addDays(today, -1) },
      },
      {
        wish: {
          ...{ name: '办公大厅信息屏（已拆除）', organisationId: bureau.id, roles: ['editor'], networks: [] },
          ...{ scopes: ['notices.read', 'directory.read'], expiresOn: addDays(today, 60) },
        },
        ...{ madeAt: ago(220), lastUsedOn: addDays(today, -75), endedAt: ago(74) },
      },
    ],
    clients: [
      {
        wish: { name: '县智慧教学平台', organisationId: bureau.id, extent: 'full' },
        ...{ madeAt: ago(85), lastUsedOn: today },
      },
      {
        wish: { name: '图书馆借阅系统', organisationId: school.id, extent: 'core' },
        ...{ madeAt: ago(60), lastUsedOn: addDays(today, -3) },
      },
      {
        wish: { name: '在线作业平台（试用结束）', organisationId: school.id, extent: 'core' },
        ...{ madeAt: ago(200), lastUsedOn: addDays(today, -110), endedAt: ago(105) },
      },
    ],
    webhooks: [
      {
        wish: {
          ...{ organisationId: bureau.id, url: hooks },
          events: ['notice.published', 'notice.corrected', 'notice.withdrawn', 'delivery.finished'],
        },
        madeAt: ago(150),
      },
      {
        wish: {
          ...{ organisationId: bureau.id, url: 'https://media.qinghe.example/hooks/notices' },
          events: ['notice.published', 'notice.withdrawn'],
        },
        ...{ madeAt: ago(120), silentFrom: ago(13) },
      },
    ],
    events: await happened(services.db, now),
  };
  await seedApi(services, seed);
}

/** What the notices of the last weeks would have told, had anybody listened. */
async function happened(db: Database, now: Date): Promise<Happened[]> {
  const { rows } = await sql<Happened>`
    with recent as (
      select n.*, m.finished_at from notice n left join message m on m.id = n.message_id
      where n.state in ('published', 'withdrawn') and n.published_at is not null)
    select kind, "organisationId", data, at from (
      select 'notice.published' as kind, organisation_id as "organisationId", published_at as at,
        jsonb_build_object('noticeId', id, 'version', 1, 'people', frozen_size) as data from recent
      union all
      select 'delivery.finished', organisation_id, finished_at,
        jsonb_build_object('messageId', message_id, 'noticeId', id, 'purpose', 'notice') from recent
      union all
      select 'notice.corrected', organisation_id, corrected_at, jsonb_build_object('noticeId', id, 'version', 2) from recent
      union all
      select 'notice.withdrawn', organisation_id, withdrawn_at, jsonb_build_object('noticeId', id, 'version', version)
      from recent) e
    where at between ${new Date(now.getTime() - shown)} and ${now} order by at`.execute(db);
  return rows;
}
