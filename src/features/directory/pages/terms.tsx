import { dateInWords } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { AcademicSession } from '../model/records.ts';
import { DirectoryPage, type Frame } from './frame.tsx';

export function TermsPage({ frame, sessions }: { frame: Frame; sessions: readonly AcademicSession[] }): Markup {
  const { t, shell, today } = frame;
  return (
    <DirectoryPage frame={frame} title={t('terms')} trail={[]}>
      <PageHeading title={t('terms')} />
      <DataTable
        caption={t('terms')}
        captionHidden
        columns={[
          { key: 'name', text: t('itsName') },
          { key: 'kind', text: t('kind') },
          { key: 'first', text: t('firstDay') },
          { key: 'last', text: t('lastDay') },
          { key: 'state', text: t('state') },
        ]}
        rows={sessions.map((session) => {
          const state = session.endsOn < today ? 'past' : session.startsOn > today ? 'coming' : 'current';
          return {
            marked: state === 'current',
            cells: {
              name: session.name,
              kind: t(session.kind),
              first: dateInWords(session.startsOn, shell.lang),
              last: dateInWords(session.endsOn, shell.lang),
              state: state === 'current' ? <Tag kind="ok" text={t('current')} /> : t(state),
            },
          };
        })}
        empty={{ title: t('noTerms'), text: t('noTermsText') }}
      />
    </DirectoryPage>
  );
}
