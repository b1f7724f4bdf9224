/** The desk's lists of warnings of others, and one of them: the issuer's own words, and what to make of it. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Words } from '../../messages.ts';
import type { Incident } from '../../model/incident.ts';
import { DeskPage, errorAt, moment, nameOf, Troubles, type View, who } from '../../pages/frame.tsx';
import { incidentPath } from '../../paths.ts';
import { infoFor, type WarningInfo } from '../model/message.ts';
import type { Severity } from '../model/severity.ts';
import type { SignatureState } from '../model/signature.ts';
import { type Warning, type WarningList, warningLists } from '../model/warning.ts';
import { declareFromPath, feedsPath, warningPath, warningsListPath, warningsPath } from '../paths.ts';
import { signerOf } from './certificates.tsx';
import { Breakable } from './feeds.tsx';

const severityTag = (t: Words, severity: Severity): Markup => (
  <Tag
    kind={severity === 'Extreme' || severity === 'Severe' ? 'late' : severity === 'Moderate' ? 'wait' : 'neutral'}
    text={t(`severity_${severity}`)}
  />
);

export function titleOfWarning(view: Pick<View, 'language'>, warning: Warning): string {
  const info = infoFor(warning.content.infos, view.language);
  return info?.headline || info?.event || warning.identifier;
}

function issuerOf(view: View, warning: Warning): string {
  return infoFor(warning.content.infos, view.language)?.senderName || warning.sender;
}

const tagsOfSignature: Partial<
  Record<SignatureState, { kind: 'ok' | 'late' | 'wait'; key: `sigTag_${'verified' | 'wrong' | 'weak'}` }>
> = {
  verified: { kind: 'ok', key: 'sigTag_verified' },
  ...{ stranger: { kind: 'late', key: 'sigTag_wrong' }, changed: { kind: 'late', key: 'sigTag_wrong' } },
  ...{ expired: { kind: 'wait', key: 'sigTag_weak' }, refused: { kind: 'wait', key: 'sigTag_weak' } },
};

/** In plain words: what the signature is worth, and what to do about it. */
function signatureInWords(t: Words, { signature, refusal, signer }: Warning): string {
  const why = refusal ? t(`refusal_${refusal}`) : '';
  return t(`signature_${signature}`, { who: signerOf(t, signer ?? ''), why });
}

/** What must not be overlooked: an exercise, a limited circle, a later message, the end. */
export function WarningTags({ view, warning }: { view: View; warning: Warning }): Markup {
  const { t, now } = view;
  const { followedType } = warning;
  const signature = tagsOfSignature[warning.signature];
  return (
    <>
      {severityTag(t, warning.severity)} {warning.status === 'Exercise' && <Tag kind="info" text={t('warnExercise')} />}{' '}
      {warning.scope !== 'Public' && <Tag kind="wait" text={t('warnRestricted')} />}{' '}
      {signature && <Tag kind={signature.kind} text={t(signature.key)} />}{' '}
      {followedType && <Tag kind="neutral" text={t(followedType === 'Cancel' ? 'warnCancelled' : 'warnReplaced')} />}{' '}
      {!followedType && warning.endsAt <= now && <Tag kind="neutral" text={t('warnRunOut')} />}
    </>
  );
}

export function WarningsPage(props: {
  view: View;
  list: WarningList;
  text: string;
  warnings: readonly Warning[];
  open: number;
  later: boolean;
  nextHref: string | undefined;
  maySetUp: boolean;
}): Markup {
  const { view, list, text, warnings } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('warnings')} trail={[]}>
      <PageHeading title={t('warnings')} />
      <p>{t('warningsLead')}</p>
      {props.maySetUp && (
        <Actions>
          <Button href={feedsPath} kind="second" text={t('feeds')} />
        </Actions>
      )}
      <Tabs
        label={t('warnings')}
        items={warningLists.map((one) => ({
          href: warningsListPath(one),
          text: t(`list_${one}`),
          current: one === list,
          ...(one === 'open' && { count: props.open }),
        }))}
      />
      <FilterForm
        label={t('warningsSearch')}
        action={warningsPath}
        submitText={t('search')}
        {...(text && { clear: { href: warningsListPath(list), text: t('clearSearch') } })}
      >
        {list !== 'open' && <Hidden name="list" value={list} />}
        <TextField name="q" type="search" label={t('warningsSearchText')} value={text} maxlength={60} />
      </FilterForm>
      <DataTable
        caption={t(`list_${list}`)}
        captionHidden
        columns={[
          { key: 'title', text: t('warnEvent') },
          { key: 'tags', text: t('warnSeverity') },
          { key: 'issuer', text: t('warnIssuer') },
          { key: 'sent', text: t('warnSent') },
          { key: 'until', text: t('warnUntil') },
        ]}
        rows={warnings.map((warning) => ({
          href: warningPath(warning.id),
          cells: {
            title: titleOfWarning(view, warning),
            tags: (
              <div>
                <WarningTags view={view} warning={warning} />
              </div>
            ),
            issuer: issuerOf(view, warning),
            sent: moment(view, warning.sentAt),
            until: moment(view, warning.endsAt),
          },
        }))}
        empty={{ title: t(`noWarnings_${list}`), text: t(text ? 'noWarningsFound' : 'noWarningsText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.later ? warningsListPath(list, { q: text }) : undefined}
        previousText={t('first')}
        nextHref={props.nextHref}
        nextText={t('older')}
      />
    </DeskPage>
  );
}

export function WarningPage(props: {
  view: View;
  warning: Warning;
  /** Running incidents that the reader leads: it may belong to one of them. */
  running: readonly Incident[];
  mayAct: boolean;
  typed: Typed;
  /** Messages that say something of this one, and whose signature does not hold. */
  unproven: readonly { id: number; msgType: string }[];
  troubles: readonly Trouble[];
}): Markup {
  const { view, warning, running, typed, troubles } = props;
  const { t } = view;
  const decide = props.mayAct && warning.state === 'new';
  return (
    <DeskPage view={view} title={titleOfWarning(view, warning)} trail={[{ href: warningsPath, text: t('warnings') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading
        title={titleOfWarning(view, warning)}
        caption={`${t('warnings')} · ${issuerOf(view, warning)}`}
        meta={<WarningTags view={view} warning={warning} />}
      />
      <Notes view={view} warning={warning} unproven={props.unproven} />
      {decide && (
        <Actions>
          <Button kind="danger" href={declareFromPath(warning.id)} text={t('declareFrom')} />
        </Actions>
      )}
      <Quote view={view} warning={warning} />
      {decide && running.length > 0 && (
        <Details summary={t('joinWarning')} open={troubles.some(({ field }) => field === 'incident')}>
          <form method="post" action={warningPath(warning.id)} novalidate>
            <Hidden name="act" value="join" />
            <Select
              name="incident"
              label={t('joinWhich')}
              value={typedText(typed, 'incident')}
              error={errorAt(t, troubles, 'incident')}
              options={running.map((incident) => ({
                value: String(incident.id),
                text: [nameOf(view, incident), incident.organisation, incident.place].filter(Boolean).join(' · '),
              }))}
            />
            <Button kind="second" text={t('joinButton')} />
          </form>
        </Details>
      )}
      {decide && (
        <Details summary={t('dismiss')} open={troubles.some(({ field }) => field === 'reason')}>
          <form method="post" action={warningPath(warning.id)} novalidate>
            <Hidden name="act" value="dismiss" />
            <TextField
              name="reason"
              label={t('dismissReasonLabel')}
              hint={t('dismissReasonHint')}
              maxlength={300}
              value={typedText(typed, 'reason')}
              error={errorAt(t, troubles, 'reason')}
            />
            <Button kind="second" text={t('dismiss')} />
          </form>
        </Details>
      )}
      {props.mayAct && warning.state === 'dismissed' && (
        <form method="post" action={warningPath(warning.id)}>
          <Hidden name="act" value="back" />
          <Button kind="second" text={t('bringBack')} />
        </form>
      )}
    </DeskPage>
  );
}

/** What stands above the quotation: why to be careful, what was decided, what followed. */
function Notes(props: { view: View; warning: Warning; unproven: readonly { id: number; msgType: string }[] }): Markup {
  const { view, warning, unproven } = props;
  const { t } = view;
  return (
    <>
      {warning.status === 'Exercise' && (
        <Banner kind="warning" title={t('warnExercise')}>
          <p>{t('warnExerciseText')}</p>
        </Banner>
      )}
      {warning.scope !== 'Public' && (
        <Banner kind="warning" title={t('warnRestricted')}>
          <p>{t('warnRestrictedText')}</p>
        </Banner>
      )}
      {warning.followedBy !== null && (
        <Banner kind="info" title={t(warning.followedType === 'Cancel' ? 'warnCancelled' : 'warnReplaced')}>
          <p>
            <a href={warningPath(warning.followedBy)}>{t('warnSeeLater')}</a>
          </p>
        </Banner>
      )}
      {unproven.length > 0 && (
        <Banner kind="warning" title={t('warnUnproven')}>
          <p>{t('warnUnprovenText')}</p>
          <ul>
            {unproven.map((one) => (
              <li>
                <a href={warningPath(one.id)}>{t(one.msgType === 'Cancel' ? 'unproven_Cancel' : 'unproven_Update')}</a>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {warning.decidedAt && (
        <SummaryList
          rows={[
            { key: t('feedState'), value: t(warning.state === 'taken' ? 'list_taken' : 'list_dismissed') },
            {
              key: t('decidedBy'),
              value: t('decidedText', { who: who(view, warning.decidedBy), when: moment(view, warning.decidedAt) }),
            },
            ...(warning.reason ? [{ key: t('dismissReasonLabel'), value: warning.reason }] : []),
            ...(warning.incidentId
              ? [
                  {
                    key: t('takenInto'),
                    value: <a href={incidentPath(warning.incidentId)}>{t('seeIncident')}</a>,
                  },
                ]
              : []),
          ]}
        />
      )}
    </>
  );
}

/** The issuer's own words, in each language that it has written, with who says it. */
export function Quote({ view, warning }: { view: View; warning: Warning }): Markup {
  const { t, language } = view;
  const first = infoFor(warning.content.infos, language);
  const infos = [...(first ? [first] : []), ...warning.content.infos.filter((info) => info !== first)];
  const shown = infos.filter((info, n) => infos.findIndex((one) => one.language === info.language) === n);
  return (
    <Panel title={t('warnQuote')}>
      <div class="prose">
        {shown.map((info) => (
          <IssuersWords view={view} info={info} />
        ))}
      </div>
      <SummaryList rows={[...rowsOf(view, warning, first)]} />
    </Panel>
  );
}

function IssuersWords({ view, info }: { view: View; info: WarningInfo }): Markup {
  const lines = (text: string) => text.split(/\n+/).filter((line) => line.trim() !== '');
  return (
    <blockquote lang={info.language}>
      <p>
        <strong>{info.headline || info.event}</strong>
      </p>
      {lines(info.description).map((line) => (
        <p>{line}</p>
      ))}
      {info.instruction && (
        <>
          <p lang={view.language}>
            <strong>{view.t('warnInstruction')}</strong>
          </p>
          {lines(info.instruction).map((line) => (
            <p>{line}</p>
          ))}
        </>
      )}
    </blockquote>
  );
}

function rowsOf(view: View, warning: Warning, info: WarningInfo | undefined) {
  const { t, language } = view;
  const keyOf = <P extends string>(prefix: P, value: string) => `${prefix}_${value}` as never;
  const row = (key: string, value: unknown) => (value ? [{ key, value: value as string }] : []);
  const areas = [...new Set(info?.areas.map((area) => area.text) ?? [])];
  return [
    ...row(t('warnIssuer'), [info?.senderName, warning.sender].filter(Boolean).join(' · ')),
    ...row(t('warnEvent'), info?.event),
    ...row(t('warnUrgency'), info && `${t(keyOf('urgency', info.urgency))} / ${t(keyOf('certainty', info.certainty))}`),
    ...row(t('warnArea'), areas.slice(0, 30).join(language === 'en' ? '; ' : '；')),
    ...row(t('warnSent'), moment(view, warning.sentAt)),
    ...row(t('warnOnset'), info?.onset && moment(view, new Date(info.onset))),
    ...row(t('warnUntil'), moment(view, warning.endsAt)),
    ...row(t('warnReceived'), moment(view, warning.receivedAt)),
    ...row(t('warnContact'), info?.contact),
    ...row(t('warnSignature'), signatureInWords(t, warning)),
    ...row(t('warnSource'), t('warnSourceText', { feed: warning.feed, identifier: warning.identifier })),
    {
      key: t('warnOriginal'),
      value: (
        <a href={warning.href} rel="noreferrer">
          <Breakable text={warning.href} />
        </a>
      ),
    },
    ...(info?.web
      ? [
          {
            key: t('warnWeb'),
            value: (
              <a href={info.web} rel="noreferrer">
                <Breakable text={info.web} />
              </a>
            ),
          },
        ]
      : []),
  ];
}
