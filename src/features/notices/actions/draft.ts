/** Writing a notice: start, copy, basics, texts, request. */
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { asks, mayAskForReply, mayAskToAcknowledge, type Request } from '../model/kinds.ts';
import type { Notice } from '../model/notice.ts';
import { voidNumber } from '../numbers/actions/give.ts';
import { setNumber } from '../numbers/queries/numbers.ts';
import { audienceOf, textsOf, visibleWithin } from '../queries/notices.ts';
import {
  type Basics,
  changeState,
  copyParts,
  deleteText,
  insertAudience,
  insertNotice,
  updateBasics,
  updateRequest,
  upsertText,
} from '../queries/write.ts';
import { slipTroubles } from '../slips/actions/complete.ts';
import { copySlip } from '../slips/queries/slips.ts';
import { unfilled } from '../templates/model/template.ts';
import { setSource } from '../translations/queries/sources.ts';
import { act, type By, edit, noteAct, today } from './by.ts';

/** Starts a notice; with `copyOf` it takes texts, attachments and audience of an earlier one over. */
export async function createNotice(
  services: Services,
  by: By,
  basics: Basics,
  copyOf?: number,
): Promise<Outcome<{ id: number }>> {
  const office = await issuingOffice(services, by, basics.organisationId);
  if (!office.ok) return office;
  const earlier = copyOf === undefined ? undefined : await visibleWithin(services.db, by.reach, copyOf);
  if (copyOf !== undefined && !earlier) return refused(null, 'noticeMissing');
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const id = await insertNotice(trx, { ...basics, authorId: by.accountId, at });
    if (earlier) {
      await copyParts(trx, earlier.id, id);
      await copySlip(trx, earlier.id, id);
      // Only what the writer may address: another office's audience does not come along.
      if (within(by.reach, earlier.organisationPath)) await insertAudience(trx, id, await audienceOf(trx, earlier.id));
    }
    const notice = { id, organisationId: basics.organisationId };
    await noteAct(trx, notice, by.accountId, 'created', at, { detail: { copy_of: earlier?.id ?? null } });
    return done({ id });
  });
}

/** Office, kind, whether it is public, and the language that readers fall back on. */
export async function saveBasics(
  services: Services,
  by: By,
  id: number,
  revision: number,
  basics: Basics,
): Promise<Outcome<{ revision: number }>> {
  const office = await issuingOffice(services, by, basics.organisationId);
  if (!office.ok) return office;
  return edit(services, by, id, revision, async (trx, notice) => {
    if (notice.correctsId !== null) return refused(null, 'fixedInCorrection');
    if (notice.request === 'acknowledge' && !mayAskToAcknowledge(basics.kind)) return refused('kind', 'kindMayNotAsk');
    if (notice.request === 'slip' && !mayAskForReply(basics.kind)) return refused('kind', 'kindMayNotReply');
    await updateBasics(trx, id, basics);
    // Another office has other codes.
    if (notice.numberCodeId !== null && notice.organisationId !== basics.organisationId) {
      await voidNumber(trx, notice, 'changed', services.clock.now(), by.accountId);
      await setNumber(trx, id, { codeId: null, number: null, latin: null });
    }
    return done(null);
  });
}

/**
 * The text in one language. Both parts empty: the language is taken out. A translation that was made from an earlier main
 * text keeps its mark until its writer says that the two agree.
 */
export function saveText(
  services: Services,
  by: By,
  id: number,
  revision: number,
  text: { language: ContentLanguage; title: string; body: string; agrees?: boolean },
): Promise<Outcome<{ revision: number }>> {
  return edit(services, by, id, revision, async (trx, notice) => {
    const empty = text.title === '' && text.body === '';
    if (empty && text.language === notice.mainLanguage) return refused('title', 'titleMissing');
    if (!empty && text.title === '') return refused('title', 'titleMissing');
    if (!empty && text.body === '') return refused('body', 'bodyMissing');
    if (empty) await deleteText(trx, id, text.language);
    else {
      const before = (await textsOf(trx, id)).find((one) => one.language === text.language);
      await upsertText(trx, id, text);
      if (text.agrees || !before?.isOlder) await setSource(trx, id, text.language);
    }
    return done(null);
  });
}

/** What is asked of the reader, and until which local day. */
export function saveRequest(
  services: Services,
  by: By,
  id: number,
  revision: number,
  input: { request: Request; deadlineOn: string | null },
): Promise<Outcome<{ revision: number }>> {
  return edit(services, by, id, revision, async (trx, notice) => {
    if (notice.correctsId !== null) return refused(null, 'fixedInCorrection');
    if (asks(input)) {
      if (input.request === 'acknowledge' && !mayAskToAcknowledge(notice.kind))
        return refused('request', 'kindMayNotAsk');
      if (input.request === 'slip' && !mayAskForReply(notice.kind)) return refused('request', 'kindMayNotReply');
      if (!input.deadlineOn) return refused('deadlineOn', 'deadlineMissing');
      if (input.deadlineOn < today(services)) return refused('deadlineOn', 'deadlinePast');
    }
    await updateRequest(trx, id, input.request, asks(input) ? input.deadlineOn : null);
    return done(null);
  });
}

/** A draft that nobody needs any more; it stays in the records, out of the lists. */
export function discard(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'discard', async (trx, notice) => {
    await voidNumber(trx, notice, 'discarded', at, by.accountId);
    await changeState(trx, id, { state: 'discarded' }, at);
    await noteAct(trx, notice, by.accountId, 'discarded', at);
    return done(null);
  });
}

/** What must be there before anybody else is asked to read it; each trouble names the step where it is mended. */
export async function missingParts(
  services: Services,
  notice: Pick<
    Notice,
    'id' | 'mainLanguage' | 'kind' | 'request' | 'deadlineOn' | 'correctsId' | 'correctionRenews' | 'expiresOn'
  >,
  trx = services.db,
): Promise<Trouble[]> {
  const troubles: Trouble[] = [];
  const texts = await textsOf(trx, notice.id);
  if (!texts.some((text) => text.language === notice.mainLanguage))
    troubles.push({ field: 'text', key: 'mainTextMissing' });
  const left = unfilled(texts);
  if (left.length > 0) troubles.push({ field: 'text', key: 'unfilled', context: { names: left.join('、') } });
  const day = localDate(services.clock.now(), services.config.timeZone);
  if (notice.expiresOn !== null && (notice.expiresOn < day || (notice.deadlineOn ?? '') > notice.expiresOn)) {
    troubles.push({ field: 'expiry', key: notice.expiresOn < day ? 'expiryPast' : 'expiryBeforeDeadline' });
  }
  const keepsDeadline = notice.correctsId !== null && !notice.correctionRenews;
  if (asks(notice) && !keepsDeadline && (notice.deadlineOn === null || notice.deadlineOn < day)) {
    troubles.push({ field: 'request', key: 'deadlinePast' });
  }
  if (notice.request === 'slip') troubles.push(...(await slipTroubles(trx, notice.id)));
  return troubles;
}

async function issuingOffice(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const office = await organisationById(services.db, id);
  if (!office || office.endedOn !== null || !within(by.reach, office.path)) {
    return refused('organisationId', 'officeOutside');
  }
  return done(null);
}
