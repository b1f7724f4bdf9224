/** Addresses of the roster import. */
import type { Change, Kind } from './model.ts';

const root = '/desk/directory/import';

export const rosterPatterns = {
  home: root,
  one: `${root}/:import`,
  progress: `${root}/:import/progress`,
  changes: `${root}/:import/changes`,
  apply: `${root}/:import/apply`,
  discard: `${root}/:import/discard`,
} as const;

function query(values: Record<string, string | number | undefined>): string {
  const entries = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
}

export const rosterPaths = {
  home: (values: { before?: number } = {}) => `${root}${query(values)}`,
  one: (id: number, values: { after?: number } = {}) => `${root}/${id}${query(values)}`,
  progress: (id: number) => `${root}/${id}/progress`,
  changes: (id: number, values: { kind?: Kind; change?: Change; after?: number } = {}) =>
    `${root}/${id}/changes${query(values)}`,
  apply: (id: number) => `${root}/${id}/apply`,
  discard: (id: number) => `${root}/${id}/discard`,
} as const;
