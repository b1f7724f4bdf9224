/** The rules of retention: at the desk with what became of them, in public in plain words. */
import { dateInWords } from '#platform/i18n.ts';
import type { RetentionRule } from '#platform/keeping.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { type Hold, holds, type RetentionRun, type RuleResult } from '../model/retention.ts';
import { decideHoldPath, holdPath, retentionPath, runPath } from '../paths.ts';
import { DeskPage, errorAt, moment, Troubles, type View, who } from './frame.tsx';

const kinds: Record<RuleResult['outcome'], TagKind> = { running: 'wait', done: 'ok', held: 'info', failed: 'late' };

export interface RetentionProps {
  view: View;
  rules: readonly RetentionRule[];
  results: ReadonlyMap<string, RuleResult>;
  holds: readonly Hold[];
  lastRun: RetentionRun | undefined;
  nextRun: Date;
  /** Only the district's administrators act. */
  mayAct: boolean;
  holdable: (rule: RetentionRule) => boolean;
  accountId: number | null;
  asked: boolean;
  troubles: readonly Trouble[];
}

export function RetentionPage(props: RetentionProps): Markup {
  const { view, rules, lastRun } = props;
  const { t, language } = view;
  const last = !lastRun
    ? t('neverRun')
    : lastRun.finishedAt
      ? t('runDone', { when: moment(view, lastRun.finishedAt) })
      : t('runCut', { when: moment(view, lastRun.startedAt) });
  return (
    <DeskPage view={view} title={t('retention')} trail={[]}>
      <Troubles t={t} troubles={props.troubles} />
      {props.asked && (
        <Banner kind="success">
          <p>{t('runAsked')}</p>
        </Banner>
      )}
      <PageHeading title={t('retention')} />
      <p>{t('retentionLead')}</p>
      <SummaryList
        rows={[
          { key: t('lastRun'), value: last },
          { key: t('nextRun'), value: moment(view, props.nextRun) },
        ]}
      />
      {props.mayAct && (
        <form method="post" action={runPath}>
          <Actions>
            <Button kind="second" text={t('runNow')} />
          </Actions>
        </form>
      )}
      <Holds {...props} />
      <DataTable
        caption={t('aboutPeople')}
        columns={[
          { key: 'what', text: t('kindOfRecord') },
          { key: 'period', text: t('keptFor') },
          { key: 'after', text: t('afterwards') },
          { key: 'source', text: t('source') },
          { key: 'result', text: t('lastResult') },
          ...(props.mayAct ? [{ key: 'act', text: t('hold'), hidden: true }] : []),
        ]}
        rows={rules.map((rule) => ({
          cells: {
            what: (
              <>
                {rule.what[language]}
                <div class="meta">{rule.purpose[language]}</div>
              </>
            ),
            period: rule.period[language],
            after: rule.after[language],
            source: rule.source[language],
            result: <Result {...{ view, rule }} result={props.results.get(rule.kind)} />,
            act:
              props.holdable(rule) && !props.holds.some((hold) => hold.kind === rule.kind) ? (
                <a href={holdPath(rule.kind)}>
                  {t('hold')}
                  <span class="hidden"> {rule.what[language]}</span>
                </a>
              ) : (
                ''
              ),
          },
        }))}
        empty={{ title: t('neverRun'), text: '' }}
      />
    </DeskPage>
  );
}

function Result({ view, rule, result }: { view: View; rule: RetentionRule; result: RuleResult | undefined }): Markup {
  const { t, language } = view;
  if (rule.by) return <>{rule.by[language]}</>;
  if (!result) return <>{t('neverRun')}</>;
  return (
    <div>
      <Tag kind={kinds[result.outcome]} text={t(`result_${result.outcome}`)} />{' '}
      {result.outcome !== 'held' && t('goneN', { n: result.gone })}
      <div class="meta">{moment(view, result.finishedAt ?? result.startedAt)}</div>
    </div>
  );
}

function Holds({ view, rules, holds: open, mayAct, accountId }: RetentionProps): Markup {
  const { t, language } = view;
  if (open.length === 0) return <></>;
  return (
    <DataTable
      caption={t('holds')}
      columns={[
        { key: 'rule', text: t('kindOfRecord') },
        { key: 'state', text: t('lastResult') },
        { key: 'reason', text: t('holdReason') },
        { key: 'until', text: t('holdUntil') },
        { key: 'act', text: t('hold'), hidden: true },
      ]}
      rows={open.map((hold) => {
        const name = rules.find((rule) => rule.kind === hold.kind)?.what[language] ?? hold.kind;
        return {
          cells: {
            rule: name,
            state: (
              <div>
                <Tag
                  kind={holds(hold, view.today) ? 'info' : 'wait'}
                  text={t(holds(hold, view.today) ? 'holdHolds' : 'holdWaits')}
                />
                <div class="meta">
                  {t('holdProposedBy', { name: who(view, hold.proposedBy), when: moment(view, hold.proposedAt) })}
                </div>
                {hold.confirmedAt && (
                  <div class="meta">
                    {t('holdConfirmedBy', { name: who(view, hold.confirmedBy), when: moment(view, hold.confirmedAt) })}
                  </div>
                )}
              </div>
            ),
            reason: hold.reason,
            until: dateInWords(hold.untilOn, language),
            act: mayAct ? <HoldActs {...{ view, hold, name }} own={hold.proposedBy === accountId} /> : '',
          },
        };
      })}
      empty={{ title: '', text: '' }}
    />
  );
}

function HoldActs({ view, hold, name, own }: { view: View; hold: Hold; name: string; own: boolean }): Markup {
  const { t } = view;
  const waits = hold.confirmedBy === null;
  return (
    <form method="post" action={decideHoldPath(hold.id)}>
      {waits && !own && <Button name="act" value="confirm" text={t('confirmHold')} hiddenText={name} />}{' '}
      <Button kind="second" name="act" value="end" text={t(waits ? 'withdrawHold' : 'endHold')} hiddenText={name} />
    </form>
  );
}

export function HoldPage(props: {
  view: View;
  rule: RetentionRule;
  typed: { reason: string; untilOn: string };
  troubles: readonly Trouble[];
}): Markup {
  const { view, rule, typed, troubles } = props;
  const { t, language } = view;
  const title = t('holdTitle', { rule: rule.what[language] });
  return (
    <DeskPage view={view} title={title} width="narrow" trail={[{ href: retentionPath, text: t('retention') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t('holdText')}</p>
      <form method="post" action={holdPath(rule.kind)} novalidate>
        <TextArea
          name="reason"
          label={t('holdReason')}
          hint={t('holdReasonHint')}
          value={typed.reason}
          maxlength={1000}
          required
          error={errorAt(t, troubles, 'reason')}
        />
        <TextField
          name="untilOn"
          type="date"
          label={t('holdUntil')}
          value={typed.untilOn}
          required
          error={errorAt(t, troubles, 'untilOn')}
        />
        <Actions>
          <Button text={t('holdPropose')} />
          <Button kind="second" href={retentionPath} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

/** For everybody: no figures, no state, the rules in plain words and what one may ask for. */
export function PublicPrivacyPage(props: { view: View; rules: readonly RetentionRule[]; askHref: string }): Markup {
  const { view, rules } = props;
  const { t, language } = view;
  return (
    <Page {...view.shell} title={t('publicTitle')} width="wide">
      <PageHeading title={t('publicTitle')} />
      <p>{t('publicLead')}</p>
      <h2>{t('rightsTitle')}</h2>
      <p>{t('rightsText')}</p>
      <p>
        <a href={props.askHref}>{t('rightsHow')}</a>
      </p>
      <p>{t('rightsOffice')}</p>
      <DataTable
        caption={t('aboutPeople')}
        columns={[
          { key: 'what', text: t('kindOfRecord') },
          { key: 'purpose', text: t('purpose') },
          { key: 'period', text: t('keptFor') },
          { key: 'after', text: t('afterwards') },
          { key: 'source', text: t('source') },
        ]}
        rows={rules.map((rule) => ({
          cells: {
            what: rule.what[language],
            purpose: rule.purpose[language],
            period: rule.period[language],
            after: rule.after[language],
            source: rule.source[language],
          },
        }))}
        empty={{ title: '', text: '' }}
      />
    </Page>
  );
}
