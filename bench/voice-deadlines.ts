/** The daily run of the voice over a million open cases: what is over is closed, what is late or due is counted, handlers are told. */
import { runDaily } from '../src/features/voice/handling/actions/daily.ts';
import { fixedClock } from '../src/platform/clock.ts';
import { makeCast } from '../test/support/cast.ts';
import { testServices } from '../test/support/services.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { result } from './result.ts';
import { type BenchServer, seconds } from './server.ts';

const limitSeconds = 5;
const today = '2026-07-16';
const openCases = 1_000_000;
const answered = 5_000;

export async function measureDeadlines(bench: BenchServer, { say, scale }: BenchOptions): Promise<BenchResult> {
  const { db } = bench;
  const cast = await makeCast({ db, ownerUrl: bench.server.ownerUrl });
  const offices = [cast.district.id, cast.north.organisation.id, cast.south.organisation.id];
  const open = Math.round(openCases * scale);
  say(`writing ${open.toLocaleString('en')} open cases`);
  await fill(bench, open, 'received', offices);
  await fill(bench, Math.round(answered * scale), 'answered', offices);
  await bench.owner.query('vacuum analyze voice_case');
  const services = testServices(db, { clock: fixedClock(new Date(`${today}T22:35:00Z`)) });
  let seen = { closed: 0, told: 0, entered: 0 };
  const took = await seconds(async () => {
    seen = await runDaily(services);
  });
  const note = `${open.toLocaleString('en')} open; ${seen.closed} closed, ${seen.told} handlers told`;
  if (seen.told === 0 || seen.closed === 0) throw new Error(`the run did nothing: ${note}`);
  return result({
    ...{ name: 'voice deadlines', figure: took, unit: 's', limit: limitSeconds, goal: 1, note },
    smallerIsBetter: true,
  });
}

/** Of all kinds, spread over offices, days and what they are about: a third late, a tenth due soon. */
async function fill({ owner }: BenchServer, n: number, state: string, offices: number[]): Promise<void> {
  await owner.query(
    `insert into voice_case (number, kind, category, way, via, language, organisation_id, text, may_publish, receipt, received_on,
       clock, clock_version, state, office_id, accepted_on, answered_on, due_on, ask_until)
     select substr(translate(upper(md5($1::text || i::text)), 'ILOU', '0123'), 1, 8), k.kind, k.category, 'anonymous', 'page', 'zh-CN',
       case when i % 3 = 0 then ($4::bigint[])[2] end, '校车站台坏了，请修。', true,
       decode(md5($1::text || 'a' || i) || md5($1::text || 'b' || i), 'hex'), date '2026-05-01' + (i % 70), k.clock, 1, $1::text,
       case when i % 3 = 0 then ($4::bigint[])[1] when i % 10 = 1 then null else ($4::bigint[])[1 + i % 3] end,
       case when $1::text = 'answered' then date '2026-06-01' end, case when $1::text = 'answered' then date '2026-06-10' end,
       $2::date - 30 + (i % 90), case when $1::text = 'answered' then $2::date - 1 end
     from generate_series(1, $3::int) as i,
       lateral (select * from (values ('question', 'fees', 'question'), ('hazard', 'bus_stop', 'question'),
         ('complaint', 'charges', 'petition')) as v (kind, category, clock)
         offset case when i % 3 = 0 then 2 else i % 2 end limit 1) as k
     on conflict do nothing`,
    [state, today, n, offices],
  );
}
