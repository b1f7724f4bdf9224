/** Names on their way from an old key to the next: what happens, happens in script/move.js. */
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Progress } from '#ui/progress/progress.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { fingerprint } from '../fingerprint.ts';
import type { Opener } from '../model/box.ts';
import type { Key } from '../model/wrap.ts';
import { keysPath, movePath, piecesPath } from '../paths.ts';
import { ownKeysTrail, SealedPage, type View } from './frame.tsx';
import { keyForBrowser } from './names.tsx';

export interface MoveProps {
  view: View;
  shown: Key;
  to: Opener | undefined;
  toName: string;
  left: number;
  kept: number;
  /** From a key in use to the one that follows a lost key of the other seat. */
  afterLoss: boolean;
}

export function MovePage({ view, shown, to, toName, left, kept, afterLoss }: MoveProps): Markup {
  const { t } = view;
  const title = t(afterLoss ? 'anewTitle' : 'moveTitle');
  return (
    <SealedPage view={view} title={title} trail={[ownKeysTrail(view)]} script={to && left > 0 ? 'move.js' : undefined}>
      <PageHeading title={title} />
      {shown.endedOn !== null ? (
        <Banner kind="success">
          <p>{t('moveDone')}</p>
        </Banner>
      ) : (
        <>
          <p>{t(afterLoss ? 'anewText' : 'moveText')}</p>
          {!to && <EmptyState title={t('seatVacant')} text={t('moveNobody')} />}
          <p>
            <strong>{t(afterLoss ? 'anewLeft' : 'moveLeft', { n: left })}</strong>
          </p>
          {kept > 0 && <p>{t('moveKept', { n: kept })}</p>}
          {to && left > 0 && <Mover view={view} shown={shown} to={to} toName={toName} left={left} />}
        </>
      )}
      <p>
        <a href={keysPath}>{t('keysTitle')}</a>
      </p>
    </SealedPage>
  );
}

function Mover(props: { view: View; shown: Key; to: Opener; toName: string; left: number }): Markup {
  const { view, shown, to, toName, left } = props;
  const { t } = view;
  return (
    <div
      data-move
      data-from={keyForBrowser(shown)}
      data-to={JSON.stringify({ id: to.keyId, publicKey: to.publicKey.toString('base64') })}
      data-pieces={piecesPath(shown.id)}
      data-action={movePath(shown.id)}
    >
      <SummaryList rows={[{ key: t('moveTo'), value: `${toName} · ${fingerprint(to.publicKey)}` }]} />
      <div data-move-fields hidden>
        <TextField name="unlock" type="password" label={t('unlock')} autocomplete="off" noSpellcheck />
        <button type="button" class="button" data-move-go>
          {t('moveStart')}
        </button>
      </div>
      <div data-move-running hidden>
        <Progress label={t('moveTitle')} value={0} max={left} text="" />
        <button type="button" class="button second" data-move-stop>
          {t('moveStop')}
        </button>
      </div>
      <p
        role="status"
        data-move-status
        data-works={t('keyWorks')}
        data-wrong={t('unlockWrong')}
        data-moved={t('moveMoved')}
        data-broken={t('moveBroken')}
      ></p>
    </div>
  );
}
