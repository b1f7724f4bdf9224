/** For tests of the desk of cases: an application, its cast, cases and what became of them. */
import { sql } from 'kysely';
import { Client } from 'pg';
import { createApp } from '../../src/app.tsx';
import { movableClock } from '../../src/features/notices/factory.ts';
import { type CaseWish, type MadeCase, makeCase } from '../../src/features/voice/handling/factory.ts';
import { words } from '../../src/features/voice/messages.ts';
import { type Case, caseById, stepsOf } from '../../src/features/voice/queries/cases.ts';
import { askAs, type Cast, type CastName, cookieOf, makeCast } from './cast.ts';
import { testDatabase } from './database.ts';
import { testServices } from './services.ts';

export async function makeDesk(at: string) {
  const database = await testDatabase();
  const { db } = database;
  const clock = movableClock(at);
  const services = testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } });
  const app = createApp(services);
  let cast: Cast;

  function ask(name: CastName, path: string, form?: Record<string, string>, language = 'en') {
    return askAs(app, database, cast.members[name], clock.now(), { path, form, language });
  }

  return {
    ...{ database, db, clock, services, app, ask, t: words('en') },
    cast: () => cast,
    cookie: (name: CastName) => cookieOf(database, cast.members[name], clock.now()),
    async begin() {
      cast = await makeCast(database);
    },
    made: (wish: Partial<CaseWish>): Promise<MadeCase> =>
      makeCase(db, { receivedOn: '2026-07-13', dueOn: '2026-07-28', ...wish }),
    async read(one: MadeCase): Promise<Case> {
      const found = await caseById(db, one.id);
      if (!found) throw new Error('the case is gone');
      return found;
    },
    acts: async (one: MadeCase): Promise<string[]> => (await stepsOf(db, one.id)).map((step) => step.act),
    work: (name: CastName, one: MadeCase, form: Record<string, string>) =>
      ask(name, `/desk/cases/${one.number}/work`, form),
    /** As the owner of the tables: what the application may not do. */
    owner: async (statement: string): Promise<void> => {
      const client = new Client({ connectionString: database.ownerUrl });
      await client.connect();
      await client.query(statement).finally(() => client.end());
    },
    /** What the audit has not been told yet. */
    async waitingActs(): Promise<string[]> {
      const { rows } = await sql<{ act: string }>`select act from voice_act order by act`.execute(db);
      return rows.map((row) => row.act);
    },
  };
}
