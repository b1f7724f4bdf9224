import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { outbox, progress } from '../features/delivery/feature.ts';
import { fixedClock } from '../platform/clock.ts';
import { loadConfig } from '../platform/config.ts';
import { silentLog } from '../platform/log.ts';
import { secretsFrom } from '../platform/secrets.ts';
import type { Services } from '../platform/services.ts';
import { type Filled, fillDemo, smallSize } from './fill.ts';

const { db } = await testDatabase();
const now = new Date('2026-11-22T02:00:00Z');
let filled: Filled;
const steps = new Set<string>();

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-fill-'));
  const services: Services = {
    ...{ db, config: loadConfig({ dataDir, env: {} }), clock: fixedClock(now), log: silentLog(), leaveOut: {} },
    ...{ secrets: secretsFrom(Buffer.alloc(32, 7)), outbox },
  };
  const zip = join(dataDir, 'roster.zip');
  filled = await fillDemo(services, smallSize, zip, (step) => steps.add(step));
});

async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
  return (await query.execute(db)).rows as T[];
}

describe('a filled demo', () => {
  it('has the district that was made, through the real import', async () => {
    const [count] = await rows<Record<string, number>>(sql`
      select (select count(*) from organisation where kind = 'school') as schools,
        (select count(distinct person_id) from membership where position = 'pupil') as pupils,
        (select count(distinct guardian_id) from guardianship) as guardians,
        (select count(*) from roster_import where state = 'applied') as imports`);
    expect(count).toEqual({ schools: 3, pupils: 600, guardians: 1000, imports: 1 });
    expect([...steps]).toEqual(['inventing a district', 'importing the roster', 'writing a year of notices']);
  });

  it('has one account for each role, whose grants are in force', () => {
    const keys = filled.staff.shown.map((post) => post.key);
    const atBureau = ['administrator', 'editor', 'approver', 'operator', 'auditor', 'ombudsperson'];
    expect(keys).toEqual(
      expect.arrayContaining([
        ...atBureau,
        'safety_officer',
        'incident_officer',
        'case_handler',
        'head',
        'school_editor',
        'teacher',
      ]),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(filled.staff.shown.map((post) => post.accountId)).size).toBe(keys.length);
  });

  it('counts deliveries and acknowledgements exactly as their rows say', async () => {
    const wrongDeliveries = await rows(sql`
      with real as (
        select message_id, organisation_id, channel, 0 as state, count(*) as n from delivery group by 1, 2, 3
        union all select message_id, organisation_id, channel, state, count(*) from delivery group by 1, 2, 3, 4)
      select * from real full join delivery_count c using (message_id, organisation_id, channel, state)
      where real.n is distinct from c.n`);
    expect(wrongDeliveries).toEqual([]);
    const wrongAnswers = await rows(sql`
      with real as (select notice_id, organisation_id, count(*) as n from notice_acknowledgement group by 1, 2)
      select * from real full join notice_acknowledgement_count c using (notice_id, organisation_id)
      where real.n is distinct from c.n`);
    expect(wrongAnswers).toEqual([]);
    const [count] = await rows<{ deliveries: number; answers: number }>(sql`
      select (select count(*) from delivery) as deliveries, (select count(*) from notice_acknowledgement) as answers`);
    expect(count?.deliveries).toBeGreaterThan(10_000);
    expect(count?.answers).toBeGreaterThan(2_000);
  });

  it('lies in the past: nothing waits to be sent, nothing is acknowledged before it came or after today', async () => {
    const [left] = await rows<Record<string, number>>(sql`
      select (select count(*) from delivery where state < 2) as open,
        (select count(*) from message where state <> 'finished') as messages,
        (select count(*) from direct_mail) as mails,
        (select count(*) from notice where published_at >= ${now}) as later,
        (select count(*) from notice_acknowledgement a join notice n on n.id = a.notice_id
          where a.acknowledged_on > '2026-11-22' or a.acknowledged_on < (n.published_at at time zone 'Asia/Shanghai')::date) as odd`);
    expect(left).toEqual({ open: 0, messages: 0, mails: 0, later: 0, odd: 0 });
    const [first] = await rows<{ id: number }>(sql`select message_id as id from notice order by id limit 1`);
    const figures = await progress(db, first?.id as number);
    expect(figures).toMatchObject({ state: 'finished', queued: 0 });
  });

  it('is a year long, in order, with different states of delivery and some tongues', async () => {
    const [span] = await rows<Record<string, number>>(sql`
      select count(*) as notices, count(distinct to_char(published_at, 'YYYY-MM')) as months,
        count(*) filter (where state = 'withdrawn') as withdrawn,
        count(*) filter (where version = 2) as corrected, count(*) filter (where expires_on < '2026-11-22') as expired,
        count(*) filter (where pinned_until >= '2026-11-22') as pinned,
        count(*) filter (where request <> 'none') as asking,
        (select count(distinct language) from notice_text) as languages,
        (select count(*) from notice_attachment) as files,
        (select count(distinct state) from delivery) as states,
        (select count(*) from notice a join notice b on b.id = a.id + 1 where b.published_at < a.published_at) as backwards,
        (select count(*) - count(distinct number) from notice where number is not null) as twins,
        (select count(*) from notice_text where title || body ~ '[{}]|undefined|NaN') as holes
      from notice`);
    expect(span?.notices).toBe(filled.notices);
    expect(span).toMatchObject({
      months: 12,
      withdrawn: 1,
      corrected: 1,
      expired: 1,
      pinned: 1,
      languages: 3,
      backwards: 0,
      twins: 0,
      holes: 0,
    });
    expect(span?.notices).toBeGreaterThan(45);
    expect(span?.asking).toBeGreaterThan(12);
    expect(span?.files).toBeGreaterThan(3);
    expect(span?.states).toBeGreaterThanOrEqual(3);
  });

  it('has two slips: a parents’ meeting that is over, and an outing that is open, with answers that hold', async () => {
    const slips = await rows<Record<string, number | string>>(sql`
      select s.per, n.deadline_on >= '2026-11-22' as open, count(a.id) as answers,
        count(*) filter (where a.answers ->> '1' in ('disagree', '2')) > 0 as mixed,
        count(*) filter (where a.answered_on > n.deadline_on or a.answered_on > '2026-11-22') as odd,
        count(*) filter (where not exists (select from notice_acknowledgement k
          where k.notice_id = n.id and k.person_id = a.guardian_id)) as unreached
      from notice n join notice_slip s on s.notice_id = n.id left join notice_slip_answer a on a.notice_id = n.id
      where n.request = 'slip' group by n.id, s.per order by n.id`);
    expect(slips).toMatchObject([
      { per: 'guardian', open: false, mixed: true, odd: 0, unreached: 0 },
      { per: 'child', open: true, mixed: true, odd: 0, unreached: 0 },
    ]);
    for (const { answers } of slips) expect(answers).toBeGreaterThan(80);
    const [differing] = await rows<{ n: number }>(sql`select count(*) as n from notice_slip_answer a
      join notice_slip_answer b on b.notice_id = a.notice_id and b.pupil_id = a.pupil_id and b.id > a.id
        and b.answers <> a.answers`);
    expect(differing?.n).toBeGreaterThan(0);
  });
});
