/** Versions of a corrected notice: the banner on the newest, an old one, what a correction changed. */
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { TextDifference } from '#ui/text-difference/text-difference.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import type { Changes } from '../model/difference.ts';
import { nothingChanged } from '../model/difference.ts';
import type { Attachment, Notice, Recording, Text } from '../model/notice.ts';
import { changesPath, versionPath } from '../paths.ts';
import { ListenTo } from '../recordings/pages/listen.tsx';
import { day, fileMeta, languageName, say, type View } from './frame.tsx';

/** One version in the list at the foot of each. */
export type VersionRow = { version: number; on: string; reason: string | null; current: boolean };

/** On the newest version: that it was corrected, when and why, and the way to what stood before. */
export function CorrectedBanner({
  view,
  notice,
  below,
  on,
}: {
  view: Pick<View, 'language'>;
  notice: Notice;
  /** The address of the notice for this reader; null where old versions are not shown. */
  below: string | null;
  on: string;
}): Markup | null {
  if (notice.version === 1) return null;
  const t = say(view);
  return (
    <Banner kind="warning" title={t('correctedOn', { day: day(view, on), version: notice.version })}>
      <p lang={notice.mainLanguage}>{notice.correctionReason}</p>
      {below !== null && (
        <p>
          <a href={changesPath(below, notice.version)}>{t('whatChanged')}</a> ·{' '}
          <a href={versionPath(below, notice.version - 1)}>{t('previousVersion')}</a>
        </p>
      )}
    </Banner>
  );
}

type Frame = { view: View; title: string; lang?: string; trail?: { href: string; text: string }[]; children: Content };

function VersionFrame({ view, title, trail, children }: Frame): Markup {
  const items = [...(trail ?? []), { text: title }];
  return (
    <Page {...view.shell} title={title} noindex breadcrumbs={trail ? { label: say(view)('trail'), items } : undefined}>
      {children}
    </Page>
  );
}

export type VersionProps = {
  view: View;
  below: string;
  trail?: { href: string; text: string }[];
  version: number;
  text: Text;
  texts: readonly Text[];
  bodyHtml: string;
  caption: string;
  from: string;
  until: string;
  attachments: readonly Attachment[];
  recordings: readonly Recording[];
  fileHref: (id: number) => string;
  rows: readonly VersionRow[];
};

/** A version that was replaced, whole, under its own address. */
export function VersionPage(props: VersionProps): Markup {
  const { view, below, version, text } = props;
  const t = say(view);
  const until = { from: day(view, props.from), until: day(view, props.until), next: version + 1 };
  return (
    <VersionFrame view={view} title={`${text.title} ${t('versionN', { n: version })}`} trail={props.trail}>
      <Banner kind="danger" title={t('oldVersion', { n: version })}>
        <p>{t('oldVersionText', until)}</p>
        <p>
          <a href={below}>{t('toNewest')}</a> ·{' '}
          <a href={changesPath(below, version + 1)}>{t('changesTitle', { n: version + 1 })}</a>
        </p>
      </Banner>
      {props.texts.length > 1 && (
        <p>
          {props.texts.map((one, index) => (
            <>
              {index > 0 && ' · '}
              {one.language === text.language ? (
                <strong>{languageName(one.language)}</strong>
              ) : (
                <a href={`${versionPath(below, version)}?lang=${one.language}`} lang={one.language}>
                  {languageName(one.language)}
                </a>
              )}
            </>
          ))}
        </p>
      )}
      <PageHeading title={text.title} lang={text.language} caption={props.caption} />
      <ListenTo view={view} recordings={props.recordings} language={text.language} below={below} />
      <Prose html={props.bodyHtml} lang={text.language} />
      {props.attachments.length > 0 && (
        <>
          <h2>{t('attachments')}</h2>
          <AttachmentList
            items={props.attachments.map((file) => ({
              href: props.fileHref(file.id),
              name: file.name,
              meta: fileMeta(view, file),
            }))}
          />
        </>
      )}
      <VersionList view={view} below={below} rows={props.rows} />
    </VersionFrame>
  );
}

function VersionList({ view, below, rows }: { view: View; below: string; rows: readonly VersionRow[] }): Markup {
  const t = say(view);
  return (
    <>
      <h2>{t('allVersions')}</h2>
      <Timeline
        items={rows.map((row) => ({
          time: day(view, row.on),
          datetime: row.on,
          text: (
            <>
              <a href={row.current ? below : versionPath(below, row.version)}>{t('versionN', { n: row.version })}</a>{' '}
              {row.current && <Tag kind="ok" text={t('currentVersion')} />}
            </>
          ),
          meta: row.reason ?? undefined,
        }))}
      />
    </>
  );
}

export type ChangesProps = {
  view: View;
  below: string;
  trail?: { href: string; text: string }[];
  version: number;
  reason: string | null;
  changes: Changes;
  rows: readonly VersionRow[];
};

/** What one version changed against the one before. */
export function ChangesPage({ view, below, trail, version, reason, changes, rows }: ChangesProps): Markup {
  const t = say(view);
  const title = t('changesTitle', { n: version });
  return (
    <VersionFrame view={view} title={title} trail={trail}>
      <PageHeading title={title} meta={reason ?? undefined} />
      <ChangeList view={view} changes={changes} />
      <p>
        <a href={below}>{t('toNewest')}</a>
      </p>
      <VersionList view={view} below={below} rows={rows} />
    </VersionFrame>
  );
}

/** The changes themselves; also where a correction is reviewed. */
export function ChangeList({ view, changes }: { view: View; changes: Changes }): Markup {
  const t = say(view);
  if (nothingChanged(changes)) return <p>{t('nothingDiffers')}</p>;
  const words = { addedText: t('added'), removedText: t('removed') };
  const shown = (date: string | null) => (date ? day(view, date) : t('none'));
  return (
    <>
      {changes.texts.length > 0 && <Meta>{t('changesLegend')}</Meta>}
      {changes.deadline && (
        <p>{t('deadlineChanged', { before: shown(changes.deadline.before), after: shown(changes.deadline.after) })}</p>
      )}
      {changes.texts.map((text) => (
        <section>
          <h2 lang={text.language}>{languageName(text.language)}</h2>
          <TextDifference parts={text.title} lang={text.language} {...words} />
          {text.body ? (
            <TextDifference parts={text.body} lang={text.language} {...words} />
          ) : (
            <p>{t('bodyUnchanged')}</p>
          )}
        </section>
      ))}
      <FileNames title={t('filesAdded')} names={changes.addedFiles} />
      <FileNames title={t('filesRemoved')} names={changes.removedFiles} />
      <FileNames title={t('recordingAdded')} names={changes.addedRecordings.map(languageName)} />
      <FileNames title={t('recordingRemoved')} names={changes.removedRecordings.map(languageName)} />
    </>
  );
}

function FileNames({ title, names }: { title: string; names: readonly string[] }): Markup | null {
  if (names.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {names.map((name) => (
        <p>{name}</p>
      ))}
    </>
  );
}
