/** The guides as parts of a page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#platform/i18n.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import { guidePath } from './paths.ts';

export const guides = [
  'officer',
  'school',
  'class-teacher',
  'incident-officer',
  'case-handler',
  'ombudsperson',
  'operating',
] as const;
export type GuideName = (typeof guides)[number];

export type GuidePart = { html: string } | { picture: string; text: string };

export interface Guide {
  title: string;
  parts: GuidePart[];
}

const docs = join(import.meta.dirname, '../../../docs');
const read = new Map<string, Guide>();

export function guideIn(name: GuideName, language: Language): Guide {
  const key = `${name} ${language}`;
  const known = read.get(key);
  if (known) return known;
  const file = `${name}${language === 'zh-CN' ? '.zh-CN' : ''}.md`;
  const guide = guideOf(readFileSync(join(docs, 'guides', file), 'utf8'));
  read.set(key, guide);
  return guide;
}

/** One of the pictures of guides; undefined where there is none of that name. */
export function pictureOf(name: string): Buffer | undefined {
  try {
    return readFileSync(join(docs, 'pictures/guides', name));
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const picture = /^!\[([^\]]*)\]\(\.\.\/pictures\/guides\/([a-z-]+\.png)\)$/;

/** A guide's text: its first heading is the title, the line with the other language goes (a page has its own switch). */
export function guideOf(source: string): Guide {
  const lines = source.split('\n');
  const title = (lines.find((line) => line.startsWith('# ')) ?? '').slice(2);
  const body = lines.filter((line) => !line.startsWith('# ') && !/^\*\[[^\]]+\]\([^)]+\.md\)\*/.test(line));
  const parts: GuidePart[] = [];
  let text: string[] = [];
  const close = () => {
    const html = markdownToHtml(ownLinks(joined(text)));
    if (html.trim() !== '') parts.push({ html });
    text = [];
  };
  for (const line of body) {
    const found = picture.exec(line);
    if (!found) text.push(line);
    else {
      close();
      parts.push({ picture: found[2] as string, text: found[1] as string });
    }
  }
  close();
  return { title, parts };
}

/** Lines that were wrapped for editors are one: a notice's line end is a line end, a guide's is not. */
function joined(lines: readonly string[]): string {
  const out: string[] = [];
  let code = false;
  for (const line of lines) {
    const before = out.at(-1) ?? '';
    const fence = line.startsWith('```');
    const goesOn = line.trim() !== '' && !/^(#|[-*] |\d+\. |\||>)/.test(line.trim());
    const mayGoOn = before.trim() !== '' && !/^(#|\|)/.test(before) && !before.startsWith('```');
    if (code || fence || !goesOn || !mayGoOn) out.push(line);
    else {
      const wide = /[\u3000-\u9fff\uff00-\uffef]$/u.test(before) || /^[\u3000-\u9fff\uff00-\uffef]/u.test(line.trim());
      out[out.length - 1] = before + (wide ? '' : ' ') + line.trim();
    }
    if (fence) code = !code;
  }
  return out.join('\n');
}

/** Links to guides lead to their pages here, addresses of the desk to the desk; other files of the repository keep their words only. */
function ownLinks(text: string): string {
  const linked = text.replace(/`(\/desk[a-z/-]*)`/g, '[`$1`]($1)');
  return linked.replace(/\[([^\]]+)\]\(([^)\s]+\.md)(?:#[^)]*)?\)/g, (_, words: string, target: string) => {
    const name = target.replace(/(\.zh-CN)?\.md$/, '');
    return (guides as readonly string[]).includes(name) ? `[${words}](${guidePath(name)})` : words;
  });
}
