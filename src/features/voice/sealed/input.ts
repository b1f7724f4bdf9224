/** What forms and scripts of this room bring. */
import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { boxBytes, seats } from './model/box.ts';
import { type NamesWish, shows } from './model/rows.ts';
import { costs, mostMem, mostOps, type Wrap } from './model/wrap.ts';

/** Base64 of exactly so many bytes. */
const bytes = (n: number) =>
  z.string().refine((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === n);

/** An attacker who weakens the wrap in a page finds no server that keeps it. */
const wrap = (least: { ops: number; mem: number }): z.ZodType<Wrap> =>
  z.strictObject({
    ops: z.int().min(least.ops).max(mostOps),
    mem: z.int().min(least.mem).max(mostMem),
    salt: bytes(16),
    nonce: bytes(24),
    // 32 bytes and their seal of 16
    box: bytes(48),
  });

function json<T>(schema: z.ZodType<T>) {
  return z
    .string('keyBroken')
    .max(4000, 'keyBroken')
    .transform((text, context) => {
      try {
        const read = schema.safeParse(JSON.parse(text));
        if (read.success) return read.data;
      } catch {
        // Not JSON: the same as the wrong JSON.
      }
      context.addIssue({ code: 'custom', message: 'keyBroken' });
      return z.NEVER;
    });
}

export const newKeyForm = z.object({
  seat: z.enum(seats, 'seatMissing'),
  public_key: z
    .string('keyBroken')
    .pipe(bytes(32))
    .transform((text) => Buffer.from(text, 'base64')),
  wrapped: json(z.strictObject({ passphrase: wrap(costs.passphrase), kit: wrap(costs.kit) })),
});

export const passphraseForm = z.object({ passphrase: json(wrap(costs.passphrase)) });

const number = /^[0-9A-HJKMNP-TV-Z]{8}$/;
export const piecesAtOnce = 50;

/** `number.base64`, each box sealed anew in the browser. */
export const piecesForm = z.object({
  to: z.uuid(),
  box: z.union([z.string().transform((one) => [one]), z.array(z.string())]).pipe(
    z
      .array(
        z
          .string()
          .transform((text) => ({ number: text.slice(0, 8), sealed: Buffer.from(text.slice(9), 'base64') }))
          .refine((piece) => number.test(piece.number) && piece.sealed.length === boxBytes),
      )
      .max(piecesAtOnce),
  ),
});

export const lossForm = z.object({ act: z.enum(['propose', 'confirm', 'drop']) });
export const newsForm = z.object({ address: z.string().trim().max(254) });

export function namesWish(query: (name: string) => string | undefined): Omit<NamesWish, 'limit'> {
  const [, day = '', after = ''] = /^(\d{4}-\d\d-\d\d)_([0-9A-HJKMNP-TV-Z]{8})$/.exec(query('after') ?? '') ?? [];
  const asked = (query('number') ?? '').trim().toUpperCase();
  return {
    show: shows.find((one) => one === query('show')) ?? 'all',
    number: number.test(asked) ? asked : '',
    after: isDay(day) ? { day, number: after } : undefined,
  };
}
