/**
 * Correcting in public. A correction is a draft of the next version; it is reviewed as the notice was, and when it is
 * published its content becomes the notice's. What stood before stays readable at an address of its own.
 */
import { createMessage, messageById, replaceContents, stopMessage } from '#features/delivery/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { announce } from '#platform/events.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { composeContents } from '../compose.ts';
import { changesBetween, nothingChanged } from '../model/difference.ts';
import { refusableKey } from '../model/kinds.ts';
import { awaitsCountersign, type Notice, type Whole } from '../model/notice.ts';
import { isOut, stopWindow } from '../model/states.ts';
import { audienceOf, lockWithin, noticeById, wholeOf } from '../queries/notices.ts';
import {
  type CorrectionPlan,
  insertCorrection,
  keepVersion,
  openCorrectionOf,
  renewAcknowledgements,
  setCorrectionMessage,
  takeOver,
  updateCorrection,
} from '../queries/versions.ts';
import { changeState, copyParts, insertAudience } from '../queries/write.ts';
import { copyRule, keepRule } from '../register/queries/rules.ts';
import { tellChannels } from './broadcast.ts';
import { type By, edit, noteAct, today } from './by.ts';
import { linkExpiry } from './link-expiry.ts';
import { officeName } from './tell.ts';
import { digestTerms } from './waiting.ts';

/** Starts the next version of a published notice, or goes on with the one that is being written. */
export function startCorrection(services: Services, by: By, id: number): Promise<Outcome<{ id: number }>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (!isOut(notice, at)) return refused(null, 'notNow');
    if (notice.forwardsId !== null) return refused(null, 'fixedInForward');
    if (awaitsCountersign(notice)) return refused(null, 'countersignFirst');
    const open = await openCorrectionOf(trx, id);
    if (open !== undefined) return done({ id: open });
    const draft = await insertCorrection(trx, id, { authorId: by.accountId, at });
    await copyParts(trx, id, draft);
    await copyRule(trx, id, draft);
    await insertAudience(trx, draft, await audienceOf(trx, id));
    await noteAct(trx, { id: draft, organisationId: notice.organisationId }, by.accountId, 'created', at, {
      detail: { corrects: id },
    });
    await noteAct(trx, notice, by.accountId, 'correction_started', at, { detail: { correction: draft } });
    return done({ id: draft });
  });
}

/** Why it is corrected, who is told, whether they acknowledge anew and until when. */
export function saveCorrection(
  services: Services,
  by: By,
  id: number,
  revision: number,
  plan: CorrectionPlan,
): Promise<Outcome<{ revision: number }>> {
  return edit(services, by, id, revision, async (trx, draft) => {
    if (draft.correctsId === null) return refused(null, 'notNow');
    if (plan.reason === '') return refused('reason', 'reasonMissing');
    const asks = draft.request === 'acknowledge';
    if (plan.renews && !asks) return refused('renews', 'nothingAsked');
    if (plan.renews && plan.told === 'nobody') return refused('told', 'renewalTellsNobody');
    if (asks && plan.deadlineOn === null) return refused('deadlineOn', 'deadlineMissing');
    const moved = plan.deadlineOn !== draft.deadlineOn;
    if (asks && (plan.renews || moved) && (plan.deadlineOn ?? '') < today(services)) {
      return refused('deadlineOn', 'deadlinePast');
    }
    await updateCorrection(trx, id, { ...plan, deadlineOn: asks ? plan.deadlineOn : null });
    return done(null);
  });
}

/** What a correction must have before anybody reviews it. */
export async function missingInCorrection(
  trx: Transaction | Services['db'],
  draft: Notice,
): Promise<{ field: string; key: string }[]> {
  const original = draft.correctsId === null ? undefined : await noticeById(trx, draft.correctsId);
  if (!original) return [];
  if (!draft.correctionReason) return [{ field: 'correction', key: 'correctionReasonMissing' }];
  const [before, after] = [await wholeOf(trx, original), await wholeOf(trx, draft)];
  const changes = changesBetween(
    { ...before, deadlineOn: original.deadlineOn },
    { ...after, deadlineOn: draft.request === 'none' ? original.deadlineOn : draft.deadlineOn },
  );
  const same = JSON.stringify(before.rule) === JSON.stringify(after.rule);
  return same && nothingChanged(changes) ? [{ field: 'text', key: 'nothingCorrected' }] : [];
}

/** The approved correction becomes the notice's next version at once; a message about it can be stopped for a minute. */
export async function applyCorrection(
  services: Services,
  trx: Transaction,
  by: By,
  { notice: draft }: Whole,
  size: number,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  const before = await lockWithin(trx, by.reach, draft.correctsId as number);
  if (!before || !isOut(before, at)) return refused(null, 'correctedGone');
  await keepVersion(trx, before.id, at);
  await keepRule(trx, before.id);
  await takeOver(trx, before.id, draft.id, at);
  await copyRule(trx, draft.id, before.id);
  if (draft.correctionRenews) await renewAcknowledgements(trx, before.id);
  const whole = await wholeOf(trx, (await noticeById(trx, before.id)) as Notice);
  await tellCorrection(services, trx, before, whole, size);
  await changeState(trx, draft.id, { state: 'applied' }, at);
  const detail = { version: whole.notice.version, told: draft.correctionTold ?? 'nobody' };
  await noteAct(trx, draft, by.accountId, 'applied', at, { detail: { version: whole.notice.version } });
  await noteAct(trx, before, by.accountId, 'corrected', at, { comment: draft.correctionReason, detail });
  await announce(trx, {
    kind: 'notice.corrected',
    organisationId: before.organisationId,
    data: { noticeId: before.id, version: whole.notice.version },
    at,
  });
  await tellChannels(services, trx, whole, 'corrected', at);
  return done(null);
}

/** Whoever is still queued gets the corrected text; the message about the correction goes to whom the author chose. */
export async function tellCorrection(
  services: Services,
  trx: Transaction,
  before: Notice,
  whole: Whole,
  size: number,
): Promise<void> {
  const { notice } = whole;
  const at = services.clock.now();
  const common = { office: await officeName(trx, notice.organisationId), publicUrl: services.config.publicUrl };
  const linkExpiresAt = linkExpiry(notice, at, services.config.timeZone);
  if (notice.messageId !== null) {
    const contents = composeContents(whole, { ...common, purpose: 'notice' });
    await replaceContents(trx, notice.messageId, contents, linkExpiresAt);
  }
  // An earlier correction that is still going out would tell what no longer holds.
  if (before.correctionMessageId !== null) await stopMessage(trx, before.correctionMessageId, 'corrected again', at);
  if (notice.correctionTold === null || notice.correctionTold === 'nobody') return;
  const messageId = await createMessage(
    trx,
    {
      districtId: notice.districtId,
      organisationId: notice.organisationId,
      subject: `notice:${notice.id}`,
      purpose: 'correction',
      kind: refusableKey(notice.kind),
      audience: whole.audience,
      frozenSize: size,
      releaseAt: new Date(at.getTime() + stopWindow),
      linkExpiresAt,
      ...digestTerms(notice, services.config.timeZone),
      contents: composeContents(whole, { ...common, purpose: 'correction' }),
    },
    at,
  );
  await setCorrectionMessage(trx, notice.id, messageId);
}

/** Stops the message about a correction within 60 seconds of the click; the notice stays corrected. */
export function stopCorrectionMessage(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    const message = notice.correctionMessageId && (await messageById(trx, notice.correctionMessageId));
    if (!message || message.releaseAt <= at) return refused(null, 'tooLateToStop');
    const stopped = await stopMessage(trx, message.id, 'stopped before it was sent', at);
    if (!stopped.ok) return refused(null, 'tooLateToStop');
    await noteAct(trx, notice, by.accountId, 'correction_stopped', at, { detail: { message: message.id } });
    return done(null);
  });
}
