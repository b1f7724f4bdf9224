/** For tests of broadcast channels: the cast, the platforms' side, and services whose clock is moved. */
import { sql } from 'kysely';
import { addChannel, type Wish } from '../../src/features/channels/actions/manage.ts';
import type { Kind } from '../../src/features/channels/model/channel.ts';
import { postsOf } from '../../src/features/channels/queries/posts.ts';
import { byAt, movableClock, value } from '../../src/features/notices/factory.ts';
import { makeCast } from './cast.ts';
import { testDatabase } from './database.ts';
import { startRobots } from './robots.ts';
import { testServices } from './services.ts';

const start = '2026-11-20T01:00:00Z';
/** What most channels want to hear. */
export const both: Wish = { name: '家长群', language: 'zh-CN', notices: true, below: false, incidents: true };

export async function channelScene() {
  const database = await testDatabase();
  const { db } = database;
  const clock = movableClock(start);
  const services = { ...testServices(db, { clock, env: { BELFRY_WEBHOOK_PRIVATE: 'true' } }), clock };
  const robots = await startRobots();
  robots.now = () => clock.now().getTime();
  const cast = await makeCast(database);
  const bureau = () => byAt(cast.members['bureau.administrator']);
  const credentials = (kind: Kind) => ({
    url: kind === 'wechat' ? robots.origin : robots.addresses[kind],
    ...(kind === 'dingtalk' ? { secret: robots.keys.dingtalkSecret } : {}),
    ...(kind === 'feishu' ? { secret: robots.keys.feishuSecret } : {}),
    ...(kind === 'wechat' ? { ...robots.account, publishes: true } : {}),
  });
  return {
    ...{ db, clock, services, robots, cast, bureau, credentials, start },
    async channel(kind: Kind, more: Partial<Wish> & { organisationId?: number } = {}): Promise<number> {
      const wish = { ...both, kind, organisationId: cast.north.organisation.id, ...more };
      return value(await addChannel(services, bureau(), wish, credentials(kind))).id;
    },
    /** A notice of the school in the north. */
    spec: (more: object = {}) => ({
      office: cast.north.organisation.id,
      author: byAt(cast.members['north.editor']),
      approver: byAt(cast.members['north.approver']),
      audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' as const }],
      ...more,
    }),
    /** What was said in a channel, the oldest first. */
    posts: async (id: number) => (await postsOf(db, id, null, 50)).reverse(),
    titles: () => robots.said.map((said) => said.title),
    later: (seconds: number) => clock.pass(seconds * 1000),
    async reset(): Promise<void> {
      robots.said = [];
      robots.requests = [];
      robots.behaviour = () => 'take';
      clock.set(start);
      await sql`delete from broadcast_channel`.execute(db);
      await sql`delete from direct_mail`.execute(db);
    },
  };
}
