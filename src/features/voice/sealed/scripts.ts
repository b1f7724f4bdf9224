/** The scripts that browsers run to seal and to open: our own, and libsodium as its package brings it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const own = (file: string) => new URL(`script/${file}`, import.meta.url);
const of = (specifier: string) => new URL(import.meta.resolve(specifier));

/** The wrappers name the library by its package, which a browser does not know. */
const neighbour = (text: string) => text.replace(/from"(libsodium(?:-sumo)?)"/, 'from"./$1.js"');

const deskFiles: Readonly<Record<string, URL>> = {
  'names.js': own('names.js'),
  'keys.js': own('keys.js'),
  'make.js': own('make.js'),
  'change.js': own('change.js'),
  'move.js': own('move.js'),
  'sumo.js': of('libsodium-wrappers-sumo'),
  'libsodium-sumo.js': of('libsodium-sumo'),
};
const askFiles: Readonly<Record<string, URL>> = {
  'seal.js': own('seal.js'),
  'sodium.js': of('libsodium-wrappers'),
  'libsodium.js': of('libsodium'),
};
const read = new Map<string, Uint8Array<ArrayBuffer>>();

/** Packed: every browser that runs WebAssembly unpacks it, and the library is a third of its size then. */
function packed(files: Readonly<Record<string, URL>>, name: string): Uint8Array<ArrayBuffer> | undefined {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (!file) return undefined;
  const known = read.get(file.href) ?? new Uint8Array(gzipSync(neighbour(readFileSync(fileURLToPath(file), 'utf8'))));
  read.set(file.href, known);
  return known;
}

export function deskScript(name: string): Uint8Array<ArrayBuffer> | undefined {
  return packed(deskFiles, name);
}

export function askScript(name: 'seal.js' | 'sodium.js' | 'libsodium.js'): Uint8Array<ArrayBuffer> {
  const found = packed(askFiles, name);
  if (!found) throw new Error(`there is no script ${name}`);
  return found;
}
