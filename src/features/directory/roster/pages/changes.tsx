import { hasKey } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { Change as ChangedValue } from '#ui/diff/diff.tsx';
import { Select } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { rosterWords } from '../messages.ts';
import { type Change, changes, type Kind, kinds, type ListedChange } from '../model.ts';
import { rosterPaths } from '../paths.ts';
import { type RosterFrame, RosterPage, type RosterWords } from './frame.tsx';

interface ChangesProps {
  frame: RosterFrame;
  importId: number;
  kind: Kind;
  change: Change;
  rows: readonly ListedChange[];
  after: number;
  nextAfter?: number;
}

/** The difference of one kind, row by row. */
export function ChangesPage({ frame, importId, kind, change, rows, after, nextAfter }: ChangesProps): Markup {
  const { t } = frame;
  const title = t('changesTitle', { kind: t(`kind_${kind}`), change: t(change) });
  const trail = [{ href: rosterPaths.one(importId), text: t('importTitle', { id: importId }) }];
  const detailed = rows.some((row) => row.detail !== null);
  return (
    <RosterPage frame={frame} title={title} trail={trail}>
      <PageHeading title={title} />
      <FilterForm label={t('filter')} action={rosterPaths.changes(importId)} submitText={t('show')}>
        <Select
          name="kind"
          label={t('kind')}
          value={kind}
          options={kinds.map((value) => ({ value, text: t(`kind_${value}`) }))}
        />
        <Select
          name="change"
          label={t('change')}
          value={change}
          options={changes.map((value) => ({ value, text: t(value) }))}
        />
      </FilterForm>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'subject', text: t('name') },
          ...(detailed ? [{ key: 'detail', text: t('detail') }] : []),
          { key: 'other', text: t(`other_${kind}`) },
        ]}
        rows={rows.map((row) => ({
          cells: {
            subject: kind === 'memberships' ? row.subject : withBefore(t, row.subject, row.before),
            detail: detailOf(t, row.detail),
            other: kind === 'memberships' ? withBefore(t, row.other ?? '', row.before) : (row.other ?? ''),
          },
        }))}
        empty={{ title: t('changesEmptyTitle'), text: t('changesEmptyText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={after > 0 ? rosterPaths.changes(importId, { kind, change }) : undefined}
        previousText={t('first')}
        nextHref={nextAfter ? rosterPaths.changes(importId, { kind, change, after: nextAfter }) : undefined}
        nextText={t('next')}
      />
    </RosterPage>
  );
}

function withBefore(t: RosterWords, now: string, before: string | null) {
  if (before === null) return now;
  return <ChangedValue before={before} beforeText={t('before')} after={now} afterText={t('changed')} />;
}

function detailOf(t: RosterWords, detail: string | null): string {
  const key = `detail_${detail}`;
  return detail !== null && hasKey(rosterWords.catalogue, key) ? t(key) : '';
}
