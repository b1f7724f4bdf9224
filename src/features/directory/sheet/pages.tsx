import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { FileField, Select } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Organisation } from '../model.ts';
import type { Note } from '../roster/model.ts';
import { NoteList, type RosterFrame, RosterPage, type RosterWords, sayTrouble } from '../roster/pages/frame.tsx';
import { type Field, fieldsOf, type SheetKind, sheetKinds } from './fields.ts';
import { sheetPaths } from './paths.ts';
import type { ColumnGuess } from './rows.ts';
import type { Scope } from './staging.ts';

interface SheetPageProps {
  frame: RosterFrame;
  troubles?: readonly Trouble[];
}

/** Which school's sheet it is. Who has one school goes there directly. */
export function ChooseSchoolPage({ frame, schools }: SheetPageProps & { schools: readonly Organisation[] }): Markup {
  const { t } = frame;
  return (
    <RosterPage frame={frame} title={t('sheetTitle')} top>
      <PageHeading title={t('sheetTitle')} />
      <p>{t('sheetIntro')}</p>
      <DataTable
        caption={t('sheetChooseSchool')}
        columns={[{ key: 'name', text: t('detail_school') }]}
        rows={schools.map((school) => ({ href: sheetPaths.school(school.id), cells: { name: school.name } }))}
        empty={{ title: t('sheetNoSchool'), text: t('sheetNoSchoolText') }}
      />
    </RosterPage>
  );
}

interface UploadProps extends SheetPageProps {
  school: Organisation;
  maxMb: number;
  /** Where something was wrong. */
  kind?: SheetKind;
}

/** One form for pupils and one for staff, each with its template. */
export function UploadPage({ frame, school, maxMb, kind: wrong, troubles = [] }: UploadProps): Markup {
  const { t, language } = frame;
  const title = t('sheetSchoolTitle', { name: school.name });
  // The summary leads to the field of the form in which something was wrong.
  const placed = troubles.map((one) => (one.field === 'file' ? { ...one, field: `${wrong}-file` } : one));
  return (
    <RosterPage frame={frame} title={title} sheets troubles={placed}>
      <PageHeading title={title} />
      <p>{t('sheetIntro')}</p>
      <p>{t('sheetOnly')}</p>
      {sheetKinds.map((kind) => {
        const trouble = kind === wrong ? troubles.find((one) => one.field === 'file') : undefined;
        return (
          <section>
            <h2>{t(`sheet_${kind}`)}</h2>
            <p>
              {t(kind === 'pupils' ? 'sheetPupilsText' : 'sheetStaffText')}{' '}
              <a href={sheetPaths.template(kind)}>
                {t('sheetTemplate')}
                <span class="hidden"> {t(`sheet_${kind}`)}</span>
              </a>
            </p>
            <form method="post" action={sheetPaths.upload(school.id, kind)} enctype="multipart/form-data">
              <FileField
                id={`f-${kind}-file`}
                name="file"
                label={`${t('sheetFile')}${t('colon')}${t(`sheet_${kind}`)}`}
                hint={t('sheetFileHint', { limit: maxMb })}
                accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                required
                error={trouble && sayTrouble(language, trouble)}
              />
              <Actions>
                <Button text={t('sheetUpload')} />
              </Actions>
            </form>
          </section>
        );
      })}
      <Meta>{t('sheetPrivacy')}</Meta>
    </RosterPage>
  );
}

interface ColumnsProps extends SheetPageProps {
  uploadId: number;
  fileName: string;
  kind: SheetKind;
  columns: readonly ColumnGuess[];
  notes: readonly Note[];
  size: { sheets: number; rows: number };
  scope: Scope;
}

/** What each column is, with values of it; and what the file says about those who are not in it. */
export function ColumnsPage(props: ColumnsProps): Markup {
  const { frame, uploadId, kind, columns, notes, scope, troubles = [] } = props;
  const { t, language } = frame;
  const title = t('sheetColumnsTitle');
  const options = [
    { value: '', text: t('sheetUnused') },
    ...fieldsOf[kind].map((field) => ({ value: field, text: fieldName(t, field) })),
  ];
  const scopes: Scope[] = kind === 'pupils' ? ['additions', 'classes', 'school'] : ['additions', 'school'];
  const scopeKey = (one: Scope) =>
    one === 'additions'
      ? 'sheetScope_additions'
      : one === 'classes'
        ? 'sheetScope_classes_pupils'
        : kind === 'pupils'
          ? 'sheetScope_school_pupils'
          : 'sheetScope_school_staff';
  return (
    <RosterPage frame={frame} title={title} sheets troubles={troubles}>
      <PageHeading title={title} />
      <p>{t('sheetColumnsIntro', { file: props.fileName || t('sheetFile'), ...props.size })}</p>
      <form method="post" action={sheetPaths.columns(uploadId)}>
        <DataTable
          caption={title}
          captionHidden
          columns={[
            { key: 'heading', text: t('sheetColumn') },
            { key: 'samples', text: t('sheetSamples') },
            { key: 'field', text: t('sheetMeans') },
          ]}
          rows={columns.map((column, index) => {
            const heading = column.heading || t('sheetNoHeadingText');
            const trouble = troubles.find((one) => one.field === `column${index}`);
            return {
              cells: {
                heading: <Written text={heading} />,
                samples: <Written text={column.samples.join(t('placeComma'))} />,
                field: (
                  <Select
                    name={`column${index}`}
                    label={t('sheetMeansOf', { heading })}
                    labelHidden
                    value={column.field}
                    options={options}
                    error={trouble && sayTrouble(language, trouble)}
                  />
                ),
              },
            };
          })}
          empty={{ title: t('sheetNothing'), text: '' }}
        />
        <Radios
          name="scope"
          legend={t('sheetScope')}
          hint={t('sheetScopeHint')}
          value={scope}
          items={scopes.map((value) => ({ value, text: t(scopeKey(value)) }))}
        />
        <Actions>
          <Button text={t('sheetCompare')} />
          <Button kind="second" href={sheetPaths.home()} text={t('back')} />
        </Actions>
      </form>
      <NoteList frame={frame} notes={notes} />
    </RosterPage>
  );
}

/** What stands in the sheet is read aloud in its own language. */
function Written({ text }: { text: string }): Markup {
  return <span lang={/\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined}>{text}</span>;
}

/** A field in words; those of guardians come with their number. */
function fieldName(t: RosterWords, field: Field): string {
  const guardian = /^guardian(\d)(Name|Phone|Email)$/.exec(field);
  if (guardian) return t(`field_guardian${guardian[2] as 'Name' | 'Phone' | 'Email'}`, { n: guardian[1] as string });
  return t(`field_${field}` as 'field_name');
}

/** How large an upload is, for the page. */
export function sizeOf(sheets: readonly { rows: readonly unknown[] }[]): { sheets: number; rows: number } {
  return { sheets: sheets.length, rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) };
}
