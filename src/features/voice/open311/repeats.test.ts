/** What counts as the same request: without a clock, a socket or a database. */
import { expect, test } from 'vitest';
import { Repeats } from './repeats.ts';

const at = Date.parse('2026-11-20T00:00:00Z');
const minute = 60_000;
const posted = { api_key: 'k', service_code: 'road', description: '桥栏杆断了', lat: '31.4721', long: '103.5898' };

test('the same for five minutes at least, and for less than ten', () => {
  const repeats = new Repeats();
  const first = repeats.nonceOf('a', posted, at);
  expect(first).toMatch(/^[\w-]{22}$/);
  expect(repeats.nonceOf('a', posted, at + 5 * minute)).toBe(first);
  const late = new Repeats();
  const other = late.nonceOf('a', posted, at);
  expect(late.nonceOf('a', posted, at + 10 * minute)).not.toBe(other);
  const back = new Repeats();
  const before = back.nonceOf('a', posted, at);
  expect(back.nonceOf('a', posted, at - minute), 'a clock that was set back').not.toBe(before);
});

test('in another order it is the same; from elsewhere, with another key or by somebody else it is not', () => {
  const repeats = new Repeats();
  const first = repeats.nonceOf('a', posted, at);
  expect(repeats.nonceOf('a', Object.fromEntries(Object.entries(posted).reverse()), at)).toBe(first);
  expect(repeats.nonceOf('b', posted, at)).not.toBe(first);
  const changes = { api_key: 'l', lat: '31.47210', device_id: '7', first_name: 'Zhuoma' };
  for (const [name, value] of Object.entries(changes))
    expect(repeats.nonceOf('a', { ...posted, [name]: value }, at), name).not.toBe(first);
});

test('two processes, or one that was started anew, share nothing', () => {
  expect(new Repeats().nonceOf('a', posted, at)).not.toBe(new Repeats().nonceOf('a', posted, at));
});
