/** One published answer at its permanent address, an older version of it, and what stays of a withdrawn one. */
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import type { Published, PublishedVersion } from '../model/published.ts';
import { answersListPath, answersPath, publishedPath, publishedVersionPath } from '../paths.ts';
import { day, feedLink, type PublicView, titleIn, Written } from './frame.tsx';

export interface AnswerProps {
  view: PublicView;
  one: Published;
  /** The newest first. */
  versions: readonly PublishedVersion[];
}

function trail({ t }: PublicView, ...items: { href?: string; text: string }[]) {
  return { label: t('breadcrumbs'), items: [{ href: answersPath, text: t('answersTitle') }, ...items] };
}

export function AnswerPage(props: AnswerProps): Markup {
  const { view, one, versions } = props;
  const { t } = view;
  if (one.title === null) return <Tombstone {...props} />;
  const caption = t('answerOf', { office: one.office, day: day(view, one.publishedOn) });
  return (
    <Page {...view.shell} title={one.title} head={feedLink(view)} breadcrumbs={trail(view, { text: one.title })}>
      <PageHeading
        title={one.title}
        lang={one.language}
        caption={caption}
        meta={<a href={answersListPath({ category: one.category })}>{titleIn(view, one.titles)}</a>}
      />
      {one.correctedOn && (
        <Banner kind="warning" title={t('answerCorrectedOn', { day: day(view, one.correctedOn) })}>
          <p lang={one.language}>{versions[0]?.change}</p>
        </Banner>
      )}
      <Texts view={view} language={one.language} question={one.question} answer={one.answer} name={one.printedName} />
      <PrintLine label={t('answersTake')} printText={t('answersPrint')} links={[]} />
      {versions.length > 1 && (
        <>
          <h2>{t('answerVersions')}</h2>
          <Timeline
            items={versions.map((each) => ({
              time: day(view, each.day),
              datetime: each.day,
              text:
                each.version === one.version ? (
                  t('answerVersionN', { n: each.version })
                ) : (
                  <a href={publishedVersionPath(one.number, each.version)}>
                    {t('answerVersionN', { n: each.version })}
                  </a>
                ),
              meta: each.change ?? t('answerVersionFirst'),
            }))}
          />
        </>
      )}
    </Page>
  );
}

function Texts(props: {
  view: PublicView;
  language: string;
  question: string | null;
  answer: string | null;
  name: string | null;
}): Markup {
  const { language, question, answer, name } = props;
  const { t } = props.view;
  return (
    <>
      <h2>{t('answerQuestion')}</h2>
      <Written text={question ?? ''} lang={language} />
      {name && <Meta>{t('answerAskedBy', { name })}</Meta>}
      <h2>{t('answerAnswer')}</h2>
      <Written text={answer ?? ''} lang={language} />
    </>
  );
}

function Tombstone({ view, one }: AnswerProps): Markup {
  const { t } = view;
  const title = t('answerWithdrawnTitle');
  const ground = one.withdrawnGround && t(`ground_${one.withdrawnGround}`);
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, { text: title })} noindex>
      <PageHeading
        title={title}
        caption={t('answerOf', { office: one.office, day: day(view, one.publishedOn) })}
        meta={titleIn(view, one.titles)}
      />
      <Banner kind="danger" title={t('answerWithdrawnOn', { day: day(view, one.withdrawnOn ?? one.publishedOn) })}>
        <p>{[ground, one.withdrawnReason].filter(Boolean).join(' · ')}</p>
      </Banner>
    </Page>
  );
}

/** As it stood before a correction; no name is printed with it. */
export function AnswerVersionPage(props: { view: PublicView; one: Published; version: PublishedVersion }): Markup {
  const { view, one, version } = props;
  const { t } = view;
  const title = version.title ?? '';
  const here = t('answerVersionN', { n: version.version });
  const path = publishedPath(one.number);
  return (
    <Page
      {...view.shell}
      title={`${title} · ${here}`}
      breadcrumbs={trail(view, { href: path, text: one.title ?? '' }, { text: here })}
      noindex
    >
      <PageHeading
        title={title}
        lang={one.language}
        caption={t('answerOf', { office: one.office, day: day(view, version.day) })}
      />
      {version.version !== one.version && (
        <Banner kind="warning" title={t('answerVersionOld', { n: version.version })}>
          <p>
            <a href={path}>{t('answerVersionNow')}</a>
          </p>
        </Banner>
      )}
      <Texts view={view} language={one.language} question={version.question} answer={version.answer} name={null} />
    </Page>
  );
}
