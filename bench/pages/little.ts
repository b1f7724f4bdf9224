/** What the desks of accounts and directory hold besides people: proposals, merged records, new years, sheets, reviews. */
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database/connect.ts';
import type { FilledDistrict } from './district.ts';

export interface FilledLittle {
  corrections: number[];
  /** Guardians with a second record. */
  doubled: { id: number; other: number }[];
  merges: number[];
  /** Steps into a new school year, of some schools. */
  years: number[];
  sheet: number;
}

export async function fillLittle(owner: Database, district: FilledDistrict): Promise<FilledLittle> {
  const { administrator, editor, approver, operator } = district.accountIds;
  const { schoolId, districtId, schools } = district;
  const ids = async (query: ReturnType<typeof sql<{ id: number }>>) =>
    (await query.execute(owner)).rows.map((row) => row.id);
  const corrections = await ids(sql`
    insert into correction (person_id, kind, value, proposed_at)
    select guardian_id, 'sms', '138' || lpad((id % 100000000)::text, 8, '0'), now() - interval '1 day' from guardianship
    where id % 400 = 9 order by id limit 1500 returning id`);
  const { doubled, merges } = await fillDoubles(owner, administrator);
  const years = await ids(sql`
    insert into year_step (organisation_id, account_id, day, done_at)
    select id, ${administrator}, current_date - 90, now() - interval '90 days' from organisation
    where kind = 'school' and id % 3 = 0 order by id returning id`);
  await sql`
    insert into year_step_class (step_id, class_id, leaves, old_name, new_name, old_parent_id, new_parent_id)
    select s.id, c.id, false, c.name, c.name, c.parent_id, c.parent_id from year_step s
    join organisation c on c.parent_id = s.organisation_id and c.kind = 'class'`.execute(owner);
  const content = {
    sheets: [
      {
        name: '新生',
        headings: ['姓名', '班级', '联系电话'],
        rows: Array.from({ length: 900 }, (_, n) => [
          n + 2,
          `丹增${n}`,
          '1年级1班',
          `138${String(n).padStart(8, '0')}`,
        ]),
      },
    ],
    notes: [],
  };
  const [sheet] = await ids(sql`
    insert into sheet_upload (organisation_id, account_id, kind, file_name, content, created_at)
    values (${schoolId}, ${administrator}, 'pupils', '名册.xlsx', ${JSON.stringify(content)}::jsonb, now()) returning id`);
  await sql`
    insert into passkey (account_id, credential_id, public_key, sign_count, name, created_at)
    select id, decode(lpad(to_hex(id), 16, '0'), 'hex'), '\\x01', 0, '办公室电脑', now() from account`.execute(owner);
  await sql`
    insert into sign_on_role (claim_value, organisation_id, role, created_at)
    select 'school-' || id || '-editors', id, 'editor', now() from organisation where kind = 'school'`.execute(owner);
  await sql`
    insert into stand_in (account_id, stand_in_id, organisation_id, starts_on, ends_on, given_at)
    values (${approver}, ${editor}, ${districtId}, current_date + 3, current_date + 9, now())`.execute(owner);
  await sql`
    insert into account_grant (account_id, organisation_id, role, given_by, given_at, holds_until, emergency_reason, ended_at)
    select ${operator}, ${schoolId}::int8 + n % ${schools}::int, 'editor', ${operator}, now() - n * interval '5 days',
      now() - n * interval '5 days' + interval '4 hours', '发布人联系不上，道路中断。', now() - n * interval '5 days' + interval '4 hours'
    from generate_series(1, 60) n`.execute(owner);
  await sql`
    with opened as (insert into access_review (period_on, begins_on, due_on)
      values (current_date - 5, current_date - 5, current_date + 25) returning id)
    insert into access_review_item (review_id, grant_id)
    select opened.id, g.id from opened, account_grant g where g.ended_at is null`.execute(owner);
  await sql`
    insert into backup_run (by, host, file, started_at, finished_at, verified_at, bytes, row_count, encrypted)
    select 'schedule', 'belfry', 'belfry-' || n || '.belfry', now() - n * interval '1 day', now() - n * interval '1 day',
      now() - n * interval '1 day', 900000000, 30000000, true from generate_series(1, 120) n`.execute(owner);
  return { corrections, doubled, merges, years, sheet: sheet as number };
}

/** 300 guardians with a second record each; every other pair was merged. */
async function fillDoubles(owner: Database, administrator: number): Promise<Pick<FilledLittle, 'doubled' | 'merges'>> {
  const { rows: pairs } = await sql<{ id: number; other: number }>`
    with chosen as (
      select p.*, row_number() over (order by p.id) as n from person p
      where p.id in (select guardian_id from guardianship group by 1 order by md5(guardian_id::text) limit 300)),
    doubles as (
      insert into person (family_name, given_name, full_name, name_pinyin, name_initials, given_pinyin)
      select family_name, given_name, full_name, name_pinyin, name_initials, given_pinyin from chosen order by n
      returning id)
    select c.id, d.id as other from chosen c join (select id, row_number() over (order by id) as n from doubles) d on d.n = c.n
    order by c.n`.execute(owner);
  // They are of the same pupils, else nobody would be within anybody's reach.
  await sql`
    insert into guardianship (guardian_id, pupil_id, starts_on)
    select other, min(g.pupil_id), '2020-09-01' from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) r (id int8, other int8)
    join guardianship g on g.guardian_id = r.id group by other`.execute(owner);
  const merged = pairs.filter((_, n) => n % 2 === 1);
  const moved = {
    ...{ memberships: [], guardianships: [], contacts: [], endedMemberships: [] },
    ...{ endedGuardianships: [], optedOut: [], sourceId: null },
  };
  const { rows } = await sql<{ id: number }>`
    with gone as (select * from jsonb_to_recordset(${JSON.stringify(merged)}::jsonb) r (id int8, other int8)),
    kept as (update person p set merged_into = gone.id, state = 'left' from gone where p.id = gone.other)
    insert into person_merge (kept_id, gone_id, account_id, done_at, moved)
    select id, other, ${administrator}, now(), ${JSON.stringify(moved)}::jsonb from gone returning id`.execute(owner);
  return { doubled: pairs.filter((_, n) => n % 2 === 0), merges: rows.map((row) => row.id) };
}

/** A rule of each school for what concerns money, and the steps of what is in review; their ids. */
export async function fillRules(owner: Database, { accountIds }: FilledDistrict): Promise<number[]> {
  await sql`
    insert into notice_approval_step (notice_id, position, place, organisation_id, remind_after, since)
    select n.id, 1, 'any', n.organisation_id, 1, n.updated_at from notice n
    where n.state = 'in_review' and not exists (select from notice_approval_step s where s.notice_id = n.id)`.execute(
    owner,
  );
  const { rows } = await sql<{ id: number }>`
    insert into approval_rule (organisation_id, kind, steps, remind_after, made_by, made_at)
    select id, 'fees', '{school,bureau}', 2, ${accountIds.administrator}, now() from organisation where kind = 'school'
    order by id returning id`.execute(owner);
  return rows.map((row) => row.id);
}
