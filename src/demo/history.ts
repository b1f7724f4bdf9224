/** Twelve months of notices with their receipts, written as past: nothing of it is sent. */

import { createHash } from 'node:crypto';
import { makePastMessage, pastRecipients } from '#features/delivery/seed.ts';
import {
  freezePastNotice,
  languageOrder,
  makePastAcknowledgements,
  makePastAnswers,
  makePastNotice,
  makePastSteps,
  type PastStep,
} from '#features/notices/seed.ts';
import { correctPastNotice, setPastTerms } from '#features/notices/seed-after.ts';
import { writeRule } from '#features/notices/seed-numbers.ts';
import { endOfLocalDay, localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import { insertFile } from '#platform/files/queries.ts';
import type { Services } from '#platform/services.ts';
import { attachmentBytes } from './attachments.ts';
import type { Attachment } from './contents/content.ts';
import { type PastNotice, pastYear } from './history/calendar.ts';
import { repliesTo } from './history/replies.ts';
import { type DemoCodes, makeNumberCodes, numbered } from './numbers.ts';
import { audienceOf, officeOf, type Place, type Places } from './places.ts';
import { recorded } from './recordings.ts';
import type { DemoStaff } from './staff.ts';
import { worded } from './wording.ts';

const minute = 60_000;

/** Writes the history; each notice in a transaction of its own. Returns how many there are, and the codes of their numbers. */
export async function writeHistory(
  services: Services,
  places: Places,
  staff: DemoStaff,
  seed: number,
  onProgress: (done: number, total: number) => void,
): Promise<{ notices: number; codes: DemoCodes }> {
  const today = localDate(services.clock.now(), services.config.timeZone);
  const notices = pastYear(today, seed).flatMap((notice) => {
    const office = officeOf(places, notice.content.office);
    return office && audienceOf(places, office, notice.content).include.length > 0 ? [{ notice, office }] : [];
  });
  const codes = await makeNumberCodes(services, places);
  let done = 0;
  for (const { notice, office } of notices) {
    const attachments = await Promise.all((notice.content.attachments ?? []).map(withBytes));
    const recordings = await Promise.all((notice.content.recordings ?? []).map(recorded));
    await services.db
      .transaction()
      .execute((trx) =>
        writeOne(services, trx, { notice, office, places, staff, codes, attachments, recordings, nth: done, today }),
      );
    done += 1;
    onProgress(done, notices.length);
  }
  return { notices: notices.length, codes };
}

interface Work {
  notice: PastNotice;
  office: Place;
  places: Places;
  staff: DemoStaff;
  codes: DemoCodes;
  attachments: readonly (Attachment & { mediaType: string; content: Buffer })[];
  recordings: readonly Awaited<ReturnType<typeof recorded>>[];
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
  const whole = await makePastNotice(trx, {
    ...{ organisationId: office.id, kind: content.kind, authorId: author, approverId: approver },
    enterNumber: notice.number === null ? null : numbered(work.codes, notice.number, at),
    ...{ deadlineOn, isPublic: content.isPublic ?? false, audience, slip: content.slip },
    request: deadlineOn === null ? 'none' : content.slip ? 'slip' : 'acknowledge',
    createdAt: new Date(at.getTime() - 180 * minute),
    publishedAt: at,
    withdrawn: notice.withdrawn
      ? { at: new Date(at.getTime() + notice.withdrawn.afterDays * 1440 * minute), reason: notice.withdrawn.reason }
      : null,
    texts: languageOrder.flatMap((language) => {
      const wording = notice.corrected?.earlier[language] ?? content.texts[language];
      return wording ? [{ language, ...worded(wording, language, day, office.name) }] : [];
    }),
    attachments: await storeFiles(trx, work.attachments, at),
    recordings: work.recordings,
  });
  const { id, districtId } = whole.notice;
  const { messageId, size } = await makePastMessage(
    trx,
    {
      ...{ districtId, organisationId: office.id, subject: `notice:${id}`, audience, nth, releaseAt: at },
      linkExpiresAt: endOfLocalDay(addDays(deadlineOn ?? day, deadlineOn ? 30 : 90), zone),
      contents: whole.texts.map(({ language, title }) => {
        return { language, subject: title, text: title, html: '', short: title };
      }),
    },
    today,
  );
  await freezePastNotice(trx, whole, size, messageId);
  if (deadlineOn) {
    await makePastAcknowledgements(trx, { id, sent: pastRecipients(messageId), nth, day, deadlineOn }, today);
    if (content.slip) {
      const slip = content.slip;
      await makePastAnswers(trx, { id, slip, audience, deadlineOn }, today, repliesTo(slip, nth));
    }
  }
  await after(trx, work, { id, at, zone });
  await makePastSteps(
    trx,
    { id, organisationId: office.id },
    stepsOf(notice, { at, author, approver, size, messageId }),
  );
}

/** What became of it later: put right, past its end, on top of the list. */
async function after(
  trx: Transaction,
  { notice, office, staff }: Work,
  { id, at, zone }: { id: number; at: Date; zone: string },
): Promise<void> {
  const { corrected, content, day, expiresAfter, pinnedUntil } = notice;
  if (content.rule)
    await writeRule(trx, id, { subject: content.rule, inForceFrom: null, inForceUntil: null, links: [] });
  if (corrected) {
    const correctedAt = new Date(at.getTime() + corrected.afterDays * 1440 * minute);
    await correctPastNotice(trx, id, {
      ...{ at: correctedAt, on: localDate(correctedAt, zone), reason: corrected.reason },
      texts: languageOrder.flatMap((language) => {
        const wording = content.texts[language];
        return wording ? [{ language, ...worded(wording, language, day, office.name) }] : [];
      }),
    });
  }
  const pin = pinnedUntil ? { until: pinnedUntil, by: staff.writers(office).approver } : null;
  if (expiresAfter || pin)
    await setPastTerms(trx, id, { expiresOn: expiresAfter ? addDays(day, expiresAfter) : null, pin });
}

function stepsOf(
  { withdrawn, corrected, pinnedUntil }: PastNotice,
  of: Record<'author' | 'approver' | 'size' | 'messageId', number> & { at: Date },
): PastStep[] {
  const { at, author, approver, size, messageId } = of;
  const before = (minutes: number) => new Date(at.getTime() - minutes * minute);
  const steps: PastStep[] = [
    { kind: 'created', accountId: author, at: before(180) },
    { kind: 'submitted', accountId: author, at: before(95), detail: { people: size } },
    { kind: 'approved', accountId: approver, at: before(30), detail: { people: size } },
    { kind: 'published', accountId: author, at: before(1), detail: { people: size, message: messageId } },
  ];
  if (pinnedUntil) steps.push({ kind: 'pinned', accountId: approver, at: before(-30) });
  if (corrected) {
    const { afterDays, reason: comment } = corrected;
    steps.push({ kind: 'corrected', accountId: author, at: before(-1440 * afterDays), comment });
  }
  if (withdrawn) {
    const { afterDays, reason: comment } = withdrawn;
    steps.push({ kind: 'withdrawn', accountId: author, at: before(-1440 * afterDays), comment });
  }
  return steps;
}

async function storeFiles(trx: Transaction, attachments: Work['attachments'], at: Date) {
  const stored = [];
  for (const { name, mediaType, content } of attachments) {
    const sha256 = createHash('sha256').update(content).digest();
    await insertFile(trx, { sha256, mediaType, content, at });
    stored.push({ sha256, name, mediaType, size: content.length });
  }
  return stored;
}

async function withBytes(attachment: Attachment) {
  return { ...attachment, ...(await attachmentBytes(attachment)) };
}
