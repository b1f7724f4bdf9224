import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const scriptPath = new URL('../../public/belfry.js', import.meta.url);

let css: string | undefined;
let script: string | undefined;

/** The whole style of the product in one string, read and shortened once per process. */
export function stylesheet(): string {
  css ??= shorten(sources().join('\n'));
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
