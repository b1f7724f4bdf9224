/** Before a reminder goes out: to how many, and what it says. */
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { noticePath, roomPath } from '../paths.ts';
import { count, Desk, PlainText, say } from './frame.tsx';
import { type StepProps, trailOf } from './write.tsx';

export type RemindProps = StepProps & {
  people: number;
  /** Told in person, with a reply still to give: they get it too. */
  due: number;
  language: string;
  content: { subject: string; text: string; short: string };
};

export function RemindPage(props: RemindProps): Markup {
  const { view, notice, content, language } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('remind')} troubles={props.troubles} trail={trailOf(props)}>
      <PageHeading title={t('remind')} meta={t('remindMeta')} />
      <SummaryList
        rows={[
          { key: t('left'), value: props.people < 5 ? t('few') : count(view, props.people) },
          ...(props.due > 0
            ? [{ key: t('toldAndDue'), value: props.due < 5 ? t('few') : count(view, props.due) }]
            : []),
          { key: t('mailSubject'), value: <span lang={language}>{content.subject}</span> },
        ]}
      />
      <Panel title={t('channel_text')}>
        <PlainText text={content.text} lang={language} />
      </Panel>
      <Panel title={t('channel_sms')}>
        <PlainText text={content.short} lang={language} />
      </Panel>
      <form method="post" action={roomPath('remind', notice.id)}>
        <Actions>
          <Button text={t('sendReminder')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}
