/** Answers to slips and the files in them. Whoever reads names has checked the reach before: by class, by own link. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Answer, Answers, SlipFile } from '../model/answer.ts';

const columns = sql`a.id, a.guardian_id as "guardianId", a.pupil_id as "pupilId", a.means, a.answered_on as "on", a.answers,
  coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'question', f.question, 'name', f.name, 'size', f.size)
    order by f.question) from notice_slip_file f where f.answer_id = a.id), '[]') as files`;

/** Of one guardian: for a child, or for themselves. */
export async function answerOf(
  db: Database | Transaction,
  noticeId: number,
  guardianId: number,
  pupilId: number | null,
): Promise<Answer | undefined> {
  const { rows } = await sql<Answer>`
    select ${columns} from notice_slip_answer a
    where a.notice_id = ${noticeId} and a.guardian_id = ${guardianId} and a.pupil_id is not distinct from ${pupilId}::bigint`.execute(
    db,
  );
  return rows[0];
}

/** All that one guardian answered; the newest day first. */
export async function answersBy(db: Database | Transaction, noticeId: number, guardianId: number): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select ${columns} from notice_slip_answer a
    where a.notice_id = ${noticeId} and a.guardian_id = ${guardianId} order by a.answered_on desc, a.id`.execute(db);
  return rows;
}

/** For some children, or by some guardians for themselves. */
export async function answersAmong(
  db: Database | Transaction,
  noticeId: number,
  who: { pupilIds: readonly number[]; guardianIds: readonly number[] },
): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select ${columns} from notice_slip_answer a
    where a.notice_id = ${noticeId} and (a.pupil_id = any (${[...who.pupilIds]}::bigint[])
      or (a.pupil_id is null and a.guardian_id = any (${[...who.guardianIds]}::bigint[])))
    order by a.id`.execute(db);
  return rows;
}

/** Writes an answer, or writes it anew; its id, or undefined if a guardian's own answer would give way to a teacher's. */
export async function writeAnswer(
  trx: Transaction,
  row: {
    noticeId: number;
    guardianId: number;
    pupilId: number | null;
    means: 'link' | 'told';
    answers: Answers;
    on: string;
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into notice_slip_answer as a (notice_id, guardian_id, pupil_id, means, answers, answered_on)
    values (${row.noticeId}, ${row.guardianId}, ${row.pupilId}, ${row.means}, ${JSON.stringify(row.answers)}::jsonb, ${row.on})
    on conflict (notice_id, guardian_id, pupil_id) do update
    set means = excluded.means, answers = excluded.answers, answered_on = excluded.answered_on
    where excluded.means = 'link' or a.means = 'told' returning id`.execute(trx);
  return rows[0]?.id;
}

export async function writeFile(
  trx: Transaction,
  answerId: number,
  question: number,
  file: { name: string; mediaType: string; content: Buffer },
): Promise<void> {
  await sql`insert into notice_slip_file (answer_id, question, name, media_type, size, content)
    values (${answerId}, ${question}, ${file.name}, ${file.mediaType}, ${file.content.length}, ${file.content})
    on conflict (answer_id, question) do update set name = excluded.name, media_type = excluded.media_type,
      size = excluded.size, content = excluded.content`.execute(trx);
}

export async function deleteFile(trx: Transaction, answerId: number, question: number): Promise<void> {
  await sql`delete from notice_slip_file where answer_id = ${answerId} and question = ${question}`.execute(trx);
}

export interface StoredSlipFile extends SlipFile {
  mediaType: string;
  content: Buffer;
  guardianId: number;
  pupilId: number | null;
}

export async function slipFile(db: Database, noticeId: number, fileId: number): Promise<StoredSlipFile | undefined> {
  const { rows } = await sql<StoredSlipFile>`
    select f.id, f.question, f.name, f.size, f.media_type as "mediaType", f.content,
      a.guardian_id as "guardianId", a.pupil_id as "pupilId"
    from notice_slip_file f join notice_slip_answer a on a.id = f.answer_id
    where a.notice_id = ${noticeId} and f.id = ${fileId}`.execute(db);
  return rows[0];
}

/** Answers that are kept no longer than needed: those whose deadline lies before this day. Files go with them. */
export async function forgetAnswers(db: Database, before: string, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with gone as (
      delete from notice_slip_answer where id in (
        select a.id from notice_slip_answer a join notice n on n.id = a.notice_id
        where n.deadline_on < ${before}::date order by a.id limit ${most})
      returning 1)
    select count(*) as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}
