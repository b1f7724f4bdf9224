/** A page of a long table whose rows are known all at once: figures of five hundred schools. */

/** Staff pages stay at a hundred rows: rendering more takes longer than working them out. */
export const rowsOfPage = 100;

export interface RowWindow<Row> {
  rows: Row[];
  /** Where among all rows the page begins. */
  start: number;
  /** `?from=…` of this page, of the first and of the next: empty for the first page, undefined where there is none. */
  query: string;
  first: string | undefined;
  next: string | undefined;
}

/** A hundred rows from the one with this id; from the beginning if it is none of them. */
export function rowsFrom<Row>(
  all: readonly Row[],
  idOf: (row: Row) => number,
  from: string | undefined,
): RowWindow<Row> {
  const start = Math.max(
    0,
    all.findIndex((row) => String(idOf(row)) === from),
  );
  const query = (row: Row) => `?from=${idOf(row)}`;
  const [beginning, next] = [all[start], all[start + rowsOfPage]];
  return {
    rows: all.slice(start, start + rowsOfPage),
    start,
    query: start > 0 && beginning ? query(beginning) : '',
    first: start > 0 ? '' : undefined,
    next: next && query(next),
  };
}
