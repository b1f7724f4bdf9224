import type { Link, Markup } from '../content.ts';

export type PrintLineProps = { label: string; printText: string; links: readonly Link[] };

/** The ways of a page to paper, in one line under its text. The button shows itself only where scripts run. */
export function PrintLine({ label, printText, links }: PrintLineProps): Markup {
  return (
    <nav class="print-line" aria-label={label}>
      <ul>
        {links.map(({ href, text }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
        <li>
          <button type="button" hidden data-print>
            {printText}
          </button>
        </li>
      </ul>
    </nav>
  );
}
