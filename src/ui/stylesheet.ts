import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sources = ['tokens.css', 'belfry.css'] as const;
const scriptPath = new URL('../../public/belfry.js', import.meta.url);

let css: string | undefined;
let script: string | undefined;

/** The whole style of the product in one string, read and shortened once per process. */
export function stylesheet(): string {
  css ??= shorten(sources.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n'));
  return css;
}

export function stylesheetHash(): string {
  return shortHash(stylesheet());
}

export function stylesheetHref(): string {
  return `/assets/belfry.css?v=${stylesheetHash()}`;
}

export function scriptHref(): string {
  script ??= readFileSync(scriptPath, 'utf8');
  return `/assets/belfry.js?v=${shortHash(script)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

// Our own sources only: no string in them holds a comment, a brace or two blanks in a row.
function shorten(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}
