/** A release as a file: its lines as CSV. */
import { csv } from '#platform/documents/sheet.ts';
import { fields, linesOf } from './model/open-data.ts';
import type { Release } from './model/release.ts';

export function csvFor(release: Release, language: 'zh-CN' | 'en'): string {
  const rows = linesOf(release, language).map(({ part, key, name, measure, value }) => [
    ...[release.code, release.from, release.until, release.asOf, part, key, name, measure],
    value ?? '',
  ]);
  return csv({ header: [...fields], rows });
}
