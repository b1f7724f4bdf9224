/** The desk's list of notices, and the form that starts one. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { chainsPath } from '../chains/paths.ts';
import { kinds } from '../model/kinds.ts';
import { languageOrder } from '../model/notice.ts';
import type { ListRow } from '../model/rows.ts';
import { states } from '../model/states.ts';
import { numbersPath } from '../numbers/paths.ts';
import { deskPath, newPath, noticePath } from '../paths.ts';
import { seriesListPath } from '../series/paths.ts';
import { templatesPath } from '../templates/paths.ts';
import { count, Desk, day, errorAt, languageName, moment, StateTag, say, type View } from './frame.tsx';
import { OfficeSelect } from './office-select.tsx';
import { UrgentTag } from './urgent.tsx';

export interface Office {
  id: number;
  name: string;
}

export type ListFilters = { state: string; office: string; text: string; waiting: boolean };

export type ListProps = {
  view: View;
  rows: ListRow[];
  offices: ReadonlyMap<number, string>;
  choices: Office[];
  filters: ListFilters;
  mayDraft: boolean;
  nextHref?: string;
  firstHref?: string;
};

export function ListPage(props: ListProps): Markup {
  const { view, rows, offices, filters } = props;
  const t = say(view);
  const filtered = Boolean(filters.state || filters.office || filters.text || filters.waiting);
  return (
    <Page {...view.shell} title={t('title')} width="wide" noindex>
      <PageHeading title={t('title')} />
      {props.mayDraft && (
        <Actions>
          <Button href={newPath} text={t('newNotice')} shortcut="n" />
        </Actions>
      )}
      <Meta>
        {props.mayDraft && (
          <>
            <a href={templatesPath}>{t('templatesTitle')}</a>
            {' · '}
            <a href={seriesListPath}>{t('seriesTitle')}</a>
            {' · '}
          </>
        )}
        <a href={chainsPath}>{t('chainsTitle')}</a>
        {' · '}
        <a href={numbersPath}>{t('numbersTitle')}</a>
      </Meta>
      <FilterForm
        label={t('filters')}
        action={deskPath}
        submitText={t('filter')}
        clear={filtered ? { href: deskPath, text: t('clearFilters') } : undefined}
      >
        <TextField name="text" type="search" label={t('search')} value={filters.text} maxlength={100} />
        <Select
          name="state"
          label={t('state')}
          value={filters.state}
          options={[
            { value: '', text: t('allStates') },
            ...states.map((state) => ({ value: state, text: t(`state_${state}`) })),
          ]}
        />
        <OfficeSelect view={view} value={filters.office} choices={props.choices} />
        <Checkbox name="waiting" label={t('waitingForMe')} value="yes" checked={filters.waiting} />
      </FilterForm>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'title', text: t('noticeTitle') },
          { key: 'office', text: t('office') },
          { key: 'state', text: t('state') },
          { key: 'people', text: t('people'), numeric: true },
          { key: 'deadline', text: t('deadline') },
          { key: 'changed', text: t('changed') },
        ]}
        rows={rows.map((row) => ({
          href: noticePath(row.id),
          cells: {
            title: (
              <>
                <span lang={row.titleLanguage}>{row.title || t('untitled')}</span>
                {row.number && ` · ${row.number}`}
                {row.correctsId !== null && ` (${t('correctionOf')})`}
                {row.forwardsId !== null && ` (${t('forwardTitle')})`}
              </>
            ),
            office: offices.get(row.organisationId) ?? '',
            state: (
              <div>
                <StateTag view={view} state={row.state} /> <UrgentTag view={view} notice={row} />
              </div>
            ),
            people: row.frozenSize === null ? '' : count(view, row.frozenSize),
            deadline: row.deadlineOn ? <span class="whole">{day(view, row.deadlineOn)}</span> : '',
            changed: moment(view, row.publishedAt ?? row.updatedAt),
          },
        }))}
        empty={
          filtered
            ? { title: t('nothingFound'), text: t('nothingFoundText') }
            : {
                title: t('noNotices'),
                text: t('noNoticesText'),
                action: props.mayDraft ? { href: newPath, text: t('newNotice') } : undefined,
              }
        }
      />
      <Pager
        label={t('pages')}
        previousHref={props.firstHref}
        previousText={t('firstPage')}
        nextHref={props.nextHref}
        nextText={t('olderPage')}
      />
    </Page>
  );
}

export type BasicsValues = {
  organisationId: string;
  kind: string;
  mainLanguage: string;
  isPublic: boolean;
};

export type BasicsProps = {
  view: View;
  action: string;
  values: BasicsValues;
  offices: Office[];
  troubles?: readonly Trouble[];
  /** Of an existing notice. */
  revision?: number;
  trail?: { href: string; text: string }[];
  copyOf?: { id: number; title: string; language: string };
};

/** Start of a notice, and later its first step: who issues it, what it is, who may read it. */
export function BasicsPage(props: BasicsProps): Markup {
  const { view, values, troubles } = props;
  const t = say(view);
  const title = props.revision === undefined ? t('newNotice') : t('stepBasics');
  return (
    <Desk view={view} title={title} troubles={troubles} trail={props.trail}>
      <PageHeading title={title} />
      {props.copyOf && (
        <p>
          {t('copyOf')} <span lang={props.copyOf.language}>{props.copyOf.title}</span>
        </p>
      )}
      <form method="post" action={props.action}>
        {props.revision !== undefined && <Hidden name="revision" value={props.revision} />}
        {props.copyOf && <Hidden name="copyOf" value={props.copyOf.id} />}
        <Select
          name="organisationId"
          label={t('issuingOffice')}
          hint={t('issuingOfficeHint')}
          error={errorAt(t, troubles, 'organisationId')}
          value={values.organisationId}
          options={props.offices.map(({ id, name }) => ({ value: String(id), text: name }))}
        />
        <Select
          name="kind"
          label={t('kind')}
          hint={t('kindHint')}
          error={errorAt(t, troubles, 'kind')}
          value={values.kind}
          options={kinds.map((kind) => ({ value: kind, text: t(`kind_${kind}`) }))}
        />
        <Select
          name="mainLanguage"
          label={t('mainLanguage')}
          hint={t('mainLanguageHint')}
          error={errorAt(t, troubles, 'mainLanguage')}
          value={values.mainLanguage}
          options={languageOrder.map((lang) => ({ value: lang, text: languageName(lang), lang }))}
        />
        <Checkbox
          name="isPublic"
          label={t('isPublic')}
          hint={t('isPublicHint')}
          value="yes"
          checked={values.isPublic}
        />
        <Actions>
          <Button text={props.revision === undefined ? t('start') : t('save')} />
        </Actions>
      </form>
    </Desk>
  );
}
