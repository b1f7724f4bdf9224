import type { Link, Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { StaffRow } from '../model/records.ts';
import type { Organisation } from '../model.ts';
import { paths } from '../paths.ts';
import { DirectoryPage, type Frame } from './frame.tsx';

export interface StaffPageProps {
  frame: Frame;
  organisation: Organisation;
  trail: Link[];
  rows: readonly StaffRow[];
  next?: string;
  later: boolean;
}

export function StaffPage({ frame, organisation, trail, rows, next, later }: StaffPageProps): Markup {
  const { t } = frame;
  const title = t('staffOf', { name: organisation.name });
  return (
    <DirectoryPage frame={frame} title={title} trail={trail}>
      <PageHeading title={title} />
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'name', text: t('name') },
          { key: 'position', text: t('position') },
          { key: 'organisation', text: t('organisation') },
        ]}
        rows={rows.map((row) => ({
          href: paths.person(row.personId),
          cells: {
            name: row.name,
            position: t(row.position),
            organisation: <a href={paths.organisation(row.organisationId)}>{row.organisation}</a>,
          },
        }))}
        empty={{ title: t('noStaff'), text: t('noStaffText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={later ? paths.staff(organisation.id) : undefined}
        previousText={t('first')}
        nextHref={next ? paths.staff(organisation.id, { after: next }) : undefined}
        nextText={t('next')}
      />
    </DirectoryPage>
  );
}
