import { describe, expect, it } from 'vitest';
import { rowsFrom } from './row-window.ts';

const rows = Array.from({ length: 250 }, (_, n) => ({ id: 1000 + n * 3 }));
const from = (key?: string) => rowsFrom(rows, (row) => row.id, key);

describe('rowsFrom', () => {
  it('goes through all rows once, a hundred at a time', () => {
    const seen: number[] = [];
    let query: string | undefined = '';
    while (query !== undefined) {
      const page = from(query.replace('?from=', ''));
      expect(page.rows.length).toBeLessThanOrEqual(100);
      expect(page.query).toBe(query);
      seen.push(...page.rows.map((row) => row.id));
      query = page.next;
    }
    expect(seen).toEqual(rows.map((row) => row.id));
  });

  it('leads back to the beginning from any page but the first', () => {
    expect(from().first).toBeUndefined();
    expect(from('1300')).toMatchObject({ first: '', start: 100 });
  });

  it('begins at the first row where the key is of no row', () => {
    expect(from('7')).toMatchObject({ start: 0, query: '' });
    expect(rowsFrom([], () => 0, 'x')).toEqual({ rows: [], start: 0, query: '', first: undefined, next: undefined });
  });
});
