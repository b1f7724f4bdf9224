/** What of the answers may be shown above the class and the school's own office: no figure from 1 to 4 (ADR 7). */
import type { Cell } from '../../model/figures.ts';
import type { Question } from './slip.ts';

const smallest = 5;

/** In the place of a value: the child's guardians said different things. */
export const differing = 'differs';

/** How one question was answered, in all. */
export interface Tally {
  key: number;
  /** Children, or guardians, of whom there is an answer to it. */
  n: number;
  sum: number | null;
  /** By option, number, day or consent; of texts and files there are none. */
  values: { value: string; n: number }[];
}

export interface Shown {
  /** How many answered it. */
  n: Cell;
  /** Of numbers: their sum. */
  sum: number | null;
  rows: { value: string; cell: Cell; n: number }[];
}

/** Distinct numbers or days that are still listed one by one. */
const mostRows = 31;

/** One question's figures; `exact` for whoever sees the answers themselves. `all` is how many answered the slip. */
export function shownOf(question: Question, tally: Tally | undefined, all: number, exact: boolean): Shown {
  const n = tally?.n ?? 0;
  const counted = new Map((tally?.values ?? []).map(({ value, n: times }) => [value, times]));
  const values = valuesOf(question, [...counted.keys()]);
  const counts = values.map((value) => counted.get(value) ?? 0);
  if (exact) {
    const rows = values.map((value, index) => ({ value, n: counts[index] ?? 0, cell: open(counts[index] ?? 0) }));
    return {
      n: open(n),
      sum: question.kind === 'number' ? (tally?.sum ?? 0) : null,
      rows: rows.length > mostRows ? [] : rows,
    };
  }
  // Below five answers nothing is said of them but that they are few.
  if (n < smallest) return { n: n === 0 ? open(0) : { show: 'few' }, sum: null, rows: [] };
  const sum = question.kind === 'number' ? (tally?.sum ?? 0) : null;
  // Who left it empty is a part of all too.
  const cells = covered(question.kind === 'choices' ? [n, all - n] : [...counts, all - n]);
  if (!cells) return { n: { show: 'hidden' }, sum, rows: [] };
  const total = totalOf(cells.at(-1) as Cell, n, all);
  if (values.length > mostRows) return { n: total, sum, rows: [] };
  const own = question.kind === 'choices' ? counts.map((count) => ofMany(count, n, total)) : cells.slice(0, -1);
  // Sum and distribution together would tell what is covered in the distribution.
  if (sum !== null && cells.some((cell) => cell.show !== 'number')) return { n: total, sum, rows: [] };
  return {
    n: total,
    sum,
    rows: values.map((value, index) => ({ value, n: counts[index] ?? 0, cell: own[index] as Cell })),
  };
}

/** How many answered, seen beside how many left it empty. */
function totalOf(empty: Cell, n: number, all: number): Cell {
  if (empty.show === 'number') return open(n);
  return empty.show === 'few' ? { show: 'least', n: Math.max(smallest, all - smallest + 1) } : { show: 'hidden' };
}

function valuesOf(question: Question, found: string[]): string[] {
  const own = found.filter((value) => value !== differing);
  const last = found.length > own.length ? [differing] : [];
  if (question.kind === 'consent') return ['agree', 'disagree', ...last];
  if (question.options) return [...question.options.map((_, index) => String(index)), ...last];
  return [...(question.kind === 'number' ? own.sort((a, b) => Number(a) - Number(b)) : own.sort()), ...last];
}

function open(n: number): Cell {
  return { show: 'number', n };
}

/** Of several choices each stands for itself: chosen by few, or by all but few. */
function ofMany(count: number, all: number, total: Cell): Cell {
  if (count === 0) return open(0);
  if (count < smallest) return { show: 'few' };
  if (count === all) return total;
  return all - count < smallest ? { show: 'least', n: Math.max(smallest, all - smallest + 1) } : open(count);
}

/**
 * Counts that add up to a known sum. Small ones are covered; where the sum would still tell one, larger ones say only
 * "at least" too, until it does not. Undefined where nothing can cover them: then none is shown.
 */
export function covered(counts: readonly number[]): Cell[] | undefined {
  const few = counts.filter((n) => n > 0 && n < smallest);
  const cells: Cell[] = counts.map((n) => (n > 0 && n < smallest ? { show: 'few' } : open(n)));
  if (few.length === 0) return cells;
  const sum = few.reduce((a, b) => a + b, 0);
  if (few.length > 1 && sum > few.length && sum < few.length * (smallest - 1)) return cells;
  const large = counts
    .map((n, index) => ({ n, index }))
    .filter(({ n }) => n >= smallest)
    .sort((a, b) => a.n - b.n);
  // One that is larger than 5 suffices: those of exactly 5 could be told to be that.
  const one = large.find(({ n }) => n > smallest);
  const covers = one ? [one] : large;
  const room = sum + covers.reduce((total, { n }) => total + n - smallest, 0);
  if (covers.length === 0 || room <= few.length) return undefined;
  for (const { index } of covers) cells[index] = { show: 'least', n: smallest };
  // What is said of a single one follows from the sum and from what "few" may be, and nothing more.
  if (one) cells[one.index] = { show: 'least', n: Math.max(smallest, one.n + sum - few.length * (smallest - 1)) };
  return cells;
}
