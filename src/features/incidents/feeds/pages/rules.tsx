/** What may be shown by itself: writing a rule, putting it in force by a second person, ending it. */
import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import type { Language } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Words } from '../../messages.ts';
import { DeskPage, errorAt, moment, Troubles, type View, who } from '../../pages/frame.tsx';
import type { Feed } from '../model/feed.ts';
import { severities } from '../model/severity.ts';
import { type AutomaticNotice, cooldowns, kindsOfRules, type Rule, ruleDemands } from '../model/warning.ts';
import { feedPath, feedsPath, newRuleRoom, rulePath, warningPath, warningsPath } from '../paths.ts';
import { RuleTag } from './feeds.tsx';

const trailOf = (t: Words, feed: Feed) => [
  { href: warningsPath, text: t('warnings') },
  { href: feedsPath, text: t('feeds') },
  { href: feedPath(feed.id), text: feed.name },
];

const cooldownInWords = (t: Words, n: number): string => t('cooldownN', { n, hours: n / 60 });

export function RuleFormPage(props: { view: View; feed: Feed; typed: Typed; troubles: readonly Trouble[] }): Markup {
  const { view, feed, typed, troubles } = props;
  const { t } = view;
  const field = (name: string) => ({ name, value: typedText(typed, name), error: errorAt(t, troubles, name) });
  const texts = (prefix: 'zh' | 'en', lang: Language) => (
    <>
      <TextField {...field(`${prefix}_headline`)} lang={lang} label={t('ruleHeadline')} maxlength={100} />
      <TextArea
        {...field(`${prefix}_description`)}
        lang={lang}
        rows={3}
        label={t('ruleDescription')}
        maxlength={1000}
      />
      <TextArea
        {...field(`${prefix}_instruction`)}
        lang={lang}
        rows={3}
        label={t('ruleInstruction')}
        maxlength={1000}
      />
    </>
  );
  return (
    <DeskPage view={view} title={t('newRule')} width="narrow" trail={trailOf(t, feed)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('newRule')} caption={feed.name} />
      <p>{t('rulesLead')}</p>
      <form method="post" action={newRuleRoom.path(feed.id)} novalidate>
        <Checkboxes
          name="kinds"
          legend={t('ruleKinds')}
          hint={t('ruleKindsHint')}
          inline
          error={errorAt(t, troubles, 'kinds')}
          items={kindsOfRules.map((kind) => ({
            value: kind,
            text: t(`kind_${kind}`),
            checked: typedList(typed, 'kinds').includes(kind),
          }))}
        />
        <Radios
          {...field('leastSeverity')}
          legend={t('leastSeverity')}
          items={severities.map((value) => ({ value, text: t(`severity_${value}`) }))}
        />
        <Radios
          {...field('demands')}
          legend={t('ruleDemands')}
          items={ruleDemands.map((value) => ({ value, text: t(`demands_${value}`) }))}
        />
        <TextField {...field('words')} label={t('ruleWords')} hint={t('ruleWordsHint')} />
        <Select
          {...field('cooldown')}
          label={t('ruleCooldown')}
          options={cooldowns.map((n) => ({ value: String(n), text: cooldownInWords(t, n) }))}
        />
        <h2>{t('ruleTexts')}</h2>
        <p>{t('ruleTextsHint')}</p>
        <h3>{t('ruleInChinese')}</h3>
        {texts('zh', 'zh-CN')}
        <h3>{t('ruleInEnglish')}</h3>
        {texts('en', 'en')}
        <Actions>
          <Button text={t('ruleSave')} />
          <Button kind="second" href={feedPath(feed.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function RulePage(props: {
  view: View;
  feed: Feed;
  rule: Rule;
  shown: readonly AutomaticNotice[];
  /** The reader is another person than the one that wrote it. */
  mayConfirm: boolean;
  troubles: readonly Trouble[];
}): Markup {
  const { view, feed, rule, shown } = props;
  const { t, language } = view;
  const acted = (account: number | null, at: Date | null) =>
    at ? t('decidedText', { who: who(view, account), when: moment(view, at) }) : '–';
  const action = rulePath(rule.id);
  return (
    <DeskPage view={view} title={t('rule')} trail={trailOf(t, feed)}>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading title={t('rule')} caption={feed.name} meta={<RuleTag t={t} rule={rule} />} />
      <SummaryList
        rows={[
          {
            key: t('ruleKindsShort'),
            value: rule.kinds.map((kind) => t(`kind_${kind}`)).join(language === 'en' ? ', ' : '、'),
          },
          { key: t('leastSeverity'), value: t(`severity_${rule.leastSeverity}`) },
          { key: t('feedArea'), value: rule.words.join(' · ') || t('ruleWordsAll') },
          { key: t('ruleDemandsShort'), value: t(`demands_${rule.demands}`) },
          { key: t('ruleCooldown'), value: cooldownInWords(t, rule.cooldownMinutes) },
          { key: t('ruleMade'), value: acted(rule.madeBy, rule.madeAt) },
          { key: t('ruleConfirmed'), value: acted(rule.confirmedBy, rule.confirmedAt) },
          ...(rule.endedAt ? [{ key: t('ruleEnded'), value: acted(rule.endedBy, rule.endedAt) }] : []),
        ]}
      />
      {(['zh-CN', 'en'] as const).map((one) => {
        const text = rule.texts[one];
        return (
          text && (
            <Panel title={t(one === 'en' ? 'ruleInEnglish' : 'ruleInChinese')}>
              <div lang={one}>
                <p>
                  <strong>{text.headline}</strong>
                </p>
                {text.description && <p>{text.description}</p>}
                {text.instruction && <p>{text.instruction}</p>}
              </div>
            </Panel>
          )
        );
      })}
      {rule.state === 'proposed' && !props.mayConfirm && (
        <Banner kind="info">
          <p>{t('ruleOwnText')}</p>
        </Banner>
      )}
      {rule.state !== 'ended' && (
        <form method="post" action={action}>
          {rule.state === 'proposed' && props.mayConfirm && <p>{t('ruleConfirmText')}</p>}
          <Actions>
            {rule.state === 'proposed' && props.mayConfirm && (
              <Button name="act" value="confirm" text={t('ruleConfirm')} />
            )}
            <Button kind="second" name="act" value="end" text={t('ruleEnd')} />
          </Actions>
        </form>
      )}
      <h2>{t('ruleShown')}</h2>
      {shown.length === 0 && <p>{t('ruleShownNone')}</p>}
      {shown.length > 0 && (
        <DataTable
          caption={t('ruleShown')}
          captionHidden
          columns={[
            { key: 'event', text: t('warnEvent') },
            { key: 'when', text: t('warnUntil') },
            { key: 'act', text: t('noticeEnd'), hidden: true },
          ]}
          rows={shown.map((notice) => ({
            href: warningPath(notice.warningId),
            cells: {
              event: `${notice.issuer} · ${notice.event}`,
              when: t('ruleShownText', { from: moment(view, notice.shownAt), to: moment(view, notice.endsAt) }),
              act: (
                <form method="post" action={action}>
                  <Hidden name="notice" value={notice.id} />
                  <Button kind="second" name="act" value="endNotice" text={t('noticeEnd')} hiddenText={notice.event} />
                </form>
              ),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
    </DeskPage>
  );
}
