/** The roll calls of an incident: opening one, closing one, who phones. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, Select } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Incident } from '../../model/incident.ts';
import { DeskPage, errorAt, moment, nameOf, Troubles, trailOf, type View, who } from '../../pages/frame.tsx';
import { type Guarded, mostPerTerm, openHours, type RollCall, usualHours } from '../model/roll-call.ts';
import { boardPath, callersRoom, closeRollRoom, rollsPath } from '../paths.ts';

export function RollsPage(props: {
  view: View;
  incident: Incident;
  open: RollCall | undefined;
  /** Whether the reader may look at the board. */
  mayLook: boolean;
  closed: readonly { roll: RollCall; totals: Guarded }[];
  /** Of the term; null: the reader opens none. */
  left: number | null;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, incident, open, closed, left, typed, troubles } = props;
  const { t } = view;
  const title = t('roll');
  const most = mostPerTerm[incident.exercise ? 'exercise' : 'real'];
  const mayOpen = left !== null && !open && incident.state === 'running';
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={nameOf(view, incident)} />
      <p>{t('rollsLead')}</p>
      {open && (
        <Panel title={t('rollRunning')}>
          <p>
            {t('rollOpened')} {moment(view, open.openedAt)} · {t('rollEnds', { when: moment(view, open.endsAt) })}
          </p>
          {props.mayLook && (
            <Actions>
              <Button href={boardPath(incident.id, open.id)} text={t('rollToBoard')} />
            </Actions>
          )}
        </Panel>
      )}
      {mayOpen && (
        <form method="post" action={rollsPath(incident.id)} novalidate>
          <h2>{t('rollOpen')}</h2>
          <p>{t('rollLeft', { most, left })}</p>
          <Radios
            name="who"
            legend={t('rollWho')}
            value={typedText(typed, 'who') || 'families'}
            error={errorAt(t, troubles, 'who')}
            items={(['families', 'teachers'] as const).map((value) => ({ value, text: t(`rollWho_${value}`) }))}
          />
          <Select
            name="hours"
            label={t('rollHours')}
            value={typedText(typed, 'hours') || String(usualHours)}
            error={errorAt(t, troubles, 'hours')}
            options={openHours.map((n) => ({ value: String(n), text: t('rollHoursN', { n }) }))}
          />
          <Actions>
            <Button text={t('rollOpen')} disabled={left === 0} />
          </Actions>
        </form>
      )}
      {closed.length > 0 && (
        <>
          <h2>{t('rollPast')}</h2>
          <DataTable
            caption={t('rollPast')}
            captionHidden
            columns={[
              { key: 'when', text: t('rollOpened') },
              { key: 'state', text: t('state') },
              ...(['asked', 'safe', 'help', 'absent', 'open'] as const).map((key) => ({
                key,
                text: t(`roll_${key}`),
                numeric: true,
              })),
            ]}
            rows={closed.map(({ roll, totals }) => {
              const cell = (n: number | null) => n ?? t('rollFewer');
              return {
                ...(props.mayLook && { href: boardPath(incident.id, roll.id) }),
                cells: {
                  when: moment(view, roll.openedAt),
                  state: <Tag kind="neutral" text={t('rollEnded')} />,
                  asked: cell(totals.asked),
                  safe: cell(totals.safe),
                  help: cell(totals.help),
                  absent: cell(totals.absent),
                  open: cell(totals.open),
                },
              };
            })}
            empty={{ title: '', text: '' }}
          />
        </>
      )}
      {!open && closed.length === 0 && !mayOpen && (
        <EmptyState title={t('rollNone')} text={t(incident.state === 'running' ? 'rollNoneText' : 'rollNoneOver')} />
      )}
    </DeskPage>
  );
}

export function CloseRollPage(props: { view: View; incident: Incident; roll: RollCall; unanswered: number }): Markup {
  const { view, incident, roll, unanswered } = props;
  const { t } = view;
  const trail = [...trailOf(view, incident), { href: rollsPath(incident.id), text: t('roll') }];
  return (
    <DeskPage view={view} title={t('rollClose')} width="narrow" incident={incident} trail={trail}>
      <ConfirmPanel
        title={t('rollClose')}
        text={
          <>
            {unanswered > 0 && <p>{t('rollCloseOpen', { n: unanswered })}</p>}
            <p>{t('rollCloseText')}</p>
          </>
        }
        action={closeRollRoom.path(incident.id, roll.id)}
        confirmText={t('rollClose')}
        cancelHref={boardPath(incident.id, roll.id)}
        cancelText={t('cancel')}
        danger
      />
    </DeskPage>
  );
}

export interface CallerRow {
  accountId: number;
  organisationId: number;
  place: string;
  mine: boolean;
}

export function CallersPage(props: {
  view: View;
  incident: Incident;
  roll: RollCall;
  callers: readonly CallerRow[];
  places: readonly { id: number; name: string }[];
  /** The chosen place, and who can be named for it. */
  chosen: { id: number; candidates: readonly { accountId: number; name: string }[] } | undefined;
  /** The reader's own account, if it can be named for the chosen place. */
  me: number | null;
  troubles: readonly Trouble[];
}): Markup {
  const { view, incident, roll, callers, places, chosen, me, troubles } = props;
  const { t } = view;
  const action = callersRoom.path(incident.id, roll.id);
  const trail = [
    ...trailOf(view, incident),
    { href: rollsPath(incident.id), text: t('roll') },
    { href: boardPath(incident.id, roll.id), text: t('rollBoard') },
  ];
  return (
    <DeskPage view={view} title={t('rollCallers')} width="narrow" incident={incident} trail={trail}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('rollCallers')} caption={nameOf(view, incident)} />
      <p>{t('rollCallersLead')}</p>
      {callers.length === 0 ? (
        <p>{t('rollCallersNone')}</p>
      ) : (
        <DataTable
          caption={t('rollCallers')}
          captionHidden
          columns={[
            { key: 'who', text: t('rollCaller') },
            { key: 'place', text: t('rollCallerPlace') },
            { key: 'act', text: t('rollCallerRemove'), hidden: true },
          ]}
          rows={callers.map((caller) => ({
            cells: {
              who: <span lang="zh-CN">{who(view, caller.accountId)}</span>,
              place: <span lang="zh-CN">{caller.place}</span>,
              act: caller.mine ? (
                <form method="post" action={action}>
                  <Hidden name="account" value={caller.accountId} />
                  <Hidden name="place" value={caller.organisationId} />
                  <Button
                    kind="second"
                    name="act"
                    value="remove"
                    text={t('rollCallerRemove')}
                    hiddenText={who(view, caller.accountId)}
                  />
                </form>
              ) : (
                ''
              ),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
      {places.length > 1 && (
        <form method="get" action={action}>
          <Select
            name="place"
            label={t('rollCallerPlace')}
            value={chosen ? String(chosen.id) : ''}
            error={errorAt(t, troubles, 'place')}
            options={places.map(({ id, name }) => ({ value: String(id), text: name, lang: 'zh-CN' }))}
          />
          <Actions>
            <Button kind="second" text={t('rollCallerChoose')} />
          </Actions>
        </form>
      )}
      {chosen && <h2 lang="zh-CN">{places.find(({ id }) => id === chosen.id)?.name ?? ''}</h2>}
      {chosen && me !== null && !callers.some((one) => one.accountId === me && one.organisationId === chosen.id) && (
        <form method="post" action={action}>
          <Hidden name="place" value={chosen.id} />
          <Hidden name="account" value={me} />
          <Actions>
            <Button name="act" value="add" text={t('rollCallerMe')} />
          </Actions>
        </form>
      )}
      {chosen && (
        <form method="post" action={action}>
          <Hidden name="place" value={chosen.id} />
          <Hidden name="act" value="add" />
          <Select
            name="account"
            label={t('rollCaller')}
            value=""
            error={errorAt(t, troubles, 'account')}
            options={chosen.candidates.map(({ accountId, name }) => ({
              value: String(accountId),
              text: name,
              lang: 'zh-CN',
            }))}
          />
          <Actions>
            <Button kind="second" text={t('rollCallerAdd')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}
