import { momentInWords, number } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Link, Markup } from '#ui/content.ts';
import { Figures } from '#ui/figures/figures.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { correctionPaths } from '../corrections/paths.ts';
import type { ClassFigures, CountedOrganisation, ListedPupil, StaffRow } from '../model/records.ts';
import { paths } from '../paths.ts';
import { sheetPaths } from '../sheet/paths.ts';
import { unreachablePath } from '../unreachable/paths.ts';
import { yearPaths } from '../year/paths.ts';
import { ClassBody } from './class.tsx';
import { DirectoryPage, type Frame } from './frame.tsx';
import { SearchForm } from './search.tsx';

/** An organisation opened: what there is of it depends on its kind. */
export interface OrganisationView {
  organisation: CountedOrganisation;
  heads: readonly StaffRow[];
  /** Schools and departments below. */
  children?: { rows: readonly CountedOrganisation[]; next?: number; later: boolean };
  /** Grades and classes below. */
  classes?: readonly ClassFigures[];
  /** Of a class. */
  pupils?: readonly ListedPupil[];
  classTeachers?: readonly StaffRow[];
  /** The reader may change things here. */
  mayEdit: boolean;
  /** Of a class: to what guardians agreed to, for who may see it. */
  consentsHref?: string | undefined;
}

export function OrganisationPage(props: { frame: Frame; view: OrganisationView; trail: Link[] }): Markup {
  const { frame, view, trail } = props;
  const { organisation } = view;
  return (
    <DirectoryPage frame={frame} title={organisation.name} trail={trail}>
      <PageHeading
        title={organisation.name}
        caption={frame.t(organisation.kind)}
        meta={organisation.endedOn ? frame.t('closedOn', { date: organisation.endedOn }) : undefined}
      />
      {organisation.kind !== 'class' && <SearchForm t={frame.t} values={{ q: '', within: organisation }} />}
      <OrganisationBody frame={frame} view={view} />
    </DirectoryPage>
  );
}

export function OrganisationBody({ frame, view }: { frame: Frame; view: OrganisationView }): Markup {
  const { t } = frame;
  const { organisation, children, classes, pupils } = view;
  if (organisation.kind === 'class') {
    return <ClassBody frame={frame} view={view} pupils={pupils ?? []} classTeachers={view.classTeachers ?? []} />;
  }
  return (
    <>
      <OrganisationFigures frame={frame} organisation={organisation} />
      <p>
        {t('heads')}
        {t('colon')}
        {view.heads.length > 0 ? <PersonLinks people={view.heads} joint={t('listJoint')} /> : t('noHead')}
        {' · '}
        <a href={paths.staff(organisation.id)}>{t('allStaff')}</a>
        {organisation.kind !== 'district' && organisation.kind !== 'department' && (
          <>
            {' · '}
            <a href={unreachablePath(organisation.id)}>{t('unreachableList')}</a>
          </>
        )}
      </p>
      {organisation.kind === 'school' && view.mayEdit && !organisation.endedOn && (
        <Actions>
          <Button kind="second" href={sheetPaths.school(organisation.id)} text={t('importSheet')} />
          <Button kind="second" href={yearPaths.year(organisation.id)} text={t('newYear')} />
          <Button kind="second" href={correctionPaths.queue()} text={t('corrections')} />
        </Actions>
      )}
      {children && (children.rows.length > 0 || !classes) && <Children frame={frame} view={view} children={children} />}
      {classes && <Classes frame={frame} classes={classes} />}
    </>
  );
}

function OrganisationFigures({ frame, organisation }: { frame: Frame; organisation: CountedOrganisation }): Markup {
  const { t, shell, zone } = frame;
  const { counts, countedAt, classes } = organisation;
  if (!counts) return <></>;
  const n = (value: number) => number(value, shell.lang);
  return (
    <>
      <Figures
        items={[
          { value: n(classes), text: t('classes') },
          { value: n(counts.pupils), text: t('pupils') },
          { value: n(counts.guardians), text: t('guardians') },
          { value: n(counts.unreachable), text: t('unreachable'), kind: counts.unreachable > 0 ? 'wait' : 'ok' },
          { value: n(counts.staff), text: t('staffCount') },
        ]}
      />
      {countedAt && <Meta>{t('countedAt', { time: momentInWords(countedAt, shell.lang, zone) })}</Meta>}
    </>
  );
}

export function PersonLinks({ people, joint }: { people: readonly StaffRow[]; joint: string }): Markup {
  return (
    <>
      {people.map((person, n) => (
        <>
          {n > 0 && joint}
          <a href={paths.person(person.personId)}>{person.name}</a>
        </>
      ))}
    </>
  );
}

function Children(props: {
  frame: Frame;
  view: OrganisationView;
  children: NonNullable<OrganisationView['children']>;
}): Markup {
  const { frame, view, children } = props;
  const { t, shell } = frame;
  const n = (value: number | undefined): Content => (value === undefined ? '' : number(value, shell.lang));
  const { id, kind } = view.organisation;
  return (
    <>
      <DataTable
        caption={kind === 'school' ? t('departments') : t('schoolsAndDepartments')}
        columns={[
          { key: 'name', text: t('itsName') },
          { key: 'kind', text: t('kind') },
          { key: 'classes', text: t('classes'), numeric: true },
          { key: 'pupils', text: t('pupils'), numeric: true },
          { key: 'guardians', text: t('guardians'), numeric: true },
          { key: 'unreachable', text: t('unreachable'), numeric: true },
          { key: 'staff', text: t('staffCount'), numeric: true },
        ]}
        rows={children.rows.map((row) => ({
          href: paths.organisation(row.id),
          cells: {
            name: row.name,
            kind: t(row.kind),
            ...(row.kind === 'school' && {
              classes: n(row.classes),
              pupils: n(row.counts?.pupils),
              guardians: n(row.counts?.guardians),
              unreachable: n(row.counts?.unreachable),
            }),
            staff: n(row.counts?.staff),
          },
        }))}
        empty={{ title: t('noOrganisations'), text: t('noOrganisationsText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={children.later ? paths.organisation(id) : undefined}
        previousText={t('first')}
        nextHref={children.next ? paths.organisation(id, { after: children.next }) : undefined}
        nextText={t('next')}
      />
    </>
  );
}

function Classes({ frame, classes }: { frame: Frame; classes: readonly ClassFigures[] }): Markup {
  const { t, shell } = frame;
  const n = (value: number) => number(value, shell.lang);
  const rows = inTreeOrder(classes);
  return (
    <>
      <DataTable
        caption={t('gradesAndClasses')}
        columns={[
          { key: 'name', text: t('class') },
          { key: 'teacher', text: t('class_teacher') },
          { key: 'pupils', text: t('pupils'), numeric: true },
          { key: 'reachable', text: t('reachable'), numeric: true },
          { key: 'unreachable', text: t('unreachable'), numeric: true },
        ]}
        rows={rows.map((row) =>
          row.kind === 'grade'
            ? { href: paths.organisation(row.id), marked: true, cells: { name: <strong>{row.name}</strong> } }
            : {
                href: paths.organisation(row.id),
                cells: {
                  name: row.name,
                  teacher: row.classTeachers.join(t('listJoint')) || <Tag kind="wait" text={t('noClassTeacher')} />,
                  pupils: n(row.pupils),
                  reachable: n(row.guardians - row.unreachable),
                  unreachable: n(row.unreachable),
                },
              },
        )}
        empty={{ title: t('noOrganisations'), text: t('noOrganisationsText') }}
      />
      {rows.length > 0 && <Meta>{t('guardianNote')}</Meta>}
    </>
  );
}

/** Each grade followed by its classes; classes without a grade first. */
function inTreeOrder(rows: readonly ClassFigures[]): ClassFigures[] {
  const grades = rows.filter((row) => row.kind === 'grade');
  const ids = new Set(grades.map((grade) => grade.id));
  const loose = rows.filter((row) => row.kind === 'class' && !ids.has(row.parentId));
  return [
    ...loose,
    ...grades.flatMap((grade) => [grade, ...rows.filter((row) => row.parentId === grade.id && row.kind === 'class')]),
  ];
}
