/** Notices in every state: one to everybody that is out and being acknowledged, one that is just going out, a year of schools' own. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expandRound } from '../../src/features/delivery/sender/expander.ts';
import { publish } from '../../src/features/notices/actions/publish.ts';
import { approve, submit } from '../../src/features/notices/actions/review.ts';
import { byAt, makeDraft, movableClock, type NoticeSpec, value } from '../../src/features/notices/factory.ts';
import { pairsOf } from '../../src/features/notices/model/search.ts';
import { stopWindow } from '../../src/features/notices/model/states.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import type { Services } from '../../src/platform/services.ts';
import type { FilledDistrict } from './district.ts';

export interface FilledNotices {
  /** All to every guardian of the district. */
  draft: number;
  inReview: number;
  approved: number;
  published: number;
  sending: number;
  sendingMessage: number;
  attachment: number;
  /** Notices of single schools that are out. */
  ofSchools: number[];
  /** A draft of the first school. */
  schoolDraft: number;
}

const day = 86_400_000;
const schoolNotices = 960;
const body = `各位家长：

为保障学生上下学安全，现就有关事项通知如下。

1. 到校时间推迟二十分钟，请合理安排出行，不要让学生过早到校。
2. 骑电动自行车接送学生的，请佩戴安全头盔，即停即走，不要在校门口长时间停留。
3. 乘坐校车的学生，请按新的时间在站点等候；遇雨雪天气，以班主任的通知为准。

若有疑问，请与班主任联系。谢谢配合！
`.repeat(3);

/** Fills all of them. The large ones go through the actions and the expander themselves, the schools' are set-based. */
export async function fillNotices(
  owner: Database,
  services: Services,
  district: FilledDistrict,
): Promise<FilledNotices> {
  const now = systemClock.now();
  const clock = movableClock(new Date(now.getTime() - 3 * day).toISOString());
  const past = { ...services, clock };
  const path = String(district.districtId);
  const author = byAt({ accountId: district.accountIds.editor, organisation: { path } });
  const approver = byAt({ accountId: district.accountIds.approver, organisation: { path } });
  const attachment = await storeFile(owner);
  const toEverybody = async (title: string) => {
    const spec: NoticeSpec = {
      ...{ office: district.districtId, author, approver, number: '大教〔2026〕12号' },
      audience: [{ organisationId: district.districtId, role: 'guardians' }],
      deadlineOn: new Date(now.getTime() + 7 * day).toISOString().slice(0, 10),
      texts: [
        { language: 'zh-CN', title, body },
        { language: 'en', title: 'Winter timetable', body: 'Lessons begin twenty minutes later.' },
      ],
    };
    const made = await makeDraft(past, spec);
    await sql`
      insert into notice_attachment (notice_id, sha256, name, media_type, size)
      select ${made.id}, sha256, '附件.pdf', media_type, size from stored_file where sha256 = ${attachment}`.execute(
      owner,
    );
    return made;
  };
  const { id: draft } = await toEverybody('关于开展防溺水专题教育的通知');
  const waiting = await toEverybody('关于假期安全的通知');
  value(await submit(past, author, waiting.id, waiting.revision));
  const passed = async (title: string) => {
    const made = await toEverybody(title);
    value(await submit(past, author, made.id, made.revision));
    value(await approve(past, approver, made.id, made.revision, ''));
    return made.id;
  };
  const approved = await passed('关于寒假时间安排的通知');
  const published = await passed('关于冬季作息时间调整的通知');
  value(await publish(past, author, published));
  clock.pass(stopWindow + 1000);
  while (await expandRound(past));
  await deliverAndAcknowledge(owner, published);
  const sending = await passed('关于道路结冰停课一天的通知');
  clock.set(new Date(now.getTime() - stopWindow - 1000));
  value(await publish(past, author, sending));
  clock.set(now);
  while (await expandRound(past));
  const message = await sql<{ id: number }>`select message_id as id from notice where id = ${sending}`.execute(owner);
  const file = await sql<{ id: number }>`select id from notice_attachment where notice_id = ${published}`.execute(
    owner,
  );
  return {
    ...{ draft, inReview: waiting.id, approved, published, sending },
    sendingMessage: message.rows[0]?.id as number,
    attachment: file.rows[0]?.id as number,
    ...(await insertSchoolNotices(owner, district, now)),
  };
}

async function storeFile(owner: Database): Promise<Buffer> {
  const content = Buffer.alloc(200_000, '%PDF-1.7 ');
  const sha256 = createHash('sha256').update(content).digest();
  await sql`insert into stored_file (sha256, media_type, size, content)
    values (${sha256}, 'application/pdf', ${content.length}, ${content})`.execute(owner);
  return sha256;
}

/** Of the queued ones 97 % are delivered and 3 % failed. Counts follow from the rows. */
export async function deliverMost(owner: Database, message: number): Promise<void> {
  await sql`
    update delivery set settled_at = ready_at + interval '1 hour', state = case when person_id % 100 < 3 then 3 else 2 end,
      reason = case when person_id % 100 = 0 then '550:no such user' when person_id % 100 < 3 then '452:mailbox full' end
    where message_id = ${message} and state = 0`.execute(owner);
  await sql`update message set state = 'finished', finished_at = now() - interval '2 days' where id = ${message}`.execute(
    owner,
  );
  await countAnew(owner, message);
}

/** Of the delivered 60 % acknowledged. */
async function deliverAndAcknowledge(owner: Database, notice: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`select message_id as id from notice where id = ${notice}`.execute(owner);
  const message = rows[0]?.id as number;
  await deliverMost(owner, message);
  await sql`
    insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
    select ${notice}, person_id, organisation_id, 'link', current_date - 1 from delivery
    where message_id = ${message} and state = 2 and person_id % 10 < 6 order by person_id`.execute(owner);
  await sql`insert into notice_acknowledgement_count (notice_id, organisation_id, n)
    select notice_id, organisation_id, count(*) from notice_acknowledgement where notice_id = ${notice}
    group by 1, 2 order by 1, 2`.execute(owner);
}

/** What delivery would have counted batch by batch, from the rows of one message themselves. */
async function countAnew(owner: Database, message: number): Promise<void> {
  await sql`delete from delivery_count_delta where message_id = ${message}`.execute(owner);
  await sql`delete from delivery_count where message_id = ${message}`.execute(owner);
  await sql`
    insert into delivery_count (message_id, organisation_id, channel, state, n)
    select message_id, organisation_id, channel, s, count(*)
    from delivery d, lateral (select 0::smallint as s union all select d.state where d.state >= 2) v
    where message_id = ${message} group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(owner);
}

/** Over the last year, round the schools: nine of ten are out, the others drafts and in review. */
async function insertSchoolNotices(owner: Database, district: FilledDistrict, now: Date) {
  const notices = Array.from({ length: schoolNotices }, (_, n) => {
    const title = `关于第${n + 1}期家长会与${['体检', '秋游', '收费', '考试', '放假'][n % 5]}安排的通知`;
    const out = n % 10 < 9;
    const at = new Date(now.getTime() - (schoolNotices - n) * (390 / schoolNotices) * day).toISOString();
    const kind = ['health', 'activity', 'fees', 'exam', 'schedule'][n % 5];
    const asks = n % 2 === 0 && kind !== 'activity';
    const school = district.schoolId + (n < 100 ? 0 : n % district.schools);
    return {
      ...{ n, title, kind, at, school, asks, body, pairs: pairsOf(`${title}\n${body}`), people: 0 },
      state: out ? 'published' : n % 20 < 10 ? 'in_review' : 'draft',
      deadline: asks ? new Date(Date.parse(at) + 10 * day).toISOString().slice(0, 10) : null,
    };
  });
  const { editor, approver } = district.accountIds;
  const { rows } = await sql<{ id: number; state: string; school: number }>`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
      as r (n int, title text, kind text, at timestamptz, school int8, asks boolean, body text, pairs jsonb, state text, deadline date)),
    made as (
      insert into notice (organisation_id, kind, state, author_id, approver_id, request, deadline_on, is_public, frozen_size,
        frozen_hash, published_at, created_at, updated_at)
      select school, kind, state, ${editor}, case state when 'published' then ${approver}::int8 end,
        case when asks then 'acknowledge' else 'none' end, deadline, n % 3 > 0, case state when 'published' then 1280 end,
        case state when 'published' then sha256('') end, case state when 'published' then at end, at, at
      from given order by n returning id, organisation_id, state, created_at),
    numbered as (select m.*, g.* from (select *, row_number() over (order by id) - 1 as row from made) m join given g on g.n = m.row),
    texts as (
      insert into notice_text (notice_id, language, title, body, pairs)
      select id, 'zh-CN', title, body, array(select jsonb_array_elements_text(pairs)) from numbered),
    audiences as (
      insert into notice_audience (notice_id, mode, organisation_id, role) select id, 'include', school, 'guardians' from numbered),
    events as (
      insert into notice_event (notice_id, at, account_id, kind)
      select id, created_at, case k when 'approved' then ${approver}::int8 else ${editor}::int8 end, k
      from numbered, unnest(array['created', 'edited', 'submitted', 'approved', 'published']) k)
    select id, state, organisation_id as school from made order by id`.execute(owner);
  await deliverSchoolNotices(owner);
  return {
    ofSchools: rows.filter((row) => row.state === 'published').map((row) => row.id),
    schoolDraft: rows.find((row) => row.state === 'draft' && row.school === district.schoolId)?.id as number,
  };
}

async function deliverSchoolNotices(owner: Database): Promise<void> {
  await sql`
    select ensure_delivery_partition(m::date)
    from generate_series(date_trunc('month', now() - interval '13 months'), now(), interval '1 month') m`.execute(
    owner,
  );
  await sql`
    with made as (
      insert into message (period, organisation_id, subject, purpose, audience, frozen_size, release_at, link_expires_at,
        created_at, state, expanded_at, finished_at)
      select date_trunc('month', published_at)::date, organisation_id, 'notice:' || id, 'notice',
        jsonb_build_object('include', jsonb_build_array(jsonb_build_object('organisationId', organisation_id, 'role', 'guardians')),
          'exclude', '[]'::jsonb),
        frozen_size, published_at, published_at + interval '30 days', published_at, 'finished', published_at, published_at
      from notice where state = 'published' and message_id is null returning id, subject)
    update notice n set message_id = made.id from made where made.subject = 'notice:' || n.id`.execute(owner);
  await sql`
    insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, settled_at, district_id,
      channel, state)
    select m.id, g.guardian_id, min(c.id), min(p.id), m.period, m.release_at, m.release_at, 1,
      case when min(p.id) is null then 0 else 1 end, case when min(p.id) is null then 4 else 2 end
    from message m join organisation c on c.parent_id = m.organisation_id and c.kind = 'class'
    join membership s on s.organisation_id = c.id and s.position = 'pupil'
    join guardianship g on g.pupil_id = s.person_id
    left join contact_point p on p.person_id = g.guardian_id
    group by m.id, g.guardian_id, m.period, m.release_at`.execute(owner);
  await sql`
    insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
    select n.id, d.person_id, d.organisation_id, 'link', n.published_at::date + 1
    from notice n join delivery d on d.message_id = n.message_id and d.state = 2 and d.person_id % 10 < 8
    where n.request = 'acknowledge' on conflict do nothing`.execute(owner);
  await sql`
    insert into delivery_count (message_id, organisation_id, channel, state, n)
    select message_id, organisation_id, channel, s, count(*)
    from delivery d, lateral (select 0::smallint as s union all select d.state where d.state >= 2) v
    where message_id in (select m.id from message m join organisation o on o.id = m.organisation_id and o.kind = 'school')
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(owner);
  await sql`insert into notice_acknowledgement_count (notice_id, organisation_id, n)
    select notice_id, organisation_id, count(*) from notice_acknowledgement group by 1, 2 order by 1, 2
    on conflict do nothing`.execute(owner);
}
