/** The review twice a year: opened, reminded of and closed by a job; decided by administrators. */

import { record } from '#features/audit/feature.ts';
import type { Reach } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { isHeld } from '#platform/database/restore-mark.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { lapsedMail, reviewMail } from '../mail.ts';
import { type Review, reviewDays, reviewPeriod, reviewReminderDays } from '../model.ts';
import type { AccountCaller } from '../policy.ts';
import { accountById } from '../queries/accounts.ts';
import { lockAdministrators } from '../queries/grants.ts';
import {
  closeIfDecided,
  insertReview,
  keepGrants,
  lapseUndecided,
  markReminded,
  openReviews,
  reviewersOf,
} from '../queries/review.ts';

/** Young grants were decided a short while ago. */
const youngMs = 60 * 24 * 3_600_000;

/** Keeps the chosen grants: returns how many took a word. */
export async function keepAtReview(
  services: Services,
  desk: { caller: AccountCaller; reach: Reach },
  grantIds: readonly number[],
): Promise<number> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const kept = await keepGrants(trx, desk.reach, grantIds, desk.caller.accountId, at);
    for (const grant of kept) {
      await record(trx, {
        actor: { kind: 'account', accountId: desk.caller.accountId },
        action: 'access_review.keep',
        organisationId: grant.organisationId,
        subject: `account:${grant.accountId}`,
        detail: { grant: grant.grantId, role: grant.role },
        at,
      });
    }
    for (const review of await openReviews(trx)) {
      if (review.dueOn < localDate(at, services.config.timeZone)) await closeIfDecided(trx, review.id, at);
    }
    return kept.length;
  });
}

/**
 * What the day asks for: a new half-year's review, reminders, and the end of one that is due. May run twice. Nothing of it
 * happens in a restored database that nobody has released yet.
 */
export async function runReviews(services: Services): Promise<void> {
  if (await isHeld(services.db)) return;
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  await services.db.transaction().execute(async (trx) => {
    const opened = await insertReview(trx, {
      periodOn: reviewPeriod(today),
      today,
      dueOn: addDays(today, reviewDays),
      since: new Date(at.getTime() - youngMs),
    });
    if (!opened) return;
    const { grants } = opened;
    await record(trx, { actor: { kind: 'system' }, action: 'access_review.open', detail: { grants }, at });
  });
  for (const review of await openReviews(services.db)) {
    await services.db.transaction().execute(async (trx) => {
      if (review.dueOn < today) await lapse(trx, services, review.id, today, at);
      if (remindsToday(review, today)) await remind(trx, services, review, today);
    });
  }
}

/** At the opening, some days before the end, and weekly while those of two people still wait. */
function remindsToday(review: Review, today: string): boolean {
  if (review.remindedOn === null) return true;
  if (review.remindedOn >= today) return false;
  const last = review.remindedOn;
  const days = [...reviewReminderDays.map((before) => addDays(review.dueOn, -before))];
  if (days.some((day) => day > last && day <= today)) return true;
  return review.dueOn < today && addDays(last, 7) <= today;
}

async function remind(trx: Transaction, services: Services, review: Review, today: string): Promise<void> {
  for (const reviewer of await reviewersOf(trx, review.id, today)) {
    await services.outbox.queueMail(trx, reviewMail(services, reviewer, reviewer.open, review.dueOn));
  }
  await markReminded(trx, review.id, today);
}

async function lapse(trx: Transaction, services: Services, reviewId: number, today: string, at: Date): Promise<void> {
  await lockAdministrators(trx);
  for (const grant of await lapseUndecided(trx, reviewId, today, at)) {
    await record(trx, {
      actor: { kind: 'system' },
      action: 'access_review.lapse',
      organisationId: grant.organisationId,
      subject: `account:${grant.accountId}`,
      detail: { grant: grant.grantId, role: grant.role },
      at,
    });
    const account = await accountById(trx, grant.accountId);
    if (!account?.email) continue;
    const reader = { name: account.displayName, language: account.language, email: account.email };
    await services.outbox.queueMail(trx, lapsedMail(services, reader, grant.role, grant.organisation));
  }
  await closeIfDecided(trx, reviewId, at);
}
