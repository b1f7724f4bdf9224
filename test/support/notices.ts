/** A scene for tests of notices: the cast, an app over a test database, a clock that moves. */
import { createApp } from '../../src/app.tsx';
import { messageById, signLink } from '../../src/features/delivery/feature.ts';
import { claimBatch, recordDelivered } from '../../src/features/delivery/queries/claims.ts';
import { expandRound } from '../../src/features/delivery/sender/expander.ts';
import { byAt, movableClock, type NoticeSpec } from '../../src/features/notices/factory.ts';
import { type Cast, type CastName, cookieOf, makeCast } from './cast.ts';
import { testDatabase } from './database.ts';
import { testServices } from './services.ts';

/** Call it at the top of a test file. */
export async function noticeScene(env: Record<string, string> = {}) {
  const database = await testDatabase();
  const clock = movableClock('2026-11-20T01:00:00Z');
  const services = { ...testServices(database.db, { clock, env }), clock };
  const app = createApp(services);
  const cast = await makeCast(database);
  const cookie = (name: CastName) => cookieOf(database, cast.members[name], clock.now());

  return {
    database,
    db: database.db,
    clock,
    services,
    app,
    cast,
    cookie,
    spec: specOf(cast),
    linkOf: (messageId: number, personId: number, epoch = 0) =>
      `/m/${signLink(services.secrets, { messageId, personId, epoch })}`,
    /** Requests as a member of the cast. */
    staff: async (name: CastName, language = 'en') => {
      const own = await cookie(name);
      return (path: string, body?: Record<string, string>) =>
        app.request(path, {
          method: body ? 'POST' : 'GET',
          body: body && new URLSearchParams(body),
          headers: { cookie: own, 'sec-fetch-site': 'same-origin', 'accept-language': language },
        });
    },
    /** As if the mail server had taken everything of a message. */
    deliver: async (messageId: number) => {
      const message = await messageById(database.db, messageId);
      if (!message) throw new Error(`There is no message ${messageId}.`);
      const batch = { messageId, period: message.period, claim: 1, now: clock.now() };
      const claimed = await claimBatch(database.db, { ...batch, channel: 1 }, { ...batch, limit: 10_000 });
      await recordDelivered(
        database.db,
        batch,
        claimed.map((row) => row.personId),
      );
    },
    /** Gives every message whose time has come its recipients. */
    expandAll: async () => {
      while (await expandRound(services));
    },
  };
}

function specOf(cast: Cast): NoticeSpec {
  return {
    office: cast.district.id,
    author: byAt(cast.members['bureau.editor']),
    approver: byAt(cast.members['bureau.approver']),
    audience: [{ organisationId: cast.district.id, role: 'guardians' }],
    deadlineOn: '2026-11-27',
    number: '清教办〔2026〕47号',
    texts: [
      { language: 'zh-CN', title: '关于冬季作息时间调整的通知', body: '各位家长：**推迟**二十分钟。' },
      { language: 'en', title: 'Winter hours', body: 'Twenty minutes later.' },
      { language: 'bo', title: 'དགུན་ཁའི་དུས་ཚོད།', body: 'ཁྱིམ་བདག་རྣམས་ལ།' },
    ],
  };
}
