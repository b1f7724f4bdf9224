import { number } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { type Counts, changes, kinds, largeRemovals, type RosterImport } from '../model.ts';
import { rosterPaths } from '../paths.ts';
import { type RosterFrame, RosterPage, sayTrouble } from './frame.tsx';

type Removals = ReturnType<typeof largeRemovals>;

/** What would end, in numbers. */
export function RemovalList({ frame, removals }: { frame: RosterFrame; removals: Removals }): Markup {
  const { t } = frame;
  return (
    <div class="prose">
      <ul>
        {removals.map(({ kind, left, base, percent }) => (
          <li>{t('removalItem', { kind: t(`kind_${kind}`), left, base, percent })}</li>
        ))}
      </ul>
      <p>{t('removalText')}</p>
    </div>
  );
}

interface ConfirmProps {
  frame: RosterFrame;
  row: RosterImport;
  troubles: readonly Trouble[];
}

/** One more look at the figures before all of it is written. */
export function ApplyPage({ frame, row, troubles }: ConfirmProps): Markup {
  const { t, language } = frame;
  const counts = row.counts as Counts;
  const removals = largeRemovals(counts);
  const trouble = troubles.find((one) => one.field === 'removal');
  const trail = [{ href: rosterPaths.one(row.id), text: t('importTitle', { id: row.id }) }];
  const lines = kinds.flatMap((kind) => {
    const parts = changes.filter((change) => counts[kind][change] > 0);
    if (parts.length === 0) return [];
    return [
      `${t(`kind_${kind}`)}${t('colon')}${parts.map((change) => `${t(change)} ${number(counts[kind][change], language)}`).join(t('placeComma'))}`,
    ];
  });
  return (
    <RosterPage frame={frame} title={t('applyTitle')} trail={trail} troubles={troubles}>
      <ConfirmPanel
        title={t('applyTitle')}
        text={
          <div class="prose">
            <p>{t('applyText')}</p>
            <ul>
              {lines.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </div>
        }
        action={rosterPaths.apply(row.id)}
        confirmText={t('applyNow')}
        cancelHref={rosterPaths.one(row.id)}
        cancelText={t('back')}
        danger={removals.length > 0}
      >
        {removals.length > 0 && (
          <>
            <h2>{t('removalTitle')}</h2>
            <RemovalList frame={frame} removals={removals} />
            <Checkbox name="removal" label={t('removalBox')} error={trouble && sayTrouble(language, trouble)} />
          </>
        )}
      </ConfirmPanel>
    </RosterPage>
  );
}

export function DiscardPage({ frame, row, troubles }: ConfirmProps): Markup {
  const { t } = frame;
  const trail = [{ href: rosterPaths.one(row.id), text: t('importTitle', { id: row.id }) }];
  return (
    <RosterPage frame={frame} title={t('discardTitle')} trail={trail} troubles={troubles}>
      <ConfirmPanel
        title={t('discardTitle')}
        text={<p>{t('discardText')}</p>}
        action={rosterPaths.discard(row.id)}
        confirmText={t('discard')}
        cancelHref={rosterPaths.one(row.id)}
        cancelText={t('back')}
      />
    </RosterPage>
  );
}
