/** For the demonstration: notices of the past with their receipts, and the acts by which today's are made. */
import { type RawBuilder, sql } from 'kysely';
import { type Audience, actingRows } from '#features/directory/feature.ts';
import { drawn } from '#platform/database/chance.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { NoticeAct } from './actions/acts.ts';
import { auditAct } from './actions/by.ts';
import { contentHash } from './model/freeze.ts';
import type { Kind, Request } from './model/kinds.ts';
import type { Notice, Whole } from './model/notice.ts';
import { noticeById, wholeOf } from './queries/notices.ts';
import { insertAttachment, insertAudience, insertEvent, upsertText } from './queries/write.ts';
import { type CheckedSpoken, storeSpoken } from './recordings/actions/recordings.ts';
import type { Answers } from './slips/model/answer.ts';
import type { Slip } from './slips/model/slip.ts';
import { writeSlip } from './slips/queries/slips.ts';

export { addClauses } from './actions/audience.ts';
export type { By } from './actions/by.ts';
export { createNotice, saveRequest, saveText } from './actions/draft.ts';
export { publish, schedule } from './actions/publish.ts';
export { approve, submit } from './actions/review.ts';
export type { Kind } from './model/kinds.ts';
export { languageOrder } from './model/notice.ts';
export { stopWindow } from './model/states.ts';
export type { Answers } from './slips/model/answer.ts';
export type { Question, Slip } from './slips/model/slip.ts';

export interface PastNotice {
  organisationId: number;
  kind: Kind;
  /** Enters its number, if it has one. */
  enterNumber: ((trx: Transaction, noticeId: number) => Promise<void>) | null;
  authorId: number;
  approverId: number;
  request: Request;
  deadlineOn: string | null;
  isPublic: boolean;
  createdAt: Date;
  publishedAt: Date;
  withdrawn: { at: Date; reason: string } | null;
  audience: Audience;
  slip: Slip | undefined;
  texts: readonly Parameters<typeof upsertText>[2][];
  attachments: readonly Parameters<typeof insertAttachment>[2][];
  recordings: readonly CheckedSpoken[];
}

/** Inserts the notice as published or withdrawn; `freezePastNotice` follows when its message is made. */
export async function makePastNotice(trx: Transaction, past: PastNotice): Promise<Whole> {
  const { withdrawn } = past;
  const { rows } = await sql<{ id: number }>`
    insert into notice (organisation_id, kind, state, author_id, approver_id, request, deadline_on, is_public,
      frozen_size, frozen_hash, published_at, withdrawn_at, withdrawn_reason, created_at, updated_at)
    values (${past.organisationId}, ${past.kind}, ${withdrawn ? 'withdrawn' : 'published'},
      ${past.authorId}, ${past.approverId}, ${past.request}, ${past.deadlineOn}, ${past.isPublic}, 0, '\\x',
      ${past.publishedAt}, ${withdrawn?.at ?? null}, ${withdrawn?.reason ?? null}, ${past.createdAt},
      ${withdrawn?.at ?? past.publishedAt}) returning id`.execute(trx);
  const { id } = rows[0] as { id: number };
  await past.enterNumber?.(trx, id);
  await insertAudience(trx, id, past.audience);
  if (past.slip) await writeSlip(trx, id, past.slip);
  for (const text of past.texts) await upsertText(trx, id, text);
  for (const attachment of past.attachments) await insertAttachment(trx, id, attachment);
  for (const spoken of past.recordings) await storeSpoken(trx, id, spoken, past.createdAt);
  return wholeOf(trx, (await noticeById(trx, id)) as Notice);
}

export async function freezePastNotice(trx: Transaction, whole: Whole, size: number, messageId: number): Promise<void> {
  await sql`update notice set frozen_hash = ${contentHash(whole, size)}, frozen_size = ${size}, message_id = ${messageId}
    where id = ${whole.notice.id}`.execute(trx);
}

/**
 * Acknowledgements: most on the first two days, more at some schools than at others; those without a channel are told
 * by the class teacher at the end. None lies after today. `sent`: who got it, and with what result (delivery/seed.ts).
 */
export async function makePastAcknowledgements(
  trx: Transaction,
  notice: { id: number; sent: RawBuilder<unknown>; nth: number; day: string; deadlineOn: string },
  today: string,
): Promise<void> {
  const { id, sent, nth, day, deadlineOn } = notice;
  await sql`
    with drawn as (
      select d.person_id, d.organisation_id, d.state, ${drawn('d.person_id', nth, 2)} as c,
        (-1.7 * ln(1 - ${drawn('d.person_id', nth, 3)} / 10000.0))::int as days,
        7100 + (case when nlevel(o.path) > 1 then (subpath(o.path, 1, 1)::text)::int8 else 0 end * 7919 % 2000)
          + (o.id * 104729 % 600) as rate
      from (${sent}) d join organisation o on o.id = d.organisation_id),
    answered as (
      select person_id, organisation_id, 'link' as means, ${day}::date + days as acknowledged_on
      from drawn where state = 2 and c < rate
      union all
      select person_id, organisation_id, 'told', ${deadlineOn}::date from drawn where state in (3, 4) and c < 6200),
    added as (
      insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
      select ${id}::bigint, person_id, organisation_id, means, acknowledged_on from answered
      where acknowledged_on < ${today}::date and acknowledged_on <= ${deadlineOn}::date + 3
      returning organisation_id)
    insert into notice_acknowledgement_count (notice_id, organisation_id, n)
    select ${id}::bigint, organisation_id, count(*) from added group by organisation_id`.execute(trx);
}

export interface Reached {
  guardianId: number;
  pupilId: number | null;
  means: 'link' | 'told';
  on: string;
}

/** Writes an answer to the slip for each who is noted as reached. */
export async function makePastAnswers(
  trx: Transaction,
  notice: { id: number; slip: Slip; audience: Audience; deadlineOn: string },
  today: string,
  answerOf: (reached: Reached) => Answers,
): Promise<void> {
  const { id, slip, audience, deadlineOn } = notice;
  const pupil = slip.per === 'child' ? sql`r.pupil_id` : sql`null::bigint`;
  const { rows } = await sql<Reached>`
    select distinct r.guardian_id as "guardianId", ${pupil} as "pupilId", a.means,
      least(a.acknowledged_on, ${deadlineOn}::date) as "on"
    from (${actingRows(audience, today)}) r
    join notice_acknowledgement a on a.notice_id = ${id} and a.person_id = r.guardian_id
    order by 2, 1`.execute(trx);
  await sql`insert into notice_slip_answer (notice_id, guardian_id, pupil_id, means, answers, answered_on)
    select ${id}::bigint, * from unnest(${rows.map((row) => row.guardianId)}::bigint[],
      ${rows.map((row) => row.pupilId)}::bigint[], ${rows.map((row) => row.means)}::text[],
      ${rows.map((row) => JSON.stringify(answerOf(row)))}::jsonb[], ${rows.map((row) => row.on)}::date[])`.execute(trx);
}

export interface PastStep {
  kind: NoticeAct;
  accountId: number;
  at: Date;
  detail?: Record<string, number>;
  comment?: string;
}

/** The steps as the notice's own page and the audit tell them. */
export async function makePastSteps(
  trx: Transaction,
  notice: Pick<Notice, 'id' | 'organisationId'>,
  steps: readonly PastStep[],
): Promise<void> {
  for (const step of steps) {
    await insertEvent(trx, { noticeId: notice.id, ...step });
    await auditAct(trx, notice, step.accountId, step.kind, step.at, step.detail);
  }
}
