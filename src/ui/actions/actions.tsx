import type { Content, Markup } from '../content.ts';

/** A row of buttons: the main one first, under each other on a phone. */
export function Actions({ children }: { children: Content }): Markup {
  return <div class="actions">{children}</div>;
}
