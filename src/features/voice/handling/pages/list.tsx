/** The list of cases, and the question before a complaining one is opened. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Select } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Category } from '../../model/brought.ts';
import { kinds } from '../../model/kinds.ts';
import type { State } from '../../model/state.ts';
import { statisticsPath } from '../../statistics/paths.ts';
import { type CaseRow, dueFilters, stateFilters } from '../model/rows.ts';
import { casePath, casesPath, conflictRoom, type ListFilters, templatesPath } from '../paths.ts';
import { Deadline, DeskPage, day, errorAt, StateTag, titleIn, type View } from './frame.tsx';

export interface ListProps {
  view: View;
  rows: readonly CaseRow[];
  filters: ListFilters;
  categories: readonly Category[];
  offices: readonly { id: number; name: string }[];
  /** Whether they see what nobody has yet. */
  assigns: boolean;
  setsUp: boolean;
  nextHref: string | undefined;
  firstHref: string | undefined;
}

export function ListPage(props: ListProps): Markup {
  const { view, rows, filters, offices } = props;
  const { t } = view;
  const filtered = Boolean(
    filters.due || filters.kind || filters.category || filters.office || (filters.state && filters.state !== 'open'),
  );
  const stateText = (state: (typeof stateFilters)[number]) =>
    state === 'open' ? t('stateOpen') : state === 'all' ? t('stateAll') : t(`state_${state as State}`);
  return (
    <Page {...view.shell} title={t('casesTitle')} width="wide" noindex>
      <PageHeading title={t('casesTitle')} />
      <p>{t('casesLead')}</p>
      <Meta>
        <a href={statisticsPath}>{t('figuresLink')}</a>
      </Meta>
      {props.setsUp && (
        <Meta>
          <a href={templatesPath}>{t('templatesTitle')}</a>
        </Meta>
      )}
      <FilterForm
        label={t('filters')}
        action={casesPath}
        submitText={t('filter')}
        clear={filtered ? { href: casesPath, text: t('clearFilters') } : undefined}
      >
        <Select
          name="state"
          label={t('caseState')}
          value={filters.state}
          options={stateFilters.map((state) => ({ value: state, text: stateText(state) }))}
        />
        <Select
          name="due"
          label={t('caseDue')}
          value={filters.due}
          options={[
            { value: '', text: t('dueAll') },
            ...dueFilters.map((due) => ({ value: due, text: t(`due_${due}`) })),
          ]}
        />
        <Select
          name="kind"
          label={t('caseKind')}
          value={filters.kind}
          options={[
            { value: '', text: t('kindAll') },
            ...kinds.map((kind) => ({ value: kind, text: t(`kind_${kind}`) })),
          ]}
        />
        <Select
          name="category"
          label={t('caseCategory')}
          value={filters.category}
          options={[
            { value: '', text: t('categoryAll') },
            ...props.categories.map(({ code, titles }) => ({ value: code, text: titleIn(view, titles) })),
          ]}
        />
        <Select
          name="office"
          label={t('caseOffice')}
          value={filters.office}
          options={[
            { value: '', text: t('officeAll') },
            ...(props.assigns ? [{ value: 'none', text: t('officeNone') }] : []),
            ...offices.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
        />
      </FilterForm>
      <DataTable
        caption={t('casesTitle')}
        captionHidden
        columns={[
          { key: 'matter', text: t('caseMatter') },
          { key: 'about', text: t('caseAbout') },
          { key: 'office', text: t('caseOffice') },
          { key: 'state', text: t('caseState') },
          { key: 'due', text: t('caseDue') },
          { key: 'received', text: t('caseReceived') },
        ]}
        rows={rows.map((row) => ({
          href: casePath(row.number),
          cells: {
            matter: `${titleIn(view, row.titles)} · ${row.number}`,
            about: row.organisation ?? '',
            office: row.office ?? t('officeNone'),
            state: (
              <div>
                <StateTag view={view} state={row.state} />{' '}
                {row.round > 0 && <Tag kind="info" text={t(row.round === 1 ? 'round_1' : 'round_2')} />}
                {row.proposals.map((sort) => (
                  <div class="meta">{t(`waits_${sort}`)}</div>
                ))}
              </div>
            ),
            due: <Deadline view={view} one={row} />,
            received: <span class="whole">{day(view, row.receivedOn)}</span>,
          },
        }))}
        empty={
          filtered
            ? { title: t('casesNotFound'), text: t('casesNotFoundText') }
            : { title: t('casesNone'), text: t('casesNoneText') }
        }
      />
      <Pager
        label={t('pages')}
        previousHref={props.firstHref}
        previousText={t('pageFirst')}
        nextHref={props.nextHref}
        nextText={t('pageNext')}
      />
    </Page>
  );
}

/** Of the case itself nothing is shown yet but what it is about. */
export function ConflictPage(props: {
  view: View;
  number: string;
  kind: string;
  organisation: string | null;
  troubles: readonly Trouble[];
}): Markup {
  const { view, number, organisation, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('conflictTitle')} troubles={troubles}>
      <PageHeading title={t('conflictTitle')} caption={`${props.kind} · ${number}`} />
      <p>{t('conflictLead')}</p>
      {organisation && (
        <p>
          <strong>{t('conflictAbout', { name: organisation })}</strong>
        </p>
      )}
      <form method="post" action={conflictRoom.path(number)} novalidate>
        <Radios
          name="out"
          legend={t('conflictQuestion')}
          hint={t('conflictHint')}
          error={errorAt(view, troubles, 'out')}
          items={[
            { value: 'no', text: t('conflictNo') },
            { value: 'yes', text: t('conflictYes') },
          ]}
        />
        <Actions>
          <Button text={t('conflictSend')} />
        </Actions>
      </form>
    </DeskPage>
  );
}
