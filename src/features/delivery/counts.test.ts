/** Counts are exact: whatever happens in whatever order, they equal a full count of the rows. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { draftFor, send, testServices } from '../../../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../../../test/support/synthetic-directory.ts';
import { countsByOrganisation, progress } from './actions/figures.ts';
import { addJoiners } from './actions/joiners.ts';
import { stopMessage } from './actions/messages.ts';
import { type Claimed, claimBatch, type Ready, type Result, recordBatch, recordDelivered } from './queries/claims.ts';
import { foldDeltas } from './queries/counts.ts';
import { messageRow } from './queries/message-rows.ts';
import { releaseClaims, settleStopped, takeBack } from './queries/recovery.ts';
import { expandPiece } from './sender/expander.ts';

const { db } = await testDatabase();
let people = 90;
const directory = await makeSyntheticDirectory(db, { guardians: people, perClass: 7, smsOnly: 20, without: 15 });
const services = testServices(db, { BELFRY_SMS_URL: 'http://127.0.0.1:1', BELFRY_SMS_TOKEN: 'x' });

type Step =
  | { kind: 'claim'; channel: 1 | 2; limit: number }
  | { kind: 'record'; outcomes: number[] }
  | { kind: 'delivered' }
  | { kind: 'join' | 'expand' | 'fold' | 'stop' | 'settle' | 'takeBack' | 'release' | 'lateRecord' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      channel: fc.constantFrom(1 as const, 2 as const),
      limit: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      outcomes: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 30, maxLength: 30 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'delivered' as const }) },
  ...(['join', 'expand', 'fold', 'settle', 'takeBack', 'release', 'lateRecord'] as const).map((kind) => ({
    weight: 1,
    arbitrary: fc.constant({ kind }),
  })),
  { weight: 1, arbitrary: fc.constant({ kind: 'stop' as const }) },
);

/** One more pupil with a guardian, in a class of the audience. */
async function newGuardian(): Promise<void> {
  people += 1;
  await sql`
    with pupil as (insert into person (full_name, given_name) values ('新生', '新生') returning id),
    guardian as (insert into person (full_name, given_name) values ('家长', '家长') returning id),
    place as (insert into membership (person_id, organisation_id, position, starts_on)
      select id, ${directory.classIds[0]}, 'pupil', '2020-01-01' from pupil),
    point as (insert into contact_point (person_id, kind, address) select id, 'email', id || '@late.test' from guardian)
    insert into guardianship (guardian_id, pupil_id, starts_on)
    select guardian.id, pupil.id, '2020-01-01' from guardian, pupil`.execute(db);
}

class Run {
  /** Rows that the message must have. */
  expected = people;
  claim = 1;
  open: { ready: Ready; claim: number; rows: Claimed[] }[] = [];
  /** Batches that were taken back or recorded: recording them again must change nothing. */
  over: { ready: Ready; claim: number; rows: Claimed[] }[] = [];
  constructor(
    readonly id: number,
    readonly period: string,
  ) {}

  async do(what: Step): Promise<void> {
    const now = new Date();
    if (what.kind === 'claim') {
      const ready = { messageId: this.id, period: this.period, channel: what.channel };
      const claim = this.claim++;
      const rows = await claimBatch(db, ready, { claim, now, limit: what.limit });
      if (rows.length > 0) this.open.push({ ready, claim, rows });
    } else if (what.kind === 'record' || what.kind === 'delivered') {
      const batch = this.open.shift();
      if (!batch) return;
      this.over.push(batch);
      const about = { messageId: this.id, period: this.period, claim: batch.claim, now };
      if (what.kind === 'delivered')
        await recordDelivered(
          db,
          about,
          batch.rows.map((row) => row.personId),
        );
      else
        await recordBatch(
          db,
          about,
          batch.rows.map((row, n) => outcome(row, what.outcomes[n] ?? 0, batch.ready.channel)),
        );
    } else if (what.kind === 'lateRecord') {
      const batch = this.over[0];
      if (batch)
        await recordDelivered(
          db,
          { messageId: this.id, period: this.period, claim: batch.claim, now },
          batch.rows.map((row) => row.personId),
        );
    } else if (what.kind === 'join') {
      await newGuardian();
      this.expected += await addJoiners(services, this.id);
    } else if (what.kind === 'expand') await expandPiece(services, this.id);
    else if (what.kind === 'fold') await foldDeltas(db);
    else if (what.kind === 'stop') await db.transaction().execute((trx) => stopMessage(trx, this.id, 'test', now));
    else if (what.kind === 'settle') {
      if ((await messageRow(db, this.id))?.state === 'stopped')
        await settleStopped(db, { id: this.id, period: this.period }, now, 10);
    } else if (what.kind === 'takeBack') {
      await takeBack(db, now, 3600);
      this.over.push(...this.open.splice(0));
    } else {
      const batch = this.open.shift();
      if (batch) await releaseClaims(db, [batch.claim]);
    }
  }
}

function outcome(row: Claimed, kind: number, channel: number): Result {
  const base = {
    personId: row.personId,
    reason: 'test',
    readyAt: null,
    channel: null,
    contactPointId: null,
    tried: true,
  };
  if (kind === 0) return { ...base, state: 0, readyAt: new Date(Date.now() - 1000) };
  if (kind === 1)
    return { ...base, state: 0, readyAt: new Date(Date.now() - 1000), channel: 3 - channel, tried: false };
  return { ...base, state: kind };
}

async function check(id: number, expectedTotal = people): Promise<void> {
  const { rows } = await sql<{ organisation: number; state: number; n: number }>`
    select organisation_id as organisation, case when state = 1 then 0 else state end as state, count(*)::int as n
    from delivery where message_id = ${id} group by 1, 2`.execute(db);
  const counted = await countsByOrganisation(db, id);
  const names = ['queued', '', 'delivered', 'failed', 'unreachable', 'unknown', 'stopped'] as const;
  const expected = new Map<number, Record<string, number>>();
  for (const row of rows) {
    const figures = expected.get(row.organisation) ?? {
      queued: 0,
      delivered: 0,
      failed: 0,
      unreachable: 0,
      unknown: 0,
      stopped: 0,
      total: 0,
    };
    figures[names[row.state] as string] = row.n;
    figures.total = (figures.total ?? 0) + row.n;
    expected.set(row.organisation, figures);
  }
  expect(new Map(counted.map(({ organisationId, ...figures }) => [organisationId, figures]))).toEqual(expected);
  const now = await progress(db, id);
  const sum = (name: string) =>
    rows.filter((row) => names[row.state] === name).reduce((total, row) => total + row.n, 0);
  expect(now?.delivered).toBe(sum('delivered'));
  expect(now?.failed).toBe(sum('failed'));
  expect(now?.unknown).toBe(sum('unknown'));
  // Nobody is forgotten and nobody counted twice, also before all have their row.
  const { queued = 0, delivered = 0, failed = 0, unreachable = 0, unknown = 0, stopped = 0, total } = now ?? {};
  expect(queued + delivered + failed + unreachable + unknown + stopped).toBe(total);
  expect(total).toBe(expectedTotal);
  // By channel too: a row that moved counts where it is.
  const wrong = await sql`
    with rows_ as (select channel, count(*) as n from delivery where message_id = ${id} group by channel),
    counts as (select channel, sum(n) as n from (
      select channel, n from delivery_count where message_id = ${id} and state = 0
      union all select channel, n from delivery_count_delta where message_id = ${id} and state = 0) c group by channel)
    select * from rows_ full join counts using (channel) where coalesce(rows_.n, 0) <> coalesce(counts.n, 0)`.execute(
    db,
  );
  expect(wrong.rows).toEqual([]);
}

it('equal a full count after any sequence of steps', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const id = await send(services, draftFor(directory.districtId, people));
      const run = new Run(id, (await messageRow(db, id))?.period ?? '');
      await expandPiece(services, id);
      for (const what of steps) await run.do(what);
      await check(id, run.expected);
      await foldDeltas(db);
      await check(id, run.expected);
    }),
    { numRuns: 40 },
  );
});

it('count a row once when a piece is expanded again after a crash', async () => {
  const id = await send(services, draftFor(directory.districtId, people));
  await expandPiece(services, id);
  await sql`update message set state = 'expanding', cursor_person_id = 0, expanded_at = null where id = ${id}`.execute(
    db,
  );
  await expandPiece(services, id);
  await check(id);
});

it('add up while several readers fold and count at once', async () => {
  const id = await send(services, draftFor(directory.districtId, people));
  await expandPiece(services, id);
  const run = new Run(id, (await messageRow(db, id))?.period ?? '');
  for (let n = 0; n < 12; n += 1) await run.do({ kind: 'claim', channel: 1, limit: 5 });
  await Promise.all([
    ...Array.from({ length: 12 }, () => run.do({ kind: 'delivered' })),
    ...Array.from({ length: 6 }, () => foldDeltas(db)),
    ...Array.from({ length: 6 }, async () => expect((await progress(db, id))?.total).toBe(people)),
  ]);
  await check(id);
});
