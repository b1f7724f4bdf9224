/** Correcting one's own data through the personal link: a proposal, which the school office decides. */
import { proposeCorrection } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, type Typed, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import { refused, type Trouble } from '#platform/trouble.ts';
import { openLink } from '../actions/personal.ts';
import { DetailsPage, DetailsSentPage } from '../pages/details.tsx';
import { EndedPage } from '../pages/personal.tsx';
import { detailsPath, detailsPattern } from '../paths.ts';
import { showPersonal, taps } from './personal.tsx';
import { viewOf } from './request.ts';

const fields = ['sms', 'email', 'language', 'name'] as const;

/** A link that no longer opens its notice opens nothing here either. */
async function show(c: Ctx, typed: Typed = {}, troubles: readonly Trouble[] = []): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const opened = await openLink(c.var.services, token);
  if (opened.kind !== 'open') return showPersonal(c, opened, {});
  if (opened.language) c.set('language', wordsLanguage(opened.language));
  const view = viewOf(c, 'public');
  if (c.req.method === 'GET' && c.req.query('sent') !== undefined)
    return page(c, <DetailsSentPage view={view} token={token} />);
  return page(c, <DetailsPage {...{ view, token, typed, troubles }} />, troubles.length > 0 ? 422 : 200);
}

async function propose(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const token = c.req.param('token') ?? '';
  if (!taps(services).allow(token, services.clock.now().getTime())) {
    return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
  }
  const { typed } = await readForm(c);
  const said = fields.filter((field) => typedText(typed, field).trim() !== '');
  const [kind] = said;
  if (!kind) return show(c, typed, refused('sms', 'detailsKindMissing').troubles);
  if (said.length > 1) return show(c, typed, refused(said[1] as string, 'detailsOnlyOne').troubles);
  const opened = await openLink(services, token);
  if (opened.kind !== 'open') return showPersonal(c, opened, {});
  const outcome = await services.db
    .transaction()
    .execute((trx) =>
      proposeCorrection(trx, opened.personId, { kind, value: typedText(typed, kind) }, services.clock.now()),
    );
  return outcome.ok ? seeOther(c, `${detailsPath(token)}?sent=yes`) : show(c, typed, outcome.troubles);
}

export const detailsRoutes: readonly Route[] = [
  get(detailsPattern, 'link', (c) => show(c)),
  post(detailsPattern, 'link', propose, { maxBody: 16 * 1024 }),
];
