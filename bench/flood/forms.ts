/** Forms of /ask as they go over the line, packed before: whoever makes junk has machines of their own. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';

export interface Packed {
  type: string;
  body: Uint8Array<ArrayBuffer>;
}

/** One sort of junk: its forms are sent in turn. */
export interface Sort {
  name: string;
  page: 'send' | 'preview' | 'case';
  forms: Packed[];
}

export type Fields = Record<string, string | File>;

export const written = {
  ...{ kind: 'grievance', category: 'pay', organisation: '' },
  text: '从去年九月起没有发代课工资，请核实。',
};
const fileMb = 3;

export async function packed(fields: Fields): Promise<Packed> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = new Response(form);
  const body = new Uint8Array(await answer.arrayBuffer());
  return { type: answer.headers.get('content-type') ?? '', body };
}

export interface Prepared {
  solved: readonly { challenge: string; work: string }[];
  /** Challenges of previews that have come of age without a sum. */
  aged: readonly { challenge: string }[];
}

/** Ten sorts, a tenth of the junk each. */
export async function junkOf({ solved, aged }: Prepared): Promise<Sort[]> {
  const picture = new File([new Uint8Array(randomBytes(fileMb * 1024 * 1024))], 'a.jpg', { type: 'image/jpeg' });
  const sort = async (name: string, page: Sort['page'], forms: readonly Fields[]) => ({
    ...{ name, page, forms: await Promise.all(forms.map(packed)) },
  });
  const several = (n: number, fields: () => Fields) => Array.from({ length: n }, fields);
  return Promise.all([
    sort(
      'a challenge that is made up',
      'send',
      several(50, () => ({ ...written, challenge: forged(), work: '1' })),
    ),
    sort(
      'a wrong sum',
      'send',
      aged.map((one) => ({ ...written, ...one, work: '7' })),
    ),
    sort('a right sum, again and again', 'send', [{ ...written, ...solved[0] }]),
    sort(
      'no sum and no category',
      'send',
      aged.map((one) => ({ ...written, ...one, category: '', work: '' })),
    ),
    sort(
      'no sum, of age',
      'send',
      aged.map((one) => ({ ...written, ...one, work: '' })),
    ),
    sort(
      'a right sum',
      'send',
      solved.map((one) => ({ ...written, ...one })),
    ),
    sort('a preview of 20,000 characters', 'preview', [{ ...written, text: '字'.repeat(20_000) }]),
    sort(
      'a code that is none',
      'case',
      several(50, () => ({ code: randomBytes(15).toString('hex').slice(0, 24) })),
    ),
    sort('no challenge and 9,000 pictures of faces', 'send', [{ ...written, text: '😀'.repeat(9_000) }]),
    sort(`previews: a file of ${fileMb} MB, an empty form, a usual one`, 'preview', [
      ...[{ ...written, files: picture }, {}, written],
    ]),
  ]);
}

function forged(): string {
  return `1764406800.17.${randomBytes(16).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
}

/** Sums of one challenge, until one fits. */
const solver = `const { hash } = require('node:crypto');
const challenge = process.argv[1];
const bits = Number(challenge.split('.')[1]);
for (let n = 0; ; n += 1) {
  if (Math.clz32(hash('sha256', challenge + ':' + n, 'buffer').readUInt32BE()) < bits) continue;
  console.log(n);
  break;
}`;

/** In a process of its own and after all others: it is the writer's own device that does it, which is not this machine. */
export async function solve(challenge: string): Promise<string> {
  const child = spawn('nice', ['-n', '19', process.execPath, '-e', solver, challenge], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  for await (const piece of child.stdout) told += piece;
  if (!/^\d+\n$/.test(told)) throw new Error('the sum of a challenge was not found');
  return told.trim();
}
