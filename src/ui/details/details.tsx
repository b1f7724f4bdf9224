import type { Content, Markup } from '../content.ts';

export type DetailsProps = { summary: string; open?: boolean; children: Content };

export function Details({ summary, open, children }: DetailsProps): Markup {
  return (
    <details open={open}>
      <summary>{summary}</summary>
      <div class="details-body">{children}</div>
    </details>
  );
}
