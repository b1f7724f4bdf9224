/** Figures are told once a period, a quarter after its end, and never again otherwise. */
import { addWorkingDays, workCalendar } from '#features/calendar/feature.ts';
import { theDistrict } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import type { ClockRules } from '../../model/clock.ts';
import { answerDue, type CountWorkingDays } from '../../model/due.ts';
import { rulesOf } from '../../queries/cases.ts';
import { type Counted, duePeriods, ends, figuresOf, type Period } from '../model/release.ts';
import {
  type CaseRow,
  everyName,
  firstReceived,
  insertRelease,
  lockReleases,
  releasedCodes,
  takeCases,
} from '../queries/release.ts';

/** Releases whatever is due and was not; gives the codes. */
export async function releaseDue({ db, clock, config }: Services): Promise<string[]> {
  const today = localDate(clock.now(), config.timeZone);
  const first = await firstReceived(db);
  if (!first) return [];
  const done: string[] = [];
  for (const period of duePeriods(first, today)) {
    if (await db.transaction().execute((trx) => releaseOne(trx, period, today))) done.push(period.code);
  }
  return done;
}

async function releaseOne(trx: Transaction, period: Period, today: string): Promise<boolean> {
  await lockReleases(trx);
  if ((await releasedCodes(trx)).has(period.code)) return false;
  const district = await theDistrict(trx);
  if (!district) return false;
  const [{ cases, redactions }, names, calendar] = [
    await takeCases(trx, period),
    await everyName(trx),
    await workCalendar(trx),
  ];
  const count: CountWorkingDays = (from, days) => addWorkingDays(calendar, from, days);
  const rules = new Map<string, ClockRules>();
  const counted: Counted[] = [];
  for (const row of cases) {
    const key = `${row.clock} ${row.clockVersion}`;
    const clock = rules.get(key) ?? (await rulesOf(trx, row));
    rules.set(key, clock);
    counted.push(standing(row, clock, count, district.id));
  }
  // Of a year the small schools; what lies elsewhere meanwhile, and was counted in no quarter, is told with the district.
  const own = names.offices.filter(({ small }) => small === (period.grid === 'year'));
  const known = new Set(own.map(({ key }) => key));
  const elsewhere = counted.filter(({ officeId }) => !known.has(String(officeId)));
  for (const one of elsewhere) one.officeId = district.id;
  const withDistrict = period.grid === 'year' && elsewhere.length > 0;
  const offices = withDistrict ? names.offices.filter(({ key, small }) => small || key === String(district.id)) : own;
  const figures = figuresOf(counted, redactions, { categories: names.categories, offices });
  await insertRelease(trx, { code: period.code, from: period.from, until: period.until, asOf: today, figures });
  return true;
}

const dayMs = 86_400_000;

/** Answered is what had an answer, whatever came of it; what nobody has is the district's. */
function standing(row: CaseRow, clock: ClockRules, count: CountWorkingDays, districtId: number): Counted {
  const { firstAnswerOn, receivedOn, state } = row;
  const common = { category: row.category, officeId: row.officeId ?? districtId, end: null, reason: null, days: null };
  const said = { settled: row.settled, rating: row.rating };
  if (firstAnswerOn !== null) {
    // In a review the case has the review's deadline: that of the first answer is worked out anew.
    const due =
      row.round === 0 && row.dueOn !== null
        ? row.dueOn
        : answerDue(clock, { receivedOn, acceptedOn: row.acceptedOn ?? receivedOn, extended: row.extended }, count).day;
    const days = Math.round((Date.parse(firstAnswerOn) - Date.parse(receivedOn)) / dayMs);
    return { ...common, ...said, outcome: firstAnswerOn <= due ? 'inTime' : 'late', days };
  }
  const end = ends.find((one) => one === state);
  return {
    ...common,
    settled: null,
    rating: null,
    outcome: end ? 'ended' : 'open',
    end: end ?? null,
    reason: row.reason,
  };
}
