/** Own keys: made, wrapped anew, given up, moved from. What is secret stays in the browser (script/). */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { fingerprint } from '../fingerprint.ts';
import { type Seat, seats } from '../model/box.ts';
import { costs, type Key, keyState, shortestPassphrase } from '../model/wrap.ts';
import { giveUpPath, keyPath, keysPath, movePath, newKeyPath } from '../paths.ts';
import { day, errorAt, KeyStateTag, ownKeysTrail, SealedPage, type View } from './frame.tsx';
import { keyForBrowser } from './names.tsx';

export interface KeysProps {
  view: View;
  ofDistrict: boolean;
  handles: boolean;
  keys: readonly Key[];
  /** By the id of a key: how many names can be sealed anew with it after the other seat's key was lost. */
  anew: ReadonlyMap<string, number>;
}

export function KeysPage({ view, ofDistrict, handles, keys, anew }: KeysProps): Markup {
  const { t } = view;
  const may = ofDistrict && !handles;
  return (
    <SealedPage view={view} title={t('keysTitle')}>
      <PageHeading title={t('keysTitle')} />
      {!ofDistrict && <p>{t('keyDistrict')}</p>}
      {handles && (
        <Banner kind="warning">
          <p>{t('keysHandles')}</p>
        </Banner>
      )}
      {keys.map((key) => (
        <section>
          <h2>{t('keyTitle', { fingerprint: fingerprint(key.publicKey) })}</h2>
          <KeyFacts view={view} shown={key} />
          {(anew.get(key.id) ?? 0) > 0 && (
            <Banner kind="warning" title={t('anewWaiting', { n: anew.get(key.id) ?? 0 })}>
              <p>{t('anewText')}</p>
              <Button href={movePath(key.id)} text={t('anewTitle')} />
            </Banner>
          )}
          {keyState(key) === 'in_use' && (
            <p>
              <a href={keyPath(key.id)}>{t('keyOpen')}</a>
            </p>
          )}
          {keyState(key) === 'retired' && (
            <Actions>
              <Button href={movePath(key.id)} text={t('moveTitle')} />
              <Button kind="second" href={keyPath(key.id)} text={t('changeTitle')} />
            </Actions>
          )}
        </section>
      ))}
      {keys.length === 0 && may && (
        <EmptyState title={t('keysNone')} text={t('keysNoneText')} action={{ href: newKeyPath, text: t('keyMake') }} />
      )}
      {keys.length > 0 && may && (
        <Actions>
          <Button
            kind="second"
            href={newKeyPath}
            text={t(keys.some((key) => keyState(key) === 'in_use') ? 'keyMakeNew' : 'keyMake')}
          />
        </Actions>
      )}
    </SealedPage>
  );
}

function KeyFacts({ view, shown }: { view: View; shown: Key }): Markup {
  const { t } = view;
  return (
    <SummaryList
      rows={[
        { key: t('keySeat'), value: t(`seat_${shown.seat}`) },
        { key: t('keyState'), value: <KeyStateTag view={view} state={keyState(shown)} /> },
        { key: t('keyMade'), value: day(view, shown.madeOn) },
        { key: t('keyNames'), value: t('keyNamesN', { n: shown.names }) },
      ]}
    />
  );
}

export interface NewKeyProps {
  view: View;
  /** Who has which seat now; one's own counts as free. */
  taken: Partial<Record<Seat, string>>;
  seat: Seat | undefined;
  troubles: readonly Trouble[];
}

/** The passphrase stands outside the form: what the form brings is made of it by the script. */
export function NewKeyPage({ view, taken, seat, troubles }: NewKeyProps): Markup {
  const { t } = view;
  return (
    <SealedPage view={view} title={t('keyMake')} trail={[ownKeysTrail(view)]} troubles={troubles} script="make.js">
      <PageHeading title={t('keyMake')} />
      <p>{t('keysNoneText')}</p>
      <div data-make data-costs={JSON.stringify(costs)} data-shortest={shortestPassphrase}>
        <div data-make-first hidden>
          <Passphrases view={view} />
          <button type="button" class="button" data-make-go>
            {t('keyMake')}
          </button>
        </div>
        <div data-make-second hidden>
          <h2 tabindex={-1} data-make-kit-title>
            {t('kitTitle')}
          </h2>
          <Banner kind="warning">
            <p>{t('kitText')}</p>
          </Banner>
          <div class="copy">
            <span class="copy-label">{t('kitLabel')}</span>
            <code data-make-kit></code>
          </div>
          <SummaryList rows={[{ key: t('fingerprint'), value: <code data-make-fingerprint></code> }]} />
          <p class="hint">{t('fingerprintHint')}</p>
          <PrintLine label={t('printLabel')} printText={t('printText')} links={[]} />
          <form method="post" action={newKeyPath} novalidate autocomplete="off">
            <Radios
              name="seat"
              legend={t('keySeat')}
              value={seat ?? (taken.first === undefined ? 'first' : 'outside')}
              error={errorAt(view, troubles, 'seat')}
              items={seats.map((one) => ({
                value: one,
                text: t(`seat_${one}`),
                hint: taken[one] === undefined ? t(`seatHint_${one}`) : t('seatTakenBy', { name: taken[one] }),
                disabled: taken[one] !== undefined,
              }))}
            />
            <Hidden name="public_key" value="" />
            <Hidden name="wrapped" value="" />
            <TextField name="last" label={t('kitLast')} width={4} autocomplete="off" noSpellcheck />
            <Actions>
              <Button text={t('keySave')} />
              <Button kind="second" href={keysPath} text={t('cancel')} />
            </Actions>
          </form>
        </div>
        <p
          role="status"
          data-make-status
          data-short={t('passphraseShort', { n: shortestPassphrase })}
          data-differ={t('passphraseDiffer')}
          data-works={t('keyWorks')}
          data-last={t('kitLastWrong')}
        ></p>
      </div>
    </SealedPage>
  );
}

function Passphrases({ view: { t } }: { view: View }): Markup {
  return (
    <>
      <TextField
        name="passphrase"
        type="password"
        label={t('passphrase')}
        hint={t('passphraseHint', { n: shortestPassphrase })}
        autocomplete="off"
        noSpellcheck
      />
      <TextField name="repeat" type="password" label={t('passphraseRepeat')} autocomplete="off" noSpellcheck />
    </>
  );
}

export interface KeyProps {
  view: View;
  shown: Key;
  changed: boolean;
  troubles: readonly Trouble[];
}

export function KeyPage({ view, shown, changed, troubles }: KeyProps): Markup {
  const { t } = view;
  const title = t('keyTitle', { fingerprint: fingerprint(shown.publicKey) });
  return (
    <SealedPage view={view} title={title} trail={[ownKeysTrail(view)]} troubles={troubles} script="change.js">
      <PageHeading title={title} />
      {changed && (
        <Banner kind="success">
          <p>{t('changed')}</p>
        </Banner>
      )}
      <KeyFacts view={view} shown={shown} />
      <h2>{t('changeTitle')}</h2>
      <p>{t('changeText')}</p>
      <div
        data-change
        data-key={keyForBrowser(shown)}
        data-costs={JSON.stringify(costs)}
        data-shortest={shortestPassphrase}
      >
        <div data-change-fields hidden>
          <TextField name="old" type="password" label={t('changeOld')} autocomplete="off" noSpellcheck />
          <Passphrases view={view} />
          <button type="button" class="button" data-change-go>
            {t('changeDo')}
          </button>
        </div>
        <p
          role="status"
          data-change-status
          data-short={t('passphraseShort', { n: shortestPassphrase })}
          data-differ={t('passphraseDiffer')}
          data-works={t('keyWorks')}
          data-wrong={t('unlockWrong')}
        ></p>
        <form method="post" action={keyPath(shown.id)} hidden>
          <Hidden name="passphrase" value="" />
        </form>
      </div>
      {keyState(shown) === 'in_use' && (
        <Details summary={t('giveUp')}>
          <p>{t('giveUpText')}</p>
          <form method="post" action={giveUpPath(shown.id)}>
            <Button kind="danger" text={t('giveUp')} />
          </form>
        </Details>
      )}
    </SealedPage>
  );
}
