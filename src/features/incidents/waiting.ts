/** What waits for officers: running incidents with their tasks, updates that were promised, plans due. */

import { accountNames } from '#features/accounts/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { dateInWords, momentInWords } from '#platform/i18n.ts';
import { familiesToPhone, withinSchools } from './actions/phone.ts';
import { goOnBeforeDays } from './duty/model/roster.ts';
import { dutyPath, ownDutyPath, ownShiftPath } from './duty/paths.ts';
import { rostersWithin } from './duty/queries/rosters.ts';
import { ownShifts, statesOf } from './duty/queries/shifts.ts';
import { openSwaps } from './duty/queries/swaps.ts';
import { silentAfterMs } from './feeds/model/feed.ts';
import { endsSoonMs } from './feeds/model/signature.ts';
import { feedPath, pinPath, rulePath, warningPath, warningsPath } from './feeds/paths.ts';
import { pinnedToLookAt } from './feeds/queries/certificates.ts';
import { silentFeeds } from './feeds/queries/feeds.ts';
import { rulesToConfirm } from './feeds/queries/rules.ts';
import { openWarnings, takenBack } from './feeds/queries/warnings.ts';
import { words } from './messages.ts';
import { labelled } from './model/label.ts';
import { isOverdue } from './model/review.ts';
import { deskPath, incidentPath, lessonPath, phonePath, plansPath, reviewRoom } from './paths.ts';
import { ofDistrict } from './policy.ts';
import { warningsEnding } from './queries/alerts.ts';
import { reviewsWaiting, runningIncidents } from './queries/incidents.ts';
import { plansDue } from './queries/plans.ts';
import { ownLessons } from './queries/review.ts';
import { classesToPhone } from './queries/sends.ts';
import { taskFigures } from './queries/tasks.ts';
import { questionsPath } from './questions/paths.ts';
import { countsOfQuestions } from './questions/queries/questions.ts';
import { ownRollsPath, rollClassPath } from './roll/paths.ts';
import { ownClasses } from './roll/queries/roll-calls.ts';

const dayMs = 86_400_000;
/** The officer is asked to renew a warning so long before it ends. */
const renewBeforeMs = 2 * 3_600_000;

/** Of a school's officer: more are on the page of their own. */
const mostClasses = 12;
const rollsShown = 20;

export async function waiting(asking: Asking): Promise<Waiting[]> {
  const { reach, language } = asking;
  const t = words(language);
  const acting = reach('incidents.act');
  const duties = await ownDuties(asking);
  const tasks = [
    ...duties,
    ...(acting.paths.length > 0 ? await incidents(asking) : []),
    ...(ofDistrict(acting) ? await warnings(asking) : []),
    ...(await rolls(asking)),
    ...(await lessons(asking)),
    ...(await phoning(asking)),
    ...(await rosters(asking)),
    ...(ofDistrict(reach('incidents.plan')) ? [...(await plans(asking)), ...(await feeds(asking))] : []),
  ];
  const title = t('title');
  // Who is only on duty, and class teachers, have no way to the list of incidents.
  const own =
    duties.length > 0 ? { href: ownDutyPath, text: t('ownDuty') } : { href: ownRollsPath, text: t('ownRolls') };
  const all = reach('incidents.read').paths.length > 0 ? { href: deskPath, text: title } : own;
  return tasks.length > 0 ? [{ order: 5, title, tasks, all }] : [];
}

async function incidents({ services, reach, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock } = services;
  const now = clock.now();
  const acting = reach('incidents.act');
  const t = words(language);
  const [running, figures, reviews, ending] = await Promise.all([
    runningIncidents(db, acting),
    taskFigures(db, acting, now),
    reviewsWaiting(db, acting),
    warningsEnding(db, acting, new Date(now.getTime() + renewBeforeMs)),
  ]);
  const asked = await countsOfQuestions(
    db,
    running.map((incident) => incident.id),
  );
  const toAnswer = running.flatMap((incident) => {
    const n = asked.get(incident.id)?.waiting ?? 0;
    if (n === 0 || !within(acting, incident.path)) return [];
    const text = labelled(incident.exercise, t(`kind_${incident.kind}`), language);
    const status = { kind: 'wait' as const, text: t('waitQuestions', { n }) };
    return [{ text, href: questionsPath(incident.id), hint: t('questions'), status }];
  });
  const toReview = reviews.map((incident) => ({
    text: labelled(incident.exercise, t(`kind_${incident.kind}`), language),
    href: reviewRoom.path(incident.id),
    hint: incident.organisation,
    status: { kind: 'wait' as const, text: t('waitReview') },
  }));
  const atWork = running.map((incident) => {
    const own = figures.find((one) => one.incidentId === incident.id);
    const overdue = incident.nextUpdateAt !== null && incident.nextUpdateAt < now;
    const status = overdue
      ? { kind: 'late' as const, text: t('waitUpdate') }
      : ending.includes(incident.id)
        ? { kind: 'late' as const, text: t('waitExpiry') }
        : own && own.late > 0
          ? { kind: 'late' as const, text: t('waitLate', { n: own.late }) }
          : own
            ? { kind: 'wait' as const, text: t('waitTasks', { n: own.waiting }) }
            : { kind: 'info' as const, text: t('waitNothing') };
    const text = labelled(incident.exercise, t(`kind_${incident.kind}`), language);
    return { text, href: incidentPath(incident.id), hint: incident.organisation, status };
  });
  return [...atWork, ...toAnswer, ...toReview];
}

/** Classes of open roll calls that the reader calls or phones for: of people, only how many. */
async function rolls({ services, caller, reach, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock, config } = services;
  const who = { own: reach('incidents.roll'), calling: reach('incidents.call'), accountId: caller.accountId };
  if (who.own.paths.length === 0 && who.calling.paths.length === 0) return [];
  const t = words(language);
  const found = await ownClasses(db, who, localDate(clock.now(), config.timeZone), rollsShown);
  return found.map((row) => ({
    text: t('waitRoll', { name: row.className }),
    href: rollClassPath(row.rollId, row.classId),
    hint: row.school,
    status:
      row.help > 0
        ? { kind: 'late' as const, text: t('rollHelpN', { n: row.help }) }
        : row.open > 0
          ? { kind: 'wait' as const, text: t('rollMissing', { n: row.open }) }
          : { kind: 'info' as const, text: t('rollComplete') },
  }));
}

/** Warnings of others that nobody has looked at; those that their issuer took back while an incident runs from them. */
async function warnings({ services, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock } = services;
  const t = words(language);
  const [open, back] = await Promise.all([openWarnings(db, clock.now()), takenBack(db)]);
  const status = { kind: 'late' as const, text: t('waitTakenBack') };
  const waits = { kind: 'late' as const, text: t('waitWarningsN', { n: open }) };
  return [
    ...(open > 0 ? [{ text: t('waitWarnings'), href: warningsPath, status: waits }] : []),
    ...back.map((one) => ({ text: one.event, href: warningPath(one.id), status })),
  ];
}

/** Feeds that give nothing; rules and certificates that wait for a second person; certificates that end. */
async function feeds({ services, caller, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock } = services;
  const t = words(language);
  const [silent, rules, pins] = await Promise.all([
    silentFeeds(db, new Date(clock.now().getTime() - silentAfterMs)),
    rulesToConfirm(db, caller.accountId),
    pinnedToLookAt(db, caller.accountId, new Date(clock.now().getTime() + endsSoonMs)),
  ]);
  return [
    ...silent.map((feed) => ({
      text: feed.name,
      href: feedPath(feed.id),
      hint: t('feeds'),
      status: { kind: 'late' as const, text: t('waitSilent') },
    })),
    ...rules.map((rule) => ({
      text: t('waitRule'),
      href: rulePath(rule.id),
      hint: rule.feed,
      status: { kind: 'wait' as const, text: t('waitRuleStatus') },
    })),
    ...pins.map((pin) => ({
      text: t(pin.proposed ? 'waitPin' : 'waitPinEnds'),
      href: pinPath(pin.id),
      hint: pin.feed,
      status: { kind: 'wait' as const, text: t(pin.proposed ? 'waitRuleStatus' : 'waitPinEndsStatus') },
    })),
  ];
}

/** Who is on duty, or will be within a day, sees it first; so does whoever is asked to take a shift. */
async function ownDuties({ services, caller, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock, config } = services;
  const now = clock.now();
  const t = words(language);
  const [shifts, swaps] = await Promise.all([
    ownShifts(db, caller.accountId, now, 3),
    openSwaps(db, caller.accountId, now),
  ]);
  const time = (at: Date) => momentInWords(at, language, config.timeZone);
  const near = shifts.filter((shift) => !shift.asStandIn && shift.startsAt.getTime() < now.getTime() + dayMs);
  const asked = swaps.filter((swap) => swap.toId === caller.accountId);
  const names =
    asked.length > 0
      ? await accountNames(
          db,
          asked.map((swap) => swap.fromId),
        )
      : new Map<number, string>();
  return [
    ...near.map((shift) => ({
      text: t('waitOnDuty', { roster: shift.roster }),
      href: ownShiftPath(shift.id),
      hint: shift.organisation,
      status:
        shift.startsAt <= now
          ? { kind: 'wait' as const, text: t('waitOnDutyNow', { until: time(shift.endsAt) }) }
          : { kind: 'info' as const, text: t('waitOnDutyNext', { from: time(shift.startsAt) }) },
    })),
    ...asked.map((swap) => ({
      text: t('waitSwap', { who: names.get(swap.fromId) ?? '' }),
      href: ownDutyPath,
      hint: time(swap.startsAt),
      status: { kind: 'wait' as const, text: t('waitSwapStatus') },
    })),
  ];
}

/** Rosters with shifts that nobody has, with two for one person, or that soon end. */
async function rosters({ services, reach, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock } = services;
  const planning = reach('incidents.duty');
  if (planning.paths.length === 0) return [];
  const t = words(language);
  const now = clock.now();
  const own = (await rostersWithin(db, planning)).filter((roster) => roster.state === 'active');
  const states = await statesOf(
    db,
    own.map((roster) => roster.id),
    now,
  );
  const soon = now.getTime() + goOnBeforeDays * dayMs;
  const wrong = own.filter((roster) => {
    const state = states.get(roster.id);
    return !state?.until || state.open > 0 || state.doubly > 0 || state.until.getTime() < soon;
  });
  return wrong.slice(0, 5).map((roster) => ({
    text: roster.name,
    href: dutyPath,
    hint: roster.organisation,
    status: { kind: 'wait' as const, text: t('waitRosters') },
  }));
}

/** Changes that the reader owns, in whatever role. */
async function lessons({ services, caller, reach, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock, config } = services;
  if (reach('incidents.learn').paths.length === 0) return [];
  const t = words(language);
  const today = localDate(clock.now(), config.timeZone);
  return (await ownLessons(db, caller.accountId)).map((lesson) => ({
    text: lesson.text,
    href: lessonPath(lesson.incidentId, lesson.id),
    hint: t('waitLesson'),
    status: isOverdue(lesson, today)
      ? { kind: 'late' as const, text: t('lesson_late') }
      : { kind: 'wait' as const, text: t('waitLessonBy', { day: dateInWords(lesson.dueOn, language) }) },
  }));
}

/** Families of the own class or school whom a warning in force has not reached. */
async function phoning({ services, reach, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock, config } = services;
  const naming = await withinSchools(db, reach('incidents.phone'));
  if (naming.paths.length === 0) return [];
  const t = words(language);
  const now = clock.now();
  const found = await familiesToPhone(db, await classesToPhone(db, naming, now), localDate(now, config.timeZone));
  return found
    .filter((one) => one.left.length > 0)
    .slice(0, mostClasses)
    .map((one) => ({
      text: labelled(one.exercise, t(`kind_${one.kind}`), language),
      href: phonePath(one.alertId, one.classId),
      hint: one.className,
      status: { kind: 'late' as const, text: t('waitPhone', { n: one.left.length }) },
    }));
}

async function plans({ services, language }: Asking): Promise<WaitingTask[]> {
  const { db, clock, config } = services;
  const t = words(language);
  const due = await plansDue(db, localDate(clock.now(), config.timeZone));
  if (due === 0) return [];
  return [{ text: t('waitPlans'), href: plansPath, status: { kind: 'wait', text: t('waitPlansN', { n: due }) } }];
}
