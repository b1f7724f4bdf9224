import type { Markup } from '../content.ts';

export type PagerProps = {
  label: string;
  previousHref?: string;
  previousText: string;
  nextHref?: string;
  nextText: string;
  /** Such as "Rows 51 to 100". */
  summary?: string;
};

/** Pages follow a key, so there are no page numbers to jump to. */
export function Pager({ label, previousHref, previousText, nextHref, nextText, summary }: PagerProps): Markup | null {
  if (!previousHref && !nextHref) return null;
  return (
    <nav class="pager" aria-label={label}>
      {previousHref && (
        <a href={previousHref} rel="prev" data-shortcut="[">
          {previousText}
        </a>
      )}
      {summary && <span>{summary}</span>}
      {nextHref && (
        <a href={nextHref} rel="next" data-shortcut="]">
          {nextText}
        </a>
      )}
    </nav>
  );
}
