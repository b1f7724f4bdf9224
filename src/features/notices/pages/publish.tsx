/** Publishing now or at a time, and the small pages that ask before they act. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { limits } from '../model/notice.ts';
import { noticePath, roomPath } from '../paths.ts';
import { asCounted, count, Desk, errorAt, say, type View } from './frame.tsx';
import { type StepProps, trailOf } from './write.tsx';

export type PublishProps = StepProps & {
  values: { when: string; publishAt: string };
  frozen: number;
  people: number;
  countedAt: Date | null;
  /** Set where the size moved too far: the person confirms this number. */
  moved?: { before: number; now: number };
};

export function PublishPage(props: PublishProps): Markup {
  const { view, notice, troubles, values, moved } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('publish')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading
        title={t('publish')}
        meta={t('publishMeta', { people: count(view, props.people) }) + asCounted(view, props.countedAt)}
      />
      <form method="post" action={roomPath('publish', notice.id)}>
        {moved && (
          <Banner kind="warning" title={t('sizeMovedTitle')}>
            <p>{t('sizeMoved', { before: count(view, moved.before), now: count(view, moved.now) })}</p>
            <p>{t('sizeMovedAsk')}</p>
          </Banner>
        )}
        {moved && <Hidden name="confirmedSize" value={moved.now} />}
        {notice.correctsId !== null && <p>{t('correctionPublishText')}</p>}
        {notice.correctsId === null && (
          <Radios
            name="when"
            legend={t('when')}
            value={values.when}
            items={[
              { value: 'now', text: t('when_now'), hint: t('whenNowHint') },
              { value: 'later', text: t('when_later') },
            ]}
          />
        )}
        {notice.correctsId === null && (
          <TextField
            name="publishAt"
            type="datetime-local"
            label={t('publishAt')}
            hint={t('publishAtHint', { zone: view.zone })}
            value={values.publishAt}
            error={errorAt(t, troubles, 'publishAt')}
            width={20}
          />
        )}
        <Actions>
          <Button
            text={
              moved
                ? t('confirmAndPublish', { people: count(view, moved.now) })
                : t(notice.correctsId === null ? 'publish' : 'publishCorrection')
            }
          />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type AskProps = StepProps & {
  title: string;
  text: Content;
  action: string;
  confirmText: string;
  danger?: boolean;
  hidden?: Record<string, string | number>;
  children?: Content;
};

/** One act, in words, and one button. */
export function AskPage(props: AskProps): Markup {
  const { view, notice } = props;
  const t = say(view);
  return (
    <Desk view={view} title={props.title} trail={trailOf(props)} troubles={props.troubles}>
      <ConfirmPanel
        title={props.title}
        text={props.text}
        action={props.action}
        confirmText={props.confirmText}
        cancelHref={noticePath(notice.id)}
        cancelText={t('cancel')}
        danger={props.danger}
        hidden={props.hidden}
      >
        {props.children}
      </ConfirmPanel>
    </Desk>
  );
}

export function ReasonField({
  view,
  troubles,
  value,
}: {
  view: View;
  troubles?: readonly Trouble[];
  value: string;
}): Markup {
  const t = say(view);
  return (
    <TextArea
      name="reason"
      label={t('reason')}
      hint={t('withdrawReasonHint')}
      rows={3}
      maxlength={limits.comment}
      value={value}
      error={errorAt(t, troubles, 'reason')}
    />
  );
}

/** A one-button act that could not be done: why, and the way back. */
export function ExplainPage(props: StepProps): Markup {
  const { view, notice } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('notDone')} trail={trailOf(props)} troubles={props.troubles}>
      <PageHeading title={t('notDone')} />
      <p>{t('notDoneText')}</p>
      <Actions>
        <Button href={noticePath(notice.id)} text={t('back')} />
      </Actions>
    </Desk>
  );
}
