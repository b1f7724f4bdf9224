import { expect, test } from 'vitest';
import type { Ctx } from '#platform/http/context.ts';
import { pieceOf } from './piece.ts';

const asked = (schools?: string) => ({ req: { query: () => schools } }) as unknown as Ctx;
const all = Array.from({ length: 120 }, (_, n) => n);

test('a long list is shown in parts, and each says what lies before and after it', () => {
  const first = pieceOf(asked(), 'schools', 7, all);
  expect([first.from, first.until, first.all]).toEqual([1, 50, 120]);
  expect([first.previousHref, first.nextHref]).toEqual([undefined, '/desk/incidents/7?schools=50#schools']);
  const last = pieceOf(asked('100'), 'schools', 7, all);
  expect(last.rows).toEqual(all.slice(100));
  expect([last.previousHref, last.nextHref]).toEqual(['/desk/incidents/7?schools=50#schools', undefined]);
  expect(pieceOf(asked('50'), 'schools', 7, all).previousHref).toBe('/desk/incidents/7#schools');
});

test('addresses that no page makes show what there is', () => {
  for (const odd of ['-3', 'x', '1e3', '']) expect(pieceOf(asked(odd), 'schools', 7, all).from).toBe(1);
  expect(pieceOf(asked('999999'), 'schools', 7, all).rows).toEqual([119]);
  expect(pieceOf(asked('9'), 'schools', 7, []).rows).toEqual([]);
});
