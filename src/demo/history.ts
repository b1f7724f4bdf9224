/** Twelve months of notices with their receipts, written as past: nothing of it is sent. */
import { createHash } from 'node:crypto';
import { ensurePartition, insertContents, insertMessage } from '#features/delivery/queries/message-rows.ts';
import type { NoticeAct } from '#features/notices/actions/acts.ts';
import { auditAct } from '#features/notices/actions/by.ts';
import { contentHash } from '#features/notices/model/freeze.ts';
import { addDays, languageOrder, type Notice } from '#features/notices/model/notice.ts';
import { noticeById, wholeOf } from '#features/notices/queries/notices.ts';
import { insertAttachment, insertAudience, insertEvent, upsertText } from '#features/notices/queries/write.ts';
import { writeSlip } from '#features/notices/slips/queries/slips.ts';
import { endOfLocalDay, localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { insertFile } from '#platform/files/queries.ts';
import type { Services } from '#platform/services.ts';
import { attachmentBytes } from './attachments.ts';
import type { Attachment } from './contents/content.ts';
import { type PastNotice, pastYear } from './history/calendar.ts';
import {
  finishPastMessage,
  insertPastAcknowledgements,
  insertPastDeliveries,
  insertPastNotice,
  setFrozen,
} from './history/queries.ts';
import { insertPastReplies } from './history/replies.ts';
import { audienceOf, officeOf, type Place, type Places } from './places.ts';
import type { DemoStaff } from './staff.ts';
import { worded } from './wording.ts';

const minute = 60_000;

/** Writes the history; each notice in a transaction of its own. Returns how many there are. */
export async function writeHistory(
  services: Services,
  places: Places,
  staff: DemoStaff,
  seed: number,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const today = localDate(services.clock.now(), services.config.timeZone);
  const notices = pastYear(today, seed).flatMap((notice) => {
    const office = officeOf(places, notice.content.office);
    return office && audienceOf(places, office, notice.content).include.length > 0 ? [{ notice, office }] : [];
  });
  let done = 0;
  for (const { notice, office } of notices) {
    const attachments = await Promise.all((notice.content.attachments ?? []).map(withBytes));
    await services.db
      .transaction()
      .execute((trx) => writeOne(services, trx, { notice, office, places, staff, attachments, nth: done, today }));
    done += 1;
    onProgress(done, notices.length);
  }
  return notices.length;
}

interface Work {
  notice: PastNotice;
  office: Place;
  places: Places;
  staff: DemoStaff;
  attachments: readonly (Attachment & { mediaType: string; content: Buffer })[];
  nth: number;
  today: string;
}

async function writeOne(services: Services, trx: Transaction, work: Work): Promise<void> {
  const { notice, office, nth, today } = work;
  const { content, day } = notice;
  const zone = services.config.timeZone;
  const at = new Date(endOfLocalDay(addDays(day, -1), zone).getTime() + 1 + notice.minute * minute);
  const deadlineOn = content.acknowledge ? addDays(day, content.acknowledge) : null;
  const { author, approver } = work.staff.writers(office);
  const audience = audienceOf(work.places, office, content);
  const id = await insertPastNotice(trx, {
    ...{ organisationId: office.id, kind: content.kind, number: notice.number, authorId: author, approverId: approver },
    ...{ state: notice.withdrawn ? 'withdrawn' : 'published', deadlineOn, isPublic: content.isPublic ?? false },
    request: deadlineOn === null ? 'none' : content.slip ? 'slip' : 'acknowledge',
    frozenSize: 0,
    createdAt: new Date(at.getTime() - 180 * minute),
    publishedAt: at,
    withdrawnAt: notice.withdrawn ? new Date(at.getTime() + notice.withdrawn.afterDays * 1440 * minute) : null,
    withdrawnReason: notice.withdrawn?.reason ?? null,
  });
  await insertAudience(trx, id, audience);
  if (content.slip) await writeSlip(trx, id, content.slip);
  for (const language of languageOrder) {
    const wording = content.texts[language];
    if (wording) await upsertText(trx, id, { language, ...worded(wording, language, day, office.name) });
  }
  for (const { name, mediaType, content: bytes } of work.attachments) {
    const sha256 = createHash('sha256').update(bytes).digest();
    await insertFile(trx, { sha256, mediaType, content: bytes, at });
    await insertAttachment(trx, id, { sha256, name, mediaType, size: bytes.length });
  }

  const whole = await wholeOf(trx, (await noticeById(trx, id)) as Notice);
  const period = `${at.toISOString().slice(0, 7)}-01`;
  await ensurePartition(trx, period);
  const messageId = await insertMessage(trx, {
    ...{ districtId: whole.notice.districtId, period, organisationId: office.id, subject: `notice:${id}` },
    ...{ purpose: 'notice', audience, frozenSize: 0, releaseAt: at, createdAt: at },
    linkExpiresAt: endOfLocalDay(addDays(deadlineOn ?? day, deadlineOn ? 30 : 90), zone),
  });
  const size = await insertPastDeliveries(trx, { messageId, period, audience, nth, at }, today);
  await insertContents(
    trx,
    messageId,
    whole.texts.map(({ language, title }) => ({ language, subject: title, text: title, html: '', short: title })),
  );
  await finishPastMessage(trx, messageId, size, at);
  await setFrozen(trx, id, contentHash(whole, size), size, messageId);
  if (deadlineOn) await insertPastAcknowledgements(trx, { id, messageId, period, nth, day, deadlineOn }, today);
  if (deadlineOn && content.slip)
    await insertPastReplies(trx, { id, slip: content.slip, audience, deadlineOn }, nth, today);
  await writeEvents(trx, work, { id, organisationId: office.id }, { at, author, approver, size, messageId });
}

/** The steps as the notice's own page and the audit tell them. */
async function writeEvents(
  trx: Transaction,
  { notice }: Work,
  written: { id: number; organisationId: number },
  {
    at,
    author,
    approver,
    size,
    messageId,
  }: Record<'author' | 'approver' | 'size' | 'messageId', number> & { at: Date },
): Promise<void> {
  const before = (minutes: number) => new Date(at.getTime() - minutes * minute);
  const steps: { kind: NoticeAct; accountId: number; at: Date; detail?: Record<string, number>; comment?: string }[] = [
    { kind: 'created', accountId: author, at: before(180) },
    { kind: 'submitted', accountId: author, at: before(95), detail: { people: size } },
    { kind: 'approved', accountId: approver, at: before(30), detail: { people: size } },
    { kind: 'published', accountId: author, at: before(1), detail: { people: size, message: messageId } },
  ];
  if (notice.withdrawn) {
    const { afterDays, reason: comment } = notice.withdrawn;
    steps.push({ kind: 'withdrawn', accountId: author, at: before(-1440 * afterDays), comment });
  }
  for (const step of steps) {
    await insertEvent(trx, { noticeId: written.id, ...step });
    await auditAct(trx, written, step.accountId, step.kind, step.at, step.detail);
  }
}

async function withBytes(attachment: Attachment) {
  return { ...attachment, ...(await attachmentBytes(attachment)) };
}
