/** Figures of a notice by school and class, and which of them may be shown (product.md, rules 7 and 9). */

/** `reached` is what the row is about: acknowledged where the notice asks for it, else delivered or told. */
export interface Figures {
  people: number;
  delivered: number;
  failed: number;
  unreachable: number;
  acknowledged: number;
  left: number;
}

export const noFigures: Figures = { people: 0, delivered: 0, failed: 0, unreachable: 0, acknowledged: 0, left: 0 };

export function added(a: Figures, b: Figures): Figures {
  const sum = { ...a };
  for (const key of Object.keys(sum) as (keyof Figures)[]) sum[key] += b[key];
  return sum;
}

/** What delivery says of one organisation. */
export interface Delivered {
  total: number;
  delivered: number;
  failed: number;
  unreachable: number;
  unknown: number;
}

/** One row from delivery's counts and the acknowledgements. */
export function figuresOf(counts: Delivered, acknowledged: number, asks: boolean): Figures {
  const reached = asks ? acknowledged : Math.min(counts.total, counts.delivered + acknowledged);
  return {
    people: counts.total,
    delivered: counts.delivered,
    failed: counts.failed + counts.unknown,
    unreachable: counts.unreachable,
    acknowledged,
    left: Math.max(0, counts.total - reached),
  };
}

/** A figure as it may be shown: itself, "fewer than 5", "at least n" (the rest would tell), or not at all. */
export type Cell = { show: 'number'; n: number } | { show: 'few' } | { show: 'least'; n: number } | { show: 'hidden' };
export type Cells = Record<keyof Figures, Cell>;

const smallest = 5;

/** The same figures without suppression: for the class's own teacher. */
export function openCells(row: Figures): Cells {
  return mapCells(row, (n) => ({ show: 'number', n }));
}

/**
 * Suppresses figures below 5 in rows whose sum is shown. Where all of a row but fewer than 5 are in a cell, the cell
 * says "at least", since the difference to the row's people would tell. Where one row alone is suppressed in a column
 * the next smallest goes too, since the difference to the sum would tell.
 */
export function suppressed(rows: readonly Figures[]): Cells[] {
  const cells = rows.map(suppressedRow);
  if (rows.length < 2) return cells;
  for (const key of Object.keys(noFigures) as (keyof Figures)[]) {
    if (cells.filter((cell) => cell[key].show !== 'number').length !== 1) continue;
    const open = rows.map((row, i) => ({ i, n: row[key] })).filter(({ i }) => cells[i]?.[key].show === 'number');
    const next = open.sort((a, b) => a.n - b.n)[0];
    const cell = next && cells[next.i];
    if (cell) cell[key] = { show: 'hidden' };
  }
  return cells;
}

/** One row by itself, such as the figures above a table: none can be had by subtracting the others from the people. */
export function suppressedRow(row: Figures): Cells {
  const cells: Cells = {
    people: few(row.people),
    delivered: part(row.delivered, row.people),
    acknowledged: part(row.acknowledged, row.people),
    left: part(row.left, row.people),
    // That nothing failed tells of nobody.
    failed: row.failed === 0 ? { show: 'number', n: 0 } : few(row.failed),
    unreachable: row.unreachable === 0 ? { show: 'number', n: 0 } : few(row.unreachable),
  };
  // All that was sent was delivered, failed or had no contact: a single small one among them is covered by the largest.
  const parts = ['delivered', 'failed', 'unreachable'] as const;
  const hidden = parts.filter((key) => cells[key].show === 'few');
  if (hidden.length !== 1) return cells;
  const largest = parts.reduce((a, b) => (row[b] > row[a] ? b : a));
  const bound = row[largest] + row[hidden[0] as keyof Figures] - (smallest - 1);
  if (cells[largest].show === 'number') cells[largest] = { show: 'least', n: Math.max(0, bound) };
  return cells;
}

function few(n: number): Cell {
  return n < smallest ? { show: 'few' } : { show: 'number', n };
}

/** None and all of at least five point at nobody: the one says that it has begun, the other that it is done. */
function part(n: number, people: number): Cell {
  if (people >= smallest && (n === 0 || n === people)) return { show: 'number', n };
  if (n < smallest) return { show: 'few' };
  return people - n < smallest ? { show: 'least', n: Math.max(0, people - smallest + 1) } : { show: 'number', n };
}

function mapCells(row: Figures, make: (n: number) => Cell): Cells {
  return Object.fromEntries(Object.entries(row).map(([key, n]) => [key, make(n)])) as Cells;
}
