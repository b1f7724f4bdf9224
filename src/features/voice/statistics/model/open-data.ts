/** A release as lines, one figure each: what the CSV says and the dictionary explains. Pure. */
import type { Release, ReleaseTable } from './release.ts';

export const fields = ['release', 'from', 'until', 'asOf', 'part', 'key', 'name', 'measure', 'value'] as const;

interface Line {
  part: string;
  key: string;
  name: string;
  measure: string;
  value: number | null;
}

export function linesOf({ figures }: Release, language: 'zh-CN' | 'en'): Line[] {
  const line = (part: string, key: string, measure: string, value: number | null, name = ''): Line => ({
    ...{ part, key, name, measure, value },
  });
  const tableLines = (part: string, table: ReleaseTable): Line[] => {
    const others = table.others ? [{ key: 'others', name: { 'zh-CN': '', en: '' }, ...table.others }] : [];
    return [...table.rows, ...others].flatMap((row) => [
      line(part, row.key, 'received', row.received, row.name[language]),
      ...table.columns.map((column, i) => line(part, row.key, column, row.n[i] ?? null, row.name[language])),
      line(part, row.key, 'medianDays', row.medianDays, row.name[language]),
    ]);
  };
  const { settled, rating, redactions } = figures;
  return [
    line('total', '', 'received', figures.received),
    ...figures.columns
      .filter((column) => column !== 'received')
      .map((column, i) => line('total', '', column, figures.n[i] ?? null)),
    line('total', '', 'medianDays', figures.medianDays),
    ...figures.ended.map(({ end, n }) => line('ended', end, 'received', n)),
    ...figures.reasons.map(({ end, reason, n }) => line('reason', `${end}/${reason}`, 'received', n)),
    ...(settled ? (['yes', 'no', 'unsaid'] as const).map((key) => line('settled', key, 'received', settled[key])) : []),
    ...(rating ? [line('rating', '', 'received', rating.n), line('rating', '', 'mean', rating.mean)] : []),
    line('redaction', 'threat', 'received', redactions.threat),
    line('redaction', 'private_data', 'received', redactions.private_data),
    ...tableLines('category', figures.categories),
    ...tableLines('office', figures.offices),
  ];
}
