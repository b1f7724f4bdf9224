import type { Content, Markup } from '../content.ts';

export type SummaryListProps = {
  rows: {
    key: string;
    value: Content;
    /** `hidden` completes the name of the link: "Change" and, for screen readers only, "the title". */
    action?: { href: string; text: string; hidden: string };
  }[];
};

export function SummaryList({ rows }: SummaryListProps): Markup {
  return (
    <dl class="summary">
      {rows.map((row) => (
        <div>
          <dt>{row.key}</dt>
          <dd>{row.value}</dd>
          {row.action && (
            <dd class="action">
              <a href={row.action.href}>
                {row.action.text}
                <span class="hidden"> {row.action.hidden}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
