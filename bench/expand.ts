/** 1,000,000 deliveries for one notice, against a bare INSERT … SELECT into an identical table with the same indexes. */
import { sql } from 'kysely';
import { progress } from '../src/features/delivery/feature.ts';
import { expandRound } from '../src/features/delivery/sender/expander.ts';
import { draftFor, send, testServices } from '../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../test/support/synthetic-directory.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { seconds, startBenchServer } from './server.ts';

const goal = 0.6;

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const people = Math.round(1_000_000 * scale);
  const bench = await startBenchServer();
  try {
    const { db, owner } = bench;
    say(`making a directory of ${people.toLocaleString('en')} guardians and as many pupils`);
    const directory = await makeSyntheticDirectory(db, { guardians: people, smsOnly: 5, without: 5, bare: true });
    await owner.query('vacuum analyze');
    const services = testServices(db, {});

    say('expanding');
    const id = await send(services, draftFor(directory.districtId, people));
    let first = 0;
    const began = performance.now();
    const took = await seconds(async () => {
      while (await expandRound(services)) first ||= performance.now() - began;
    });
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from delivery where message_id = ${id}`.execute(
      db,
    );
    const seen = await progress(db, id);
    if (rows[0]?.n !== people || seen?.total !== people || !seen.expanded)
      throw new Error('The expansion is not whole.');

    say('the limit: INSERT … SELECT of the same rows');
    await owner.query(`create table bare (like delivery including defaults) partition by range (period)`);
    await owner.query(`create table bare_part partition of bare for values from (minvalue) to (maxvalue)
      with (fillfactor = 85)`);
    await owner.query(`alter table bare add primary key (message_id, person_id, period, district_id)`);
    await owner.query(`create index on bare (message_id, channel, ready_at) where state = 0`);
    await owner.query(`create index on bare (claimed_at) where state = 1`);
    await owner.query(`create unlogged table source as select * from delivery`);
    await owner.query('checkpoint').catch(() => undefined);
    const limit = await seconds(() => owner.query('insert into bare select * from source'));
    return [
      result({
        ...{ name: 'expand', unit: 'deliveries/s', goal, figure: people / took, limit: people / limit },
        note: `first piece committed after ${Math.round(first)} ms; ${took.toFixed(1)} s against ${limit.toFixed(1)} s`,
      }),
    ];
  } finally {
    await bench.stop();
  }
}
