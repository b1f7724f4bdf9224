import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import {
  insertContactPoints,
  insertGuardianships,
  insertMemberships,
  insertOrganisations,
  insertPeople,
  makeContactPoint,
  makeDistrict,
  makeGuardianship,
  makePupil,
} from '../factory.ts';
import {
  type Audience,
  audienceRoles,
  type ContactKind,
  inForce as holds,
  isUsable,
  type Organisation,
  personStates,
  positions,
  positionsOf,
} from '../model.ts';
import { type AudienceBounds, type AudienceRow, audienceIn, audienceRows } from './audience.ts';
import { audienceBySchool, audienceSize } from './audience-figures.ts';

const { db } = await testDatabase();
const today = '2026-11-22';
const both: readonly ContactKind[] = ['email', 'sms'];

/** Days around today, so that edges are met often: the last day before, today itself, the next. */
const day = fc.constantFrom('2026-09-01', '2026-11-21', '2026-11-22', '2026-11-23', '2027-07-01');
const dates = fc
  .record({ startsOn: day, endsOn: fc.option(day, { freq: 2 }) })
  .filter(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn);
const person = fc.nat(7);
const organisation = fc.nat(6);
const moment = fc.option(fc.constant(new Date('2026-11-01T00:00:00Z')), { freq: 2 });

const world = fc.record({
  states: fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constant('active' as const) }, fc.constantFrom(...personStates)),
    {
      minLength: 8,
      maxLength: 8,
    },
  ),
  memberships: fc.array(
    fc.record({ person, organisation, position: fc.constantFrom(...positions, 'pupil' as const), dates }),
    { maxLength: 14 },
  ),
  guardianships: fc.uniqueArray(
    fc
      .record({ guardian: person, pupil: person, mayReceive: fc.boolean(), dates })
      .filter((g) => g.guardian !== g.pupil),
    { maxLength: 10, selector: (g) => `${g.guardian} ${g.pupil}` },
  ),
  contactPoints: fc.array(
    fc.record({
      person,
      kind: fc.constantFrom('email' as const, 'sms' as const),
      rank: fc.nat(2),
      bouncedAt: moment,
      optedOutAt: moment,
    }),
    { maxLength: 14 },
  ),
  audience: fc.record({
    include: fc.array(fc.record({ organisation, role: fc.constantFrom(...audienceRoles) }), { maxLength: 4 }),
    exclude: fc.array(fc.record({ organisation, role: fc.constantFrom(...audienceRoles) }), { maxLength: 3 }),
  }),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** One district, two schools of two classes each. */
const parents = [null, 0, 0, 1, 1, 2, 2];

interface Made {
  organisations: Organisation[];
  people: number[];
  /** Of `world.contactPoints`, in order. */
  points: number[];
  audience: Audience;
}

describe('audienceRows', () => {
  it('agrees with a naive model, in every shape', async () => {
    let interesting = 0;
    await fc.assert(
      fc.asyncProperty(world, async (w) => {
        await undone(async (trx) => {
          const made = await make(trx, w);
          const noSms = naive(w, made, ['email']);
          expect(await rows(trx, made.audience, undefined, ['email'])).toEqual(noSms);
          expect(await rows(trx, made.audience, { personIds: made.people }, ['email'])).toEqual(noSms);
          await expectFigures(trx, made.audience, noSms, ['email']);
          const expected = naive(w, made, both);
          if (expected.length > 0) interesting += 1;
          const all = { after: 0, upTo: Number.MAX_SAFE_INTEGER };
          expect(await rows(trx, made.audience)).toEqual(expected);
          expect(await rows(trx, made.audience, all)).toEqual(expected);
          expect(await rows(trx, made.audience, { personIds: made.people })).toEqual(expected);
          expect(sorted((await audienceIn('everything', made.audience, today, both).execute(trx)).rows)).toEqual(
            expected,
          );
          const middle = made.people[3] as number;
          const lower = await rows(trx, made.audience, { after: 0, upTo: middle });
          const upper = await rows(trx, made.audience, { after: middle, upTo: all.upTo });
          expect([...lower, ...upper]).toEqual(expected);
          await expectFigures(trx, made.audience, expected, both);
        });
      }),
      { numRuns: 150 },
    );
    expect(interesting, 'runs with somebody in the audience').toBeGreaterThan(5);
  }, 120_000);

  it('gives one row to a guardian of three children, and one to each of two guardians', async () => {
    const d = await makeDistrict(db);
    const [first, second] = d.schools;
    const { pupil, guardians } = await makePupil(db, first!.classes[0]!.organisation, { guardians: 2 });
    const [one, two] = guardians as [number, number];
    for (const schoolClass of [first!.classes[1]!, second!.classes[0]!]) {
      const sibling = await makePupil(db, schoolClass.organisation, { guardians: 0 });
      await makeGuardianship(db, one, sibling.pupil);
    }
    const audience: Audience = { include: [{ organisationId: d.district.id, role: 'guardians' }], exclude: [] };
    const found = await rows(db, audience, { personIds: [one, two, pupil] });
    expect(found.map((row) => row.person_id)).toEqual([one, two]);
    expect(found[0]!.organisation_id).toBe(first!.classes[0]!.organisation.id);

    // Leaving out one child's school leaves the guardian of another child in.
    const without: Audience = { ...audience, exclude: [{ organisationId: first!.organisation.id, role: 'guardians' }] };
    const rest = await rows(db, without, { personIds: [one, two] });
    expect(rest.map((row) => [row.person_id, row.organisation_id])).toEqual([
      [one, second!.classes[0]!.organisation.id],
    ]);
  });

  it('takes the usable contact point of lowest rank, email before sms', async () => {
    const d = await makeDistrict(db, { schools: 1, classesPerSchool: 1, pupilsPerClass: 1, guardiansPerPupil: 1 });
    const guardian = d.schools[0]!.classes[0]!.guardians[0] as number;
    const audience: Audience = { include: [{ organisationId: d.district.id, role: 'guardians' }], exclude: [] };
    const choice = async () => (await rows(db, audience)).map((row) => [row.contact_point_id, row.channel])[0];
    await sql`delete from contact_point where person_id = ${guardian}`.execute(db);
    expect(await choice()).toEqual([null, 0]);
    const sms = await makeContactPoint(db, guardian, { kind: 'sms' });
    expect(await choice()).toEqual([sms, 2]);
    const email = await makeContactPoint(db, guardian);
    expect(await choice()).toEqual([email, 1]);
    await sql`update contact_point set rank = 1 where id = ${email}`.execute(db);
    expect(await choice()).toEqual([sms, 2]);
    await sql`update contact_point set opted_out_at = now() where id = ${sms}`.execute(db);
    expect(await choice()).toEqual([email, 1]);
    await sql`update contact_point set bounced_at = now() where id = ${email}`.execute(db);
    expect(await choice()).toEqual([null, 0]);
  });
});

async function rows(
  db: Database | Transaction,
  audience: Audience,
  bounds?: AudienceBounds,
  kinds = both,
): Promise<AudienceRow[]> {
  return sorted((await audienceRows(audience, today, kinds, bounds).execute(db)).rows);
}

function sorted(found: AudienceRow[]): AudienceRow[] {
  return found.sort((a, b) => a.person_id - b.person_id);
}

async function expectFigures(
  trx: Transaction,
  audience: Audience,
  expected: readonly AudienceRow[],
  kinds: readonly ContactKind[],
): Promise<void> {
  const count = (channel: number) => expected.filter((row) => row.channel === channel).length;
  const phoneOnly = expected.filter((row) => row.channel === 0 && row.contact_point_id !== null).length;
  const size = { people: expected.length, email: count(1), sms: count(2), none: count(0), phoneOnly };
  expect(await audienceSize(trx, audience, today)).toEqual({ people: size.people });
  const schools = await audienceBySchool(trx, audience, today, kinds);
  const sum = { people: 0, email: 0, sms: 0, none: 0, phoneOnly: 0 };
  for (const school of schools) for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += school[key];
  expect(sum).toEqual(size);
  expect(new Set(schools.map((school) => school.organisationId)).size).toBe(schools.length);
}

/** Runs in a transaction that is rolled back. */
async function undone(work: (trx: Transaction) => Promise<void>): Promise<void> {
  const back = new Error('undo');
  const run = db.transaction().execute(async (trx) => {
    await work(trx);
    throw back;
  });
  await run.catch((error: unknown) => {
    if (error !== back) throw error;
  });
}

async function make(trx: Transaction, w: World): Promise<Made> {
  const organisations: Organisation[] = [];
  for (const [n, parent] of parents.entries()) {
    const kind = parent === null ? 'district' : parent === 0 ? 'school' : 'class';
    const parentId = parent === null ? null : (organisations[parent] as Organisation).id;
    organisations.push(...(await insertOrganisations(trx, [{ kind, name: `组织${n}`, parentId }])));
  }
  const people = await insertPeople(
    trx,
    w.states.map((state, n) => ({ name: `人${n}`, state })),
  );
  const id = (n: number) => people[n] as number;
  const organisationId = (n: number) => (organisations[n] as Organisation).id;
  await insertMemberships(
    trx,
    w.memberships.map((m) => ({
      ...m.dates,
      personId: id(m.person),
      organisationId: organisationId(m.organisation),
      position: m.position,
    })),
  );
  await insertGuardianships(
    trx,
    w.guardianships.map((g) => ({
      ...g.dates,
      guardianId: id(g.guardian),
      pupilId: id(g.pupil),
      mayReceive: g.mayReceive,
    })),
  );
  const points = await insertContactPoints(
    trx,
    w.contactPoints.map(({ person: n, ...rest }, i) => ({ ...rest, personId: id(n), address: `a${i}@example.org` })),
  );
  const clauses = (list: World['audience']['include']) =>
    list.map((c) => ({ organisationId: organisationId(c.organisation), role: c.role }));
  return {
    organisations,
    people,
    points,
    audience: { include: clauses(w.audience.include), exclude: clauses(w.audience.exclude) },
  };
}

/** The rule as one would say it, person by person. */
function naive(w: World, made: Made, kinds: readonly ContactKind[]): AudienceRow[] {
  const lies = (inner: number, outer: number): boolean =>
    inner === outer || (parents[inner] != null && lies(parents[inner] as number, outer));
  const membershipsOf = (n: number) => w.memberships.filter((m) => m.person === n && holds(m.dates, today));
  const active = (n: number) => w.states[n] === 'active';
  const place = (kind: ContactKind) => (kinds.includes(kind) ? 0 : 1);
  const { include, exclude } = w.audience;
  const found: AudienceRow[] = [];
  for (let n = 0; n < w.states.length; n += 1) {
    if (!active(n)) continue;
    const through: number[] = [];
    for (const clause of include) {
      const sources: number[] = [];
      if (clause.role !== 'guardians') sources.push(n);
      else {
        for (const g of w.guardianships) {
          const counts = g.guardian === n && g.mayReceive && holds(g.dates, today) && active(g.pupil);
          const leftOut = exclude.some(
            (x) =>
              x.role === 'guardians' &&
              membershipsOf(g.pupil).some((m) => m.position === 'pupil' && lies(m.organisation, x.organisation)),
          );
          if (counts && !leftOut) sources.push(g.pupil);
        }
      }
      const wanted = clause.role === 'guardians' ? ['pupil'] : positionsOf[clause.role];
      for (const m of sources.flatMap(membershipsOf)) {
        if (wanted.includes(m.position) && lies(m.organisation, clause.organisation)) through.push(m.organisation);
      }
    }
    const removed = exclude.some(
      (x) =>
        x.role !== 'guardians' &&
        membershipsOf(n).some(
          (m) => positionsOf[x.role as 'pupils'].includes(m.position) && lies(m.organisation, x.organisation),
        ),
    );
    if (through.length === 0 || removed) continue;
    const ids = through.map((o) => (made.organisations[o] as Organisation).id);
    const point = w.contactPoints
      .map((c, i) => ({ ...c, id: made.points[i] as number }))
      .filter((c) => c.person === n && isUsable(c))
      .sort(
        (a, b) => place(a.kind) - place(b.kind) || a.rank - b.rank || a.kind.localeCompare(b.kind) || a.id - b.id,
      )[0];
    found.push({
      person_id: made.people[n] as number,
      organisation_id: Math.min(...ids),
      contact_point_id: point?.id ?? null,
      channel: point && kinds.includes(point.kind) ? (point.kind === 'email' ? 1 : 2) : 0,
      district_id: 1,
    });
  }
  return sorted(found);
}
