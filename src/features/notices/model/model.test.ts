import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#platform/days.ts';
import { smsSegments } from '../../../platform/sms-segments.ts';
import { added, type Cells, type Figures, figuresOf, suppressed, suppressedRow } from './figures.ts';
import { kinds, mayAskToAcknowledge } from './kinds.ts';
import { largeEnough, movedTooFar, namesUntil, onlyOwnClasses } from './notice.ts';
import { pairsOf, wordsOf } from './search.ts';
import { acts, may, states, stoppable } from './states.ts';

describe('states', () => {
  test('every act leads from known states to another, and nothing leaves what is withdrawn or discarded', () => {
    for (const { from, to } of Object.values(acts)) {
      expect(states).toContain(to);
      expect(from as readonly string[]).not.toContain(to);
    }
    for (const end of ['withdrawn', 'discarded'] as const) {
      expect((Object.keys(acts) as (keyof typeof acts)[]).filter((act) => may(act, end))).toEqual([]);
    }
  });

  test('nothing is published without an approval', () => {
    expect(acts.publish.from).toEqual(['approved', 'scheduled']);
    expect(acts.schedule.from).toEqual(['approved']);
    const toApproved = Object.entries(acts).filter(([, act]) => act.to === 'approved');
    expect(toApproved.map(([name]) => name).sort()).toEqual(['approve', 'hold', 'stop', 'unschedule']);
  });

  test('it can be stopped until the moment that was set, and not in it', () => {
    const publishedAt = new Date('2026-11-20T01:01:00Z');
    expect(stoppable({ state: 'published', publishedAt }, new Date('2026-11-20T01:00:59.999Z'))).toBe(true);
    expect(stoppable({ state: 'published', publishedAt }, publishedAt)).toBe(false);
  });
});

describe('audience', () => {
  test('over a tenth more or less asks, a tenth does not', () => {
    expect([90, 100, 110].map((now) => movedTooFar(100, now))).toEqual([false, false, false]);
    expect([89, 111].map((now) => movedTooFar(100, now))).toEqual([true, true]);
  });

  test('five people at least, but in one’s own class', () => {
    expect([4, 5].map((n) => largeEnough(n, false))).toEqual([false, true]);
    expect([0, 1].map((n) => largeEnough(n, true))).toEqual([false, true]);
    const audience = { include: [{ organisationId: 3, role: 'guardians' as const }], exclude: [] };
    expect(onlyOwnClasses(audience, [3])).toBe(true);
    expect(onlyOwnClasses(audience, [4])).toBe(false);
    expect(onlyOwnClasses({ include: [], exclude: [] }, [3])).toBe(false);
  });

  test('events and announcements may not ask', () => {
    expect(kinds.filter((kind) => !mayAskToAcknowledge(kind))).toEqual(['activity', 'announcement']);
  });

  test('names are shown until the deadline, else for two weeks', () => {
    expect(namesUntil({ deadlineOn: '2026-11-27' }, '2026-11-20')).toBe('2026-11-27');
    expect(namesUntil({ deadlineOn: null }, '2026-11-20')).toBe('2026-12-04');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

const row = (people: number, acknowledged: number, unreachable = 0): Figures =>
  figuresOf({ total: people, delivered: people - unreachable, failed: 0, unreachable, unknown: 0 }, acknowledged, true);

describe('figures', () => {
  test('what is left is neither acknowledged nor, where nothing is asked, delivered', () => {
    const counts = { total: 40, delivered: 35, failed: 2, unreachable: 3, unknown: 0 };
    expect(figuresOf(counts, 30, true).left).toBe(10);
    expect(figuresOf(counts, 2, false).left).toBe(3);
    expect(figuresOf(counts, 50, true).left).toBe(0);
  });

  test('below five is not shown, nor what tells it', () => {
    const [cells] = suppressed([row(40, 38)]);
    expect(cells?.left).toEqual({ show: 'few' });
    expect(cells?.acknowledged).toEqual({ show: 'least', n: 36 });
    expect(cells?.people).toEqual({ show: 'number', n: 40 });
  });

  test('none and all of five or more are told: they point at nobody', () => {
    const [none, all] = suppressed([row(40, 0), row(40, 40), row(40, 20)]);
    const [small] = suppressed([row(4, 0)]);
    expect(none?.acknowledged).toEqual({ show: 'number', n: 0 });
    expect(all?.left).toEqual({ show: 'number', n: 0 });
    expect(small?.left).toEqual({ show: 'few' });
  });

  test('a column never has one suppressed cell alone', () => {
    const cells = suppressed([row(40, 20), row(40, 38), row(40, 30)]);
    expect(cells.map((cell) => cell.left.show)).toEqual(['number', 'few', 'hidden']);
  });

  test('no figure below five is shown, nor what all but fewer than five are', () => {
    const figures = fc.record({
      people: fc.integer({ min: 0, max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(figures, { minLength: 2, maxLength: 8 }), (list) => {
        const rows = list.map(({ people, share }) => row(people, Math.round(people * share)));
        const cells = suppressed(rows);
        for (const key of ['left', 'acknowledged', 'delivered'] as const) {
          for (const [i, cell] of cells.entries()) {
            const shown = cell[key];
            const { people } = rows[i] as Figures;
            const ofAll = people >= 5 && shown.show === 'number' && [0, people].includes(shown.n);
            if (shown.show === 'number' && !ofAll)
              expect(Math.min(shown.n, people - shown.n)).toBeGreaterThanOrEqual(5);
            if (shown.show === 'least') expect((rows[i] as Figures)[key]).toBeGreaterThanOrEqual(shown.n);
          }
        }
      }),
    );
  });

  /** What the sums leave possible for each cell: repeated until nothing gets narrower. */
  function attack(rows: Figures[], cells: Cells[], sums: Partial<Figures>): [number, number][][] {
    const keys = ['delivered', 'failed', 'unreachable', 'acknowledged', 'left'] as const;
    const bounds = rows.map((row, i) =>
      keys.map((key): [number, number] => {
        const cell = (cells[i] as Cells)[key];
        if (cell.show === 'number') return [cell.n, cell.n];
        if (cell.show === 'few') return [0, 4];
        return [cell.show === 'least' ? cell.n : 0, row.people];
      }),
    );
    const narrow = (members: [number, number][], sum: number): void => {
      for (const one of members) {
        const others = members.filter((other) => other !== one);
        one[0] = Math.max(one[0], sum - others.reduce((total, [, most]) => total + most, 0));
        one[1] = Math.min(one[1], sum - others.reduce((total, [least]) => total + least, 0));
      }
    };
    for (let round = 0; round < 20; round += 1) {
      for (const [i, row] of rows.entries()) {
        const line = bounds[i] as [number, number][];
        narrow(line.slice(0, 3), row.people);
        narrow(line.slice(3), row.people);
      }
      for (const [k, key] of keys.entries()) {
        const sum = sums[key];
        const column = bounds.map((line) => line[k] as [number, number]);
        if (sum !== undefined) narrow(column, sum);
      }
    }
    return bounds;
  }

  test('no small figure is told by the sums of its column and its row together', () => {
    const figures = fc
      .record({ people: fc.integer({ min: 5, max: 60 }), a: fc.nat(60), b: fc.nat(60), c: fc.nat(60) })
      .map(({ people, a, b, c }): Figures => {
        const failed = Math.min(a % 9, people);
        const unreachable = Math.min(b % 9, people - failed);
        const left = c % (people + 1);
        const delivered = people - failed - unreachable;
        return { people, delivered, failed, unreachable, acknowledged: people - left, left };
      });
    fc.assert(
      fc.property(fc.array(figures, { minLength: 2, maxLength: 8 }), (rows) => {
        const cells = suppressed(rows);
        const total = suppressedRow(rows.reduce(added));
        const keys = ['delivered', 'failed', 'unreachable', 'acknowledged', 'left'] as const;
        const sums = Object.fromEntries(
          keys.flatMap((key) => (total[key].show === 'number' ? [[key, total[key].n]] : [])),
        );
        const bounds = attack(rows, cells, sums);
        for (const [i, row] of rows.entries()) {
          for (const [k, key] of keys.entries()) {
            if (cells[i]?.[key].show !== 'few' || sums[key] === 0) continue;
            const [least, most] = (bounds[i] as [number, number][])[k] as [number, number];
            expect([key, row[key], most > least], JSON.stringify({ rows, cells })).toEqual([key, row[key], true]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is hidden of a school above is hidden in its classes too', () => {
    const classes = [row(30, 20), row(30, 24)];
    const hidden = { ...suppressedRow(row(60, 44)), left: { show: 'hidden' } as const };
    expect(suppressed(classes).map((cell) => cell.left.show)).toEqual(['number', 'number']);
    expect(suppressed(classes, hidden).map((cell) => cell.left.show)).toContain('hidden');
  });

  test('above the table, one small figure is not had by subtracting the others', () => {
    const total = suppressedRow({
      people: 1000,
      delivered: 890,
      failed: 3,
      unreachable: 107,
      acknowledged: 500,
      left: 500,
    });
    expect(total.failed).toEqual({ show: 'few' });
    expect(total.delivered).toEqual({ show: 'least', n: 889 });
    expect(total.unreachable).toEqual({ show: 'number', n: 107 });
  });
});

describe('search', () => {
  test('pairs work in any script, whatever the case and width', () => {
    expect(pairsOf('作息时间')).toEqual(['作息', '息时', '时间']);
    expect(pairsOf('ＡＢc')).toEqual(['ab', 'bc']);
    expect(wordsOf('  冬季， 作息 ')).toEqual(['冬季', '作息']);
    expect(pairsOf('停')).toEqual([]);
  });
});

describe('text messages', () => {
  test('segments as the networks count', () => {
    expect(smsSegments('a'.repeat(160)).segments).toBe(1);
    expect(smsSegments('a'.repeat(161)).segments).toBe(2);
    expect(smsSegments('€'.repeat(80)).segments).toBe(1);
    expect(smsSegments('通'.repeat(70))).toEqual({ characters: 70, segments: 1, spare: 0 });
    expect(smsSegments('通'.repeat(71))).toEqual({ characters: 71, segments: 2, spare: 63 });
    expect(smsSegments('\u{1f6a8}').characters).toBe(2);
    expect(smsSegments('通'.repeat(134)).segments).toBe(2);
    expect(smsSegments('通'.repeat(135)).segments).toBe(3);
    // 67 units hold 33 of them and half of one: that one goes to the next message.
    expect(smsSegments('\u{1f6a8}'.repeat(67))).toEqual({ characters: 134, segments: 3, spare: 65 });
    expect(smsSegments('a'.repeat(152) + '€'.repeat(77))).toMatchObject({ characters: 306, segments: 3 });
    expect(smsSegments('ç').characters).toBe(1);
    expect(smsSegments('')).toEqual({ characters: 0, segments: 1, spare: 160 });
  });
});
