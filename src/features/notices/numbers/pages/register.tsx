/** The register of document numbers given with the offices' codes. */
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Select } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { count, Desk, day, type Say, say, type View } from '../../pages/frame.tsx';
import { noticePath } from '../../paths.ts';
import { type Code, type NumberRow, officialNumber } from '../model/number.ts';
import { codesPath, numbersPath } from '../paths.ts';

export type RegisterProps = {
  view: View;
  rows: readonly (NumberRow & { givenOn: string })[];
  codes: readonly Code[];
  years: readonly number[];
  filters: { code: string; year: string };
  /** Of the code and year that are asked for. */
  series?: { year: number; last: number; notices: number; elsewhere: number; voided: number };
  mayKeepCodes: boolean;
  csvHref: string;
  nextHref?: string;
  firstHref?: string;
};

export function RegisterPage(props: RegisterProps): Markup {
  const { view, filters, series } = props;
  const t = say(view);
  const filtered = Boolean(filters.code || filters.year);
  return (
    <Desk view={view} title={t('numbersTitle')} wide>
      <PageHeading title={t('numbersTitle')} meta={t('numbersText')} />
      <Actions>
        {props.mayKeepCodes && <Button kind="second" href={codesPath} text={t('codesTitle')} />}
        <Button kind="second" href={props.csvHref} text={t('exportCsv')} />
      </Actions>
      <FilterForm
        label={t('filters')}
        action={numbersPath}
        submitText={t('filter')}
        clear={filtered ? { href: numbersPath, text: t('clearFilters') } : undefined}
      >
        <Select
          name="code"
          label={t('officeCode')}
          value={filters.code}
          options={[
            { value: '', text: t('allCodes') },
            ...props.codes.map((code) => ({ value: String(code.id), text: code.code })),
          ]}
        />
        <Select
          name="year"
          label={t('year')}
          value={filters.year}
          options={[
            { value: '', text: t('allYears') },
            ...props.years.map((year) => ({ value: String(year), text: t('yearN', { year: String(year) }) })),
          ]}
        />
      </FilterForm>
      {series && (
        <p>
          {t('seriesFigures', {
            year: String(series.year),
            last: count(view, series.last),
            notices: count(view, series.notices),
            elsewhere: count(view, series.elsewhere),
            voided: count(view, series.voided),
          })}
        </p>
      )}
      <DataTable
        caption={t('numbersTitle')}
        captionHidden
        columns={[
          { key: 'number', text: t('stepNumber') },
          { key: 'title', text: t('noticeTitle') },
          { key: 'given', text: t('givenOn') },
          { key: 'status', text: t('numberStatus') },
        ]}
        rows={props.rows.map((row) => ({
          cells: {
            number: officialNumber({ code: { code: row.code, latin: null }, year: row.year, serial: row.serial }),
            title:
              row.noticeId === null ? (
                row.remark
              ) : (
                <a href={noticePath(row.noticeId)} lang={row.titleLanguage ?? undefined}>
                  {row.title ?? t('untitled')}
                </a>
              ),
            given: day(view, row.givenOn),
            status: <Status t={t} row={row} />,
          },
        }))}
        empty={
          filtered
            ? { title: t('nothingFound'), text: t('nothingFoundText') }
            : { title: t('noNumbers'), text: t('noNumbersText') }
        }
      />
      <Pager
        label={t('pages')}
        previousHref={props.firstHref}
        previousText={t('firstPage')}
        nextHref={props.nextHref}
        nextText={t('olderPage')}
      />
    </Desk>
  );
}

function Status({ t, row }: { t: Say; row: NumberRow }): Markup {
  if (row.voidReason) {
    return (
      <>
        <Tag kind="late" text={t('numberVoid')} /> {t(`void_${row.voidReason}`)}
      </>
    );
  }
  const { kind, text } = statusOf(t, row);
  return <Tag kind={kind} text={text} />;
}

/** How a number stands, in words; also for the export. */
export function statusOf(t: Say, row: NumberRow): { kind: 'ok' | 'late' | 'neutral' | 'wait'; text: string } {
  if (row.voidReason) return { kind: 'late', text: `${t('numberVoid')}${t('colon')}${t(`void_${row.voidReason}`)}` };
  if (row.noticeId === null) return { kind: 'neutral', text: t('numberOutside') };
  if (row.state === 'withdrawn') return { kind: 'late', text: t('state_withdrawn') };
  return row.publishedAt ? { kind: 'ok', text: t('numberOut') } : { kind: 'wait', text: t('numberKept') };
}
