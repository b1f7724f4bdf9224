/**
 * Markdown of notices to HTML and to plain text. HTML in the source stays text, links go to http, https, mailto and tel
 * only and tell nobody where the reader came from, pictures are not loaded: their description stands in their place.
 */
import MarkdownIt, { type Token } from 'markdown-it';

const allowedSchemes = /^(https?|mailto|tel):/i;

const markdown = new MarkdownIt('default', { html: false, linkify: true, breaks: true, typographer: false });
// A bare word with a dot is not a link: only what says https:// itself.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = (url) => {
  // Browsers skip control characters and blanks inside a scheme.
  const bare = Array.from(url)
    .filter((sign) => sign.charCodeAt(0) > 32)
    .join('');
  return allowedSchemes.test(bare) || /^[/#?](?!\/)/.test(bare);
};

markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  const token = tokens[index] as Token;
  token.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};
markdown.renderer.rules.image = (tokens, index) => markdown.utils.escapeHtml(`[${(tokens[index] as Token).content}]`);
// The page's own title is the first heading: those of the text stand below it, one step at a time, whatever signs the
// writer began with.
markdown.core.ruler.push('headings', (state) => {
  const headings = state.tokens.filter((token) => token.type.startsWith('heading_'));
  const levels = [...new Set(headings.map((token) => token.tag))].sort();
  for (const token of headings) token.tag = `h${Math.min(levels.indexOf(token.tag) + 2, 6)}`;
});

/** Safe HTML of a text in Markdown. */
export function markdownToHtml(source: string): string {
  return markdown.render(source);
}

/** The same as plain text: for the text part of mails and for previews. Addresses of links follow in brackets. */
export function markdownToText(source: string): string {
  const out: string[] = [];
  const lists: { next: number | null }[] = [];
  let prefix = '';
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'bullet_list_open') lists.push({ next: null });
    else if (token.type === 'ordered_list_open') lists.push({ next: Number(token.attrGet('start') ?? 1) });
    else if (token.type.endsWith('_list_close')) lists.pop();
    else if (token.type === 'list_item_open') {
      const list = lists.at(-1);
      const mark = list?.next == null ? '- ' : `${list.next++}. `;
      prefix = '  '.repeat(lists.length - 1) + mark;
    } else if (token.type === 'tr_close') out.push('');
    else if (token.type === 'inline') {
      const text = inlineText(token.children ?? []);
      if (isCell(token, out)) out[out.length - 1] += out.at(-1) ? ` | ${text}` : text;
      else out.push(prefix + text, ...(lists.length ? [] : ['']));
      prefix = '';
    } else if (token.type === 'fence' || token.type === 'code_block') out.push(token.content.trimEnd(), '');
    else if (token.type === 'hr') out.push('----', '');
    else if (token.type === 'table_open') out.push(tableMark, '');
    else if (token.type === 'table_close') out.splice(out.lastIndexOf(tableMark), 1);
  }
  return out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const tableMark = '\u0000table';

// Cells of a row are joined on one line; they are recognised by the open table before them.
function isCell(_token: Token, out: string[]): boolean {
  return out.includes(tableMark);
}

function inlineText(tokens: readonly Token[]): string {
  let href = '';
  let from = 0;
  let text = '';
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else if (token.type === 'image') text += `[${token.content}]`;
    else if (token.type === 'link_open') {
      href = String(token.attrGet('href') ?? '');
      from = text.length;
    } else if (token.type === 'link_close') {
      const shown = text.slice(from);
      const address = href.replace(/^(mailto|tel):/, '');
      if (shown !== address && shown !== href) text += ` (${address})`;
    } else text += token.content;
  }
  return text;
}

/** The parts of a text, for those who set it otherwise than as HTML (documents/blocks.ts). */
export function markdownTokens(source: string): Token[] {
  return markdown.parse(source, {});
}
