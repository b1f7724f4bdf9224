import { expect, test } from 'vitest';
import { ProviderStorms } from './storms.ts';

const mail = (n: number, bounced: boolean, provider = 'mail.example') => ({
  address: `a${n}@${provider}`,
  contactPointId: n,
  bounced,
});

test('twenty hard bounces in ten minutes pause the provider for an hour and take back what was turned off', () => {
  const storms = new ProviderStorms();
  for (let n = 1; n < 20; n += 1) expect(storms.saw(mail(n, true), n)).toEqual([]);
  expect(storms.wait('x@mail.example', 19)).toBe(0);
  expect(storms.saw(mail(20, true), 20)).toHaveLength(20);
  expect(storms.wait('X@MAIL.example', 20)).toBe(3_600_000);
  expect(storms.wait('x@other.example', 20)).toBe(0);
  expect(storms.wait('x@mail.example', 3_600_020)).toBe(0);
});

test('bounces among many that arrive, or over hours, are families’ own wrong addresses', () => {
  const storms = new ProviderStorms();
  for (let n = 0; n < 200; n += 1) expect(storms.saw(mail(n, n % 3 === 0), n)).toEqual([]);
  const slow = new ProviderStorms();
  for (let n = 0; n < 60; n += 1) expect(slow.saw(mail(n, true), n * 60_000)).toEqual([]);
});
