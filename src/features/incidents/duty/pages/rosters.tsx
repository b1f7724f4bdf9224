/** The desk's list of rosters, making one, who takes turns, ending one. */
import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { kindNames } from '../../model/kinds.ts';
import { DeskPage, errorAt, Troubles, type View } from '../../pages/frame.tsx';
import { coverages, type OnDuty, type Roster, type RosterState } from '../model/roster.ts';
import { dutyPath, endRosterRoom, membersRoom, newRosterPath, ownDutyPath, rosterPath } from '../paths.ts';
import { OnDutyNow } from './now.tsx';

export interface RosterLine {
  roster: Roster;
  state: RosterState | undefined;
  /** Planned for less than two weeks more. */
  soon: boolean;
  /** The day on which the last shift ends. */
  untilDay: string | null;
}

export function RostersPage(props: {
  view: View;
  lines: readonly RosterLine[];
  now: readonly OnDuty[];
  mayPlan: boolean;
}): Markup {
  const { view, lines } = props;
  const { t, language } = view;
  return (
    <DeskPage view={view} title={t('duty')} trail={[]}>
      <PageHeading title={t('duty')} />
      <p>{t('dutyLead')}</p>
      <Actions>
        {props.mayPlan && <Button href={newRosterPath} text={t('newRoster')} />}
        <Button kind="second" href={ownDutyPath} text={t('ownDuty')} />
      </Actions>
      <h2>{t('onDutyNow')}</h2>
      <OnDutyNow view={view} duties={props.now} />
      <h2>{t('rosters')}</h2>
      <DataTable
        caption={t('rosters')}
        captionHidden
        columns={[
          { key: 'name', text: t('roster') },
          { key: 'office', text: t('rosterOfficeLabel') },
          { key: 'until', text: t('rosterUntil') },
          { key: 'state', text: t('state') },
        ]}
        rows={lines.map((line) => ({
          href: rosterPath(line.roster.id),
          cells: {
            name: <span lang="zh-CN">{line.roster.name}</span>,
            office: <span lang="zh-CN">{line.roster.organisation}</span>,
            until: line.untilDay ? dateInWords(line.untilDay, language) : t('rosterNotPlanned'),
            state: <RosterTags view={view} line={line} />,
          },
        }))}
        empty={{ title: t('noRosters'), text: t('noRostersText') }}
      />
    </DeskPage>
  );
}

function RosterTags({ view: { t }, line }: { view: View; line: RosterLine }): Markup {
  const { roster, state, soon } = line;
  if (roster.state === 'ended') return <Tag kind="neutral" text={t('rosterEnded')} />;
  const open = state?.open ?? 0;
  const doubly = state?.doubly ?? 0;
  return (
    <>
      {open > 0 && <Tag kind="late" text={t('rosterOpen', { n: open })} />}{' '}
      {doubly > 0 && <Tag kind="late" text={t('rosterDoubly', { n: doubly })} />}{' '}
      {soon && <Tag kind="wait" text={t('rosterSoon')} />}{' '}
      {open + doubly === 0 && !soon && <Tag kind="ok" text={t('rosterGood')} />}
    </>
  );
}

interface Person {
  accountId: number;
  name: string;
}

/** First the office, then the rest: who may take turns depends on it. */
export function NewRosterPage(props: {
  view: View;
  offices: readonly { id: number; name: string }[];
  /** The office that was chosen, and its staff. */
  office: { id: number; name: string } | null;
  staff: readonly Person[];
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, offices, office, staff, typed, troubles } = props;
  const { t } = view;
  const field = (name: string) => ({ name, value: typedText(typed, name), error: errorAt(t, troubles, name) });
  return (
    <DeskPage view={view} title={t('newRoster')} width="narrow" trail={[{ href: dutyPath, text: t('duty') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('newRoster')} caption={office && <span lang="zh-CN">{office.name}</span>} />
      {!office && (
        <form method="get" action={newRosterPath}>
          <Select
            name="office"
            label={t('rosterOfficeLabel')}
            error={errorAt(t, troubles, 'office')}
            options={offices.map((one) => ({ value: String(one.id), text: one.name, lang: 'zh-CN' }))}
          />
          <Actions>
            <Button text={t('nextStep')} />
            <Button kind="second" href={dutyPath} text={t('cancel')} />
          </Actions>
        </form>
      )}
      {office && (
        <form method="post" action={newRosterPath} novalidate>
          <Hidden name="office" value={office.id} />
          <TextField {...field('name')} label={t('rosterNameLabel')} hint={t('rosterNameHint')} maxlength={60} />
          <Select
            {...field('kind')}
            label={t('rosterKind')}
            options={[
              { value: '', text: t('rosterKindAll') },
              ...kindNames.map((kind) => ({ value: kind, text: t(`kind_${kind}`) })),
            ]}
          />
          <Radios
            {...field('covers')}
            legend={t('rosterCovers')}
            hint={t('coversHint')}
            items={coverages.map((one) => ({ value: one, text: t(`covers_${one}`) }))}
          />
          <TextField {...field('starts')} label={t('startsLabel')} hint={t('startsHint')} width={20} noSpellcheck />
          <Members view={view} staff={staff} chosen={typedList(typed, 'members')} troubles={troubles} />
          <Actions>
            <Button text={t('saveRoster')} />
            <Button kind="second" href={dutyPath} text={t('cancel')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}

function Members(props: {
  view: View;
  staff: readonly Person[];
  chosen: readonly string[];
  troubles: readonly Trouble[];
}): Markup {
  const { view, staff, chosen, troubles } = props;
  const { t } = view;
  if (staff.length === 0) return <p>{t('membersNone')}</p>;
  return (
    <Checkboxes
      name="members"
      legend={t('membersLabel')}
      hint={t('membersHint')}
      inline
      error={errorAt(t, troubles, 'members')}
      items={staff.map((one) => ({
        value: String(one.accountId),
        text: one.name,
        lang: 'zh-CN',
        checked: chosen.includes(String(one.accountId)),
      }))}
    />
  );
}

const trailOf = (view: View, roster: Roster) => [
  { href: dutyPath, text: view.t('duty') },
  { href: rosterPath(roster.id), text: roster.name },
];

export function MembersPage(props: {
  view: View;
  roster: Roster;
  staff: readonly Person[];
  chosen: readonly string[];
  troubles: readonly Trouble[];
}): Markup {
  const { view, roster, staff, chosen, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('membersChange')} width="narrow" trail={trailOf(view, roster)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('membersChange')} caption={<span lang="zh-CN">{roster.name}</span>} />
      <p>{t('membersKept')}</p>
      <form method="post" action={membersRoom.path(roster.id)} novalidate>
        <Members {...{ view, staff, chosen, troubles }} />
        <Actions>
          <Button text={t('saveRoster')} />
          <Button kind="second" href={rosterPath(roster.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function EndRosterPage({ view, roster }: { view: View; roster: Roster }): Markup {
  const { t } = view;
  return (
    <DeskPage view={view} title={t('endRoster')} width="narrow" trail={trailOf(view, roster)}>
      <ConfirmPanel
        title={`${t('endRoster')} · ${roster.name}`}
        text={t('endRosterText')}
        action={endRosterRoom.path(roster.id)}
        confirmText={t('endRoster')}
        cancelHref={rosterPath(roster.id)}
        cancelText={t('cancel')}
        danger
      />
    </DeskPage>
  );
}
