/** Counts are exact: whatever happens in whatever order, they equal a full count of the rows. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { draftFor, send, testServices } from '../../../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../../../test/support/synthetic-directory.ts';
import { chooseDigest } from './actions/digests.ts';
import { countsByOrganisation, progress } from './actions/figures.ts';
import { addJoiners } from './actions/joiners.ts';
import { stopMessage } from './actions/messages.ts';
import { type Claimed, claimBatch, type Ready, type Result, recordBatch, recordDelivered } from './queries/claims.ts';
import { foldDeltas } from './queries/counts.ts';
import { claimDigests, type HeldRow, heldForDigest, settleHolds, sweepHolds } from './queries/digests.ts';
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
  // One mail a day: chosen or undone for the nth address, its time come, claimed, recorded; `dies`: between rows and holds.
  | { kind: 'choose' | 'undo'; nth: number }
  | { kind: 'claimDigests'; people: number }
  | { kind: 'recordDigests'; outcomes: number[]; dies: boolean }
  | { kind: 'due' | 'sweep' }
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
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('choose' as const, 'undo' as const), nth: fc.nat({ max: 60 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('claimDigests' as const), people: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('recordDigests' as const),
      outcomes: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 20, maxLength: 20 }),
      dies: fc.boolean(),
    }),
  },
  ...(['due', 'sweep'] as const).map((kind) => ({ weight: 2, arbitrary: fc.constant({ kind }) })),
);

const points = (
  await sql<{ id: number }>`select id from contact_point where kind = 'email' order by id limit 61`.execute(db)
).rows.map((row) => row.id);

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
  digests: { claim: number; rows: HeldRow[] }[] = [];
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
      const about = { messageId: this.id, period: this.period, channel: batch.ready.channel, claim: batch.claim, now };
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
    } else if (what.kind === 'choose' || what.kind === 'undo') {
      const point = points[what.nth % points.length] as number;
      await db.transaction().execute((trx) => chooseDigest(trx, services, point, what.kind === 'choose'));
    } else if (what.kind === 'due') {
      await sql`update digest_hold set due_at = now() - interval '1 second' where message_id = ${this.id}`.execute(db);
    } else if (what.kind === 'sweep') await sweepHolds(db, now);
    else if (what.kind === 'claimDigests') {
      const claim = this.claim++;
      const rows = await claimDigests(db, { claim, now, people: what.people });
      if (rows.length > 0) this.digests.push({ claim, rows });
    } else if (what.kind === 'recordDigests') {
      const batch = this.digests.shift();
      if (batch) await this.recordDigests(batch, what);
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
      this.digests = [];
    } else {
      const batch = this.open.shift();
      if (batch) await releaseClaims(db, [batch.claim]);
    }
  }

  /** As the lane of digests does: rows first, then their holds; `dies` leaves the holds as they were. */
  async recordDigests(
    batch: { claim: number; rows: HeldRow[] },
    { outcomes, dies }: { outcomes: number[]; dies: boolean },
  ): Promise<void> {
    const now = new Date();
    const settled = batch.rows.map((row, n) => ({
      row,
      ...digestOutcome(row, outcomes[n % outcomes.length] as number),
    }));
    const about = { messageId: this.id, period: this.period, channel: 1, claim: batch.claim, now };
    await recordBatch(
      db,
      about,
      settled.map(({ result }) => result),
    );
    if (dies) return;
    await settleHolds(
      db,
      settled.map(({ row, dueAt }) => ({ messageId: row.messageId, personId: row.personId, dueAt })),
    );
  }

  /** All that is still to come of the daily mail comes, so that the next run has none of it. */
  async end(): Promise<void> {
    await sql`delete from digest_hold where message_id = ${this.id}`.execute(db);
    await sql`delete from digest_choice`.execute(db);
  }
}

function digestOutcome(row: HeldRow, kind: number): { result: Result; dueAt: Date | null } {
  const result = outcome(row, kind, 1);
  // 0: once more in the next digest; 1: out of it, into a mail of its own; else it has ended.
  if (kind === 0) return { result: { ...result, readyAt: heldForDigest }, dueAt: new Date(Date.now() - 500) };
  if (kind === 1) return { result: { ...result, channel: null }, dueAt: null };
  return { result, dueAt: null };
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

/** Nothing waits for ever: what has no time of its own has a hold that will release it. */
async function checkHolds(id: number): Promise<void> {
  const { rows } = await sql`select d.person_id, d.state from delivery d
    where d.message_id = ${id} and d.state = 0 and d.ready_at >= ${heldForDigest}
      and not exists (select from digest_hold h where h.message_id = d.message_id and h.person_id = d.person_id)`.execute(
    db,
  );
  expect(rows, 'rows that nothing would ever release').toEqual([]);
}

it('undoing one mail a day while it is being sent leaves no row that waits for ever', async () => {
  await sql`insert into digest_choice (contact_point_id, chosen_on)
    select id, '2026-11-20' from contact_point where kind = 'email'`.execute(db);
  const id = await send(services, draftFor(directory.districtId, people, { mayWait: true }));
  const run = new Run(id, (await messageRow(db, id))?.period ?? '');
  await expandPiece(services, id);
  await run.do({ kind: 'due' });
  await run.do({ kind: 'claimDigests', people: 20 });
  expect(run.digests[0]?.rows.length).toBe(20);
  for (let nth = 0; nth < points.length; nth += 1) await run.do({ kind: 'undo', nth });
  await run.do({ kind: 'recordDigests', outcomes: [0], dies: false });
  await checkHolds(id);
  await check(id, run.expected);
  await run.end();
});

it('equal a full count after any sequence of steps', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      // Half of the addresses have chosen one mail a day before the message comes.
      await sql`insert into digest_choice (contact_point_id, chosen_on)
        select id, '2026-11-20' from contact_point where kind = 'email' and id % 2 = 0`.execute(db);
      const id = await send(services, draftFor(directory.districtId, people, { mayWait: true }));
      const run = new Run(id, (await messageRow(db, id))?.period ?? '');
      await expandPiece(services, id);
      for (const what of steps) await run.do(what);
      await check(id, run.expected);
      await foldDeltas(db);
      await check(id, run.expected);
      await checkHolds(id);
      await run.end();
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
