/**
 * Which figures of a table are told, so that none below 5 can be worked out (product rule 9). Pure.
 *
 * The table: rows (categories or offices), columns into which the cases of a row are divided, a sum at the end of each row;
 * the sums of the columns are told beside it. A reader may use all that is told, that withheld figures are at least 1 (none
 * is told as 0) and this procedure's rules. What holds afterwards, for each figure from 1 to 4: whole numbers from 1 to 4 can
 * all stand in its place, with the other withheld figures changed so that every sum is right.
 *
 * 1. Rows below 5 are told together as one row. 2. Where too little is in a column, columns are told together. 3. For each
 * figure from 1 to 4 a rectangle of four withheld figures is found (another row, another column or the row's sum) in which
 * what is added to one is taken from the next: with enough in each, that is a proof that the figure can be any of them.
 */
export const smallest = 5;

export interface Row {
  key: string;
  /** Cases by column; their sum is the row's. */
  n: readonly number[];
}

export interface ToldRow {
  key: string;
  /** None: withheld. */
  sum: number | null;
  /** By group of columns. */
  n: (number | null)[];
}

export interface Told {
  /** Columns told together. */
  groups: readonly (readonly number[])[];
  rows: ToldRow[];
  /** Rows told together, in `others`. */
  together: string[];
  others: ToldRow | undefined;
}

export const sumOf = (n: readonly number[]): number => n.reduce((a, b) => a + b, 0);
const isSmall = (n: number): boolean => n > 0 && n < smallest;
const added = (a: readonly number[], b: readonly number[]): number[] => a.map((n, i) => n + (b[i] ?? 0));

/**
 * Rows below 5, none included, become one row, whose sum is told. It is enough if each of them can be 0 to 4 with that sum.
 * Else the next smallest row goes in too, and so on until the sum leaves room for 4 beside rows of 5.
 */
export function foldRows(rows: readonly Row[]): { apart: Row[]; together: Row[] } {
  const sorted = [...rows].sort((a, b) => sumOf(a.n) - sumOf(b.n) || (a.key < b.key ? -1 : 1));
  const few = sorted.filter(({ n }) => sumOf(n) < smallest).length;
  const sums = sorted.map(({ n }) => sumOf(n));
  let end = few;
  for (; end < sorted.length; end += 1) {
    const sum = sumOf(sums.slice(0, end));
    const more = end - few;
    if (sumOf(sums.slice(0, few)) === 0) break;
    if (more === 0 && sum >= smallest && sum <= (smallest - 1) * (few - 1)) break;
    if (more > 0 && sum >= smallest * more + smallest - 1) break;
  }
  const together = sorted.slice(0, end);
  const names = new Set(together.map(({ key }) => key));
  return { apart: rows.filter(({ key }) => !names.has(key)), together };
}

/**
 * `schemes`: ways to tell columns together, from the finest to the one that tells them all together. The table holds none or
 * at least 5 in all: of fewer nothing is told (`figuresOf`), and a RangeError says so here.
 */
export function protect(rows: readonly Row[], schemes: readonly (readonly (readonly number[])[])[]): Told {
  if (isSmall(sumOf(rows.map(({ n }) => sumOf(n))))) throw new RangeError('of a table below 5 nothing is told');
  const { apart, together } = foldRows(rows);
  const none = rows[0]?.n.map(() => 0) ?? [];
  const rest = together.reduce((sum, { n }) => added(sum, n), none);
  const hasRest = sumOf(rest) > 0;
  const all = hasRest ? [...apart, { key: '', n: rest }] : apart;
  for (const groups of schemes) {
    const grouped = all.map(({ n }) => groups.map((group) => sumOf(group.map((column) => n[column] ?? 0))));
    const withheld = withheldIn(grouped, hasRest ? all.length - 1 : -1);
    if (!withheld) continue;
    const told = all.map(({ key }, i): ToldRow => {
      const line = grouped[i] ?? [];
      const shown = (j: number, n: number) => (withheld.has(at(i, j)) ? null : n);
      return { key, sum: shown(line.length, sumOf(line)), n: line.map((n, j) => shown(j, n)) };
    });
    return {
      groups,
      rows: hasRest ? told.slice(0, -1) : told,
      others: hasRest ? told.at(-1) : undefined,
      together: hasRest ? together.map(({ key }) => key) : [],
    };
  }
  throw new Error('the last scheme tells no columns, so there is always one that protects');
}

const at = (row: number, column: number): string => `${row} ${column}`;

interface Corner {
  row: number;
  column: number;
  n: number;
}

/**
 * What to withhold of a table, its rows' sums as the last column; undefined: no rectangle is found for some figure. The sum
 * of the row of those told together (`rest`) is always told: how large it can be is known.
 */
function withheldIn(rows: readonly (readonly number[])[], rest: number): Set<string> | undefined {
  const grid = rows.map((n) => [...n, sumOf(n)]);
  const width = grid[0]?.length ?? 0;
  const cells = grid.flatMap((line, row) => line.map((n, column): Corner => ({ row, column, n })));
  // One group alone is the row's sum again.
  const alone = width === 2;
  const small = cells.filter(({ n }) => isSmall(n));
  if (alone) return small.length === 0 ? new Set() : undefined;
  const withheld = new Set(small.map(({ row, column }) => at(row, column)));
  for (const cell of small.sort((a, b) => a.n - b.n)) {
    const found = rectangles(grid, cell, rest)
      .map((corners) => ({
        corners,
        cost: sumOf(corners.map(({ row, column, n }) => (withheld.has(at(row, column)) ? 0 : n))),
      }))
      .sort((a, b) => a.cost - b.cost)[0];
    if (!found) return undefined;
    for (const { row, column } of found.corners) withheld.add(at(row, column));
  }
  return withheld;
}

/** The other three corners of each rectangle in which the cell can be any number from 1 to 4. */
function rectangles(grid: readonly (readonly number[])[], cell: Corner, rest: number): Corner[][] {
  const last = (grid[0]?.length ?? 0) - 1;
  const corner = (row: number, column: number): Corner => ({ row, column, n: grid[row]?.[column] ?? 0 });
  const [up, down] = [smallest - 1 - cell.n, cell.n - 1];
  const found: Corner[][] = [];
  for (let row = 0; row < grid.length; row += 1) {
    for (let column = 0; column <= last; column += 1) {
      if (row === cell.row || column === cell.column) continue;
      if (column === last && (row === rest || cell.row === rest)) continue;
      const [beside, across, below] = [corner(cell.row, column), corner(row, column), corner(row, cell.column)];
      // A row's sum moves with its parts, every other figure against the one beside it.
      const against = (column === last) !== (cell.column === last) ? -1 : 1;
      // A row has 5 at least: those below are told together.
      const enough = ({ column: of, n }: Corner, less: number) => n - less >= (of === last ? smallest : 1);
      const holds =
        enough(below, up) &&
        (against === 1 ? enough(beside, up) && enough(across, down) : enough(beside, down) && enough(across, up));
      if (holds) found.push([beside, across, below]);
    }
  }
  return found;
}

/** Numbers that add up to something told: told if each of them is none or at least 5, else none of them. */
export function partsTold(parts: readonly number[]): boolean {
  return parts.every((n) => !isSmall(n));
}
