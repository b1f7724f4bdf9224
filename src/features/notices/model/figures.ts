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

/** Figures below it are not told (product.md, rule 9). */
export const smallest = 5;

/** The same figures without suppression: for the class's own teacher. */
export function openCells(row: Figures): Cells {
  return mapCells(row, (n) => ({ show: 'number', n }));
}

/**
 * Suppresses figures below 5 in the rows of a table. Where all of a row but fewer than 5 are in a cell, the cell says
 * "at least". Then one looks as a curious reader would: whatever the sums of columns and rows tell of a small figure is
 * covered by hiding another cell, until nothing is told. `sums` is what is shown of the rows' sum where that is not
 * simply the sum: of a school above its classes, what its row says in the table of all schools.
 */
export function suppressed(rows: readonly Figures[], sums?: Cells): Cells[] {
  const cells = rows.map(suppressedRow);
  const shown = sums ?? suppressedRow(rows.reduce(added, noFigures));
  for (const key of keys) {
    // What is hidden of the sum must not be had by adding up.
    if (!sums || shown[key].show === 'number' || cells.some((cell) => cell[key].show !== 'number')) continue;
    hideOne(rows.map((row, i) => ({ key, n: row[key], cells: cells[i] as Cells })).filter(({ n }) => n > 0));
  }
  for (let tries = rows.length * keys.length; tries > 0; tries -= 1) {
    const told = toldBySums(rows, cells, shown);
    if (!told) break;
    const { key, group } = told;
    const line = group.map((part) => ({ key: part, n: told.figures[part], cells: told.cells }));
    const column = rows.map((row, i) => ({ key, n: row[key], cells: cells[i] as Cells }));
    const hidden = told.byRow ? hideOne(line) : (hideOne(column) ?? hideOne(line));
    if (!hidden) break;
    // What is hidden for another's sake must not be had from its own row.
    const own = cells.indexOf(hidden.cells);
    const open = group.filter((part) => hidden.cells[part].show === 'number');
    if (open.length === group.length - 1 && open.length > 0) {
      hideOne(open.map((part) => ({ key: part, n: (rows[own] as Figures)[part], cells: hidden.cells })));
    }
  }
  return cells;
}

const keys = Object.keys(noFigures) as (keyof Figures)[];

interface Place {
  key: keyof Figures;
  n: number;
  cells: Cells;
}

/** Hides the smallest that is open and not none; where all are masked, one that still says something. Gives what it hid. */
function hideOne(among: readonly Place[]): Place | undefined {
  const open = among.filter(({ key, cells }) => cells[key].show === 'number').sort((a, b) => a.n - b.n);
  const least = among.find(({ key, cells }) => cells[key].show === 'least');
  const few = among.filter(({ key, cells }) => cells[key].show === 'few').sort((a, b) => b.n - a.n);
  const next = open.find(({ n }) => n > 0) ?? open[0] ?? least ?? few[0];
  if (next) next.cells[next.key] = { show: 'hidden' };
  return next;
}

/** Figures that add up to a row's people, if they do in every row. */
const wholes: readonly (readonly (keyof Figures)[])[] = [
  ['delivered', 'failed', 'unreachable'],
  ['acknowledged', 'left'],
  ['delivered', 'acknowledged', 'left'],
];

type Bounds = { least: number; most: number };

interface Told {
  key: keyof Figures;
  cells: Cells;
  figures: Figures;
  /** The figures of the row that add up to its people, with this one. */
  group: readonly (keyof Figures)[];
  /** The row by itself tells it. */
  byRow: boolean;
}

/** The first small figure that the shown sums leave only one value for. */
function toldBySums(rows: readonly Figures[], cells: readonly Cells[], sums: Cells): Told | undefined {
  const bounds = cells.map((cell, i) => mapKeys((key) => boundsOf(cell[key], (rows[i] as Figures).people)));
  const groups = wholes.filter((group) =>
    rows.every((row) => group.reduce((sum, key) => sum + row[key], 0) === row.people),
  );
  // Each round passes on what the one before found out; it is settled long before the last.
  for (let round = 0; round < 8; round += 1) {
    let narrowed = false;
    for (const [i, row] of rows.entries()) {
      if (cells[i]?.people.show !== 'number') continue;
      const line = bounds[i] as Record<keyof Figures, Bounds>;
      for (const group of groups) {
        if (
          narrow(
            group.map((key) => line[key]),
            row.people,
          )
        )
          narrowed = true;
      }
    }
    for (const key of keys) {
      const sum = sums[key];
      if (
        sum.show === 'number' &&
        narrow(
          bounds.map((line) => line[key]),
          sum.n,
        )
      )
        narrowed = true;
    }
    if (!narrowed) break;
  }
  for (const [i, line] of bounds.entries()) {
    for (const key of keys) {
      const own = cells[i] as Cells;
      const sum = sums[key];
      if (own[key].show !== 'few' || line[key].least < line[key].most) continue;
      // A sum of none says so of all its parts, and points at nobody.
      if (sum.show === 'number' && sum.n === 0) continue;
      const figures = rows[i] as Figures;
      const group = groups.find((one) => one.includes(key)) ?? [key];
      return { key, cells: own, figures, group, byRow: tellsItself(own, figures, group, key) };
    }
  }
  return undefined;
}

function tellsItself(cells: Cells, row: Figures, group: readonly (keyof Figures)[], key: keyof Figures): boolean {
  if (cells.people.show !== 'number' || group.length < 2) return false;
  const alone = mapKeys((part) => boundsOf(cells[part], row.people));
  narrow(
    group.map((part) => alone[part]),
    row.people,
  );
  return alone[key].least === alone[key].most;
}

function boundsOf(cell: Cell, people: number): Bounds {
  if (cell.show === 'number') return { least: cell.n, most: cell.n };
  if (cell.show === 'few') return { least: 0, most: smallest - 1 };
  return { least: cell.show === 'least' ? cell.n : 0, most: Math.max(people, smallest - 1) };
}

/** What the sum of some figures says of each of them; true if any is known better than before. */
function narrow(members: readonly Bounds[], sum: number): boolean {
  const least = members.reduce((total, one) => total + one.least, 0);
  const most = members.reduce((total, one) => total + one.most, 0);
  let narrowed = false;
  for (const one of members) {
    const low = Math.max(one.least, sum - (most - one.most));
    const high = Math.min(one.most, sum - (least - one.least));
    if (low === one.least && high === one.most) continue;
    narrowed = true;
    one.least = low;
    one.most = high;
  }
  return narrowed;
}

function mapKeys<T>(make: (key: keyof Figures) => T): Record<keyof Figures, T> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<keyof Figures, T>;
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
  const sent = ['delivered', 'failed', 'unreachable'] as const;
  const hidden = sent.filter((key) => cells[key].show === 'few');
  if (hidden.length !== 1) return cells;
  const largest = sent.reduce((a, b) => (row[b] > row[a] ? b : a));
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
