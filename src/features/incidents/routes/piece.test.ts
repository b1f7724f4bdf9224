import { expect, test } from 'vitest';
import type { Ctx } from '#platform/http/context.ts';
import { pieceOf, spanIn } from './piece.ts';

const asked = (schools?: string) => ({ req: { query: () => schools } }) as unknown as Ctx;
const all = Array.from({ length: 120 }, (_, n) => n);
function shown(from?: string, rows: readonly number[] = all) {
  const span = spanIn(asked(from), 'schools', rows.length);
  return pieceOf('schools', 7, span, rows.length, rows.slice(span.from, span.from + span.limit));
}

test('a long list is shown in parts, and each says what lies before and after it', () => {
  const first = shown();
  expect([first.from, first.until, first.all]).toEqual([1, 50, 120]);
  expect([first.previousHref, first.nextHref]).toEqual([undefined, '/desk/incidents/7?schools=50#schools']);
  const last = shown('100');
  expect(last.rows).toEqual(all.slice(100));
  expect([last.previousHref, last.nextHref]).toEqual(['/desk/incidents/7?schools=50#schools', undefined]);
  expect(shown('50').previousHref).toBe('/desk/incidents/7#schools');
});

test('addresses that no page makes show what there is', () => {
  for (const odd of ['-3', 'x', '1e3', '']) expect(shown(odd).from).toBe(1);
  expect(shown('999999').rows).toEqual([119]);
  expect(shown('9', []).rows).toEqual([]);
});
