/** Whoever tries: by elimination, and by trying every table that agrees with what is told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declineReasons, passOnReasons } from '../model/reasons.ts';
import { foldRows, protect, type Row, smallest, sumOf, type Told } from './model/protect.ts';
import { type Counted, ends, figuresOf, outcomes, type ReleaseTable } from './model/release.ts';

const schemes = [[[0], [1], [2]], [[0], [1, 2]], [[0, 1, 2]]];
const rowsOf = (grid: readonly (readonly number[])[]): Row[] => grid.map((n, i) => ({ key: `r${i}`, n }));
const few = (n: number) => n > 0 && n < smallest;

interface Known {
  /** By row, of what is told; null: withheld. */
  n: (number | null)[][];
  sums: (number | null)[];
  columns: number[];
  /** What it is in truth. */
  truth: number[][];
}

/** What a reader has: the told rows with those told together last, and the sums of the columns. */
function known(rows: readonly Row[], told: Told): Known {
  const truthOf = (n: readonly number[]) => told.groups.map((group) => sumOf(group.map((i) => n[i] ?? 0)));
  const byKey = new Map(rows.map(({ key, n }) => [key, n]));
  const together = told.together.map((key) => byKey.get(key) ?? []);
  const rest = (rows[0]?.n ?? []).map((_, i) => sumOf(together.map((n) => n[i] ?? 0)));
  const all = [...told.rows, ...(told.others ? [told.others] : [])];
  const truth = all.map((row) => truthOf(row.key === '' ? rest : (byKey.get(row.key) ?? [])));
  return {
    n: all.map((row) => row.n),
    sums: all.map((row) => row.sum),
    columns: told.groups.map((_, j) => sumOf(truth.map((line) => line[j] ?? 0))),
    truth,
  };
}

/** Every value that a withheld figure takes in some table that agrees with what is told, found by trying all. */
function possible(reader: Known, row: number, column: number): Set<number> {
  const most = reader.columns[column] ?? 0;
  const found = new Set<number>();
  for (let value = 1; value <= Math.min(most, 2 * smallest); value += 1) {
    const n = reader.n.map((line, i) => line.map((each, j) => (i === row && j === column ? value : each)));
    if (someTable({ ...reader, n })) found.add(value);
  }
  return found;
}

/** Whether the withheld figures can be filled in so that every sum is right. A withheld one is not none. */
function someTable({ n, sums, columns }: Known): boolean {
  const cells = n.flatMap((line, i) => line.flatMap((value, j) => (value === null ? [{ i, j }] : [])));
  const left = columns.map((sum, j) => sum - sumOf(n.map((line) => line[j] ?? 0)));
  const rows = n.map((line, i) => (sums[i] ?? 0) - sumOf(line.map((value) => value ?? 0)));
  const go = (at: number): boolean => {
    const cell = cells[at];
    if (!cell) {
      const agrees = rows.every((rest, i) => (sums[i] === null ? -rest >= smallest : rest === 0));
      return agrees && left.every((rest) => rest === 0);
    }
    const { i, j } = cell;
    const later = cells.slice(at + 1);
    const room = Math.min(left[j] ?? 0, sums[i] === null ? Number.POSITIVE_INFINITY : (rows[i] ?? 0));
    const last = !later.some((one) => one.j === j) || (sums[i] !== null && !later.some((one) => one.i === i));
    for (let value = last ? Math.max(1, room) : 1; value <= room; value += 1) {
      left[j] = (left[j] ?? 0) - value;
      rows[i] = (rows[i] ?? 0) - value;
      const found = go(at + 1);
      left[j] += value;
      rows[i] += value;
      if (found) return true;
    }
    return false;
  };
  return left.every((rest) => rest >= 0) && go(0);
}

/** Whether elimination alone gives the figure: a linear system over all that is withheld. */
function solved({ n, sums }: Known, row: number, column: number): boolean {
  const width = n[0]?.length ?? 0;
  const unknown = new Map<string, number>();
  const numberOf = (key: string) => unknown.get(key) ?? unknown.set(key, unknown.size).size - 1;
  n.forEach((line, i) => {
    line.forEach((value, j) => {
      if (value === null) numberOf(`${i} ${j}`);
    });
    if (sums[i] === null) numberOf(`${i} sum`);
  });
  const equation = (keys: readonly (readonly [string, number])[]) => {
    const line = Array.from({ length: unknown.size }, () => 0);
    for (const [key, factor] of keys) line[numberOf(key)] = factor;
    return line;
  };
  const inRow = n.map((line, i) =>
    equation([
      ...line.flatMap((value, j) => (value === null ? [[`${i} ${j}`, 1] as const] : [])),
      ...(sums[i] === null ? [[`${i} sum`, -1] as const] : []),
    ]),
  );
  const inColumn = Array.from({ length: width }, (_, j) =>
    equation(n.flatMap((line, i) => (line[j] === null ? [[`${i} ${j}`, 1] as const] : []))),
  );
  const rank = (matrix: number[][]): number => {
    const lines = matrix.map((line) => [...line]);
    let done = 0;
    for (let j = 0; j < unknown.size && done < lines.length; j += 1) {
      const pivot = lines.findIndex((line, i) => i >= done && Math.abs(line[j] ?? 0) > 1e-9);
      if (pivot === -1) continue;
      const own = lines[pivot] as number[];
      [lines[done], lines[pivot]] = [own, lines[done] as number[]];
      for (let i = done + 1; i < lines.length; i += 1) {
        const line = lines[i] as number[];
        const factor = (line[j] ?? 0) / (own[j] ?? 1);
        for (let k = j; k < unknown.size; k += 1) line[k] = (line[k] ?? 0) - factor * (own[k] ?? 0);
      }
      done += 1;
    }
    return done;
  };
  const system = [...inRow, ...inColumn];
  return rank(system) === rank([...system, equation([[`${row} ${column}`, 1]])]);
}

const cellsBelow = ({ truth }: Known) =>
  truth.flatMap((line, row) => line.flatMap((value, column) => (few(value) ? [{ row, column, value }] : [])));

describe('a table', () => {
  const isTold = (grid: readonly (readonly number[])[]) => !few(sumOf(grid.map(sumOf)));
  const grid = (rows: number, most: number) =>
    fc
      .array(fc.array(fc.integer({ min: 0, max: most }), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: rows,
      })
      .filter(isTold);

  test('of fewer than 5 in all nothing is told: asking for it is a mistake', () => {
    for (const numbers of [
      [[0, 1, 0]],
      [
        [0, 0, 0],
        [0, 1, 0],
      ],
      [
        [2, 0, 0],
        [0, 1, 1],
      ],
    ])
      expect(() => protect(rowsOf(numbers), schemes)).toThrow(RangeError);
    expect(protect(rowsOf([[0, 0, 0]]), schemes)).toMatchObject({ rows: [], others: undefined });
  });

  test('of each figure from 1 to 4 every number from 1 to 4 agrees with all that is told', () => {
    let seen = 0;
    fc.assert(
      fc.property(grid(3, 7), (numbers) => {
        const rows = rowsOf(numbers);
        const told = protect(rows, schemes);
        const reader = known(rows, told);
        for (const { row, column } of cellsBelow(reader)) {
          if (reader.n[row]?.[column] !== null && told.groups.length === 1) continue;
          seen += 1;
          const values = possible(reader, row, column);
          for (const value of [1, 2, 3, 4]) expect(values.has(value), `${value} in ${row} ${column}`).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
    expect(seen, 'there was something to protect').toBeGreaterThan(50);
  });

  test('no figure below 5 is told, nor had by elimination, in tables as large as a district’s', () => {
    let seen = 0;
    const skewed = fc.integer({ min: 0, max: 99 }).map((n) => (n < 50 ? n % 7 : n));
    const large = fc
      .array(fc.array(skewed, { minLength: 3, maxLength: 3 }), { minLength: 5, maxLength: 30 })
      .filter(isTold);
    fc.assert(
      fc.property(large, (numbers) => {
        const rows = rowsOf(numbers);
        const told = protect(rows, schemes);
        for (const row of [...told.rows, ...(told.others ? [told.others] : [])]) {
          for (const n of [row.sum, ...row.n]) expect(n !== null && few(n)).toBe(false);
        }
        const reader = known(rows, told);
        for (const { row, column } of cellsBelow(reader)) {
          seen += 1;
          expect(solved(reader, row, column)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  test('the attack finds what a careless table tells', () => {
    const careless: Known = {
      n: [
        [null, 7],
        [6, 8],
      ],
      sums: [10, 14],
      columns: [9, 15],
      truth: [
        [3, 7],
        [6, 8],
      ],
    };
    expect(solved(careless, 0, 0)).toBe(true);
    expect(possible(careless, 0, 0)).toEqual(new Set([3]));
    // Hiding a second one in the row alone still tells it by the column.
    const halfway = {
      ...careless,
      n: [
        [null, null],
        [6, 8],
      ],
    };
    expect(solved(halfway, 0, 0)).toBe(true);
  });

  test('rows told together: each of those below 5 can be any of 0 to 4', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }), (sums) => {
        const { apart, together } = foldRows(sums.map((n, i) => ({ key: `r${i}`, n: [n] })));
        expect(apart.every(({ n }) => sumOf(n) >= smallest)).toBe(true);
        const values = together.map(({ n }) => sumOf(n));
        const sum = sumOf(values);
        if (!values.some(few) || apart.length === 0) return;
        expect(sum).toBeGreaterThanOrEqual(smallest);
        const larger = values.filter((n) => n >= smallest).length;
        const others = values.length - 1;
        for (let one = 1; one <= 4; one += 1) {
          // Either all are below 5, or as many as there are stand above it.
          const allFew = sum - one >= 0 && sum - one <= 4 * others;
          const withLarger = larger > 0 && sum - one >= smallest * larger;
          expect(allFew || withLarger, `${one} of ${values}`).toBe(true);
        }
      }),
    );
  });
});

test('a whole release, from cases on: nothing below 5 stands in it, and the tables agree with the totals', () => {
  const categories = Array.from({ length: 8 }, (_, i) => ({ key: `c${i}`, name: { 'zh-CN': `类${i}`, en: `C${i}` } }));
  const offices = Array.from({ length: 5 }, (_, i) => ({ key: String(i), name: { 'zh-CN': `局${i}`, en: `O${i}` } }));
  const one = fc
    .record({
      c: fc.integer({ min: 0, max: 63 }).map((n) => Math.floor(Math.sqrt(n))),
      officeId: fc.integer({ min: 0, max: 24 }).map((n) => Math.floor(Math.sqrt(n))),
      outcome: fc.constantFrom(...outcomes, 'inTime' as const, 'inTime' as const),
      end: fc.constantFrom(...ends, ...Array<'declined'>(6).fill('declined')),
      why: fc.constantFrom(0, 0, 0, 0, 1, 2),
      days: fc.integer({ min: 0, max: 80 }),
      settled: fc.constantFrom(true, false, null),
      rating: fc.constantFrom(1, 2, 3, 4, 5, null),
    })
    .map(({ c, end, why, days, settled, rating, ...rest }): Counted => {
      const answered = rest.outcome === 'inTime' || rest.outcome === 'late';
      return {
        ...{ ...rest, category: `c${c}`, end: rest.outcome === 'ended' ? end : null, days: answered ? days : null },
        reason: (end === 'declined' ? declineReasons : end === 'passed_on' ? passOnReasons : [])[why] ?? null,
        ...{ settled: answered ? settled : null, rating: answered ? rating : null },
      };
    });
  const check = (table: ReleaseTable) => {
    for (const row of [...table.rows, ...(table.others ? [table.others] : [])]) {
      for (const n of [row.received, ...row.n]) expect(n !== null && few(n)).toBe(false);
      if (row.n.includes(null) || row.received === null) expect(row.medianDays).toBeNull();
      else if (row.n.length > 0) expect(sumOf(row.n as number[])).toBe(row.received);
    }
  };
  let tables = 0;
  let reasons = 0;
  fc.assert(
    fc.property(fc.array(one, { maxLength: 250, size: 'max' }), fc.nat(9), (cases, redacted) => {
      const figures = figuresOf(cases, { threat: redacted, private_data: 0 }, { categories, offices });
      expect(figures.few).toBe(cases.length < smallest);
      for (const n of [figures.received, ...figures.n, figures.redactions.threat, figures.redactions.private_data])
        expect(n !== null && few(n)).toBe(false);
      for (const { n } of figures.ended) expect(n).toBeGreaterThanOrEqual(smallest);
      for (const { n } of figures.reasons) expect(n).toBeGreaterThanOrEqual(smallest);
      for (const end of ['declined', 'passed_on'] as const) {
        const told = figures.reasons.filter((each) => each.end === end);
        const whole = figures.ended.find((each) => each.end === end)?.n;
        if (whole === undefined) expect(told).toEqual([]);
        else expect(few(whole - sumOf(told.map(({ n }) => n)))).toBe(false);
        reasons += told.length;
      }
      if (figures.settled) for (const n of Object.values(figures.settled)) expect(few(n)).toBe(false);
      check(figures.categories);
      check(figures.offices);
      if (figures.categories.rows.length > 0) tables += 1;
      if (!figures.few) expect(sumOf(figures.n as number[])).toBe(figures.received);
    }),
    { numRuns: 120 },
  );
  expect(tables).toBeGreaterThan(20);
  expect(reasons).toBeGreaterThan(20);
});
