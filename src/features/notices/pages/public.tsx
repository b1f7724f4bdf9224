/** What everybody may read: the home of the public site, the list, a notice, a tombstone. */
import type { Shell } from '#platform/http/context.ts';
import { type ContentLanguage, dateInWords, type Language } from '#platform/i18n.ts';
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { DocumentLinks } from '../documents/pages/links.tsx';
import { languageOrder, textFor, type Whole } from '../model/notice.ts';
import type { PublicRow } from '../model/rows.ts';
import { numberFor } from '../numbers/model/number.ts';
import { atomPath, publicFilePath, publicListPath, publicPath } from '../paths.ts';
import { ListenTo } from '../recordings/pages/listen.tsx';
import { type EntryProps, RuleEntry } from '../register/pages/entry.tsx';
import { type Neighbours, SeriesLinks } from '../series/pages/public.tsx';
import { OlderNote } from '../translations/pages/older.tsx';
import { fileMeta, languageName, say } from './frame.tsx';
import { OfficeSelect } from './office-select.tsx';
import { ExpiredBanner, TermTags } from './terms.tsx';
import { UrgentBanner, UrgentTag } from './urgent.tsx';
import { CorrectedBanner } from './versions.tsx';

export type PublicView = {
  shell: Shell;
  language: Language;
  zone: string;
  today: string;
  around?: ContentLanguage | undefined;
  localDay: (at: Date) => string;
};

export function feedLink(title: string): Content {
  return <link rel="alternate" type="application/atom+xml" title={title} href={atomPath} />;
}

type RowsProps = { view: PublicView; rows: PublicRow[]; offices: ReadonlyMap<number, string> };

function Rows({ view, rows, offices }: RowsProps): Markup {
  const t = say(view);
  return (
    <Timeline
      items={rows.map((row) => {
        const on = view.localDay(row.publishedAt);
        const written = languageOrder.filter((language) => row.languages.includes(language));
        const languages = written.length > 1 ? written.map(languageName).join(t('comma')) : '';
        return {
          time: dateInWords(on, view.language),
          datetime: on,
          text: (
            <>
              <a href={publicPath(row.id)} lang={row.language}>
                {row.title}
              </a>{' '}
              {row.state === 'withdrawn' && <Tag kind="late" text={t('state_withdrawn')} />}
              <UrgentTag view={view} notice={row} />
              {row.state === 'published' && <TermTags view={view} today={view.today} notice={row} />}
              {row.state === 'published' && row.correctedAt && <Tag kind="wait" text={t('correctedMark')} />}
            </>
          ),
          meta: [offices.get(row.organisationId) ?? '', numberFor(row, view.language), languages]
            .filter(Boolean)
            .join(' · '),
        };
      })}
    />
  );
}

/** What stands on top. */
function Pinned({ view, rows, offices }: RowsProps): Markup | null {
  if (rows.length === 0) return null;
  const t = say(view);
  return (
    <>
      <h2>{t('pinned')}</h2>
      <Rows view={view} rows={rows} offices={offices} />
      <h2>{t('latest')}</h2>
    </>
  );
}

export function HomePage({ view, pinned, rows, offices }: RowsProps & { pinned: PublicRow[] }): Markup {
  const t = say(view);
  const { shell } = view;
  return (
    <Page {...shell} title={shell.siteName} head={feedLink(t('publicTitle'))} description={t('homeDescription')}>
      <PageHeading title={t('homeTitle', { site: shell.siteName })} />
      <Pinned view={view} rows={pinned} offices={offices} />
      {rows.length === 0 ? (
        <EmptyState title={t('noPublic')} text={t('noPublicText')} />
      ) : (
        <Rows view={view} rows={rows} offices={offices} />
      )}
      <p>
        <a href={publicListPath}>{t('allPublic')}</a> · <a href={atomPath}>{t('feed')}</a>
      </p>
    </Page>
  );
}

export type PublicListProps = RowsProps & {
  pinned: PublicRow[];
  choices: { id: number; name: string }[];
  years: number[];
  filters: { text: string; office: string; year: string };
  nextHref?: string;
  firstHref?: string;
};

export function PublicListPage(props: PublicListProps): Markup {
  const { view, rows, filters } = props;
  const t = say(view);
  const filtered = Boolean(filters.text || filters.office || filters.year);
  return (
    <Page {...view.shell} title={t('publicTitle')} head={feedLink(t('publicTitle'))}>
      <PageHeading title={t('publicTitle')} />
      <FilterForm
        label={t('filters')}
        action={publicListPath}
        submitText={t('filter')}
        clear={filtered ? { href: publicListPath, text: t('clearFilters') } : undefined}
      >
        <TextField name="text" type="search" label={t('search')} value={filters.text} maxlength={100} />
        <Details summary={t('moreFilters')} open={Boolean(filters.office || filters.year)}>
          <OfficeSelect view={view} value={filters.office} choices={props.choices} />
          <Select
            name="year"
            label={t('year')}
            value={filters.year}
            options={[
              { value: '', text: t('allYears') },
              ...props.years.map((year) => ({ value: String(year), text: t('yearN', { year: String(year) }) })),
            ]}
          />
        </Details>
      </FilterForm>
      <Pinned view={view} rows={props.pinned} offices={props.offices} />
      {rows.length === 0 ? (
        <EmptyState
          title={t(filtered ? 'nothingFound' : 'noPublic')}
          text={t(filtered ? 'nothingFoundText' : 'noPublicText')}
        />
      ) : (
        <Rows view={view} rows={rows} offices={props.offices} />
      )}
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

export type PublicNoticeProps = {
  view: PublicView;
  whole: Whole;
  office: string;
  /** The content language asked for. */
  wanted: string;
  bodyHtml: string;
  /** Before and after it in its series. */
  neighbours: Neighbours | undefined;
  /** What the register of rules says of it. */
  rule: Omit<EntryProps, 'view'> | undefined;
};

export function PublicNoticePage(props: PublicNoticeProps): Markup {
  const { view, whole, office, wanted, bodyHtml, neighbours, rule } = props;
  const t = say(view);
  const { notice, texts, attachments } = whole;
  const text = textFor(whole, wanted);
  const title = text?.title ?? '';
  const published = dateInWords(view.localDay(notice.publishedAt as Date), view.language);
  const caption = [numberFor(notice, view.language), published, office].filter(Boolean).join(' · ');
  const trail = { label: t('trail'), items: [{ href: publicListPath, text: t('publicTitle') }, { text: title }] };
  if (notice.state === 'withdrawn') {
    return (
      <Page {...view.shell} title={title} breadcrumbs={trail} noindex>
        <PageHeading title={title} lang={text?.language} caption={caption} />
        <Banner
          kind="danger"
          title={t('withdrawnOn', { day: dateInWords(view.localDay(notice.withdrawnAt as Date), view.language) })}
        >
          <p>{notice.withdrawnReason}</p>
        </Banner>
      </Page>
    );
  }
  return (
    <Page {...view.shell} title={title} mainLang={view.around} breadcrumbs={trail} head={feedLink(t('publicTitle'))}>
      <LanguageTabs
        view={view}
        whole={whole}
        current={text?.language ?? ''}
        href={(lang) => publicPath(notice.id, lang)}
      />
      <PageHeading title={title} lang={text?.language} caption={caption} />
      <ExpiredBanner view={view} today={view.today} notice={notice} />
      <UrgentBanner
        view={view}
        notice={notice}
        countersignedOn={notice.countersignedAt && view.localDay(notice.countersignedAt)}
      />
      <CorrectedBanner
        view={view}
        notice={notice}
        below={publicPath(notice.id)}
        on={view.localDay(notice.correctedAt ?? (notice.publishedAt as Date))}
      />
      <ListenTo view={view} recordings={whole.recordings} language={text?.language} below={publicPath(notice.id)} />
      <Prose html={bodyHtml} lang={text?.language} />
      {attachments.length > 0 && (
        <>
          <h2>{t('attachments')}</h2>
          <AttachmentList
            items={attachments.map((file) => ({
              href: publicFilePath(notice.id, file.id),
              name: file.name,
              meta: fileMeta(view, file),
            }))}
          />
        </>
      )}
      {rule && <RuleEntry view={view} {...rule} />}
      <DocumentLinks view={view} below={publicPath(notice.id)} language={text?.language} />
      <OlderNote view={view} whole={whole} text={text} />
      {texts.length > 1 && <Meta>{t('mainVersion', { language: languageName(notice.mainLanguage) })}</Meta>}
      {notice.request !== 'none' && <Meta>{t(notice.request === 'slip' ? 'publicAsksReply' : 'publicAsks')}</Meta>}
      <SeriesLinks view={view} neighbours={neighbours} />
    </Page>
  );
}

type LanguageTabsProps = {
  view: { language: Language };
  whole: Whole;
  current: string;
  href: (language: string) => string;
};

export function LanguageTabs({ view, whole, current, href }: LanguageTabsProps): Markup | null {
  if (whole.texts.length < 2) return null;
  return (
    <Tabs
      label={say(view)('language')}
      items={whole.texts.map(({ language }) => ({
        href: href(language),
        text: languageName(language),
        current: language === current,
      }))}
    />
  );
}
