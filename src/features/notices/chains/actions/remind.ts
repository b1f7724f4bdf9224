/** Reminding slow approvers, and after as many working days again the administrators. One mail a day to a person at most. */
import { type Holder, holdersOf } from '#features/accounts/feature.ts';
import { isWorkingDay, workCalendar, workingDaysBetween } from '#features/calendar/feature.ts';
import { localDate, localMinutes } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { noteAct, today } from '../../actions/by.ts';
import { officeName } from '../../actions/tell.ts';
import type { Notice } from '../../model/notice.ts';
import { roomPath } from '../../paths.ts';
import { noticeById, textsOf, writersOf } from '../../queries/notices.ts';
import { composeWaiting, type WaitingItem } from '../compose.ts';
import { currentStep, free, involved } from '../model/chain.ts';
import { markReminded, markTold, stepsOf, takeDailyMail, waitingSteps } from '../queries/steps.ts';
import { holdersOfStep } from './chain.ts';

/** Office hours: a mail in the night helps nobody. Minutes of the local day. */
const earliest = 9 * 60;
const latest = 18 * 60;

type Letters = Map<number, { holder: Holder; to: 'approver' | 'administrator'; items: WaitingItem[] }>;

/**
 * Mails of everything that has waited for the working days its rule says; returns of how many notices. On working days, so that
 * one run in the morning finds all of the day; a second run finds nothing. A notice counts as reminded of also if its
 * approvers have no address: its page shows who they are.
 */
export async function remindSlow(services: Services): Promise<number> {
  const at = services.clock.now();
  const { timeZone } = services.config;
  const minutes = localMinutes(at, timeZone);
  if (minutes < earliest || minutes >= latest) return 0;
  const day = today(services);
  const calendar = await workCalendar(services.db);
  if (!isWorkingDay(calendar, day)) return 0;
  const waitedOf = (since: Date) => workingDaysBetween(calendar, localDate(since, timeZone), day);
  return services.db.transaction().execute(async (trx) => {
    const waiting = await waitingSteps(trx, timeZone, day);
    const due = waiting.filter(({ since, remindAfter }) => waitedOf(since) >= remindAfter);
    const slow = await markReminded(trx, due, day);
    const letters: Letters = new Map();
    // Few: what waits for days.
    for (const { noticeId, since, remindAfter } of slow) {
      const notice = (await noticeById(trx, noticeId)) as Notice;
      await gather(services, trx, letters, notice, { since, day, escalate: waitedOf(since) >= 2 * remindAfter });
    }
    for (const letter of letters.values()) await post(services, trx, letter, day);
    return slow.length;
  });
}

async function gather(
  services: Services,
  trx: Transaction,
  letters: Letters,
  notice: Notice,
  { since, day, escalate }: { since: Date; day: string; escalate: boolean },
): Promise<void> {
  const steps = await stepsOf(trx, notice.id);
  const step = currentStep(steps);
  if (!step) return;
  const taken = involved([notice.authorId, ...(await writersOf(trx, notice.id))], steps);
  const approvers = free(await holdersOfStep(trx, step, day), taken);
  const texts = await textsOf(trx, notice.id);
  const item: WaitingItem = {
    title: (texts.find((text) => text.language === notice.mainLanguage) ?? texts[0])?.title ?? '',
    office: await officeName(trx, notice.organisationId),
    place: step.organisation,
    since: localDate(since, services.config.timeZone),
    href: services.config.publicUrl + roomPath('review', notice.id),
  };
  for (const holder of approvers) add(letters, holder, 'approver', item);
  if (approvers.length > 0) {
    await noteAct(trx, notice, null, 'approver_reminded', services.clock.now(), { detail: { step: step.position } });
  }
  if (!escalate && approvers.length > 0) return;
  const administrators = await holdersOf(trx, 'administrator', notice.organisationPath, day);
  const href = item.href.replace(/\/review$/, '');
  for (const holder of administrators) add(letters, holder, 'administrator', { ...item, href });
  await markTold(trx, notice.id, step.position, day);
}

/** A person gets one letter; who approves and administers is asked to approve. */
function add(letters: Letters, holder: Holder, to: 'approver' | 'administrator', item: WaitingItem): void {
  const letter = letters.get(holder.accountId);
  if (!letter) letters.set(holder.accountId, { holder, to, items: [item] });
  else if (!letter.items.some((one) => one.href.startsWith(item.href) || item.href.startsWith(one.href))) {
    letter.items.push(item);
    if (to === 'approver') letter.to = to;
  }
}

async function post(
  services: Services,
  trx: Transaction,
  letter: { holder: Holder; to: 'approver' | 'administrator'; items: WaitingItem[] },
  day: string,
): Promise<void> {
  const { holder, to, items } = letter;
  if (!holder.email || !(await takeDailyMail(trx, holder.accountId, day))) return;
  const language: Language = holder.language === 'en' ? 'en' : 'zh-CN';
  await services.outbox.queueMail(trx, { address: holder.email, language, ...composeWaiting(language, to, items) });
}
