/** On a handler's page of a case with a sealed name: word to the person goes by the ombudsperson. */
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Panel } from '#ui/panel/panel.tsx';
import { day, type View } from '../../handling/pages/frame.tsx';
import { workRoom } from '../../handling/paths.ts';

export interface Relay {
  openable: boolean;
  askedOn: string | null;
  sentOn: string | null;
}

export function RelayPanel({ view, number, relay }: { view: View; number: string; relay: Relay }): Markup {
  const { t } = view;
  const { openable, askedOn, sentOn } = relay;
  return (
    <Panel title={t('relayTitle')}>
      <p>{t(openable ? 'relayText' : 'relayClosed')}</p>
      {sentOn && <p class="meta">{t('relaySent', { day: day(view, sentOn) })}</p>}
      {askedOn && <p class="meta">{t('relayAsked', { day: day(view, askedOn) })}</p>}
      {openable && !askedOn && (
        <form method="post" action={workRoom.path(number)}>
          <Button kind="second" name="act" value="askWord" text={t('relayAsk')} />
        </form>
      )}
    </Panel>
  );
}
