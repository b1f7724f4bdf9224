/** A series for everybody: its page, and the way from one notice to the next. */
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { day, say, type View } from '../../pages/frame.tsx';
import { publicListPath, publicPath } from '../../paths.ts';
import { publicSeriesPath } from '../paths.ts';

export type PublicSeriesProps = {
  view: Pick<View, 'shell' | 'language'>;
  title: string;
  office: string;
  entries: readonly { id: number; title: string; language: string; publishedOn: string }[];
};

export function PublicSeriesPage({ view, title, office, entries }: PublicSeriesProps): Markup {
  const t = say(view);
  return (
    <Page
      {...view.shell}
      title={title}
      breadcrumbs={{ label: t('trail'), items: [{ href: publicListPath, text: t('publicTitle') }, { text: title }] }}
    >
      <PageHeading title={title} caption={office} />
      <Timeline
        items={entries.map((entry) => ({
          time: day(view, entry.publishedOn),
          datetime: entry.publishedOn,
          text: (
            <a href={publicPath(entry.id)} lang={entry.language}>
              {entry.title}
            </a>
          ),
        }))}
      />
    </Page>
  );
}

export interface Neighbours {
  id: number;
  title: string;
  previous: { id: number; title: string; language: string } | undefined;
  next: { id: number; title: string; language: string } | undefined;
}

/** At the foot of a public notice: the series, and the ones before and after. */
export function SeriesLinks({
  view,
  neighbours,
}: {
  view: { language: View['language'] };
  neighbours: Neighbours | undefined;
}): Markup | null {
  if (!neighbours) return null;
  const t = say(view);
  const one = (label: string, entry: Neighbours['next']) =>
    entry && (
      <p>
        {label}
        {t('colon')}
        <a href={publicPath(entry.id)} lang={entry.language}>
          {entry.title}
        </a>
      </p>
    );
  return (
    <nav aria-label={t('seriesTitle')}>
      <p>
        {t('seriesTitle')}
        {t('colon')}
        <a href={publicSeriesPath(neighbours.id)}>{neighbours.title}</a>
      </p>
      {one(t('previousInSeries'), neighbours.previous)}
      {one(t('nextInSeries'), neighbours.next)}
    </nav>
  );
}
