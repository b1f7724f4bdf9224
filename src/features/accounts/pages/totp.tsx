/** The picture and the key of a new authenticator, and the recovery codes. */
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Details } from '#ui/details/details.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { Page } from '#ui/page/page.tsx';
import { errorAt, say, type View } from './frame.tsx';

export interface TotpOffer {
  sealed: string;
  /** In groups of four. */
  typed: string;
  qr: { size: number; path: string };
}

/** Fields of a form that binds a new app. The picture is dark on white in every colour scheme: cameras want it so. */
export function TotpFields({ view, offer }: { view: View; offer: TotpOffer }): Markup {
  const t = say(view);
  const { size, path } = offer.qr;
  return (
    <>
      <h2>{t('totpTitle')}</h2>
      <p>{t('totpText')}</p>
      <p>
        <svg viewBox={`0 0 ${size} ${size}`} width="220" height="220" role="img" aria-label={t('totpPicture')}>
          <rect width={size} height={size} fill="#fff" />
          <path d={path} fill="#000" shape-rendering="crispEdges" />
        </svg>
      </p>
      <Details summary={t('totpTyped')}>
        <CopyText label={t('totpKey')} value={offer.typed} copyText={t('copy')} copiedText={t('copied')} />
      </Details>
      <Hidden name="sealedSecret" value={offer.sealed} />
      <TextField
        name="code"
        label={t('code')}
        hint={t('codeNewHint')}
        inputmode="numeric"
        autocomplete="one-time-code"
        width={10}
        noSpellcheck
        required
        error={errorAt(view, 'code')}
      />
    </>
  );
}

/** Shown once, as the answer to the form that made them. */
export function RecoveryCodesPage({
  view,
  codes,
  nextHref,
}: {
  view: View;
  codes: string[];
  nextHref: string;
}): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('codesTitle')} noindex>
      <h1>{t('codesTitle')}</h1>
      <p>{t('codesText')}</p>
      <ul class="codes" aria-label={t('codesList')}>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button href={nextHref} text={t('codesDone')} />
    </Page>
  );
}
