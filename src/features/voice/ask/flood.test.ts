/** Who comes in when very many ask: without a clock, a socket or a database. */
import { describe, expect, test } from 'vitest';
import { Floodgate } from './flood.ts';

const at = Date.parse('2026-11-20T00:00:00Z');
const mb = 1024 * 1024;
const largest = 24 * mb;

describe('the work', () => {
  /** Cases with the work done, each from elsewhere. */
  function bring(gate: Floodgate, n: number, now: number): void {
    for (let i = 0; i < n; i += 1) gate.admits(`10.0.${now}.${i}`, true, now, `${now} ${i} ${Math.random()}`);
  }

  test('grows with the cases that did it, and falls again', () => {
    const gate = new Floodgate();
    expect(gate.bits(at)).toBe(17);
    bring(gate, 30, at);
    expect(gate.bits(at)).toBe(17);
    bring(gate, 30, at);
    expect(gate.bits(at)).toBe(18);
    expect(gate.bits(at + 60_000), 'the minute before counts').toBe(18);
    expect(gate.bits(at + 180_000)).toBe(17);
  });

  test('is the hardest while all places of the ten minutes are taken', () => {
    const gate = new Floodgate();
    bring(gate, 4000, at);
    expect(gate.bits(at)).toBe(21);
    expect(gate.bits(at + 540_000), 'no rest in which the next ones get cheaper').toBe(21);
    expect(gate.bits(at + 600_000)).toBe(17);
    bring(gate, 4000, at + 600_000);
    expect(gate.bits(at - 3_600_000), 'a clock that was set back begins anew').toBe(17);
  });

  test('junk that did no work, or sends one sum again and again, makes it no harder for others', () => {
    const gate = new Floodgate();
    for (let n = 0; n < 12_000; n += 1) {
      gate.came(at);
      gate.admits(`10.0.${n}`, false, at, `none ${n}`);
      gate.admits(`10.1.${n}`, true, at, 'the same');
      gate.admits('one sender', true, at, `of one ${n}`);
    }
    expect(gate.bits(at)).toBe(17);
  });
});

describe('a crowd', () => {
  test('is more than a hundred forms in ten seconds, and is over twenty seconds later', () => {
    const gate = new Floodgate();
    for (let n = 0; n < 100; n += 1) gate.came(at);
    expect(gate.crowded(at)).toBe(false);
    gate.came(at);
    expect(gate.crowded(at)).toBe(true);
    expect(gate.crowded(at + 10_000), 'what came just before counts').toBe(true);
    expect(gate.crowded(at + 20_000)).toBe(false);
  });
});

describe('places', () => {
  test('one proof of work takes one place, however often it is sent and from wherever', () => {
    const gate = new Floodgate();
    const replays = Array.from({ length: 5000 }, (_, n) => gate.admits(`10.0.${n}`, true, at, 'the same'));
    expect(replays.filter(Boolean).length).toBe(6);
    const others = Array.from({ length: 2999 }, (_, n) => gate.admits(`10.1.${n}`, true, at, `nonce ${n}`));
    expect(others.every(Boolean), 'the replays have taken one place of 3,000').toBe(true);
    expect(gate.admits('10.2.0', true, at, 'one more')).toBe(false);
    expect(gate.admits('10.2.0', true, at + 600_000, 'one more'), 'ten minutes later').toBe(true);
  });

  test('the way without a script is closed by a flood for ten minutes; the other is not', () => {
    const gate = new Floodgate();
    const slow = Array.from({ length: 200 }, (_, n) => gate.admits(`10.0.${n}`, false, at, `slow ${n}`));
    expect(slow.filter(Boolean).length).toBe(60);
    expect(gate.admits('10.9.9', true, at, 'worked')).toBe(true);
    expect(gate.admits('10.9.9', false, at + 600_000, 'slow again')).toBe(true);
  });

  test('a refused form takes no memory', () => {
    const gate = new Floodgate();
    for (let n = 0; n < 3; n += 1) expect(gate.admits('one', false, at, `n${n}`)).toBe(true);
    for (let n = 3; n < 50; n += 1) expect(gate.admits('one', false, at, `n${n}`)).toBe(false);
    expect(gate.admits('two', false, at, 'n3'), 'what was refused is not known as sent').toBe(true);
  });

  test('several processes share what holds for all, and each sender keeps their own', () => {
    const gate = new Floodgate();
    expect(gate.counts(at)).toBe(true);
    expect(gate.counts(at + 59_000)).toBe(false);
    expect(gate.counts(at + 60_000)).toBe(true);
    gate.shareAmong(4);
    const slow = Array.from({ length: 200 }, (_, n) => gate.admits(`10.0.${n}`, false, at, `slow ${n}`));
    expect(slow.filter(Boolean).length).toBe(15);
    const worked = Array.from({ length: 25 }, (_, n) => gate.admits('school', true, at, `worked ${n}`));
    expect(worked.filter(Boolean).length).toBe(20);
  });
});

describe('forms with files', () => {
  test('a text is always read; files only while there is room, which is given back', () => {
    const gate = new Floodgate();
    const held = Array.from({ length: 20 }, (_, n) => gate.mayRead(`10.0.${n}`, largest, largest, at));
    expect(held.filter(Boolean).length).toBe(8);
    expect(gate.mayRead('10.9.9', 1 * mb, largest, at), 'full').toBeUndefined();
    for (let n = 0; n < 1000; n += 1) expect(gate.mayRead('10.9.9', 160 * 1024, largest, at)).toBeDefined();
    held[0]?.();
    held[0]?.();
    expect(gate.mayRead('10.8.0', largest, largest, at)).toBeDefined();
    expect(gate.mayRead('10.8.1', largest, largest, at), 'given back once').toBeUndefined();
  });

  test('one sender holds a part of the room, and whoever does not say how much counts for the largest', () => {
    const gate = new Floodgate();
    expect(gate.mayRead('one', undefined, largest, at)).toBeDefined();
    expect(gate.mayRead('one', largest, largest, at)).toBeDefined();
    expect(gate.mayRead('one', largest, largest, at)).toBeUndefined();
    expect(gate.mayRead('two', largest, largest, at)).toBeDefined();
  });

  test('one sender sends so many within ten minutes', () => {
    const gate = new Floodgate();
    const sent = Array.from({ length: 100 }, () => {
      const give = gate.mayRead('one', mb, largest, at);
      give?.();
      return give !== undefined;
    });
    expect(sent.filter(Boolean).length).toBe(40);
    expect(gate.mayRead('one', mb, largest, at + 600_000)).toBeDefined();
  });

  test('all together send a gigabyte within ten minutes, so that the disk lasts', () => {
    const gate = new Floodgate();
    let bytes = 0;
    for (let n = 0; n < 390; n += 1) {
      const give = gate.mayRead(`10.0.${n}`, largest, largest, at);
      give?.();
      if (give) bytes += largest;
    }
    expect(bytes).toBe(42 * largest);
    expect(gate.mayRead('10.9.9', 2000, largest, at), 'a text goes through').toBeDefined();
    expect(gate.mayRead('10.9.9', largest, largest, at + 600_000)).toBeDefined();
  });

  test('in a crowd one form with files in two seconds, from wherever; texts as always', () => {
    const gate = new Floodgate();
    for (let n = 0; n <= 600; n += 1) gate.came(at);
    const read = Array.from({ length: 50 }, (_, n) => gate.mayRead(`10.0.${n}`, 3 * mb, largest, at + n * 100));
    expect(read.filter(Boolean).length).toBe(3);
    expect(gate.mayRead('10.9.9', 2000, largest, at + 5000)).toBeDefined();
    expect(gate.mayRead('10.9.9', undefined, largest, at + 5000), 'who does not say how much').toBeUndefined();
    expect(gate.mayRead('10.9.9', 3 * mb, largest, at - 3_600_000), 'a clock that was set back').toBeDefined();
  });
});
