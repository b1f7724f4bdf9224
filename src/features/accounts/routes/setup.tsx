/** One-time links. Opening one uses nothing up: mail scanners open links too. */

import { theDistrict } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Services } from '#platform/services.ts';
import type { Trouble } from '#platform/trouble.ts';
import { linkOf, offeredSecret, offerSecret, useSetupLink } from '../actions/setup.ts';
import { inGroups, qrPath, totpAddress } from '../credentials/totp.ts';
import { setupInput } from '../input.ts';
import { words } from '../messages.ts';
import { needsOf, type OpenLink } from '../model.ts';
import { LinkGonePage, SetupPage } from '../pages/setup.tsx';
import { RecoveryCodesPage, type TotpOffer } from '../pages/totp.tsx';
import { paths } from '../paths.ts';
import { clientOf, setSession } from './client.ts';
import { troubleStatus, viewOf, withoutSecrets } from './view.ts';

export const setupRoutes: readonly Route[] = [
  get(paths.link(':token'), 'public', showLink),
  post(paths.link(':token'), 'public', useLink),
];

async function showLink(c: Ctx) {
  const token = c.req.param('token') ?? '';
  const link = await linkOf(c.var.services, token);
  return link ? setupPage(c, link, token) : gone(c);
}

async function useLink(c: Ctx) {
  const { services, language } = c.var;
  const token = c.req.param('token') ?? '';
  const link = await linkOf(services, token);
  if (!link) return gone(c);
  const { typed } = await readForm(c);
  const needs = needsOf(link.purpose, link.reset);
  const input = checkForm(
    setupInput({
      ...needs,
      login: needs.identity || link.purpose === 'invitation',
      district: await asksDistrict(services, link),
    }),
    typed,
  );
  if (!input.ok) return setupPage(c, link, token, { typed, troubles: input.troubles });
  const outcome = await useSetupLink(services, token, { ...input.value, language }, clientOf(c));
  if (outcome === 'gone') return gone(c);
  if (!outcome.ok) return setupPage(c, link, token, { typed, troubles: outcome.troubles });
  setSession(c, outcome.value.token);
  if (outcome.value.recoveryCodes.length === 0) return seeOther(c, paths.start());
  return page(
    c,
    <RecoveryCodesPage view={viewOf(c, 'public')} codes={outcome.value.recoveryCodes} nextHref={paths.start()} />,
  );
}

async function setupPage(
  c: Ctx,
  link: OpenLink,
  token: string,
  again?: { typed: Typed; troubles: readonly Trouble[] },
) {
  const { services } = c.var;
  const sealed = again && typedText(again.typed, 'sealedSecret');
  const offer = totpOffer(
    services,
    token,
    link.login ?? words(c.var.language)('setUpTitle_first_administrator'),
    sealed,
  );
  const view = viewOf(c, 'public', again ? { typed: withoutSecrets(again.typed), troubles: again.troubles } : {});
  return page(
    c,
    <SetupPage view={view} link={link} token={token} offer={offer} asksDistrict={await asksDistrict(services, link)} />,
    again ? troubleStatus(again.troubles) : 200,
  );
}

/** The secret that was offered before, so that a scanned picture stays good after a mistake; else a new one. */
export function totpOffer(services: Services, holder: string, label: string, sealed?: string): TotpOffer {
  const before = sealed ? offeredSecret(services, sealed, holder) : undefined;
  const offer = before && sealed ? { secret: before, sealed } : offerSecret(services, holder);
  const site = services.config.siteName || words('en')('belfry');
  return { sealed: offer.sealed, typed: inGroups(offer.secret), qr: qrPath(totpAddress(offer.secret, label, site)) };
}

async function asksDistrict(services: Services, link: OpenLink): Promise<boolean> {
  return link.purpose === 'first_administrator' && (await theDistrict(services.db)) === undefined;
}

function gone(c: Ctx) {
  return page(c, <LinkGonePage view={viewOf(c, 'public')} />, 410);
}
