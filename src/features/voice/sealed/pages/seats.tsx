/** For administrators: who has which seat, and the two steps by which a lost key ends. No name is read here. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Troubles } from '../../handling/pages/frame.tsx';
import { fingerprint } from '../fingerprint.ts';
import { type Key, keyState } from '../model/wrap.ts';
import { lostPath } from '../paths.ts';
import { day, KeyStateTag, type View } from './frame.tsx';

export interface SeatKey extends Key {
  /** Their holder is an ombudsperson still. */
  held: boolean;
  /** How many names nobody else opens either. */
  closed: number;
}

export interface SeatsProps {
  view: View;
  keys: readonly SeatKey[];
  accountId: number;
  /** An administrator of the district; others only look. */
  may: boolean;
  troubles: readonly Trouble[];
}

export function SeatsPage(props: SeatsProps): Markup {
  const { view, keys } = props;
  const { t } = view;
  return (
    <Page {...view.shell} title={t('seatsTitle')} noindex>
      <Troubles view={view} troubles={props.troubles} />
      <PageHeading title={t('seatsTitle')} />
      <p>{t('seatsLead')}</p>
      {keys.length === 0 && <EmptyState title={t('seatsNone')} text={t('seatsNoneText')} />}
      {keys.map((key) => (
        <Seat {...props} shown={key} />
      ))}
    </Page>
  );
}

function Seat(props: SeatsProps & { shown: SeatKey }): Markup {
  const { view, shown } = props;
  const { t } = view;
  const state = keyState(shown);
  return (
    <section>
      <h2>{`${t(`seat_${shown.seat}`)} · ${view.names.get(shown.accountId) ?? ''}`}</h2>
      <SummaryList
        rows={[
          { key: t('fingerprint'), value: fingerprint(shown.publicKey) },
          {
            key: t('keyState'),
            value: (
              <>
                <KeyStateTag view={view} state={state} />
                {!shown.held && shown.endedOn === null && <div class="meta">{t('keyFormer')}</div>}
              </>
            ),
          },
          { key: t('keyMade'), value: day(view, shown.madeOn) },
          { key: t('keyNames'), value: t('keyNamesN', { n: shown.names }) },
        ]}
      />
      {state === 'lost' && shown.closed > 0 && <p>{t('lossClosed', { n: shown.closed })}</p>}
      {(state === 'in_use' || state === 'retired') && <Loss {...props} />}
    </section>
  );
}

function Loss({ view, shown, accountId, may }: SeatsProps & { shown: Key }): Markup | null {
  const { t } = view;
  if (!may) return null;
  const act = (name: string, text: string, kind: 'danger' | 'second') => (
    <form method="post" action={lostPath(shown.id)}>
      <Hidden name="act" value={name} />
      <Button kind={kind} text={text} />
    </form>
  );
  if (shown.lostBy === null) {
    return (
      <Details summary={t('lossTitle')}>
        <p>{t('lossText')}</p>
        {act('propose', t('lossPropose'), 'danger')}
      </Details>
    );
  }
  return (
    <Banner kind="warning" title={t('lossWaits', { name: view.names.get(shown.lostBy) ?? '' })}>
      <p>{t('lossText')}</p>
      <Actions>
        {shown.lostBy !== accountId && act('confirm', t('lossConfirm'), 'danger')}
        {act('drop', t('lossDrop'), 'second')}
      </Actions>
    </Banner>
  );
}
