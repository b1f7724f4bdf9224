import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { receiptFrom, receiptTyped } from './receipt.ts';

test('a receipt is six groups of four, and what is typed carelessly is the same', () => {
  for (let n = 0; n < 200; n += 1) {
    const code = receiptFrom(randomBytes(15));
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(receiptTyped(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(receiptTyped(code.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', '—'))).toBe(code);
  }
  expect(receiptFrom(new Uint8Array(15))).toBe('0000-0000-0000-0000-0000-0000');
  expect(receiptFrom(new Uint8Array(15).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
});

test('what is none is none', () => {
  for (const typed of ['', 'ABCD', 'U'.repeat(24), '0'.repeat(23), '0'.repeat(25)])
    expect(receiptTyped(typed)).toBeUndefined();
  expect(() => receiptFrom(new Uint8Array(14))).toThrow(RangeError);
});
