/** One channel: how it does, and what was said in it. */
import { errorRateInWords } from '#features/delivery/feature.ts';
import { contentLanguages } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { codeInWords } from '../messages.ts';
import type { Attempt, Channel, Health, Post, PostState } from '../model/channel.ts';
import { channelPaths } from '../paths.ts';
import { wordsOf } from '../words-around.ts';
import { carries, Outcome, queueOf, StateTag, say, trail, type View, when } from './frame.tsx';

export interface ChannelPageProps {
  view: View;
  channel: Channel & Health;
  posts: readonly (Post & { tries: Attempt[] })[];
  /** A robot shows a repetition twice. */
  repeatable: boolean;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
}

export function ChannelPage(props: ChannelPageProps): Markup {
  const { view, channel } = props;
  const t = say(view);
  const caption = [channel.organisation, t(`kind_${channel.kind}`)].join(' · ');
  return (
    <Page {...view.shell} title={channel.name} breadcrumbs={trail(view, channel.name)} width="wide">
      <Outcome view={view} />
      <PageHeading title={channel.name} caption={caption} />
      <Standing view={view} channel={channel} />
      <SummaryList rows={facts(view, channel)} />
      {view.manages && <Buttons view={view} channel={channel} />}
      <Log {...props} />
    </Page>
  );
}

function Standing({ view, channel }: { view: View; channel: Channel }): Markup {
  const t = say(view);
  if (channel.state === 'paused') {
    return (
      <Banner kind="warning">
        <p>{t('pausedText', { reason: channel.pausedReason })}</p>
      </Banner>
    );
  }
  if (!channel.failingSince) return <></>;
  const why = codeInWords(channel.kind, channel.lastError ?? '', view.language);
  return (
    <Banner kind="danger">
      <p>{t('failingText', { when: when(view, channel.failingSince), why })}</p>
    </Banner>
  );
}

function facts(view: View, channel: Channel & Health): { key: string; value: Content }[] {
  const t = say(view);
  const language = contentLanguages[channel.language as keyof typeof contentLanguages] ?? channel.language;
  const error = channel.lastError && codeInWords(channel.kind, channel.lastError, view.language);
  const rate = channel.attempts > 0 ? errorRateInWords(channel, view.language) : t('noAttempts');
  const paused = channel.state === 'paused';
  return [
    { key: t('state'), value: <StateTag view={view} channel={channel} /> },
    { key: t('carries'), value: carries(view, channel) },
    { key: t('language'), value: <span lang={channel.language}>{language}</span> },
    { key: t('address'), value: <code>{channel.shown}</code> },
    { key: t('waiting'), value: queueOf(view, channel) },
    { key: t('lastSuccess'), value: when(view, channel.lastSuccessAt) },
    { key: t('errorRate'), value: rate },
    { key: t('lastError'), value: error ? `${when(view, channel.lastErrorAt)} · ${error}` : t('never') },
    ...(channel.waitUntil && channel.waitUntil > view.now && !paused
      ? [{ key: t('waitUntil'), value: when(view, channel.waitUntil) }]
      : []),
  ];
}

function Buttons({ view, channel }: { view: View; channel: Channel }): Markup {
  const t = say(view);
  const act = (path: string, text: string, kind: 'main' | 'second' = 'second') => (
    <form method="post" action={path}>
      <Button kind={kind} text={text} />
    </form>
  );
  const paused = channel.state === 'paused';
  return (
    <Actions>
      {paused
        ? act(channelPaths.resume(channel.id), t('resume'), 'main')
        : act(channelPaths.test(channel.id), t('test'))}
      <Button kind="second" href={channelPaths.change(channel.id)} text={t('change')} />
      <Button kind="second" href={channelPaths.credentials(channel.id)} text={t('renew')} />
      {!paused && <Button kind="second" href={channelPaths.pause(channel.id)} text={t('pause')} />}
      <Button kind="second" href={channelPaths.remove(channel.id)} text={t('remove')} />
    </Actions>
  );
}

const postTags: Record<PostState, TagKind> = {
  waiting: 'wait',
  sent: 'ok',
  failed: 'late',
  replaced: 'neutral',
  held: 'neutral',
};

function Log({ view, channel, posts, repeatable, firstHref, nextHref }: ChannelPageProps): Markup {
  const t = say(view);
  const again = view.manages && channel.state === 'active';
  return (
    <>
      <h2>{t('log')}</h2>
      <p>{t('logText')}</p>
      {!repeatable && <p class="hint">{t('logTwice')}</p>}
      <DataTable
        caption={t('log')}
        captionHidden
        columns={[
          { key: 'what', text: t('what') },
          { key: 'at', text: t('at') },
          { key: 'state', text: t('state') },
          { key: 'tries', text: t('tries') },
          { key: 'act', text: t('actions'), hidden: true },
        ]}
        rows={posts.map((post) => ({
          cells: {
            what: (
              <div>
                <span lang={post.content.language}>{wordsOf(post.content, post.word).title}</span>
                <div class="hint">{t(`word_${post.word}`)}</div>
              </div>
            ),
            at: when(view, post.sentAt ?? post.dueAt),
            state: <Tag kind={postTags[post.state]} text={t(`post_${post.state}`)} />,
            tries: <Tries view={view} channel={channel} tries={post.tries} />,
            act:
              again && ['failed', 'held'].includes(post.state) ? (
                <form method="post" action={channelPaths.again(channel.id)}>
                  <Hidden name="post" value={post.id} />
                  <Button kind="second" text={t('again')} hiddenText={post.content.title} />
                </form>
              ) : (
                ''
              ),
          },
        }))}
        empty={{ title: t('logNone'), text: t('logNoneText') }}
      />
      <Pager
        label={t('log')}
        previousHref={firstHref}
        previousText={t('first')}
        nextHref={nextHref}
        nextText={t('next')}
      />
    </>
  );
}

function Tries({ view, channel, tries }: { view: View; channel: Channel; tries: readonly Attempt[] }): Markup {
  const t = say(view);
  if (tries.length === 0) return <>{t('notTried')}</>;
  // What a platform calls zero needs no words.
  const code = (one: Attempt) =>
    one.code && one.code !== '0' ? ` · ${codeInWords(channel.kind, one.code, view.language)}` : '';
  return (
    <ol>
      {tries.map((one) => (
        <li>
          {when(view, one.at)} {t(`try_${one.outcome ?? 'lost'}`)}
          {code(one)}
        </li>
      ))}
    </ol>
  );
}
