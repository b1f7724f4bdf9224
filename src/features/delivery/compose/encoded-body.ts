/**
 * A body in base64 (RFC 2045) in which a few marks are filled anew for each recipient while the rest is encoded once.
 * Base64 turns three bytes into four characters, so what stands before a mark leaves up to two bytes over. They are
 * encoded with the value, together with as many bytes of what follows as make three again; what follows is therefore
 * kept in three encodings, one for each number of bytes that may have been taken from its head.
 */

export type Values = Readonly<Record<string, string>>;

interface Fixed {
  /** By the number of bytes taken from the head. */
  heads: readonly [string, string, string];
  encoded: readonly [string, string, string];
  /** What is left over at the end, zero to two bytes; empty for the last piece. */
  rests: readonly [string, string, string];
}

// Pieces shorter than this go into the value's part: two bytes of the head and two of the rest must not be the same.
const shortest = 4;
const mark = /\{\{(\w+)\}\}/;

export class EncodedBody {
  readonly #start: Fixed;
  readonly #parts: { values: (string | { name: string })[]; after: Fixed }[] = [];

  /** `text` holds marks like {{link}}, all of which must be in `names`: others are kept as they are written. */
  constructor(text: string, names: readonly string[]) {
    const pieces = split(`${text.replace(/\r?\n/g, '\r\n')}\r\n\r\n`, names);
    let values: (string | { name: string })[] = [];
    let start: Fixed | undefined;
    pieces.forEach((piece, index) => {
      const isLast = index === pieces.length - 1;
      if (typeof piece !== 'string') values.push(piece);
      else if (start && !isLast && Buffer.byteLength(piece) < shortest) values.push(piece);
      else {
        const fixed = encodeFixed(Buffer.from(piece), isLast);
        if (start) this.#parts.push({ values, after: fixed });
        else start = fixed;
        values = [];
      }
    });
    this.#start = start as Fixed;
  }

  /** The encoded body: lines of at most 76 characters, each ended by CRLF. */
  render(values: Values): string {
    let out = this.#start.encoded[0];
    let rest = this.#start.rests[0];
    for (const { values: wanted, after } of this.#parts) {
      let piece = rest;
      for (const item of wanted) {
        piece += latin1(typeof item === 'string' ? item : (values[item.name] ?? ''));
      }
      const taken = ((3 - (piece.length % 3)) % 3) as 0 | 1 | 2;
      out += lines(Buffer.from(piece + after.heads[taken], 'latin1').toString('base64')) + after.encoded[taken];
      rest = after.rests[taken];
    }
    return out;
  }
}

function split(text: string, names: readonly string[]): (string | { name: string })[] {
  const pieces: (string | { name: string })[] = [''];
  let rest = text;
  for (let found = mark.exec(rest); found; found = mark.exec(rest)) {
    const [whole, name] = found as unknown as [string, string];
    const before = rest.slice(0, found.index);
    if (names.includes(name)) pieces[pieces.length - 1] += before;
    if (names.includes(name)) pieces.push({ name }, '');
    else pieces[pieces.length - 1] += before + whole;
    rest = rest.slice(found.index + whole.length);
  }
  pieces[pieces.length - 1] += rest;
  return pieces;
}

function encodeFixed(bytes: Buffer, isLast: boolean): Fixed {
  const variants = ([0, 1, 2] as const).map((taken) => {
    const own = bytes.subarray(taken);
    const whole = isLast ? own.length : own.length - (own.length % 3);
    return {
      head: bytes.subarray(0, taken).toString('latin1'),
      encoded: lines(own.subarray(0, whole).toString('base64')),
      rest: own.subarray(whole).toString('latin1'),
    };
  });
  const triple = <T>(pick: (variant: (typeof variants)[number]) => T) => variants.map(pick) as unknown as [T, T, T];
  return { heads: triple((v) => v.head), encoded: triple((v) => v.encoded), rests: triple((v) => v.rest) };
}

function lines(base64: string): string {
  let out = '';
  for (let at = 0; at < base64.length; at += 76) out += `${base64.slice(at, at + 76)}\r\n`;
  return out;
}

// One character a byte, so that lengths are those of the bytes.
function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
