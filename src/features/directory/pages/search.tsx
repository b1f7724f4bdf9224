import type { Markup } from '#ui/content.ts';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Words } from '../messages.ts';
import type { FoundPerson } from '../model/records.ts';
import type { Organisation } from '../model.ts';
import { paths } from '../paths.ts';

export interface SearchValues {
  q: string;
  /** Where it looks; undefined: everywhere within reach. */
  within?: Organisation;
}

export function SearchForm({ t, values }: { t: Words; values: SearchValues }): Markup {
  const { q, within } = values;
  const label = within ? t('searchIn', { name: within.name }) : t('searchLabel');
  const clear =
    q === '' ? undefined : { href: within ? paths.organisation(within.id) : paths.home(), text: t('searchClear') };
  return (
    <FilterForm label={t('search')} action={paths.home()} submitText={t('search')} clear={clear}>
      <TextField
        name="q"
        type="search"
        label={label}
        hint={t('searchHint')}
        value={q}
        maxlength={100}
        noSpellcheck
        autocomplete="off"
      />
      {within && <Hidden name="in" value={within.id} />}
    </FilterForm>
  );
}

export interface ResultsProps {
  t: Words;
  values: SearchValues;
  organisations: readonly Organisation[];
  people: readonly FoundPerson[];
  /** Key of the last one shown, if more follow. */
  next?: string;
  /** Not the first page. */
  later: boolean;
}

export function Results({ t, values, organisations, people, next, later }: ResultsProps): Markup {
  const inside = values.within && { in: values.within.id };
  return (
    <>
      <h2>{t('results', { q: values.q })}</h2>
      {values.within && (
        <p>
          <a href={paths.home({ q: values.q })}>{t('searchEverywhere')}</a>
        </p>
      )}
      {organisations.length > 0 && (
        <OrganisationTable t={t} caption={t('foundSchools')} organisations={organisations} />
      )}
      {(people.length > 0 || organisations.length === 0) && <People t={t} people={people} />}
      <Pager
        label={t('pages')}
        previousHref={later ? paths.home({ q: values.q, ...inside }) : undefined}
        previousText={t('first')}
        nextHref={next ? paths.home({ q: values.q, ...inside, after: next }) : undefined}
        nextText={t('next')}
      />
    </>
  );
}

function People({ t, people }: { t: Words; people: readonly FoundPerson[] }): Markup {
  return (
    <DataTable
      caption={t('foundPeople')}
      columns={[
        { key: 'name', text: t('name') },
        { key: 'belongs', text: t('belongsTo') },
      ]}
      rows={people.map((person) => ({
        href: paths.person(person.id),
        cells: { name: person.name, belongs: <Belongs t={t} person={person} /> },
      }))}
      empty={{ title: t('nobody'), text: t('nobodyText') }}
    />
  );
}

/** Organisations to choose from, by name and kind. */
export function OrganisationTable(props: {
  t: Words;
  caption: string;
  organisations: readonly Organisation[];
}): Markup {
  const { t, caption, organisations } = props;
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'name', text: t('itsName') },
        { key: 'kind', text: t('kind') },
      ]}
      rows={organisations.map((one) => ({
        href: paths.organisation(one.id),
        cells: { name: one.name, kind: t(one.kind) },
      }))}
      empty={{ title: t('noOrganisations'), text: t('noOrganisationsText') }}
    />
  );
}

function Belongs({ t, person }: { t: Words; person: FoundPerson }): Markup {
  const joint = t('listJoint');
  return (
    <div>
      {person.state !== 'active' && <Tag kind="neutral" text={t(person.state)} />}
      {person.memberships.map((m) => (
        <div>
          {t(m.position)} · {m.organisation}
          {m.school && <> · {m.school}</>}
        </div>
      ))}
      {person.guardianOf.length > 0 && <div>{t('guardianOf', { names: person.guardianOf.join(joint) })}</div>}
    </div>
  );
}
