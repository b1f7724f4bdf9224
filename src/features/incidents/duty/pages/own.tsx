/** One's own duties: shifts to come, swaps, what to hand over, the calendar for a phone. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Hidden, Select, TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { errorAt, moment, Troubles, type View, who } from '../../pages/frame.tsx';
import { type Member, mayNote, type Note, type OwnShift, type Shift, type Swap } from '../model/roster.ts';
import { ownCalendarPath, ownDutyPath, ownShiftPath, swapPath } from '../paths.ts';
import { Notes } from './roster.tsx';

/** Not below "Emergencies", which those who are only on duty may not open. */
function OwnFrame(props: { view: View; title: string; children: unknown }): Markup {
  const { view, title } = props;
  const { t } = view;
  const own = { href: ownDutyPath, text: t('ownDuty') };
  const items = title === own.text ? [{ text: title }] : [own, { text: title }];
  return (
    <Page {...view.shell} title={title} width="wide" noindex breadcrumbs={{ label: t('breadcrumbs'), items }}>
      {props.children as Markup}
    </Page>
  );
}

export function OwnDutyPage(props: {
  view: View;
  accountId: number;
  shifts: readonly OwnShift[];
  swaps: readonly Swap[];
  calendarSince: Date | null;
  /** Shown once, after it was made. */
  calendarUrl: string | null;
  troubles: readonly Trouble[];
}): Markup {
  const { view, accountId, shifts, swaps, troubles } = props;
  const { t, now } = view;
  return (
    <OwnFrame view={view} title={t('ownDuty')}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('ownDuty')} />
      {props.calendarUrl && (
        <Panel>
          <CopyText label={t('calendarNew')} value={props.calendarUrl} copyText={t('copy')} copiedText={t('copied')} />
          <p>{t('calendarNewText')}</p>
        </Panel>
      )}
      {swaps.length > 0 && (
        <>
          <h2>{t('swaps')}</h2>
          {swaps.map((swap) => (
            <SwapPanel view={view} swap={swap} mine={swap.fromId === accountId} />
          ))}
        </>
      )}
      <h2>{t('ownShifts')}</h2>
      <DataTable
        caption={t('ownShifts')}
        captionHidden
        columns={[
          { key: 'time', text: t('time') },
          { key: 'roster', text: t('roster') },
          { key: 'office', text: t('rosterOfficeLabel') },
          { key: 'as', text: t('onDuty') },
        ]}
        rows={shifts.map((shift) => ({
          href: ownShiftPath(shift.id),
          marked: shift.startsAt <= now,
          cells: {
            time: t('shiftFromTo', { from: moment(view, shift.startsAt), to: moment(view, shift.endsAt) }),
            roster: <span lang="zh-CN">{shift.roster}</span>,
            office: <span lang="zh-CN">{shift.organisation}</span>,
            as: (
              <>
                {shift.asStandIn ? t('asStandIn') : t('onDuty')}{' '}
                {shift.startsAt <= now && <Tag kind="ok" text={t('markNow')} />}
              </>
            ),
          },
        }))}
        empty={{ title: t('ownNone'), text: t('ownNoneText') }}
      />
      <h2>{t('calendar')}</h2>
      <p>{t('calendarLead')}</p>
      {props.calendarSince && <p>{t('calendarSince', { when: moment(view, props.calendarSince) })}</p>}
      <form method="post" action={ownCalendarPath}>
        <Actions>
          <Button
            kind="second"
            name="act"
            value="make"
            text={t(props.calendarSince ? 'calendarRenew' : 'calendarMake')}
          />
          {props.calendarSince && <Button kind="second" name="act" value="end" text={t('calendarEnd')} />}
        </Actions>
      </form>
    </OwnFrame>
  );
}

function SwapPanel({ view, swap, mine }: { view: View; swap: Swap; mine: boolean }): Markup {
  const { t } = view;
  const hiddenText = moment(view, swap.startsAt);
  return (
    <Panel
      title={mine ? t('swapYouAsk', { who: who(view, swap.toId) }) : t('swapAsksYou', { who: who(view, swap.fromId) })}
    >
      <p>{t('swapShift', { roster: swap.roster, from: moment(view, swap.startsAt), to: moment(view, swap.endsAt) })}</p>
      {swap.otherStartsAt && swap.otherEndsAt && (
        <p>{t('swapAgainst', { from: moment(view, swap.otherStartsAt), to: moment(view, swap.otherEndsAt) })}</p>
      )}
      <form method="post" action={swapPath(swap.id)}>
        <Actions>
          {!mine && <Button name="answer" value="agreed" text={t('swapAgree')} hiddenText={hiddenText} />}
          {!mine && (
            <Button kind="second" name="answer" value="declined" text={t('swapDecline')} hiddenText={hiddenText} />
          )}
          {mine && (
            <Button kind="second" name="answer" value="withdrawn" text={t('swapWithdraw')} hiddenText={hiddenText} />
          )}
        </Actions>
      </form>
    </Panel>
  );
}

export function OwnShiftPage(props: {
  view: View;
  roster: string;
  shift: Shift;
  accountId: number;
  colleagues: readonly Member[];
  /** Shifts of the colleagues that have not begun. */
  others: readonly Shift[];
  notes: readonly Note[];
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, shift, colleagues, others, typed, troubles } = props;
  const { t, now } = view;
  const title = t('shiftFromTo', { from: moment(view, shift.startsAt), to: moment(view, shift.endsAt) });
  const nameOf = (id: number | null) => colleagues.find((one) => one.accountId === id)?.name ?? who(view, id);
  const maySwap = shift.accountId === props.accountId && shift.startsAt > now && colleagues.length > 0;
  return (
    <OwnFrame view={view} title={title}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={<span lang="zh-CN">{props.roster}</span>} />
      <p>
        {t('shiftWho', {
          name: shift.accountId === null ? t('nobodyYet') : who(view, shift.accountId),
          other: shift.standInId === null ? t('noStandIn') : who(view, shift.standInId),
        })}
      </p>
      {mayNote(shift, now) && (
        <form method="post" action={ownShiftPath(shift.id)} novalidate>
          <Hidden name="act" value="note" />
          <TextArea
            name="text"
            label={t('noteLabel')}
            hint={t('noteHint')}
            rows={6}
            maxlength={2000}
            value={typedText(typed, 'text')}
            error={errorAt(t, troubles, 'text')}
          />
          <Button text={t('noteSave')} />
        </form>
      )}
      {maySwap && (
        <Panel title={t('swapAsk')}>
          <p>{t('swapLead')}</p>
          <form method="post" action={ownShiftPath(shift.id)} novalidate>
            <Hidden name="act" value="swap" />
            <Select
              name="to"
              label={t('swapToLabel')}
              value={typedText(typed, 'to')}
              error={errorAt(t, troubles, 'to')}
              options={colleagues.map((one) => ({ value: String(one.accountId), text: one.name, lang: 'zh-CN' }))}
            />
            <Select
              name="other"
              label={t('swapOtherLabel')}
              value={typedText(typed, 'other')}
              error={errorAt(t, troubles, 'other')}
              options={[
                { value: '', text: t('swapOtherNone') },
                ...others.map((one) => ({
                  value: String(one.id),
                  text: t('swapOtherLine', { name: nameOf(one.accountId), from: moment(view, one.startsAt) }),
                })),
              ]}
            />
            <Button text={t('swapSend')} />
          </form>
        </Panel>
      )}
      <h2>{t('notes')}</h2>
      <Notes view={view} notes={props.notes} />
    </OwnFrame>
  );
}
