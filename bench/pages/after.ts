/** What happens to large notices after publication: corrections, urgency, forwards by schools, reply slips with their answers. */
import { sql } from 'kysely';
import { expandRound } from '../../src/features/delivery/sender/expander.ts';
import { startCorrection } from '../../src/features/notices/actions/correct.ts';
import { startForward } from '../../src/features/notices/actions/forward.ts';
import { publishUrgently } from '../../src/features/notices/actions/urgent.ts';
import { applyable } from '../../src/features/notices/corrections.fixture.ts';
import { byAt, makeDraft, movableClock, type NoticeSpec, value } from '../../src/features/notices/factory.ts';
import { stopWindow } from '../../src/features/notices/model/states.ts';
import { makeSlipDraft, makeSlipNotice, outing } from '../../src/features/notices/slips/factory.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import type { Services } from '../../src/platform/services.ts';
import type { FilledDistrict } from './district.ts';
import { deliverMost, type FilledNotices } from './notices.ts';

export interface FilledAfter {
  /** To everybody, in its second version; and the draft of a correction of another. */
  corrected: number;
  correction: number;
  /** Out without a review, waiting for the countersignature. */
  urgent: number;
  /** A school's draft that passes the bureau's notice on. */
  forward: number;
  /** To everybody, with a reply slip: being written; out, with an answer for most children. */
  slipDraft: number;
  slip: number;
  /** A file in an answer from the teacher's class. */
  slipFile: number;
  /** A guardian of the teacher's class who may still answer. */
  slipGuardian: number;
}

const day = 86_400_000;

export async function fillAfter(
  owner: Database,
  services: Services,
  district: FilledDistrict,
  { notices, mass }: { notices: FilledNotices; mass: readonly number[] },
): Promise<FilledAfter> {
  const now = systemClock.now();
  const clock = movableClock(new Date(now.getTime() - 2 * day).toISOString());
  const past = { ...services, clock };
  const path = String(district.districtId);
  const author = byAt({ accountId: district.accountIds.editor, organisation: { path } });
  const approver = byAt({ accountId: district.accountIds.approver, organisation: { path } });
  const deadlineOn = new Date(now.getTime() + 7 * day).toISOString().slice(0, 10);
  const spec: NoticeSpec & { deadlineOn: string } = {
    ...{ office: district.districtId, author, approver, deadlineOn },
    audience: [{ organisationId: district.districtId, role: 'guardians' }],
  };
  const corrected = mass.at(-2) as number;
  await applyable(past, spec)(corrected, { body: '各位家长：到校时间推迟三十分钟。' });
  const correction = value(await startCorrection(past, author, mass.at(-1) as number)).id;

  const urgent = await makeDraft(past, spec);
  value(await publishUrgently(past, author, urgent.id, urgent.revision, '今晚有暴雨，明天停课。'));
  clock.pass(stopWindow + 1000);

  const school = district.schoolId;
  const ofSchool = byAt({
    accountId: district.accountIds['school editor'],
    organisation: { path: `${path}.${school}` },
  });
  const forward = value(
    await startForward(past, ofSchool, notices.published, { organisationId: school, preface: '我校同时调整校车。' }),
  ).id;
  // One notice of each school passed it on.
  await sql`
    update notice set forwards_id = ${notices.published}, forwards_version = 1, foreword = '请同时留意校车时间。'
    where id in (select min(id) from notice where state = 'published' and organisation_id > ${school}
      and organisation_id < ${district.classId} and corrects_id is null group by organisation_id)`.execute(owner);

  const questions = outing.map((question) => ({ ...question, from: undefined, to: undefined }));
  const slipDraft = await makeSlipDraft(past, spec, 'child', questions);
  const slip = await makeSlipNotice(past, spec, 'child', questions);
  while (await expandRound(past));
  await deliverMost(owner, slip.messageId);
  return {
    ...{ corrected, correction, urgent: urgent.id, forward, slipDraft: slipDraft.id, slip: slip.id },
    ...(await answerMost(owner, slip.id, district)),
  };
}

/** For 70 of 100 children a guardian has answered, for 5 both have; some said different things, some sent a file. */
async function answerMost(owner: Database, slip: number, { classId }: FilledDistrict) {
  await sql`
    with ties as (
      select guardian_id, pupil_id, row_number() over (partition by pupil_id order by guardian_id) as place
      from guardianship where ends_on is null)
    insert into notice_slip_answer (notice_id, guardian_id, pupil_id, means, answers, answered_on)
    select ${slip}, guardian_id, pupil_id, 'link',
      jsonb_build_object('1', case when pupil_id % 11 = 0 then 'disagree' else 'agree' end, '2', (pupil_id + place) % 3,
        '3', pupil_id % 4, '4', jsonb_build_array(pupil_id % 2, 2)) ||
      case when pupil_id % 5 = 0 then jsonb_build_object('6', '下午四点来接') else '{}' end, current_date - 1
    from ties where pupil_id % 10 < 7 and (place = 1 or (place = 2 and pupil_id % 20 = 0)) order by pupil_id, place`.execute(
    owner,
  );
  const { rows } = await sql<{ id: number }>`
    with filed as (
      insert into notice_slip_file (answer_id, question, name, media_type, size, content)
      select a.id, 7, '同意书.pdf', 'application/pdf', 2000, convert_to(rpad('%PDF-1.7 ', 2000, '%'), 'utf8')
      from notice_slip_answer a where a.notice_id = ${slip} and a.pupil_id % 50 = 1 order by a.id returning id, answer_id)
    select min(f.id) as id from filed f join notice_slip_answer a on a.id = f.answer_id
    join membership m on m.person_id = a.pupil_id and m.organisation_id = ${classId}`.execute(owner);
  const open = await sql<{ id: number }>`
    select min(g.guardian_id) as id from membership m join guardianship g on g.pupil_id = m.person_id
    where m.organisation_id = ${classId} and m.position = 'pupil'
      and not exists (select from notice_slip_answer a where a.notice_id = ${slip} and a.pupil_id = m.person_id)`.execute(
    owner,
  );
  return { slipFile: rows[0]?.id as number, slipGuardian: open.rows[0]?.id as number };
}
