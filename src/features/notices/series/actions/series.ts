/** Series: starting, naming, ending; putting notices in them; making the next draft of one that recurs. */

import { holdersOf } from '#features/accounts/feature.ts';
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, noteAct, today } from '../../actions/by.ts';
import { createNotice } from '../../actions/draft.ts';
import { tellNextDraft } from '../../actions/tell.ts';
import type { Notice } from '../../model/notice.ts';
import { issuedWithin, lockWithin, noticeById } from '../../queries/notices.ts';
import { writeDraft } from '../../templates/actions/use.ts';
import { usualDeadlineDays } from '../../templates/model/template.ts';
import { templateById, templateUsable } from '../../templates/queries/templates.ts';
import { lastDay, nextDay, type Recurrence, type Series } from '../model/series.ts';
import {
  dueSeries,
  insertSeries,
  lockSeries,
  markEnded,
  placeOf,
  seriesById,
  setPlace,
  updateRecurrence,
  updateTitle,
} from '../queries/series.ts';

type SeriesAct = 'notice_series.start' | 'notice_series.change' | 'notice_series.end';

async function note(
  trx: Transaction,
  services: Services,
  by: By,
  action: SeriesAct,
  series: { id: number; organisationId: number },
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: series.organisationId,
    subject: `notice_series:${series.id}`,
    detail: {},
    at: services.clock.now(),
  });
}

export async function startSeries(
  services: Services,
  by: By,
  input: { organisationId: number; title: string },
): Promise<Outcome<{ id: number }>> {
  const office = await organisationById(services.db, input.organisationId);
  if (!office || office.endedOn !== null || !within(by.reach, office.path)) {
    return refused('organisationId', 'officeOutside');
  }
  return services.db.transaction().execute(async (trx) => {
    const id = await insertSeries(trx, { ...input, by: by.accountId, at: services.clock.now() });
    await note(trx, services, by, 'notice_series.start', { id, organisationId: input.organisationId });
    return done({ id });
  });
}

function change(
  services: Services,
  by: By,
  id: number,
  act: SeriesAct,
  step: (trx: Transaction, series: Series) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  return services.db.transaction().execute(async (trx) => {
    const series = await lockSeries(trx, id);
    if (!series || !within(by.reach, series.organisationPath)) return refused(null, 'seriesMissing');
    if (series.endedAt !== null) return refused(null, 'seriesEnded');
    const outcome = await step(trx, series);
    if (outcome.ok) await note(trx, services, by, act, series);
    return outcome;
  });
}

export function renameSeries(services: Services, by: By, id: number, title: string): Promise<Outcome<null>> {
  return change(services, by, id, 'notice_series.change', async (trx) => {
    await updateTitle(trx, id, title, services.clock.now());
    return done(null);
  });
}

/** No more notices are added or made; what there is stays, and so does its page. */
export function endSeries(services: Services, by: By, id: number): Promise<Outcome<null>> {
  return change(services, by, id, 'notice_series.end', async (trx) => {
    await markEnded(trx, id, services.clock.now());
    return done(null);
  });
}

/** From now on a draft is made from a template on its day, for the one who sets this; null: no more. */
export function setRecurrence(
  services: Services,
  by: By,
  id: number,
  recurrence: Recurrence | null,
): Promise<Outcome<null>> {
  return change(services, by, id, 'notice_series.change', async (trx, series) => {
    if (recurrence === null) {
      await updateRecurrence(trx, id, null);
      return done(null);
    }
    if (recurrence.onDay > lastDay[recurrence.cadence]) return refused('onDay', 'onDayWrong');
    const template = await templateUsable(services.db, by.reach, recurrence.templateId);
    const usable = template && `${series.organisationPath}.`.startsWith(`${template.organisationPath}.`);
    if (!usable || template.retiredAt !== null) return refused('templateId', 'templateMissing');
    const nextOn = nextDay(recurrence, today(services));
    await updateRecurrence(trx, id, { ...recurrence, authorId: by.accountId, nextOn });
    return done(null);
  });
}

/** Puts a notice at the end of a series of its office or of one above it, or takes it out. */
export function placeInSeries(
  services: Services,
  by: By,
  noticeId: number,
  seriesId: number | null,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, noticeId);
    if (!notice) return refused(null, 'noticeMissing');
    if (notice.correctsId !== null || notice.state === 'withdrawn') return refused(null, 'notNow');
    if (seriesId !== null) {
      const series = await lockSeries(trx, seriesId);
      if (!series || !belongs(series, notice) || !within(by.reach, series.organisationPath)) {
        return refused('series', 'seriesMissing');
      }
      if (series.endedAt !== null) return refused('series', 'seriesEnded');
      if ((await placeOf(trx, noticeId))?.seriesId === seriesId) return done(null);
    }
    await setPlace(trx, noticeId, seriesId, at);
    await noteAct(trx, notice, by.accountId, 'series_changed', at, { detail: { series: seriesId } });
    return done(null);
  });
}

function belongs(series: Pick<Series, 'organisationPath'>, notice: Pick<Notice, 'organisationPath'>): boolean {
  return `${notice.organisationPath}.`.startsWith(`${series.organisationPath}.`);
}

/** A draft that follows a notice in its series: text, audience and what is asked are taken over. */
export async function followUp(services: Services, by: By, noticeId: number): Promise<Outcome<{ id: number }>> {
  const notice = await issuedWithin(services.db, by.reach, noticeId);
  if (!notice) return refused(null, 'noticeMissing');
  const place = await placeOf(services.db, noticeId);
  const series = place && (await seriesById(services.db, place.seriesId));
  if (!place || !series || series.endedAt !== null || notice.forwardsId !== null) return refused(null, 'notNow');
  const { organisationId, kind, isPublic, mainLanguage } = notice;
  const made = await createNotice(services, by, { organisationId, kind, isPublic, mainLanguage }, noticeId);
  if (!made.ok) return made;
  const placed = await placeInSeries(services, by, made.value.id, place.seriesId);
  return placed.ok ? made : placed;
}

/** Makes the drafts of today's series and tells their authors; returns how many. Safe to run twice: each is locked. */
export async function runSeries(services: Services): Promise<number> {
  let made = 0;
  // Each has an author and a template of its own.
  for (const id of await dueSeries(services.db, today(services))) {
    if (await services.db.transaction().execute((trx) => makeNext(services, trx, id))) made += 1;
  }
  return made;
}

async function makeNext(services: Services, trx: Transaction, id: number): Promise<boolean> {
  const series = await lockSeries(trx, id);
  const day = today(services);
  if (!series || series.nextOn === null || series.nextOn > day || series.cadence === null) return false;
  const { templateId, onDay, cadence, authorId } = series as Series & Recurrence & { authorId: number };
  const template = await templateById(trx, templateId);
  const writers = await holdersOf(trx, 'editor', series.organisationPath, day);
  const administrators = await holdersOf(trx, 'administrator', series.organisationPath, day);
  const author = [...writers, ...administrators].find((holder) => holder.accountId === authorId);
  // Whoever set it holds the role no longer, or the template is retired: it stops, and its page says so.
  if (!template || template.retiredAt !== null || !author) {
    await updateRecurrence(trx, id, null);
    return false;
  }
  const deadlineOn = template.request === 'none' ? null : addDays(day, template.deadlineDays ?? usualDeadlineDays);
  const use = { organisationId: series.organisationId, deadlineOn, values: new Map() };
  const draft = await writeDraft(services, trx, template, use, authorId);
  // A machine that stood still makes one draft, not one for each day that was missed.
  await updateRecurrence(trx, id, { templateId, cadence, onDay, authorId, nextOn: nextDay({ cadence, onDay }, day) });
  if (!draft.ok) return false;
  await setPlace(trx, draft.value.id, id, services.clock.now());
  await tellNextDraft(services, trx, (await noticeById(trx, draft.value.id)) as Notice, author);
  return true;
}
