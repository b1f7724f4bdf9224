/** The end of a notice, its place on top, and how both are marked. */
import { addDays } from '#platform/days.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { isExpired, mostDaysOfPin, mostPins, type Notice } from '../model/notice.ts';
import { noticePath, roomPath } from '../paths.ts';
import { Desk, day, errorAt, say, type View } from './frame.tsx';
import { type StepProps, trailOf } from './write.tsx';

export function ExpiryPage(props: StepProps & { value: string }): Markup {
  const { view, notice, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('expiryTitle')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('expiryTitle')} meta={t('expiryText')} />
      <form method="post" action={roomPath('expiry', notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <TextField
          name="expiresOn"
          type="date"
          label={t('expiresOn')}
          hint={t('expiresOnHint')}
          min={view.today}
          width={20}
          value={props.value}
          error={errorAt(t, troubles, 'expiresOn')}
        />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export function PinPage(props: StepProps & { value: string }): Markup {
  const { view, notice, troubles } = props;
  const t = say(view);
  const pinned = isPinned(notice, view.today);
  return (
    <Desk view={view} title={t('pinTitle')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('pinTitle')} meta={t('pinText', { most: mostPins })} />
      <form method="post" action={roomPath('pin', notice.id)}>
        <TextField
          name="until"
          type="date"
          label={t('pinUntil')}
          hint={t('pinUntilHint', { days: mostDaysOfPin })}
          min={view.today}
          max={addDays(view.today, mostDaysOfPin)}
          width={20}
          value={props.value}
          error={errorAt(t, troubles, 'until')}
        />
        <Actions>
          <Button name="what" value="pin" text={t('pin')} />
          {pinned && <Button kind="second" name="what" value="unpin" text={t('unpin')} />}
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export function isPinned(notice: Pick<Notice, 'pinnedUntil' | 'expiresOn'>, today: string): boolean {
  return notice.pinnedUntil !== null && notice.pinnedUntil >= today && !isExpired(notice, today);
}

type Marked = {
  view: { language: View['language'] };
  today: string;
  notice: Pick<Notice, 'expiresOn' | 'pinnedUntil'>;
};

/** Tags beside a title: pinned, expired. */
export function TermTags({ view, today, notice }: Marked): Markup {
  const t = say(view);
  return (
    <>
      {isPinned(notice, today) && <Tag kind="info" text={t('pinned')} />}
      {isExpired(notice, today) && <Tag kind="neutral" text={t('expired')} />}
    </>
  );
}

/** On the page of an expired notice, for readers. */
export function ExpiredBanner({ view, today, notice }: Marked): Markup | null {
  if (!isExpired(notice, today)) return null;
  return <Banner kind="warning" title={say(view)('expiredOn', { day: day(view, notice.expiresOn ?? '') })} />;
}
