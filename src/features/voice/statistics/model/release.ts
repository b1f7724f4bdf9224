/** The release grid and what a release says. Days are `YYYY-MM-DD`. Pure. */
import { z } from 'zod';
import { addDays } from '#platform/days.ts';
import { type DeclineReason, declineReasons, type PassOnReason, passOnReasons } from '../../model/reasons.ts';
import { foldRows, partsTold, protect, type Row, smallest, sumOf } from './protect.ts';

/** Schools with fewer pupils are counted by the year, all others by the quarter. */
export const smallSchool = 300;

export interface Period {
  code: string;
  grid: 'quarter' | 'year';
  from: string;
  /** Its last day. */
  until: string;
  /** The first day on which it is released: a quarter later, when nearly all of its cases are over. */
  releaseOn: string;
}

const pad = (n: number): string => String(n).padStart(2, '0');

function monthStart(year: number, month: number): string {
  const years = Math.floor((month - 1) / 12);
  return `${year + years}-${pad(((month - 1) % 12) + 1)}-01`;
}

function period(year: number, quarter: number | undefined): Period {
  const [first, months] = quarter === undefined ? [1, 12] : [quarter * 3 - 2, 3];
  return {
    code: quarter === undefined ? String(year) : `${year}-Q${quarter}`,
    grid: quarter === undefined ? 'year' : 'quarter',
    from: monthStart(year, first),
    until: addDays(monthStart(year, first + months), -1),
    releaseOn: monthStart(year, first + months + 3),
  };
}

/** Periods from the day of the first case on that may be released today, in their order: a year after its quarters. */
export function duePeriods(firstDay: string, today: string): Period[] {
  const periods: Period[] = [];
  for (let year = Number(firstDay.slice(0, 4)); year <= Number(today.slice(0, 4)); year += 1) {
    for (const quarter of [1, 2, 3, 4, undefined]) periods.push(period(year, quarter));
  }
  return periods.filter(({ until, releaseOn }) => until >= firstDay && releaseOn <= today);
}

/** How one case stood on the day of the release. */
export interface Counted {
  category: string;
  officeId: number;
  outcome: 'inTime' | 'late' | 'ended' | 'open';
  /** Of `ended`. */
  end: 'declined' | 'passed_on' | 'merged' | 'withdrawn' | null;
  /** Of a case that was declined or passed on: why. */
  reason: DeclineReason | PassOnReason | null;
  /** From receipt to the first answer, days of the calendar. */
  days: number | null;
  settled: boolean | null;
  rating: number | null;
}

export const outcomes = ['inTime', 'late', 'ended', 'open'] as const;
export const ends = ['declined', 'passed_on', 'merged', 'withdrawn'] as const;
/** The ends that have a reason of law; of the others the end says it. */
const reasonsByEnd = { declined: declineReasons, passed_on: passOnReasons } as const;
const reasoned = ['declined', 'passed_on'] as const;

/** Ways to tell outcomes together, from the finest on; their names are in `columnOf`. */
const schemes = [[[0], [1], [2], [3]], [[0], [1, 3], [2]], [[0], [1, 2, 3]], [[0, 1, 2, 3]]] as const;
const columnNames: Record<string, Column> = {
  '0': 'inTime',
  '1': 'late',
  '2': 'ended',
  '3': 'open',
  '1,3': 'lateOrOpen',
  '1,2,3': 'rest',
  '0,1,2,3': 'received',
};
export const columns = ['inTime', 'late', 'ended', 'open', 'lateOrOpen', 'rest', 'received'] as const;
export type Column = (typeof columns)[number];

const figure = z.number().int().min(0).nullable();
const line = z.object({ received: figure, n: z.array(figure), medianDays: z.number().nullable() });
const name = z.object({ 'zh-CN': z.string(), en: z.string() });
const table = z.object({
  columns: z.array(z.enum(columns)),
  rows: z.array(line.extend({ key: z.string(), name })),
  others: line.nullable(),
  /** Rows that are told together as `others`. */
  together: z.array(name),
});

/** None anywhere: withheld. */
export const releaseFigures = z.object({
  /** Fewer than 5 cases were received, and nothing more is said. */
  few: z.boolean(),
  received: figure,
  columns: z.array(z.enum(columns)),
  n: z.array(figure),
  medianDays: z.number().nullable(),
  ended: z.array(z.object({ end: z.enum(ends), n: z.number().int() })),
  /** Releases from before they were told have none. */
  reasons: z
    .array(
      z.object({ end: z.enum(reasoned), reason: z.enum([...declineReasons, ...passOnReasons]), n: z.number().int() }),
    )
    .default([]),
  settled: z.object({ yes: z.number().int(), no: z.number().int(), unsaid: z.number().int() }).nullable(),
  rating: z.object({ n: z.number().int(), mean: z.number() }).nullable(),
  redactions: z.object({ threat: figure, private_data: figure }),
  categories: table,
  offices: table,
});
export type ReleaseFigures = z.infer<typeof releaseFigures>;
export type ReleaseTable = z.infer<typeof table>;

export interface Release {
  code: string;
  from: string;
  until: string;
  asOf: string;
  figures: ReleaseFigures;
}

/** Without its figures: for lists. */
export type ReleaseLine = Omit<Release, 'figures'>;

export interface Named {
  key: string;
  name: { 'zh-CN': string; en: string };
}

const noTable: ReleaseTable = { columns: [], rows: [], others: null, together: [] };

/** What may be told of these cases. `categories` and `offices` are all that there are, those without a case too. */
export function figuresOf(
  cases: readonly Counted[],
  redactions: { threat: number; private_data: number },
  all: { categories: readonly Named[]; offices: readonly Named[] },
): ReleaseFigures {
  const said = (n: number) => (n > 0 && n < smallest ? null : n);
  const few = cases.length < smallest;
  const nothing = { received: null, columns: [], n: [], medianDays: null, settled: null, rating: null };
  const none = {
    ended: [],
    reasons: [],
    redactions: { threat: null, private_data: null },
    categories: noTable,
    offices: noTable,
  };
  if (few) return { few, ...nothing, ...none };
  const total = counted(cases);
  const groups = schemes.find((scheme) => partsTold(scheme.map((group) => groupSum(total, group)))) ?? [[0, 1, 2, 3]];
  const ended = groups.some((group) => group.length === 1 && group[0] === 2) ? endsOf(cases) : [];
  return {
    few,
    received: cases.length,
    columns: groups.map(columnOf),
    n: groups.map((group) => groupSum(total, group)),
    medianDays: groups[0]?.length === 1 && groupSum(total, [0]) >= smallest ? medianOf(cases) : null,
    ended,
    reasons: reasonsOf(cases, ended),
    ...opinions(cases),
    redactions: { threat: said(redactions.threat), private_data: said(redactions.private_data) },
    categories: tableOf(cases, all.categories, ({ category }) => category),
    offices: tableOf(cases, all.offices, ({ officeId }) => String(officeId)),
  };
}

function counted(cases: readonly Counted[]): number[] {
  return outcomes.map((outcome) => cases.filter((one) => one.outcome === outcome).length);
}

const groupSum = (n: readonly number[], group: readonly number[]): number => sumOf(group.map((i) => n[i] ?? 0));

function columnOf(group: readonly number[]): Column {
  const found = columnNames[group.join(',')];
  if (!found) throw new Error(`these columns have no name: ${group.join(',')}`);
  return found;
}

/** Of all who were answered. */
function medianOf(cases: readonly Counted[]): number | null {
  const days = cases.flatMap((one) => one.days ?? []).sort((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  const [low, high] = [days[days.length % 2 === 0 ? middle - 1 : middle], days[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Ends below 5 are told together by being left out: their sum is what is missing from the column. */
function endsOf(cases: readonly Counted[]): { end: (typeof ends)[number]; n: number }[] {
  const rows: Row[] = ends.map((end) => ({ key: end, n: [cases.filter((one) => one.end === end).length] }));
  const { apart } = foldRows(rows);
  return ends.flatMap((end) => {
    const row = apart.find(({ key }) => key === end);
    return row ? [{ end, n: sumOf(row.n) }] : [];
  });
}

/** Why, of the ends that are told (product rule 5); reasons below 5 are told together by being left out, as ends are. */
function reasonsOf(cases: readonly Counted[], ended: ReleaseFigures['ended']): ReleaseFigures['reasons'] {
  return reasoned
    .filter((end) => ended.some((one) => one.end === end))
    .flatMap((end) => {
      const of = (reason: string) => cases.filter((one) => one.end === end && one.reason === reason).length;
      const rows = reasonsByEnd[end].map((reason) => ({ key: reason, n: [of(reason)], reason }));
      const apart = new Set(foldRows(rows).apart.map(({ key }) => key));
      return rows.flatMap(({ reason, n }) => (apart.has(reason) ? [{ end, reason, n: sumOf(n) }] : []));
    });
}

/** What the persons said of the answers; told if neither what was said nor what was not is below 5. */
function opinions(cases: readonly Counted[]): Pick<ReleaseFigures, 'settled' | 'rating'> {
  const answered = cases.filter(({ days }) => days !== null);
  const yes = answered.filter(({ settled }) => settled === true).length;
  const no = answered.filter(({ settled }) => settled === false).length;
  const unsaid = answered.length - yes - no;
  const ratings = answered.flatMap(({ rating }) => rating ?? []);
  const tellsRating = ratings.length >= smallest && partsTold([answered.length - ratings.length]);
  return {
    settled: answered.length > 0 && partsTold([yes, no, unsaid]) ? { yes, no, unsaid } : null,
    rating: tellsRating ? { n: ratings.length, mean: Math.round((10 * sumOf(ratings)) / ratings.length) / 10 } : null,
  };
}

function tableOf(cases: readonly Counted[], all: readonly Named[], keyOf: (one: Counted) => string): ReleaseTable {
  const byKey = new Map<string, Counted[]>(all.map(({ key }) => [key, []]));
  for (const one of cases) byKey.get(keyOf(one))?.push(one);
  const rows = [...byKey].map(([key, of]): Row => ({ key, n: counted(of) }));
  const told = protect(rows, schemes);
  const nameOf = (key: string) => all.find((one) => one.key === key)?.name ?? { 'zh-CN': key, en: key };
  // Where all is told together the table says no more than the figures above it.
  if (told.rows.length === 0) return noTable;
  const alone = told.groups.length === 1;
  const lineOf = (of: readonly Counted[], sum: number | null, n: readonly (number | null)[]) => {
    const open = sum !== null && !n.includes(null);
    // Of a row in which nothing is withheld, and in which at least 5 were answered in time as it says itself.
    const tells = open && !alone && (n[0] ?? 0) >= smallest;
    return { received: sum, n: alone ? [] : [...n], medianDays: tells ? medianOf(of) : null };
  };
  return {
    columns: alone ? [] : told.groups.map(columnOf),
    rows: told.rows.map(({ key, sum, n }) => ({ key, name: nameOf(key), ...lineOf(byKey.get(key) ?? [], sum, n) })),
    others: told.others ? { ...lineOf([], told.others.sum, told.others.n), medianDays: null } : null,
    together: told.together.map(nameOf),
  };
}
