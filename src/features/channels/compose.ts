/** Paragraphs as the two bodies of a mail, and text that is no HTML as HTML. */
import { escapeHtml } from '#platform/escape.ts';

/** A paragraph that is the link leads there. */
export function bodiesOf(paragraphs: readonly string[], link: string): { text: string; html: string } {
  const inHtml = (text: string) => {
    const escaped = escapeHtml(text);
    return `<p>${text === link ? `<a href="${escaped}">${escaped}</a>` : escaped}</p>`;
  };
  return { text: `${paragraphs.join('\n\n')}\n`, html: paragraphs.map(inHtml).join('\n') };
}
