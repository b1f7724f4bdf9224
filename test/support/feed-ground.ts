/** A district with a feed that a test plays, and what one asks of it. For tests. */
import { sql } from 'kysely';
import { createApp } from '../../src/app.tsx';
import { pollDue } from '../../src/features/incidents/feeds/actions/poll.ts';
import {
  atomIndex,
  capMessage,
  feedDouble,
  type WrittenMessage,
} from '../../src/features/incidents/feeds/double.fixture.ts';
import { newFeedPath } from '../../src/features/incidents/feeds/paths.ts';
import { movableClock } from '../../src/features/notices/factory.ts';
import { type CastName, cookieOf, makeCast } from './cast.ts';
import { testDatabase } from './database.ts';
import { testServices } from './services.ts';

export type Form = Record<string, string | string[]>;

export const idIn = (path: string): number => Number(/(\d+)$/.exec(path)?.[1]);

/** Ends with the test file; `begin` before each test gives a feed of its own. */
export async function feedGround() {
  const database = await testDatabase();
  const { db } = database;
  const clock = movableClock('2026-11-20T01:00:00Z');
  const services = { ...testServices(db, { clock, env: { BELFRY_FEED_PRIVATE: '127.0.0.1' } }), clock };
  const app = createApp(services);
  const cast = await makeCast(database);
  const double = await feedDouble();
  let feed = 0;

  const settings = () => ({
    ...{ name: '省气象局', url: `${double.origin}/feed.atom`, others: '', area: 'some', words: '青溪', codes: '' },
    ...{ leastSeverity: 'Moderate', everyMinutes: '5' },
  });

  async function request(name: CastName, path: string, body?: URLSearchParams | FormData) {
    const cookie = await cookieOf(database, cast.members[name], clock.now());
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
    const answer = await app.request(path, { method: body ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
    return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') ?? '' };
  }
  const ask = (name: CastName, path: string, form?: Form) =>
    request(
      name,
      path,
      form && new URLSearchParams(Object.entries(form).flatMap(([k, v]) => [v].flat().map((one) => [k, one]))),
    );
  const upload = (name: CastName, path: string, body: FormData) => request(name, path, body);
  const officer = (path: string, form?: Form) => ask('bureau.incident_officer', path, form);

  async function begin(): Promise<number> {
    clock.set('2026-11-20T01:00:00Z');
    double.pages.clear();
    double.asked.length = 0;
    await sql`update warning_feed set state = 'removed'`.execute(db);
    await sql`update warning_notice set ended_at = shown_at where ended_at is null`.execute(db);
    await sql`update status_page set revision = revision + 1`.execute(db);
    const answer = await officer(newFeedPath, settings());
    if (answer.status !== 303) throw new Error(answer.text);
    feed = idIn(answer.to);
    return feed;
  }

  /** Puts an index with these messages, and polls. */
  async function publish(...messages: WrittenMessage[]): Promise<void> {
    const names = messages.map(({ identifier }) => identifier);
    double.pages.set('/feed.atom', atomIndex(names));
    for (const message of messages) double.pages.set(`/${message.identifier}.xml`, capMessage(message));
    await poll();
  }

  async function poll(): Promise<void> {
    await sql`update warning_feed set next_poll_at = ${clock.now()} where state = 'active'`.execute(db);
    const asked = await pollDue(services, { timeout: 400 });
    if (asked !== 1) throw new Error(`${asked} feeds were asked`);
  }

  interface Row {
    id: number;
    identifier: string;
    state: string;
    followed: string | null;
  }
  async function received(): Promise<Record<string, string>> {
    const { rows } = await sql<Row>`select w.id, w.identifier, w.state, n.identifier as followed from warning w
      left join warning n on n.id = w.followed_by where w.feed_id = ${feed} order by w.id`.execute(db);
    return Object.fromEntries(
      rows.map((row) => [row.identifier, [row.state, row.followed].filter(Boolean).join(' < ')]),
    );
  }

  async function idOf(identifier: string): Promise<number> {
    const { rows } = await sql<Row>`select id from warning
      where identifier = ${identifier} and feed_id = ${feed}`.execute(db);
    return rows[0]?.id ?? 0;
  }

  return {
    ...{ db, clock, services, app, cast, double, settings, ask, upload, officer, begin, publish, poll, received, idOf },
  };
}
