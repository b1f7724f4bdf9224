/** How a notice looks in each channel and language, before anybody gets it. */
import { smsSegments } from '#platform/sms-segments.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { DocumentLinks } from '../documents/pages/links.tsx';
import { languageOrder, textFor, type Whole } from '../model/notice.ts';
import { numberOrOpen } from '../numbers/pages/choose.tsx';
import { noticePath, roomPath } from '../paths.ts';
import { slipPreviewPath } from '../slips/paths.ts';
import { Desk, languageName, PlainText, say, type View } from './frame.tsx';
import { Files } from './review.tsx';
import { type StepProps, trailOf } from './write.tsx';

export const previewChannels = ['web', 'mail', 'text', 'sms'] as const;
export type PreviewChannel = (typeof previewChannels)[number];

export type PreviewProps = StepProps & {
  whole: Whole;
  office: string;
  language: string;
  channel: PreviewChannel;
  /** As delivery will send it, with a sample link. */
  content: { subject: string; text: string; html: string; short: string };
  bodyHtml: string;
  /** People who get a text message, as counted; null: there is no gateway. */
  texted: number | null;
};

export function PreviewPage(props: PreviewProps): Markup {
  const { view, whole, language, channel, content } = props;
  const t = say(view);
  const { notice, texts } = whole;
  const missing = !texts.some((text) => text.language === language);
  const shown = textFor(whole, language);
  const href = (lang: string, way: string) => `${roomPath('preview', notice.id)}?language=${lang}&channel=${way}`;
  return (
    <Desk view={view} title={t('preview')} trail={trailOf(props)}>
      <PageHeading title={t('preview')} meta={t('fallback', { main: languageName(notice.mainLanguage) })} />
      <Tabs
        label={t('language')}
        items={languageOrder.map((lang) => ({
          href: href(lang, channel),
          text: texts.some((text) => text.language === lang)
            ? languageName(lang)
            : t('missingLanguage', { language: languageName(lang) }),
          current: lang === language,
        }))}
      />
      <Tabs
        label={t('channel')}
        items={previewChannels.map((way) => ({
          href: href(language, way),
          text: t(`channel_${way}`),
          current: way === channel,
        }))}
      />
      {missing && (
        <Banner kind="warning" title={t('noTranslation', { language: languageName(language) })}>
          <p>{t('readersGet', { language: languageName(shown?.language ?? notice.mainLanguage) })}</p>
        </Banner>
      )}
      {channel !== 'sms' && channel !== 'web' && (
        <SummaryList
          rows={[
            { key: t('mailFrom'), value: props.office },
            { key: t('mailSubject'), value: <span lang={shown?.language}>{content.subject}</span> },
          ]}
        />
      )}
      <Panel>
        {channel === 'web' && shown && (
          <>
            <PageHeading
              title={shown.title}
              caption={caption(numberOrOpen(view, notice), props.office)}
              lang={shown.language}
            />
            <Prose html={props.bodyHtml} lang={shown.language} />
            <Files view={view} whole={whole} />
          </>
        )}
        {channel === 'mail' && <Prose html={props.bodyHtml} lang={shown?.language} />}
        {channel === 'text' && <PlainText text={content.text} lang={shown?.language} />}
        {channel === 'sms' && <p lang={shown?.language}>{content.short}</p>}
      </Panel>
      {shown && <DocumentLinks view={view} below={noticePath(notice.id)} language={shown.language} />}
      {whole.slip && (
        <p>
          <a href={slipPreviewPath(notice.id, language)}>{t('slipPreview')}</a>
        </p>
      )}
      {channel === 'sms' && <SmsCost view={view} short={content.short} texted={props.texted} />}
    </Desk>
  );
}

function caption(number: string | null, office: string): string {
  return [number, office].filter(Boolean).join(' · ');
}

/** How many messages a text takes, and how many that makes over all who get one: they are what is paid. */
function SmsCost({ view, short, texted }: { view: View; short: string; texted: number | null }): Markup {
  const t = say(view);
  const { characters, segments, spare } = smsSegments(short);
  const cost = () => {
    if (texted === null) return t('smsMissing');
    return texted === 0 ? t('smsCostNone') : t('smsCost', { people: texted, segments, messages: texted * segments });
  };
  return (
    <>
      <Meta>{t('smsSegments', { characters, segments, spare })}</Meta>
      <Meta>{cost()}</Meta>
    </>
  );
}
