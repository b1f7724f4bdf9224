/** What waits for administrators: second words on roles, the review of roles; and for everybody: few recovery codes. */
import { localDate } from '#platform/clock.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { dateInWords } from '#platform/i18n.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';
import { recoveryCodesLeft } from './queries/accounts.ts';
import { grantsForSecond } from './queries/grants.ts';
import { openReviews, undecidedCount } from './queries/review.ts';

/** From here on somebody should make new codes before the last is used. */
const fewCodes = 2;
const most = 1000;

export async function waiting(asking: Asking): Promise<Waiting[]> {
  const tasks = await Promise.all([seconds(asking), review(asking), codes(asking)]);
  return [{ order: 40, title: words(asking.language)('waitingTitle'), tasks: tasks.flat() }];
}

/** Roles that somebody else gave or wants to end: the second word is missing. */
async function seconds({ services, caller, reach, language }: Asking): Promise<WaitingTask[]> {
  const n = await grantsForSecond(services.db, reach('accounts.confirm'), caller.accountId, most);
  if (n === 0) return [];
  const t = words(language);
  const status = { kind: 'wait', text: t('pendingCount', { n }) } as const;
  return [{ text: t('waitingSecond'), href: `${paths.accounts()}?pending=yes`, status }];
}

async function review({ services, caller, reach, language }: Asking): Promise<WaitingTask[]> {
  const [open] = await openReviews(services.db);
  if (!open) return [];
  const n = await undecidedCount(services.db, reach('accounts.confirm'), caller.accountId, most);
  if (n === 0) return [];
  const t = words(language);
  const today = localDate(services.clock.now(), services.config.timeZone);
  const late = open.dueOn < today;
  const text = t(late ? 'waitingReviewLate' : 'waitingReviewDue', { day: dateInWords(open.dueOn, language) });
  return [
    {
      text: t('reviewTitle'),
      href: paths.review(),
      hint: t('pendingCount', { n }),
      status: { kind: late ? 'late' : 'wait', text },
    },
  ];
}

/** Zero stands for an account that never had any, such as one that signs in through the district's provider. */
async function codes({ services, caller, language }: Asking): Promise<WaitingTask[]> {
  const left = await recoveryCodesLeft(services.db, caller.accountId);
  if (left === 0 || left > fewCodes) return [];
  const t = words(language);
  return [
    {
      text: t('waitingCodes'),
      href: paths.ownCodes(),
      status: { kind: 'wait', text: t('waitingCodesLeft', { left }) },
    },
  ];
}
