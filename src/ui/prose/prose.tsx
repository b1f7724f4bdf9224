import { raw } from 'hono/html';
import type { Markup } from '../content.ts';

export type ProseProps = { html: string; lang?: string };

/** Written text, already turned into safe HTML: nothing is escaped here. */
export function Prose({ html, lang }: ProseProps): Markup {
  return (
    <div class="prose" lang={lang}>
      {raw(html)}
    </div>
  );
}
