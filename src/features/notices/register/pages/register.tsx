/** The public register of rules. */
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { numberFor } from '../../numbers/model/number.ts';
import { say, type View } from '../../pages/frame.tsx';
import { OfficeSelect } from '../../pages/office-select.tsx';
import { publicPath } from '../../paths.ts';
import { type RuleRow, statuses, subjects } from '../model/rule.ts';
import { rulesPath } from '../paths.ts';
import { StatusTags } from './entry.tsx';

export type RulesProps = {
  view: View;
  rows: readonly RuleRow[];
  offices: ReadonlyMap<number, string>;
  choices: { id: number; name: string }[];
  filters: { text: string; subject: string; status: string; office: string };
  csvHref: string;
  nextHref?: string;
  firstHref?: string;
};

export function RulesPage(props: RulesProps): Markup {
  const { view, rows, filters } = props;
  const t = say(view);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Page {...view.shell} title={t('rulesTitle')} width="wide">
      <PageHeading title={t('rulesTitle')} meta={t('rulesText')} />
      <FilterForm
        label={t('filters')}
        action={rulesPath}
        submitText={t('filter')}
        clear={filtered ? { href: rulesPath, text: t('clearFilters') } : undefined}
      >
        <TextField name="text" type="search" label={t('search')} value={filters.text} maxlength={100} />
        <Select
          name="subject"
          label={t('ruleSubject')}
          value={filters.subject}
          options={[
            { value: '', text: t('allSubjects') },
            ...subjects.map((subject) => ({ value: subject, text: t(`subject_${subject}`) })),
          ]}
        />
        <Select
          name="status"
          label={t('ruleStatus')}
          value={filters.status}
          options={[
            { value: '', text: t('allStatuses') },
            ...statuses.map((status) => ({ value: status, text: t(`status_${status}`) })),
          ]}
        />
        <OfficeSelect view={view} value={filters.office} choices={props.choices} />
      </FilterForm>
      <DataTable
        caption={t('rulesTitle')}
        captionHidden
        columns={[
          { key: 'title', text: t('noticeTitle') },
          { key: 'number', text: t('stepNumber') },
          { key: 'office', text: t('office') },
          { key: 'subject', text: t('ruleSubject') },
          { key: 'from', text: t('inForceFrom') },
          { key: 'status', text: t('ruleStatus') },
        ]}
        rows={rows.map((row) => ({
          href: publicPath(row.id),
          cells: {
            title: <span lang={row.language}>{row.title}</span>,
            number: numberFor(row, view.language) ?? '',
            office: props.offices.get(row.organisationId) ?? '',
            subject: t(`subject_${row.subject}`),
            from: dateInWords(row.from, view.language),
            status: <StatusTags view={view} row={row} today={view.today} />,
          },
        }))}
        empty={
          filtered
            ? { title: t('nothingFound'), text: t('nothingFoundText') }
            : { title: t('noRules'), text: t('noRulesText') }
        }
      />
      <Pager
        label={t('pages')}
        previousHref={props.firstHref}
        previousText={t('firstPage')}
        nextHref={props.nextHref}
        nextText={t('olderPage')}
      />
      {rows.length > 0 && (
        <Actions>
          <Button kind="second" href={props.csvHref} text={t('rulesExport')} />
        </Actions>
      )}
    </Page>
  );
}
