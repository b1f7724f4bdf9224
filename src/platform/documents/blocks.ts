/** Markdown as blocks of a document. Nothing of it is ever source text of a typesetter: it stays data. */
import type { Token } from 'markdown-it';
import { markdownTokens } from '../markdown.ts';
import type { Block, Span } from './model.ts';

/** Lists and quotes deeper than this stand on the last level: a typesetter's stack is not endless. */
const deepest = 5;
const mostColumns = 12;

/** The blocks of a text; headings go down one level at a time, beginning with the first. */
export function blocksOf(source: string): Block[] {
  const tokens = markdownTokens(source);
  const blocks = readBlocks(new Reader(tokens), 0);
  let before = 0;
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    block.level = Math.min(block.level, before + 1, 4);
    before = block.level;
  }
  return blocks;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }
  next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }
}

function readBlocks(reader: Reader, depth: number): Block[] {
  const blocks: Block[] = [];
  for (let token = reader.next(); token && !isEnd(token); token = reader.next()) {
    const read = readBlock(reader, token, depth);
    if (Array.isArray(read)) blocks.push(...read);
    else if (read) blocks.push(read);
  }
  return blocks;
}

const isEnd = (token: Token): boolean => token.nesting === -1;

function readBlock(reader: Reader, token: Token, depth: number): Block | Block[] | undefined {
  switch (token.type) {
    case 'heading_open': {
      const spans = readInline(reader);
      return { kind: 'heading', level: Number(token.tag.slice(1)) - 1, spans };
    }
    case 'paragraph_open':
      return { kind: 'paragraph', spans: readInline(reader) };
    case 'bullet_list_open':
    case 'ordered_list_open': {
      const items = readItems(reader, depth + 1);
      // Too deep: what stands in the items goes on in the level above.
      if (depth + 1 > deepest) return items.flat();
      const ordered = token.type === 'ordered_list_open';
      return { kind: 'list', ordered, start: Number(token.attrGet('start') ?? 1), items };
    }
    case 'blockquote_open': {
      const blocks = readBlocks(reader, depth + 1);
      return depth + 1 > deepest ? blocks : { kind: 'quote', blocks };
    }
    case 'table_open':
      return readTable(reader);
    case 'fence':
    case 'code_block':
      return { kind: 'code', text: token.content.replace(/\n$/, '') };
    case 'hr':
      return { kind: 'rule' };
    default:
      return undefined;
  }
}

/** The inline token of a heading or paragraph, and the end of it. */
function readInline(reader: Reader): Span[] {
  const inline = reader.next();
  reader.next();
  return spansOf(inline?.children ?? []);
}

function readItems(reader: Reader, depth: number): Block[][] {
  const items: Block[][] = [];
  for (let token = reader.next(); token && !isEnd(token); token = reader.next()) items.push(readBlocks(reader, depth));
  return items;
}

function readTable(reader: Reader): Block {
  const align: ('left' | 'center' | 'right')[] = [];
  const all: Span[][][] = [];
  let headRows = 0;
  let row: Span[][] = [];
  for (let token = reader.next(); token && token.type !== 'table_close'; token = reader.next()) {
    if (token.type === 'thead_close') headRows = all.length;
    else if (token.type === 'tr_open') row = [];
    else if (token.type === 'tr_close') all.push(row.slice(0, mostColumns));
    else if (token.type === 'th_open') {
      const style = /text-align:(left|center|right)/.exec(String(token.attrGet('style') ?? ''));
      align.push((style?.[1] as 'left' | undefined) ?? 'left');
    } else if (token.type === 'inline') row.push(spansOf(token.children ?? []));
  }
  return {
    kind: 'table',
    align: align.slice(0, mostColumns),
    head: all[headRows - 1] ?? [],
    rows: all.slice(headRows),
  };
}

function spansOf(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  const style = { bold: 0, italic: 0, strike: 0 };
  let href: string | undefined;
  let broken = false;
  const add = (text: string, more: Partial<Span> = {}) => {
    if (text === '') return;
    const span: Span = { text: clean(text), ...more };
    if (style.bold > 0) span.bold = true;
    if (style.italic > 0) span.italic = true;
    if (style.strike > 0) span.strike = true;
    if (href !== undefined) span.href = href;
    if (broken) span.break = true;
    broken = false;
    spans.push(span);
  };
  for (const token of tokens) {
    if (token.type === 'strong_open' || token.type === 'strong_close') style.bold += token.nesting;
    else if (token.type === 'em_open' || token.type === 'em_close') style.italic += token.nesting;
    else if (token.type === 's_open' || token.type === 's_close') style.strike += token.nesting;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') broken = true;
    else if (token.type === 'code_inline') add(token.content, { code: true });
    else if (token.type === 'image') add(`[${token.content}]`);
    else if (token.type === 'link_open') href = absolute(String(token.attrGet('href') ?? ''));
    else if (token.type === 'link_close') {
      const last = spans.at(-1);
      const address = href?.replace(/^(mailto|tel):/, '');
      const shown = spans.filter((span) => span.href === href).map((span) => span.text);
      href = undefined;
      // On paper a link has no address but the one that is printed.
      if (address && last?.href && !shown.some((text) => text === address || text === last.href)) add(` (${address})`);
    } else add(token.content);
  }
  return spans;
}

/** Links within a site lead nowhere from a file. */
function absolute(href: string): string | undefined {
  return /^(https?:\/\/|mailto:|tel:)/i.test(href) ? href : undefined;
}

/** Control characters have no shape, and XML 1.0 has no place for them. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u007f-\u009f]/gu, '');
}
