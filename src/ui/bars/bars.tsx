import type { Content, Markup } from '../content.ts';

export type BarsProps = {
  caption: string;
  /** Over the names, and over the numbers. */
  columns: { name: string; share: string; value: string };
  /** `share` of one whole, 0 to 1; none where it may not be shown. */
  rows: { name: string; lang?: string; share: number | null; value: Content }[];
};

/**
 * A bar chart that is a table: the bars are a picture of the numbers beside them. Drawn in SVG because the security
 * policy forbids style attributes.
 */
export function Bars({ caption, columns, rows }: BarsProps): Markup {
  return (
    <table class="bars">
      <caption class="hidden">{caption}</caption>
      <thead class="hidden">
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.share}</th>
          <th scope="col">{columns.value}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row" lang={row.lang}>
              {row.name}
            </th>
            <td>
              <svg aria-hidden="true" width="100%" height="14">
                {row.share !== null && (
                  <rect width={`${Math.round(Math.min(1, row.share) * 1000) / 10}%`} height="100%" />
                )}
              </svg>
            </td>
            <td class="n">{row.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
