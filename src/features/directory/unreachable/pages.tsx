import type { Link, Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Organisation } from '../model.ts';
import { DirectoryPage, type Frame } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import type { UnreachableFamily } from './model.ts';
import { unreachablePath } from './paths.ts';

/** Each pupil whom no guardian can be reached for, and what is missing. */
export function UnreachablePage(props: {
  frame: Frame;
  organisation: Organisation;
  rows: readonly UnreachableFamily[];
  later: boolean;
  next?: number;
  trail: Link[];
}): Markup {
  const { frame, organisation, rows, later, next, trail } = props;
  const { t } = frame;
  const title = t('unreachableTitle', { name: organisation.name });
  return (
    <DirectoryPage frame={frame} title={title} trail={trail}>
      <PageHeading title={title} />
      <p>{t('unreachableIntro')}</p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'pupil', text: t('pupil') },
          { key: 'class', text: t('class') },
          { key: 'missing', text: t('missing') },
          { key: 'guardians', text: t('guardiansOf') },
        ]}
        rows={rows.map((row) => ({
          href: paths.person(row.pupilId),
          cells: {
            pupil: row.pupil,
            class: <a href={paths.organisation(row.classId)}>{row.className}</a>,
            missing: <Tag kind={row.missing === 'guardian' ? 'late' : 'wait'} text={t(`missing_${row.missing}`)} />,
            guardians: (
              <div>
                {row.guardians.map((guardian) => (
                  <div>
                    <a href={paths.person(guardian.id)}>{guardian.name}</a>
                  </div>
                ))}
              </div>
            ),
          },
        }))}
        empty={{ title: t('nobodyUnreachable'), text: t('nobodyUnreachableText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={later ? unreachablePath(organisation.id) : undefined}
        previousText={t('first')}
        nextHref={next ? unreachablePath(organisation.id, next) : undefined}
        nextText={t('next')}
      />
    </DirectoryPage>
  );
}
