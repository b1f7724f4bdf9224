import type { Content, Markup } from '../content.ts';
import { EmptyState, type EmptyStateProps } from '../empty-state/empty-state.tsx';

export type Column = {
  key: string;
  text: string;
  numeric?: boolean;
  /** The heading keeps its name for screen readers only, as over a column of actions. */
  hidden?: boolean;
  sortHref?: string;
  sorted?: 'ascending' | 'descending';
};

export type Row = { cells: Record<string, Content>; href?: string; marked?: boolean };

export type DataTableProps = {
  caption: string;
  captionHidden?: boolean;
  /** The first column names the row. */
  columns: Column[];
  rows: Row[];
  totals?: Record<string, Content>;
  empty: EmptyStateProps;
  /** On a phone: each row a card, or the whole table to be moved sideways. */
  narrow?: 'cards' | 'scroll';
};

export function DataTable(props: DataTableProps): Markup {
  const { caption, columns, rows, totals, narrow = 'cards' } = props;
  if (rows.length === 0) return <EmptyState {...props.empty} />;
  return (
    // It takes the focus so that a keyboard can move a wide table sideways.
    <section class={`table ${narrow}`} aria-label={caption} tabindex={0}>
      <table>
        <caption class={props.captionHidden ? 'hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => heading(column))}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr class={row.marked ? 'marked' : undefined}>
              {columns.map((column, index) => cell(column, index, row))}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr>{columns.map((column, index) => cell(column, index, { cells: totals }))}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function heading(column: Column): Markup {
  const text = column.hidden ? <span class="hidden">{column.text}</span> : column.text;
  return (
    <th scope="col" class={column.numeric ? 'n' : undefined} aria-sort={column.sorted}>
      {column.sortHref ? <a href={column.sortHref}>{text}</a> : text}
    </th>
  );
}

function cell(column: Column, index: number, row: Row): Markup {
  const content = row.cells[column.key] ?? '';
  if (index === 0) {
    return <th scope="row">{row.href ? <a href={row.href}>{content}</a> : content}</th>;
  }
  return (
    <td class={column.numeric ? 'n' : undefined} data-label={column.hidden ? undefined : column.text}>
      {content}
    </td>
  );
}
