import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Figures, figuresOf, suppressed, suppressedRow } from './figures.ts';
import { kinds, mayAskToAcknowledge } from './kinds.ts';
import { addDays, largeEnough, movedTooFar, namesUntil, onlyOwnClasses } from './notice.ts';
import { pairsOf, wordsOf } from './search.ts';
import { smsSegments } from './sms.ts';
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
    const [none, all, small] = suppressed([row(40, 0), row(40, 40), row(4, 0), row(3, 0)]);
    expect(none?.acknowledged).toEqual({ show: 'number', n: 0 });
    expect(all?.left).toEqual({ show: 'number', n: 0 });
    expect(small?.left).toEqual({ show: 'few' });
  });

  test('a column never has one suppressed cell alone', () => {
    const cells = suppressed([row(40, 20), row(40, 38), row(40, 30)]);
    expect(cells.map((cell) => cell.left.show)).toEqual(['number', 'few', 'hidden']);
  });

  test('no suppressed figure can be had from the sum: at least two unknowns a column', () => {
    const figures = fc.record({
      people: fc.integer({ min: 0, max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(figures, { minLength: 2, maxLength: 8 }), (list) => {
        const rows = list.map(({ people, share }) => row(people, Math.round(people * share)));
        const cells = suppressed(rows);
        for (const key of ['left', 'acknowledged', 'delivered'] as const) {
          const masked = cells.filter((cell) => cell[key].show !== 'number').length;
          expect(masked).not.toBe(1);
          for (const [i, cell] of cells.entries()) {
            const shown = cell[key];
            const { people } = rows[i] as Figures;
            const ofAll = people >= 5 && shown.show === 'number' && [0, people].includes(shown.n);
            if (shown.show === 'number' && !ofAll) expect(Math.min(shown.n, people - shown.n)).toBeGreaterThanOrEqual(5);
            if (shown.show === 'least') expect((rows[i] as Figures)[key]).toBeGreaterThanOrEqual(shown.n);
          }
        }
      }),
    );
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
  });
});
