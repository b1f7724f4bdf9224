import type { Content, Markup } from '../content.ts';

export type PanelProps = { title?: string; children: Content };

/** Holds the one thing that a page asks of its reader. */
export function Panel({ title, children }: PanelProps): Markup {
  return (
    <div class="panel">
      {title && <p class="panel-title">{title}</p>}
      {children}
    </div>
  );
}
