import { dateInWords, number } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Organisation } from '../model.ts';
import { DirectoryPage, errorAt, type Frame, Troubles } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import { gradeNamed, type YearPlanRow, type YearStep } from './model.ts';
import { yearPaths } from './paths.ts';

interface YearProps {
  frame: Frame;
  school: Organisation;
  rows: readonly YearPlanRow[];
  leaving: number | null;
  steps: readonly YearStep[];
  troubles: readonly Trouble[];
}

/** Every class as it is and as it will be; the names can be changed before it is done. */
export function YearPage({ frame, school, rows, leaving, steps, troubles }: YearProps): Markup {
  const { t, shell } = frame;
  const title = t('yearTitle', { name: school.name });
  const grades = [...new Set(rows.flatMap(({ grade }) => (grade === null ? [] : [grade])))].sort((a, b) => b - a);
  const like = rows[0]?.gradeName || rows[0]?.name || '';
  const leavers = rows.filter((row) => row.leaves).reduce((sum, row) => sum + row.pupils, 0);
  const trail = [{ href: paths.organisation(school.id), text: school.name }];
  return (
    <DirectoryPage frame={frame} title={title} trail={trail}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t('yearIntro')}</p>
      <Done frame={frame} steps={steps} />
      {rows.length > 0 && (
        <FilterForm label={t('yearLeavingGrade')} action={yearPaths.year(school.id)} submitText={t('yearShow')}>
          <Select
            name="leaving"
            label={t('yearLeavingGrade')}
            value={leaving === null ? 'none' : String(leaving)}
            options={[
              ...grades.map((grade) => ({ value: String(grade), text: gradeNamed(grade, like) })),
              { value: 'none', text: t('yearNobodyLeaves') },
            ]}
          />
        </FilterForm>
      )}
      <form method="post" action={yearPaths.year(school.id)} novalidate>
        <Hidden name="leaving" value={leaving === null ? 'none' : String(leaving)} />
        <DataTable
          caption={t('yearClasses')}
          columns={[
            { key: 'now', text: t('yearNow') },
            { key: 'pupils', text: t('pupils'), numeric: true },
            { key: 'next', text: t('yearNext') },
          ]}
          rows={rows.map((row) => ({
            cells: {
              now: row.name,
              pupils: number(row.pupils, shell.lang),
              next: row.leaves ? (
                <>
                  <Tag kind="neutral" text={t('yearLeaves')} />
                  <Hidden name={`class${row.id}`} value={row.name} />
                </>
              ) : (
                <TextField
                  name={`class${row.id}`}
                  label={t('yearNewName', { name: row.name })}
                  labelHidden
                  value={row.newName}
                  maxlength={100}
                  noSpellcheck
                  error={errorAt(t, troubles, `class${row.id}`)}
                />
              ),
            },
          }))}
          empty={{ title: t('yearNoClasses'), text: t('yearNoClassesText') }}
        />
        {rows.length > 0 && (
          <>
            {leavers > 0 && (
              <Banner kind="warning" title={t('yearLeaversTitle', { count: leavers })}>
                <p>{t('yearLeaversText')}</p>
              </Banner>
            )}
            <Actions>
              <Button text={t('yearStart')} />
              <Button kind="second" href={paths.organisation(school.id)} text={t('cancel')} />
            </Actions>
          </>
        )}
      </form>
    </DirectoryPage>
  );
}

/** Steps that were done, the latest with the way back. */
function Done({ frame, steps }: { frame: Frame; steps: readonly YearStep[] }): Markup {
  const { t, shell } = frame;
  const [last] = steps.filter((step) => !step.undoneAt);
  if (!last) return <></>;
  return (
    <Banner kind="info" title={t('yearDoneTitle', { day: dateInWords(last.day, shell.lang) })}>
      <p>{t('yearDoneText', { classes: last.classes, left: last.left })}</p>
      <p>
        <a href={yearPaths.undo(last.id)}>{t('yearUndo')}</a>
      </p>
      <Meta>{t('yearUndoHint')}</Meta>
    </Banner>
  );
}
