/** For tests of roll calls: an application, incidents, and what delivery makes of the messages. */
import { sql } from 'kysely';
import { createApp } from '../../src/app.tsx';
import { expandPiece } from '../../src/features/delivery/sender/expander.ts';
import type { MadeSchool } from '../../src/features/directory/factory.ts';
import { words } from '../../src/features/incidents/messages.ts';
import { declarePath } from '../../src/features/incidents/paths.ts';
import { movableClock } from '../../src/features/notices/factory.ts';
import { askAs, type Cast, type CastName, cookieOf, makeCast } from './cast.ts';
import { testDatabase } from './database.ts';
import { testServices } from './services.ts';

export const countFor = (text: string, part: string): number => text.split(part).length - 1;

export async function makeGround(at: string) {
  const database = await testDatabase();
  const { db } = database;
  const clock = movableClock(at);
  const services = {
    ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }),
    ...{ clock, ownerUrl: database.ownerUrl },
  };
  const app = createApp(services);
  let made: Cast;

  function ask(name: CastName, path: string, form?: Record<string, string> | URLSearchParams, language = 'en') {
    return askAs(app, database, made.members[name], clock.now(), { path, form, language });
  }

  return {
    ...{ database, db, clock, services, app, ask, t: words('en') },
    cast: () => made,
    async begin() {
      made = await makeCast(database);
    },
    /** Declares a flood; each asks not whether it is the same as the one before. */
    async incident(wish: { exercise?: boolean; places?: readonly number[]; name?: CastName } = {}): Promise<number> {
      const { rows } = await sql<{ id: number }>`select id from incident where state = 'running'`.execute(db);
      const body = new URLSearchParams({ mode: wish.exercise ? 'exercise' : 'real', kind: 'flood', level: '3' });
      for (const place of wish.places ?? [made.district.id]) body.append('where', String(place));
      for (const { id } of rows) body.append('other', String(id));
      const cookie = await cookieOf(database, made.members[wish.name ?? 'bureau.incident_officer'], clock.now());
      const answer = await app.request(declarePath, {
        method: 'POST',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        body,
      });
      const id = Number(/incidents\/(\d+)$/.exec(answer.headers.get('location') ?? '')?.[1]);
      if (!id) throw new Error(`not declared: ${answer.status}`);
      return id;
    },
    async classesOf(school: MadeSchool) {
      const found = [];
      for (const { organisation } of school.classes) {
        const { rows } = await sql<{ id: number; name: string }>`
          select p.id, p.full_name as name from membership m join person p on p.id = m.person_id
          where m.organisation_id = ${organisation.id} and m.position = 'pupil' order by p.full_name, p.id`.execute(db);
        found.push({ id: organisation.id, pupils: rows });
      }
      return found;
    },
    /** As if nothing had been called in this term. */
    async forgetRolls() {
      await sql`delete from roll_call`.execute(db);
    },
    /** Makes the rows of the messages of a roll call, as the sender would; who they go to, by message. */
    async expand(roll: number): Promise<{ id: number; purpose: string; people: number[] }[]> {
      const { rows } = await sql<{ id: number; purpose: string }>`select id, purpose from message
        where subject = ${`roll_call:${roll}`} order by id`.execute(db);
      const found = [];
      for (const { id, purpose } of rows) {
        while (await expandPiece(services, id));
        const people = await sql<{ id: number }>`select person_id as id from delivery where message_id = ${id}`.execute(
          db,
        );
        found.push({ id, purpose, people: people.rows.map((row) => row.id) });
      }
      return found;
    },
  };
}
