/** Writing a correction: its reason and whom it tells, its steps, and what the office sees of it. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import type { Changes } from '../model/difference.ts';
import { languageOrder, limits, type Notice, type Whole } from '../model/notice.ts';
import { noticePath, roomPath, textPath } from '../paths.ts';
import { recordingStatus } from '../recordings/pages/listen.tsx';
import { recordingsPath } from '../recordings/paths.ts';
import { ruleInWords } from '../register/pages/entry.tsx';
import { rulePath } from '../register/paths.ts';
import { Desk, day, errorAt, languageName, say, type View } from './frame.tsx';
import { ChangeList } from './versions.tsx';
import { type StepProps, trailOf } from './write.tsx';

export type CorrectionProps = StepProps & {
  values: { reason: string; told: string; renews: boolean; deadlineOn: string };
};

/** The reason, which everybody reads, and who is told. */
export function CorrectionPage(props: CorrectionProps): Markup {
  const { view, notice, values, troubles } = props;
  const t = say(view);
  const asks = notice.request === 'acknowledge';
  return (
    <Desk view={view} title={t('stepCorrection')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('stepCorrection')} />
      <form method="post" action={roomPath('correction', notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <TextArea
          name="reason"
          label={t('correctionReason')}
          hint={t('correctionReasonHint')}
          rows={4}
          maxlength={limits.comment}
          value={values.reason}
          error={errorAt(t, troubles, 'reason')}
        />
        <Radios
          name="told"
          legend={t('toldLegend')}
          value={values.told}
          error={errorAt(t, troubles, 'told')}
          items={[
            { value: 'everybody', text: t('told_everybody') },
            ...(asks ? [{ value: 'acknowledged', text: t('told_acknowledged') }] : []),
            { value: 'nobody', text: t('told_nobody'), hint: t('toldNobodyHint') },
          ]}
        />
        {asks && (
          <>
            <Checkbox
              name="renews"
              label={t('renews')}
              hint={t('renewsHint')}
              value="yes"
              checked={values.renews}
              error={errorAt(t, troubles, 'renews')}
            />
            <TextField
              name="deadlineOn"
              type="date"
              label={t('deadline')}
              width={20}
              value={values.deadlineOn}
              error={errorAt(t, troubles, 'deadlineOn')}
            />
          </>
        )}
        <Actions>
          <Button text={t('save')} />
        </Actions>
      </form>
    </Desk>
  );
}

/** The steps of a correction: fewer than those of a notice, because audience and request stay. */
export function CorrectionTasks({ view, whole }: { view: View; whole: Whole }): Markup {
  const t = say(view);
  const { notice, texts, attachments } = whole;
  const done = { kind: 'ok', text: t('stepDone') } as const;
  const open = { kind: 'wait', text: t('stepOpen') } as const;
  return (
    <TaskList
      items={[
        {
          text: t('stepCorrection'),
          href: roomPath('correction', notice.id),
          status: notice.correctionReason ? done : open,
        },
        ...languageOrder.map((lang) => {
          const text = texts.find((candidate) => candidate.language === lang);
          const main = lang === notice.mainLanguage;
          return {
            text: t(main ? 'textInMain' : 'textIn', { language: languageName(lang) }),
            href: textPath(notice.id, lang),
            hint: text && <span lang={lang}>{text.title}</span>,
            status: text?.isOlder ? ({ kind: 'wait', text: t('olderMark') } as const) : text ? done : t('optional'),
          };
        }),
        {
          text: t('stepAttachments'),
          href: roomPath('attachments', notice.id),
          status:
            attachments.length > 0
              ? { kind: 'ok' as const, text: t('files', { n: attachments.length }) }
              : t('optional'),
        },
        { text: t('stepRecordings'), href: recordingsPath(notice.id), status: recordingStatus(view, whole) },
        {
          text: t('stepRule'),
          href: rulePath(notice.id),
          status: whole.rule ? ruleInWords(view, whole.rule) : t('optional'),
        },
        { text: t('differenceTitle'), href: roomPath('difference', notice.id), status: '' },
        { text: t('preview'), href: roomPath('preview', notice.id), status: '' },
        { text: t('stepCheck'), href: roomPath('check', notice.id), status: '' },
      ]}
    />
  );
}

/** Above every page of a correction: what it is, and the way to the notice itself. */
export function CorrectionBanner({ view, notice }: { view: View; notice: Notice }): Markup | null {
  if (notice.correctsId === null) return null;
  const t = say(view);
  return (
    <Banner kind="info" title={t('correctionOf')}>
      <p>
        {t('correctionOfThis')} <a href={noticePath(notice.correctsId)}>{t('originalNotice')}</a> ·{' '}
        <a href={roomPath('difference', notice.id)}>{t('differenceTitle')}</a>
      </p>
    </Banner>
  );
}

/** What the reviewer reads of a correction beside its text. */
export function CorrectionSummary({ view, notice, change }: { view: View; notice: Notice; change: boolean }) {
  if (notice.correctsId === null) return null;
  const t = say(view);
  const action = change
    ? { href: roomPath('correction', notice.id), text: t('change'), hidden: t('stepCorrection') }
    : undefined;
  return (
    <>
      <CorrectionBanner view={view} notice={notice} />
      <SummaryList
        rows={[
          { key: t('correctionReason'), value: notice.correctionReason ?? t('none'), action },
          { key: t('toldLegend'), value: notice.correctionTold ? t(`told_${notice.correctionTold}`) : t('none') },
          ...(notice.correctionRenews
            ? [{ key: t('requestLegend'), value: `${t('renews')} ${day(view, notice.deadlineOn ?? '')}` }]
            : []),
        ]}
      />
    </>
  );
}

/** The correction beside what holds now. */
export function DifferencePage(props: StepProps & { changes: Changes }): Markup {
  const { view } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('differenceTitle')} trail={trailOf(props)}>
      <PageHeading title={t('differenceTitle')} />
      <ChangeList view={view} changes={props.changes} />
      <Actions>
        <Button kind="second" href={noticePath(props.notice.id)} text={t('back')} />
      </Actions>
    </Desk>
  );
}

/** On the page of a published notice: a correction under way, or a message about one that can still be stopped. */
export function CorrectionState({
  view,
  notice,
  open,
  stoppable,
}: {
  view: View;
  notice: Notice;
  open: number | null;
  stoppable: boolean;
}): Markup | null {
  const t = say(view);
  if (open === null && !stoppable) return null;
  return (
    <>
      {open !== null && (
        <Banner kind="info" title={t('goOnCorrection')}>
          <p>
            <a href={noticePath(open)}>{t('openCorrection')}</a>
          </p>
        </Banner>
      )}
      {stoppable && (
        <Banner kind="warning">
          <p>{t('correctionGoing')}</p>
          <form method="post" action={roomPath('stop', notice.id)}>
            <Button kind="danger" name="what" value="correction" text={t('stopCorrection')} />
          </form>
        </Banner>
      )}
    </>
  );
}
