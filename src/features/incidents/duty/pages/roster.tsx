/** One roster: four weeks of shifts with what is missing, planning turns, one shift. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { DeskPage, errorAt, moment, Troubles, type View, who } from '../../pages/frame.tsx';
import {
  clockText,
  type Gap,
  type ListedShift,
  type Member,
  type Note,
  type Roster,
  type Shift,
} from '../model/roster.ts';
import { dutyPath, endRosterRoom, membersRoom, ownDutyPath, rosterPath, shiftPath, turnsRoom } from '../paths.ts';

export interface ShownShift {
  shift: ListedShift;
  /** `12月3日 周四`, and whether it is off: the holiday's name, or empty for a working day. */
  day: string;
  off: { text: string; worked: boolean } | null;
  /** `08:00–20:00`, with the day where it ends on another. */
  time: string;
}

export function RosterPage(props: {
  view: View;
  roster: Roster;
  members: readonly Member[];
  shown: readonly ShownShift[];
  holes: readonly Gap[];
  /** Years whose legal calendar is not known. */
  provisional: readonly number[];
  earlier: string;
  later: string;
  notes: readonly Note[];
  mayPlan: boolean;
}): Markup {
  const { view, roster, shown, holes, notes } = props;
  const { t } = view;
  const active = new Set(props.members.filter((one) => one.active).map((one) => one.accountId));
  const runs = roster.state === 'active';
  return (
    <DeskPage view={view} title={roster.name} trail={[{ href: dutyPath, text: t('duty') }]}>
      <PageHeading
        title={roster.name}
        caption={<span lang="zh-CN">{roster.organisation}</span>}
        lang="zh-CN"
        meta={[
          t(`covers_${roster.covers}`),
          roster.starts.map(clockText).join(' / '),
          roster.kind ? t(`kind_${roster.kind}`) : t('rosterKindAll'),
        ].join(' · ')}
      />
      {!runs && <Banner kind="info" title={t('rosterEnded')} />}
      {props.mayPlan && runs && (
        <Actions>
          <Button href={turnsRoom.path(roster.id)} text={t('planTurns')} />
          <Button kind="second" href={membersRoom.path(roster.id)} text={t('membersChange')} />
          <Button kind="second" href={endRosterRoom.path(roster.id)} text={t('endRoster')} />
        </Actions>
      )}
      {props.provisional.map((year) => (
        <p>{t('provisional', { year: String(year) })}</p>
      ))}
      {holes.length > 0 && (
        <Banner kind="warning" title={t('holesTitle')}>
          {holes.map((hole) => (
            <p>{t('hole', { from: moment(view, hole.from), to: moment(view, hole.to) })}</p>
          ))}
        </Banner>
      )}
      <DataTable
        caption={roster.name}
        captionHidden
        columns={[
          { key: 'day', text: t('day') },
          { key: 'time', text: t('time') },
          { key: 'who', text: t('onDuty') },
          { key: 'standIn', text: t('standIn') },
          { key: 'marks', text: t('marks') },
        ]}
        rows={shown.map((one) => ({
          href: shiftPath(roster.id, one.shift.id),
          marked: isNow(view, one.shift),
          cells: {
            day: (
              <>
                {one.day} {one.off && <Tag kind={one.off.worked ? 'neutral' : 'info'} text={one.off.text} />}
              </>
            ),
            time: one.time,
            who: one.shift.accountId === null ? '–' : who(view, one.shift.accountId),
            standIn: one.shift.standInId === null ? '–' : who(view, one.shift.standInId),
            marks: <Marks view={view} shift={one.shift} active={active} />,
          },
        }))}
        empty={{ title: t('noShifts'), text: t('noShiftsText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={rosterPath(roster.id, props.earlier)}
        previousText={t('earlierDays')}
        nextHref={rosterPath(roster.id, props.later)}
        nextText={t('laterDays')}
      />
      <PrintLine label={t('takeAlong')} printText={t('print')} links={[{ href: ownDutyPath, text: t('ownDuty') }]} />
      <h2>{t('notes')}</h2>
      <Notes view={view} notes={notes} />
    </DeskPage>
  );
}

const isNow = ({ now }: View, shift: Shift): boolean => shift.startsAt <= now && now < shift.endsAt;

function Marks(props: { view: View; shift: ListedShift; active: ReadonlySet<number> }): Markup {
  const { view, shift, active } = props;
  const { t } = view;
  const coming = shift.endsAt > view.now;
  const left = shift.accountId !== null && !active.has(shift.accountId);
  const tags = [
    isNow(view, shift) && <Tag kind="ok" text={t('markNow')} />,
    shift.accountId === null && <Tag kind={coming ? 'late' : 'neutral'} text={t('markGap')} />,
    coming && left && <Tag kind="late" text={t('markLeft')} />,
    coming && shift.doubly && <Tag kind="late" text={t('markDoubly')} />,
    shift.notes > 0 && <Tag kind="neutral" text={t('markNotes', { n: shift.notes })} />,
  ].filter(Boolean);
  // Without any the cell is empty, and a card on a phone leaves its line out.
  return <>{tags.map((tag, n) => (n === 0 ? tag : <> {tag}</>))}</>;
}

export function Notes({ view, notes }: { view: View; notes: readonly Note[] }): Markup {
  const { t } = view;
  if (notes.length === 0) {
    return (
      <p>
        {t('noNotes')} {t('noNotesText')}
      </p>
    );
  }
  return (
    <Timeline
      items={notes.map((one) => ({
        time: moment(view, one.at),
        datetime: one.at.toISOString(),
        text: one.text.split(/\n+/).map((line) => <p>{line}</p>),
        meta: who(view, one.accountId),
      }))}
    />
  );
}

const trailOf = (view: View, roster: Roster) => [
  { href: dutyPath, text: view.t('duty') },
  { href: rosterPath(roster.id), text: roster.name },
];

export function TurnsPage(props: { view: View; roster: Roster; typed: Typed; troubles: readonly Trouble[] }): Markup {
  const { view, roster, typed, troubles } = props;
  const { t } = view;
  const field = (name: string) => ({
    name,
    type: 'date' as const,
    width: 20 as const,
    value: typedText(typed, name),
    error: errorAt(t, troubles, name),
  });
  return (
    <DeskPage view={view} title={t('planTurns')} width="narrow" trail={trailOf(view, roster)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('planTurns')} caption={<span lang="zh-CN">{roster.name}</span>} />
      <p>{t('planLead')}</p>
      <form method="post" action={turnsRoom.path(roster.id)} novalidate>
        <Hidden name="act" value="plan" />
        <TextField {...field('from')} label={t('periodFrom')} />
        <TextField {...field('to')} label={t('periodTo')} />
        <Actions>
          <Button text={t('planButton')} />
          <Button kind="second" href={rosterPath(roster.id)} text={t('cancel')} />
        </Actions>
      </form>
      <h2>{t('clearTurns')}</h2>
      <p>{t('clearLead')}</p>
      <form method="post" action={turnsRoom.path(roster.id)} novalidate>
        <Hidden name="act" value="clear" />
        <TextField {...field('clearFrom')} label={t('clearFromLabel')} />
        <Button kind="second" text={t('clearButton')} />
      </form>
    </DeskPage>
  );
}

export function ShiftPage(props: {
  view: View;
  roster: Roster;
  shift: Shift;
  members: readonly Member[];
  notes: readonly Note[];
  mayPlan: boolean;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, roster, shift, members, typed, troubles } = props;
  const { t } = view;
  const title = t('shiftFromTo', { from: moment(view, shift.startsAt), to: moment(view, shift.endsAt) });
  const options = members.filter((one) => one.active).map((one) => ({ value: String(one.accountId), text: one.name }));
  const chosen = (name: 'accountId' | 'standInId') => typedText(typed, name) || String(shift[name] ?? '');
  return (
    <DeskPage view={view} title={title} trail={trailOf(view, roster)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={<span lang="zh-CN">{roster.name}</span>} />
      <p>
        {t('shiftWho', {
          name: shift.accountId === null ? t('nobodyYet') : who(view, shift.accountId),
          other: shift.standInId === null ? t('noStandIn') : who(view, shift.standInId),
        })}
      </p>
      {props.mayPlan && shift.endsAt > view.now && (
        <Panel title={t('giveShift')}>
          <form method="post" action={shiftPath(roster.id, shift.id)} novalidate>
            <Hidden name="revision" value={shift.revision} />
            <Select
              name="accountId"
              label={t('onDuty')}
              value={chosen('accountId')}
              error={errorAt(t, troubles, 'accountId')}
              options={[{ value: '', text: t('nobodyYet') }, ...options]}
            />
            <Select
              name="standInId"
              label={t('standIn')}
              value={chosen('standInId')}
              error={errorAt(t, troubles, 'standInId')}
              options={[{ value: '', text: t('noStandIn') }, ...options]}
            />
            <Button text={t('saveRoster')} />
          </form>
        </Panel>
      )}
      <h2>{t('notes')}</h2>
      <Notes view={view} notes={props.notes} />
    </DeskPage>
  );
}
