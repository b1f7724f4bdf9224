/** The check before review, and the review. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Hidden, TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { ChainPanel, NeedsPanel, type ShownStep } from '../chains/pages/steps.tsx';
import { languageOrder, limits, type Whole } from '../model/notice.ts';
import { numberInWords } from '../numbers/pages/choose.tsx';
import { deskFilePath, noticePath, roomPath, textPath } from '../paths.ts';
import { PlanPanel, type ShownPlan } from '../plans/pages/plan.tsx';
import { ListenTo } from '../recordings/pages/listen.tsx';
import { OlderRecordings } from '../recordings/pages/record.tsx';
import { recordingsPath } from '../recordings/paths.ts';
import { ruleInWords } from '../register/pages/entry.tsx';
import { slipRows } from '../slips/pages/summary.tsx';
import { OlderBanner, OlderConfirm, type OlderTranslation } from '../translations/pages/older.tsx';
import { CorrectionSummary } from './correct.tsx';
import { ForwardPanel } from './forwards.tsx';
import { asCounted, count, Desk, day, errorAt, fileMeta, languageName, say, troubleText, type View } from './frame.tsx';
import { type StepProps, trailOf } from './write.tsx';

export function Files({ view, whole }: { view: View; whole: Whole }): Markup | null {
  if (whole.attachments.length === 0) return null;
  const items = whole.attachments.map((file) => ({
    href: deskFilePath(whole.notice.id, file.id),
    name: file.name,
    meta: fileMeta(view, file),
  }));
  return (
    <>
      <h2>{say(view)('attachments')}</h2>
      <AttachmentList items={items} />
    </>
  );
}

export type SummaryProps = {
  view: View;
  whole: Whole;
  office: string;
  names: ReadonlyMap<number, string>;
  change: boolean;
};

/** All answers on one page, each with the way to change it. */
export function NoticeSummary({ view, whole, office, names, change }: SummaryProps): Markup {
  const t = say(view);
  const { notice, texts, attachments, audience } = whole;
  const action = (href: string, hidden: string) => (change ? { href, text: t('change'), hidden } : undefined);
  const clauses = (mode: 'include' | 'exclude') =>
    audience[mode].map((c) => (
      <div>
        {names.get(c.organisationId) ?? ''} · {t(`role_${c.role}`)}
      </div>
    ));
  return (
    <SummaryList
      rows={[
        {
          key: t(notice.forwardsId === null ? 'issuingOffice' : 'forwardingOffice'),
          value: office,
          action: action(roomPath('basics', notice.id), t('stepBasics')),
        },
        { key: t('kind'), value: t(`kind_${notice.kind}`) },
        { key: t('number'), value: numberInWords(view, notice) },
        ...(whole.rule ? [{ key: t('stepRule'), value: ruleInWords(view, whole.rule) }] : []),
        { key: t('visibility'), value: t(notice.isPublic ? 'publicYes' : 'publicNo') },
        ...languageOrder.flatMap((lang) => {
          const text = texts.find((candidate) => candidate.language === lang);
          if (!text && !change) return [];
          return [
            {
              key: languageName(lang),
              value: text ? <span lang={lang}>{text.title}</span> : t('notWritten'),
              action: action(textPath(notice.id, lang), languageName(lang)),
            },
          ];
        }),
        {
          key: t('attachments'),
          value: attachments.length === 0 ? t('none') : attachments.map((file) => <div>{file.name}</div>),
          action: action(roomPath('attachments', notice.id), t('stepAttachments')),
        },
        {
          key: t('stepRecordings'),
          value:
            whole.recordings.length === 0
              ? t('none')
              : whole.recordings.map(({ language }) => languageName(language)).join(t('comma')),
          action: action(recordingsPath(notice.id), t('stepRecordings')),
        },
        {
          key: t('included'),
          value: audience.include.length === 0 ? t('none') : clauses('include'),
          action: action(roomPath('audience', notice.id), t('stepAudience')),
        },
        ...(audience.exclude.length > 0 ? [{ key: t('excluded'), value: clauses('exclude') as Content }] : []),
        {
          key: t('requestLegend'),
          value:
            notice.request !== 'none' && notice.deadlineOn
              ? t(notice.request === 'slip' ? 'replyUntil' : 'acknowledgeUntil', { day: day(view, notice.deadlineOn) })
              : t('request_none'),
          action: action(roomPath('request', notice.id), t('stepRequest')),
        },
        ...slipRows({ view, whole, change }),
      ]}
    />
  );
}

export type CheckProps = StepProps & {
  whole: Whole;
  office: string;
  names: ReadonlyMap<number, string>;
  people: number;
  countedAt: Date | null;
  /** The steps of its approval. */
  needs: readonly ShownStep[];
  plan: ShownPlan;
  older: readonly OlderTranslation[];
};

/** Check your answers, then send it for review. */
export function CheckPage(props: CheckProps): Markup {
  const { view, whole, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepCheck')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading
        title={t('stepCheck')}
        meta={t('checkMeta', { people: count(view, props.people) }) + asCounted(view, props.countedAt)}
      />
      <OlderBanner view={view} older={props.older} />
      <OlderRecordings view={view} whole={whole} />
      <CorrectionSummary view={view} notice={whole.notice} change />
      <ForwardPanel view={view} whole={whole} office={props.office} />
      <NoticeSummary {...props} change={whole.notice.correctsId === null && whole.notice.forwardsId === null} />
      <PlanPanel view={view} id={whole.notice.id} plan={props.plan} />
      <NeedsPanel view={view} steps={props.needs} />
      <form method="post" action={roomPath('check', whole.notice.id)}>
        <Hidden name="revision" value={whole.notice.revision} />
        <OlderConfirm view={view} whole={whole} troubles={troubles} />
        <Actions>
          <Button text={t('sendForReview')} />
          <Button kind="second" href={roomPath('preview', whole.notice.id)} text={t('preview')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type ReviewProps = CheckProps & {
  texts: { language: string; title: string; html: string }[];
  /** False for whoever wrote in it or approved another step, and while it is another office's turn. */
  mayApprove: boolean;
  whyNot: Trouble | undefined;
  typed: string;
};

/** An approver reads everything that would go out, and comments, returns or approves this revision. */
export function ReviewPage(props: ReviewProps): Markup {
  const { view, whole, troubles, mayApprove } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('review')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading
        title={t('review')}
        meta={t('reviewMeta', { people: count(view, props.people) }) + asCounted(view, props.countedAt)}
      />
      <OlderBanner view={view} older={props.older} />
      <OlderRecordings view={view} whole={whole} />
      <CorrectionSummary view={view} notice={whole.notice} change={false} />
      <ForwardPanel view={view} whole={whole} office={props.office} />
      <NoticeSummary {...props} change={false} />
      {props.texts.map((text) => (
        <Panel title={languageName(text.language)}>
          <h2 lang={text.language}>{text.title}</h2>
          <Prose html={text.html} lang={text.language} />
        </Panel>
      ))}
      <ListenTo view={view} recordings={whole.recordings} language={undefined} below={noticePath(whole.notice.id)} />
      <Files view={view} whole={whole} />
      <p>
        <a href={roomPath('preview', whole.notice.id)}>{t('previewChannels')}</a>
      </p>
      <PlanPanel view={view} id={whole.notice.id} plan={props.plan} />
      <ChainPanel view={view} steps={props.needs} />
      {mayApprove ? (
        <form method="post" action={roomPath('review', whole.notice.id)}>
          <Hidden name="revision" value={whole.notice.revision} />
          <TextArea
            name="comment"
            label={t('comment')}
            hint={t('commentHint')}
            rows={4}
            maxlength={limits.comment}
            value={props.typed}
            error={errorAt(t, troubles, 'comment')}
          />
          <Actions>
            <Button name="decision" value="approve" text={t('approve')} />
            <Button kind="second" name="decision" value="return" text={t('returnToAuthor')} />
            <Button kind="second" name="decision" value="comment" text={t('onlyComment')} />
          </Actions>
        </form>
      ) : (
        <Banner kind="info">
          <p>{props.whyNot ? troubleText(t, props.whyNot) : t('notNow')}</p>
        </Banner>
      )}
    </Desk>
  );
}
