import { momentInWords, number } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Organisation } from '../model.ts';
import { DirectoryPage, type Frame } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import { mostOfDistrict, type TurnedOff } from './model.ts';
import { turnedOffPath } from './paths.ts';

/** For whoever looks after a whole district: classes and numbers, and from there on to a class. */
export function TurnedOffClassesPage(props: {
  frame: Frame;
  rows: readonly { classId: number; className: string; school: string; families: number }[];
  /** Only the last ones were looked at. */
  more: boolean;
}): Markup {
  const { frame, rows, more } = props;
  const { t, shell } = frame;
  const title = t('turnedOffTitle');
  return (
    <DirectoryPage frame={frame} title={title} trail={[]}>
      <PageHeading title={title} />
      <p>{t('turnedOffText')}</p>
      {more && <p>{t('turnedOffNewest', { n: number(mostOfDistrict, shell.lang) })}</p>}
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'class', text: t('class') },
          { key: 'school', text: t('school') },
          { key: 'families', text: t('turnedOffFamilies'), numeric: true },
        ]}
        rows={rows.map((row) => ({
          href: turnedOffPath({ class: row.classId }),
          cells: { class: row.className, school: row.school, families: number(row.families, shell.lang) },
        }))}
        empty={{ title: t('turnedOffNone'), text: t('turnedOffNoneText') }}
      />
    </DirectoryPage>
  );
}

/** Whose mail came back, in which class, and what to do about it. */
export function TurnedOffPage(props: {
  frame: Frame;
  rows: readonly TurnedOff[];
  /** Of one class only. */
  only: Organisation | null;
  next: number | undefined;
  later: boolean;
  /** The office enters the right address itself; a class teacher asks for it. */
  mayMend: boolean;
}): Markup {
  const { frame, rows, only, next, later, mayMend } = props;
  const { t, shell, zone } = frame;
  const title = only ? t('turnedOffTitleOf', { name: only.name }) : t('turnedOffTitle');
  const own = only ? { class: only.id } : {};
  const trail = only ? [{ href: paths.organisation(only.id), text: only.name }] : [];
  return (
    <DirectoryPage frame={frame} title={title} trail={trail}>
      <PageHeading title={title} />
      <p>{t('turnedOffText')}</p>
      <p>{mayMend ? t('turnedOffHowOffice') : t('turnedOffHowTeacher')}</p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'guardian', text: t('guardiansOf') },
          { key: 'pupils', text: t('pupil') },
          { key: 'class', text: t('class') },
          { key: 'kind', text: t('contactKind') },
          { key: 'since', text: t('turnedOffSince') },
          { key: 'otherwise', text: t('turnedOffMeanwhile') },
        ]}
        rows={rows.map((row) => ({
          href: paths.person(row.guardianId),
          cells: {
            guardian: row.guardian,
            pupils: row.pupils.join(t('listJoint')),
            class: row.className,
            kind: t(row.kind),
            since: momentInWords(row.since, shell.lang, zone),
            otherwise: row.reachedOtherwise ? (
              <Tag kind="neutral" text={t('turnedOffOther')} />
            ) : (
              <Tag kind="late" text={t('turnedOffNothing')} />
            ),
          },
        }))}
        empty={{ title: t('turnedOffNone'), text: t('turnedOffNoneText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={later ? turnedOffPath(own) : undefined}
        previousText={t('first')}
        nextHref={next ? turnedOffPath({ ...own, after: next }) : undefined}
        nextText={t('next')}
      />
    </DirectoryPage>
  );
}
