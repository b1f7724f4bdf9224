/** What waits for somebody at the desk: reviews, own ones that came back, deadlines, the own class. */

import { organisationsByIds } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { dateInWords, type Language } from '#platform/i18n.ts';
import { words } from './messages/words.ts';
import type { ListRow } from './model/rows.ts';
import { classListPath, classPath, deskPath, noticePath } from './paths.ts';
import { noticesForClasses } from './queries/classes.ts';
import { dueWithin, listNotices } from './queries/notices.ts';

/** Tasks of one sort on the desk's first page. */
const most = 5;
/** A deadline is near on its day and so many days before. */
const nearDays = 3;

export async function waiting(asking: Asking): Promise<Waiting[]> {
  return Promise.all([mine(asking), due(asking), ownClasses(asking)]);
}

/** The same question as the list's "only what waits for me". */
async function mine({ services, caller, reach, language }: Asking): Promise<Waiting> {
  const t = words(language);
  const rows = await listNotices(services.db, reach('notices.read'), {
    waitingFor: {
      accountId: caller.accountId,
      approve: reach('notices.approve'),
      publish: reach('notices.publish'),
    },
    limit: most + 1,
  });
  const shown = rows.slice(0, most);
  const hints = await officesOf(services.db, shown);
  return {
    order: 10,
    title: t('waitingMine'),
    tasks: shown.map((row) => ({
      text: row.title || t('untitled'),
      lang: row.title ? row.titleLanguage : undefined,
      href: noticePath(row.id),
      hint: hints(row),
      status: whatIsWanted(row, language),
    })),
    all: rows.length > most ? { href: `${deskPath}?waiting=yes`, text: t('waitingAll') } : undefined,
  };
}

function whatIsWanted({ state }: ListRow, language: Language): WaitingTask['status'] {
  const t = words(language);
  if (state === 'published') return { kind: 'late', text: t('waitingCountersign') };
  if (state === 'in_review') return { kind: 'wait', text: t('waitingReview') };
  if (state === 'draft') return { kind: 'wait', text: t('waitingReturned') };
  return { kind: 'info', text: t('waitingPublish') };
}

/** What the own offices have asked for and will soon have to do without. */
async function due({ services, reach, language }: Asking): Promise<Waiting> {
  const t = words(language);
  const from = localDate(services.clock.now(), services.config.timeZone);
  const days = { from, to: addDays(from, nearDays) };
  const rows = await dueWithin(services.db, reach('notices.publish'), days, most);
  const hints = await officesOf(services.db, rows);
  return {
    order: 20,
    title: t('waitingDue'),
    tasks: rows.map((row) => ({
      text: row.title,
      lang: row.titleLanguage,
      href: noticePath(row.id),
      hint: hints(row),
      status: dueStatus(row.deadlineOn as string, from, language),
    })),
  };
}

async function ownClasses({ services, reach, language }: Asking): Promise<Waiting> {
  const t = words(language);
  const now = services.clock.now();
  const today = localDate(now, services.config.timeZone);
  const page = { limit: most + 1, dueFrom: today };
  const rows = await noticesForClasses(services.db, reach('notices.class'), now, page);
  const shown = rows.slice(0, most);
  const hints = await officesOf(services.db, shown);
  return {
    order: 15,
    title: t('waitingClass'),
    tasks: shown.map((row) => ({
      text: row.title,
      lang: row.titleLanguage,
      href: classPath(row.id, row.classId),
      hint: [row.className, hints(row)].join(' · '),
      status: dueStatus(row.deadlineOn as string, today, language),
    })),
    all: rows.length > most ? { href: classListPath, text: t('waitingAll') } : undefined,
  };
}

function dueStatus(deadlineOn: string, today: string, language: Language): WaitingTask['status'] {
  const t = words(language);
  if (deadlineOn === today) return { kind: 'late', text: t('waitingDueToday') };
  return { kind: 'wait', text: t('waitingDueBy', { day: dateInWords(deadlineOn, language) }) };
}

/** The issuing office's name of each row. */
async function officesOf(db: Asking['services']['db'], rows: readonly { organisationId: number }[]) {
  const found = await organisationsByIds(db, [...new Set(rows.map((row) => row.organisationId))]);
  return (row: { organisationId: number }): string => found.get(row.organisationId)?.name ?? '';
}
