/** The link to one's own notices. The pages behind it read no session; a GET uses nothing up. */
import { clientAddress } from '#features/accounts/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { askForOwnLink, ownLinkIsGood, useOwnLink } from '../actions/own-link.ts';
import { ownLinkForm } from '../input.ts';
import {
  AskOwnLinkPage,
  OpenOwnLinkPage,
  OwnLinkGonePage,
  OwnLinkSentPage,
  OwnNoticesPage,
} from '../pages/own-link.tsx';
import { askOwnLinkPath, ownLinkPattern } from '../paths.ts';
import { viewOf } from './request.ts';

const maxBody = 16 * 1024;

export const ownLinkRoutes: readonly Route[] = [
  get(askOwnLinkPath, 'public', (c) =>
    c.req.query('sent') === undefined ? askPage(c) : page(c, <OwnLinkSentPage view={viewOf(c, 'public')} />),
  ),
  post(askOwnLinkPath, 'public', ask, { maxBody }),
  get(ownLinkPattern, 'link', async (c) => {
    const token = c.req.param('token') ?? '';
    const good = await ownLinkIsGood(c.var.services, token);
    return good ? page(c, <OpenOwnLinkPage view={viewOf(c, 'public')} token={token} />) : gone(c);
  }),
  post(ownLinkPattern, 'link', use, { maxBody }),
];

function askPage(c: Ctx, again?: { typed: string; troubles: readonly Trouble[] }) {
  const { typed = '', troubles = [] } = again ?? {};
  const status = troubles.some((trouble) => trouble.key === 'ownLinkTooMany') ? 429 : again ? 422 : 200;
  return page(c, <AskOwnLinkPage {...{ view: viewOf(c, 'public'), typed, troubles }} />, status);
}

async function ask(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(ownLinkForm, typed);
  const outcome = input.ok ? await askForOwnLink(c.var.services, input.value.address, clientAddress(c)) : input;
  if (!outcome.ok) return askPage(c, { typed: typedText(typed, 'address'), troubles: outcome.troubles });
  return seeOther(c, `${askOwnLinkPath}?sent=yes`);
}

async function use(c: Ctx) {
  const found = await useOwnLink(c.var.services, c.req.param('token') ?? '', c.var.language);
  if (!found) return gone(c);
  if (found.language) c.set('language', wordsLanguage(found.language));
  return page(c, <OwnNoticesPage view={viewOf(c, 'public')} {...found} />);
}

function gone(c: Ctx) {
  return page(c, <OwnLinkGonePage view={viewOf(c, 'public')} />, 410);
}
