import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { exportPath } from '../export/paths.ts';
import type { Organisation } from '../model.ts';
import { paths } from '../paths.ts';
import { DirectoryPage, type Frame } from './frame.tsx';
import { OrganisationBody, type OrganisationView } from './organisation.tsx';
import { OrganisationTable, Results, type ResultsProps, SearchForm, type SearchValues } from './search.tsx';

export interface HomePageProps {
  frame: Frame;
  values: SearchValues;
  /** After a search. */
  results?: Omit<ResultsProps, 't' | 'values'>;
  /** Without a search: where the reader starts. */
  tops: readonly Organisation[];
  /** The only top, opened. */
  open?: OrganisationView;
  /** Where a roster is imported, for who may. */
  importHref?: string;
  /** Where a school's sheet is imported. */
  sheetHref?: string;
  /** What families say is wrong, for who may decide. */
  correctionsHref?: string;
  /** Purposes that need consent, for who writes them. */
  consentsHref?: string;
}

export function HomePage({
  frame,
  values,
  results,
  tops,
  open,
  importHref,
  sheetHref,
  correctionsHref,
  consentsHref,
}: HomePageProps): Markup {
  const { t } = frame;
  return (
    <DirectoryPage frame={frame} title={t('title')}>
      <PageHeading title={t('title')} meta={t('lead')} />
      <SearchForm t={t} values={values} />
      {results && <Results t={t} values={values} {...results} />}
      {!results && open && (
        <section>
          <h2>{open.organisation.name}</h2>
          <OrganisationBody frame={frame} view={open} />
        </section>
      )}
      {!results && !open && <OrganisationTable t={t} caption={t('yourOrganisations')} organisations={tops} />}
      {!results && (
        <p>
          <a href={paths.terms()}>{t('terms')}</a>
          {consentsHref && (
            <>
              {' · '}
              <a href={consentsHref}>{t('consentsTitle')}</a>
            </>
          )}
          {importHref && (
            <>
              {' · '}
              <a href={importHref}>{t('importRoster')}</a>
              {' · '}
              <a href={exportPath}>{t('exportTitle')}</a>
            </>
          )}
          {sheetHref && (
            <>
              {' · '}
              <a href={sheetHref}>{t('importSheet')}</a>
            </>
          )}
          {correctionsHref && (
            <>
              {' · '}
              <a href={correctionsHref}>{t('corrections')}</a>
            </>
          )}
        </p>
      )}
    </DirectoryPage>
  );
}
