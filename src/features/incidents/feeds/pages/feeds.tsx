/** Feeds at the desk: their health, setting one up, what it refused, its rules. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Words } from '../../messages.ts';
import { DeskPage, errorAt, moment, Troubles, type View } from '../../pages/frame.tsx';
import { type Faulty, type Feed, isSilent, minutesToChoose } from '../model/feed.ts';
import { severities } from '../model/severity.ts';
import type { Pinned } from '../model/signature.ts';
import type { Rule } from '../model/warning.ts';
import {
  editFeedRoom,
  feedPath,
  feedsPath,
  newFeedPath,
  newRuleRoom,
  removeFeedRoom,
  rulePath,
  warningsPath,
} from '../paths.ts';
import { PinnedSection } from './certificates.tsx';

export function faultInWords(t: Words, { fault, detail }: Faulty): string {
  return detail ? t('faultDetail', { fault: t(`fault_${fault}`), detail }) : t(`fault_${fault}`);
}

/** An address that may be broken behind each of its parts: on a phone it is wider than the page. */
export function Breakable({ text }: { text: string }): Markup {
  return (
    <>
      {text.split(/(?<=[/.?&=_-])/).map((part) => (
        <>
          {part}
          <wbr />
        </>
      ))}
    </>
  );
}

function HealthTag({ view, feed }: { view: View; feed: Feed }): Markup {
  const { t, now } = view;
  if (feed.state === 'paused') return <Tag kind="neutral" text={t('feedState_paused')} />;
  if (feed.fault) return <Tag kind={isSilent(feed, now) ? 'late' : 'wait'} text={t('feedState_fault')} />;
  if (!feed.succeededAt) return <Tag kind="wait" text={t('feedState_wait')} />;
  return <Tag kind="ok" text={t('feedState_ok')} />;
}

function lastFault(view: View, feed: Feed): string {
  if (!feed.faultAt || !feed.fault) return '–';
  const what = faultInWords(view.t, { fault: feed.fault, detail: feed.faultDetail });
  return view.t('feedAt', { when: moment(view, feed.faultAt), what });
}

const succeeded = (view: View, feed: Feed): string =>
  feed.succeededAt ? moment(view, feed.succeededAt) : view.t('feedNever');
const next = (view: View, feed: Feed): string => (feed.state === 'active' ? moment(view, feed.nextPollAt) : '–');

export function FeedsPage({ view, feeds }: { view: View; feeds: readonly Feed[] }): Markup {
  const { t } = view;
  return (
    <DeskPage view={view} title={t('feeds')} trail={[{ href: warningsPath, text: t('warnings') }]}>
      <PageHeading title={t('feeds')} />
      <p>{t('feedsLead')}</p>
      <Actions>
        <Button href={newFeedPath} text={t('newFeed')} />
      </Actions>
      <DataTable
        caption={t('feeds')}
        captionHidden
        columns={[
          { key: 'name', text: t('feedName') },
          { key: 'state', text: t('feedState') },
          { key: 'succeeded', text: t('feedSucceeded') },
          { key: 'fault', text: t('feedFault') },
          { key: 'next', text: t('feedNext') },
        ]}
        rows={feeds.map((feed) => ({
          href: feedPath(feed.id),
          cells: {
            name: feed.name,
            state: <HealthTag view={view} feed={feed} />,
            succeeded: succeeded(view, feed),
            fault: lastFault(view, feed),
            next: next(view, feed),
          },
        }))}
        empty={{ title: t('noFeeds'), text: t('noFeedsText') }}
      />
    </DeskPage>
  );
}

const feedTrail = (t: Words) => [
  { href: warningsPath, text: t('warnings') },
  { href: feedsPath, text: t('feeds') },
];

export function FeedPage(props: {
  view: View;
  feed: Feed;
  rules: readonly Rule[];
  pins: readonly Pinned[];
  refused: readonly (Faulty & { href: string; at: Date })[];
  troubles: readonly Trouble[];
}): Markup {
  const { view, feed, rules, pins, refused, troubles } = props;
  const { t } = view;
  const areas = [...feed.words, ...feed.codes, ...(feed.shapes ? [t('feedShapes')] : [])].join(' · ');
  return (
    <DeskPage view={view} title={feed.name} trail={feedTrail(t)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={feed.name} caption={t('feeds')} meta={<HealthTag view={view} feed={feed} />} />
      <SummaryList
        rows={[
          { key: t('feedSucceeded'), value: succeeded(view, feed) },
          { key: t('feedFault'), value: lastFault(view, feed) },
          { key: t('feedNext'), value: next(view, feed) },
          { key: t('feedUrl'), value: <Breakable text={feed.url} /> },
          {
            key: t('feedOrigins'),
            value: [...feed.origins, ...(feed.signedAnywhere ? [t('feedSignedAnywhere')] : [])].join(' · '),
          },
          { key: t('feedArea'), value: areas || t('feedArea_all') },
          { key: t('leastSeverity'), value: t(`severity_${feed.leastSeverity}`) },
          { key: t('everyMinutes'), value: t('everyN', { n: feed.everyMinutes }) },
        ]}
      />
      <form method="post" action={feedPath(feed.id)}>
        <Actions>
          {feed.state === 'active' && <Button name="act" value="look" text={t('feedLook')} />}
          {feed.state === 'active' && <Button kind="second" name="act" value="pause" text={t('feedPause')} />}
          {feed.state === 'paused' && <Button name="act" value="resume" text={t('feedResume')} />}
          <Button kind="second" href={editFeedRoom.path(feed.id)} text={t('feedEdit')} />
          <Button kind="second" href={removeFeedRoom.path(feed.id)} text={t('feedRemove')} />
        </Actions>
      </form>
      <h2>{t('refusedMessages')}</h2>
      <DataTable
        caption={t('refusedMessages')}
        captionHidden
        columns={[
          { key: 'href', text: t('refusedMessage') },
          { key: 'why', text: t('refusedWhy') },
          { key: 'at', text: t('refusedWhen') },
        ]}
        rows={refused.map((one) => ({
          cells: { href: one.href, why: faultInWords(t, one), at: moment(view, one.at) },
        }))}
        empty={{ title: t('refusedNone'), text: t('refusedNoneText') }}
      />
      <PinnedSection {...{ view, feed, pins }} />
      <h2>{t('rules')}</h2>
      <p>{t('rulesLead')}</p>
      <DataTable
        caption={t('rules')}
        captionHidden
        columns={[
          { key: 'text', text: t('ruleTexts') },
          { key: 'kinds', text: t('ruleKindsShort') },
          { key: 'severity', text: t('leastSeverity') },
          { key: 'demands', text: t('ruleDemandsShort') },
          { key: 'state', text: t('feedState') },
        ]}
        rows={rules.map((rule) => ({
          href: rulePath(rule.id),
          cells: {
            text: rule.texts['zh-CN']?.headline ?? '',
            kinds: rule.kinds.map((kind) => t(`kind_${kind}`)).join(view.language === 'en' ? ', ' : '、'),
            severity: t(`severity_${rule.leastSeverity}`),
            demands: t(`demands_${rule.demands}`),
            state: <RuleTag t={t} rule={rule} />,
          },
        }))}
        empty={{ title: t('noRules'), text: t('noRulesText') }}
      />
      <Actions>
        <Button kind="second" href={newRuleRoom.path(feed.id)} text={t('newRule')} />
      </Actions>
    </DeskPage>
  );
}

export function RuleTag({ t, rule }: { t: Words; rule: Rule }): Markup {
  const kind = { proposed: 'wait', active: 'ok', ended: 'neutral' } as const;
  return <Tag kind={kind[rule.state]} text={t(`ruleState_${rule.state}`)} />;
}

/** The fields of one, as they were typed. */
export function fieldsOfFeed(feed: Feed): Typed {
  const all = feed.words.length === 0 && feed.codes.length === 0 && !feed.shapes;
  return {
    name: feed.name,
    url: feed.url,
    others: feed.origins.slice(1).join('\n'),
    area: all ? 'all' : 'some',
    words: feed.words.join('，'),
    codes: feed.codes.join(', '),
    ...(feed.shapes && { shapes: 'yes' }),
    ...(feed.signedAnywhere && { signedAnywhere: 'yes' }),
    leastSeverity: feed.leastSeverity,
    everyMinutes: String(feed.everyMinutes),
    revision: String(feed.revision),
  };
}

export function FeedFormPage(props: {
  view: View;
  feed: Feed | null;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, feed, typed, troubles } = props;
  const { t } = view;
  const title = t(feed ? 'editFeed' : 'newFeed');
  const field = (name: string) => ({
    name,
    value: typedText(typed, name),
    error: errorAt(t, troubles, name),
  });
  const trail = [...feedTrail(t), ...(feed ? [{ href: feedPath(feed.id), text: feed.name }] : [])];
  return (
    <DeskPage view={view} title={title} width="narrow" trail={trail}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={feed?.name} />
      <form method="post" action={feed ? editFeedRoom.path(feed.id) : newFeedPath} novalidate>
        {feed && <Hidden name="revision" value={typedText(typed, 'revision')} />}
        <TextField {...field('name')} label={t('feedName')} hint={t('feedNameHint')} maxlength={60} />
        <TextField {...field('url')} type="url" label={t('feedUrl')} hint={t('feedUrlHint')} noSpellcheck />
        <TextArea {...field('others')} label={t('feedOthers')} hint={t('feedOthersHint')} rows={2} noSpellcheck />
        <Checkbox
          name="signedAnywhere"
          label={t('feedSignedAnywhere')}
          hint={t('feedSignedAnywhereHint')}
          checked={typedText(typed, 'signedAnywhere') === 'yes'}
        />
        <Radios
          {...field('area')}
          legend={t('feedAreaLegend')}
          items={(['all', 'some'] as const).map((value) => ({ value, text: t(`feedArea_${value}`) }))}
        />
        <TextField {...field('words')} label={t('feedWords')} hint={t('feedWordsHint')} />
        <TextField {...field('codes')} label={t('feedCodes')} hint={t('feedCodesHint')} noSpellcheck />
        <Checkbox
          name="shapes"
          label={t('feedShapes')}
          hint={t('feedShapesHint')}
          checked={typedText(typed, 'shapes') === 'yes'}
        />
        <Radios
          {...field('leastSeverity')}
          legend={t('leastSeverity')}
          hint={t('leastSeverityHint')}
          items={severities.map((value) => ({ value, text: t(`severity_${value}`) }))}
        />
        <Select
          {...field('everyMinutes')}
          label={t('everyMinutes')}
          options={minutesToChoose.map((n) => ({ value: String(n), text: t('everyN', { n }) }))}
        />
        <Actions>
          <Button text={t('saveFeed')} />
          <Button kind="second" href={feed ? feedPath(feed.id) : feedsPath} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function RemoveFeedPage({ view, feed }: { view: View; feed: Feed }): Markup {
  const { t } = view;
  return (
    <DeskPage
      view={view}
      title={t('feedRemove')}
      width="narrow"
      trail={[...feedTrail(t), { href: feedPath(feed.id), text: feed.name }]}
    >
      <ConfirmPanel
        title={`${t('feedRemove')} · ${feed.name}`}
        text={t('feedRemoveText')}
        action={removeFeedRoom.path(feed.id)}
        confirmText={t('feedRemove')}
        cancelHref={feedPath(feed.id)}
        cancelText={t('cancel')}
        danger
      />
    </DeskPage>
  );
}
