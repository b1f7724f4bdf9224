/** Texts of forms, as schemas: trimmed, with line ends of one kind. */
import { z } from 'zod';

/** At most `longest` characters, none included. Trouble: `textLong`. */
export function plainText(longest: number) {
  return z
    .string()
    .trim()
    .transform((typed) => typed.replaceAll('\r\n', '\n'))
    .pipe(z.string().max(longest, 'textLong'));
}

/** One character at least. Troubles: `missing`, `textLong`. */
export function neededText(longest: number, missing: string) {
  return plainText(longest).pipe(z.string().min(1, missing));
}
