/** The page behind a personal link: the notice in one's own language, and one button. No child is named on it. */
import { languageAround } from '#platform/i18n.ts';
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Hidden } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { DocumentLinks } from '../documents/pages/links.tsx';
import { textFor, type Whole } from '../model/notice.ts';
import { numberFor } from '../numbers/model/number.ts';
import { detailsPath, personalFilePath, personalPath, publicPath } from '../paths.ts';
import { ListenTo } from '../recordings/pages/listen.tsx';
import { OlderNote } from '../translations/pages/older.tsx';
import { ForwardPanel } from './forwards.tsx';
import { day, fileMeta, languageName, say, type View } from './frame.tsx';
import { ExpiredBanner } from './terms.tsx';
import { UrgentBanner } from './urgent.tsx';
import { CorrectedBanner } from './versions.tsx';

export type PersonalProps = {
  view: View;
  token: string;
  whole: Whole;
  office: string;
  publishedOn: string;
  /** The content language shown, if the notice has it. */
  wanted: string;
  bodyHtml: string;
  correctedOn: string;
  /** To the page of how one wants to receive notices. */
  wishesHref: string;
  /** To the page on which one is told in this browser. */
  browsersHref: string;
  acknowledged: { means: 'link' | 'told'; on: string; version: number } | undefined;
  /** Before a correction asked anew. */
  earlier: { version: number; on: string } | undefined;
  /** Before the heading: what is wrong with a reply. */
  top?: Content;
  /** The reply slip, for whoever may answer it. */
  slip?: Content;
};

export function PersonalPage(props: PersonalProps): Markup {
  const { view, token, whole, wanted } = props;
  const t = say(view);
  const { notice, attachments } = whole;
  const text = textFor(whole, wanted);
  const shell = {
    ...view.shell,
    siteName: props.office,
    // Content languages of this notice instead of the site's: the choice stays in the address, in no cookie.
    languages: whole.texts.map(({ language }) => ({
      href: `${personalPath(token)}?lang=${language}`,
      text: languageName(language),
      lang: language,
      current: language === text?.language,
    })),
  };
  return (
    <Page {...shell} title={text?.title ?? ''} mainLang={text && languageAround(text.language)} noindex>
      {props.top}
      <PageHeading
        title={text?.title ?? ''}
        lang={text?.language}
        caption={[numberFor(notice, view.language), day(view, props.publishedOn), props.office]
          .filter(Boolean)
          .join(' · ')}
      />
      <ForwardPanel
        view={view}
        whole={whole}
        office={props.office}
        originalHref={whole.forwarded?.isPublic ? publicPath(whole.forwarded.id) : undefined}
      />
      <ExpiredBanner view={view} today={view.today} notice={notice} />
      <UrgentBanner view={view} notice={notice} countersignedOn={null} />
      <CorrectedBanner view={view} notice={notice} below={personalPath(token)} on={props.correctedOn} />
      <ListenTo view={view} recordings={whole.recordings} language={text?.language} below={personalPath(token)} />
      <Prose html={props.bodyHtml} lang={text?.language} />
      <OlderNote view={view} whole={whole} text={text} />
      {attachments.length > 0 && (
        <>
          <h2>{t('attachments')}</h2>
          <AttachmentList
            items={attachments.map((file) => ({
              href: personalFilePath(token, file.id),
              name: file.name,
              meta: fileMeta(view, file),
            }))}
          />
        </>
      )}
      {props.slip ?? (notice.request !== 'none' && <Acknowledge {...props} />)}
      <p>
        <a href={props.browsersHref}>{t('browsersLink')}</a>
      </p>
      <DocumentLinks view={view} below={personalPath(token)} language={text?.language} />
      <Meta>
        {t('linkIsYours')}
        {notice.isPublic && (
          <>
            {' '}
            {t('forwardPublic')} <a href={publicPath(notice.id)}>{t('publicPageLink')}</a>
          </>
        )}{' '}
        <a href={detailsPath(token)}>{t('detailsLink')}</a> <a href={props.wishesHref}>{t('wishesLink')}</a>
      </Meta>
    </Page>
  );
}

function Acknowledge({ view, token, whole, wanted, acknowledged, earlier }: PersonalProps): Markup {
  const t = say(view);
  const { deadlineOn } = whole.notice;
  if (acknowledged) {
    return (
      <Banner kind="success" title={t(acknowledged.means === 'told' ? 'toldTitle' : 'acknowledgedTitle')}>
        <p>{t('acknowledgedOn', { day: day(view, acknowledged.on) })}</p>
        {acknowledged.version < whole.notice.version && (
          <p>{t('acknowledgedVersion', { version: acknowledged.version })}</p>
        )}
      </Banner>
    );
  }
  const late = deadlineOn !== null && deadlineOn < view.today;
  return (
    <Panel>
      {whole.notice.request === 'slip' && <p>{t('forInformation')}</p>}
      {earlier && <p>{t('acknowledgeAgain', { day: day(view, earlier.on), version: earlier.version })}</p>}
      <p>
        <strong>
          {deadlineOn && t(late ? 'acknowledgeLate' : 'pleaseAcknowledge', { day: day(view, deadlineOn) })}
        </strong>{' '}
        {t('notAgreement')}
      </p>
      <form method="post" action={`${personalPath(token)}?lang=${wanted}`}>
        <Hidden name="version" value={whole.notice.version} />
        <Button text={t('iHaveReceived')} />
      </form>
    </Panel>
  );
}

export type EndedProps = {
  view: View;
  kind: 'unknown' | 'expired' | 'ended' | 'withdrawn' | 'notYet' | 'busy';
  reason?: string | null;
  publicHref?: string;
  /** Of a withdrawn notice: what stays of it. */
  tombstone?: { title: string; lang: string; caption: string; withdrawnOn: string };
};

/** A link that no longer opens anything: why, and where the public page is if there is one. */
export function EndedPage(props: EndedProps): Markup {
  const { view, kind, reason, publicHref, tombstone } = props;
  const t = say(view);
  if (tombstone) return <Tombstone {...props} tombstone={tombstone} />;
  const title = t(`ended_${kind}`);
  return (
    <Page {...view.shell} title={title} noindex>
      <PageHeading title={title} />
      <p>{t(`endedText_${kind}`)}</p>
      {reason && <p>{reason}</p>}
      {publicHref && (
        <p>
          <a href={publicHref}>{t('publicPageLink')}</a>
        </p>
      )}
    </Page>
  );
}

/** What stays of a withdrawn notice: title, number, days and the reason, without its text. */
function Tombstone(props: EndedProps & { tombstone: NonNullable<EndedProps['tombstone']> }): Markup {
  const { view, reason, publicHref, tombstone } = props;
  const t = say(view);
  return (
    <Page {...view.shell} title={tombstone.title} noindex>
      <PageHeading title={tombstone.title} lang={tombstone.lang} caption={tombstone.caption} />
      <Banner kind="danger" title={t('withdrawnOn', { day: day(view, tombstone.withdrawnOn) })}>
        <p>{reason}</p>
        <p>{t('endedText_withdrawn')}</p>
      </Banner>
      {publicHref && (
        <p>
          <a href={publicHref}>{t('publicPageLink')}</a>
        </p>
      )}
    </Page>
  );
}
