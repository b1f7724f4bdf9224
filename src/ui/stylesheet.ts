import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const publicFolder = new URL('../../public/', import.meta.url);

let css: string | undefined;
let cssHash: string | undefined;
const scriptHashes = new Map<string, string>();

/** The whole style of the product in one string, read and shortened once per process. */
export function stylesheet(): string {
  css ??= shorten(sources().join('\n'));
  return css;
}

export function stylesheetHash(): string {
  cssHash ??= shortHash(stylesheet());
  return cssHash;
}

export function stylesheetHref(): string {
  return `/assets/belfry.css?v=${stylesheetHash()}`;
}

/** A script of public/ by its name; the one of every page without one. */
export function scriptHref(name = 'belfry.js'): string {
  let hash = scriptHashes.get(name);
  if (!hash) {
    hash = shortHash(readFileSync(new URL(name, publicFolder), 'utf8'));
    scriptHashes.set(name, hash);
  }
  return `/assets/${name}?v=${hash}`;
}

// A part keeps its style beside it. The order of the parts does not matter; what must win stands after them.
function sources(): string[] {
  const parts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name}/${name}.css`)
    .filter((file) => existsSync(new URL(file, folder)))
    .sort();
  const files = ['tokens.css', 'belfry.css', ...parts, 'states.css', 'print.css'];
  return files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

// Our own sources only: no string in them holds a comment, a brace or two blanks in a row.
function shorten(source: string): string {
  const short = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/([\s:(,-])0\.(\d)/g, '$1.$2')
    .replace(/;}/g, '}')
    .trim();
  // Sizes are the same everywhere, unlike colours: the value itself is shorter than its name.
  const sizes = new Map(
    [...short.matchAll(/--(s\d|round|touch|measure):([^;}]+)[;}]/g)].map(([, name, value]) => [name, value]),
  );
  return short
    .replace(/var\(--(\w+)\)/g, (whole, name) => sizes.get(name) ?? whole)
    .replace(/--(s\d|round|touch|measure):[^;}]+;?/g, '');
}
