/** Claim and complete through a channel that does nothing, against bare claim-and-complete statements. */
import { sql } from 'kysely';
import { progress } from '../src/features/delivery/feature.ts';
import { batchSize } from '../src/features/delivery/model.ts';
import { expandRound } from '../src/features/delivery/sender/expander.ts';
import { startDelivery } from '../src/features/delivery/sender/loop.ts';
import { openDatabase } from '../src/platform/database/connect.ts';
import { draftFor, send, testServices, until } from '../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../test/support/synthetic-directory.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { seconds, startBenchServer } from './server.ts';

const goal = 0.5;
const connections = 4;

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const people = Math.round(200_000 * scale);
  const bench = await startBenchServer();
  const db = openDatabase(bench.server.appUrl, { max: connections, applicationName: 'belfry bench drain' });
  try {
    say(`making ${people.toLocaleString('en')} deliveries, twice`);
    const directory = await makeSyntheticDirectory(db, { guardians: people, bare: true });
    await bench.owner.query('vacuum analyze');
    const services = testServices(db, { BELFRY_SMTP_URL: 'smtp://127.0.0.1:1' });
    const id = await send(services, draftFor(directory.districtId, people));
    while (await expandRound(services));
    // The same rows of a message that no sender looks at.
    const { rows } = await sql<{ id: number }>`
      insert into message (period, organisation_id, subject, purpose, audience, frozen_size, release_at, link_expires_at, created_at, state)
      select period, organisation_id, subject, purpose, audience, frozen_size, release_at, link_expires_at, created_at, 'finished'
      from message where id = ${id} returning id`.execute(db);
    const twin = rows[0]?.id as number;
    await sql`
      insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, district_id, channel, state)
      select ${twin}, person_id, organisation_id, contact_point_id, period, ready_at, district_id, channel, state
      from delivery where message_id = ${id}`.execute(db);
    await bench.owner.query('vacuum analyze');

    say(`the limit: bare statements, ${connections} connections, ${batchSize} rows each`);
    const bare = await seconds(() => Promise.all(Array.from({ length: connections }, (_, n) => bareLane(db, twin, n))));

    say('Belfry, with a channel that does nothing');
    let handed = 0;
    const nothing = {
      send: async (mails: readonly unknown[]) => {
        handed += mails.length;
        return mails.map(() => ({ kind: 'accepted' as const }));
      },
      close: () => undefined,
    };
    let loop: ReturnType<typeof startDelivery> | undefined;
    const took = await seconds(async () => {
      loop = startDelivery(services, nothing);
      await until(
        () => handed,
        (n) => n === people,
        600_000,
      );
      await until(
        () => progress(db, id),
        (now) => now?.delivered === people,
      );
    });
    await loop?.stop();
    return [result({ name: 'drain', unit: 'deliveries/s', goal, figure: people / took, limit: people / bare })];
  } finally {
    await db.destroy();
    await bench.stop();
  }
}

async function bareLane(db: ReturnType<typeof openDatabase>, message: number, lane: number): Promise<void> {
  for (let batch = 1; ; batch += 1) {
    const claim = lane * 1_000_000 + batch;
    const claimed = await sql<{ id: number }>`
      update delivery d set state = 1, claimed_at = now(), claim = ${claim}
      from (select person_id, period, district_id from delivery where message_id = ${message} and channel = 1 and state = 0
        and ready_at <= now() order by ready_at limit ${batchSize} for update skip locked) p
      where d.message_id = ${message} and d.person_id = p.person_id and d.period = p.period and d.district_id = p.district_id
      returning d.person_id as id`.execute(db);
    if (claimed.rows.length === 0) return;
    await sql`
      update delivery set state = 2, settled_at = now()
      where message_id = ${message} and person_id = any (${claimed.rows.map((row) => row.id)}::bigint[])
        and state = 1 and claim = ${claim}`.execute(db);
  }
}
