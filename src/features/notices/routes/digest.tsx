/** Choosing one mail a day through the personal link. A link that opens no notice any more opens nothing here either. */
import { chooseDigest, digestChoices } from '#features/delivery/feature.ts';
import { mailAddresses } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { openLink } from '../actions/personal.ts';
import { wordsLanguage } from '../compose.ts';
import { DigestPage } from '../pages/digest.tsx';
import { EndedPage } from '../pages/personal.tsx';
import { digestPath, digestPattern } from '../paths.ts';
import { showPersonal, taps } from './personal.tsx';
import { viewOf } from './request.ts';

async function show(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const token = c.req.param('token') ?? '';
  const opened = await openLink(services, token);
  if (opened.kind !== 'open') return showPersonal(c, opened, {});
  if (opened.language) c.set('language', wordsLanguage(opened.language));
  const found = await mailAddresses(services.db, opened.personId);
  const chosen = await digestChoices(
    services.db,
    found.map((one) => one.contactPointId),
  );
  const addresses = found.map(({ contactPointId, address }) => ({
    id: contactPointId,
    shown: masked(address),
    digest: chosen.has(contactPointId),
  }));
  const done = (['digestChosen', 'digestUndone'] as const).find((key) => c.req.query('done') === key);
  const props = { view: viewOf(c, 'public'), token, addresses, time: services.config.digestAt, done };
  return page(c, <DigestPage {...props} />);
}

async function choose(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const token = c.req.param('token') ?? '';
  if (!taps.allow(token, services.clock.now().getTime())) {
    return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
  }
  const { typed } = await readForm(c);
  const opened = await openLink(services, token);
  if (opened.kind !== 'open') return showPersonal(c, opened, {});
  const wanted = Number(typedText(typed, 'address'));
  const found = await mailAddresses(services.db, opened.personId);
  // Of somebody else, or one that is no longer in use: nothing to choose.
  if (!found.some((one) => one.contactPointId === wanted)) return seeOther(c, digestPath(token));
  const digest = typedText(typed, 'digest') === 'yes';
  await chooseDigest(services, wanted, digest);
  return seeOther(c, `${digestPath(token)}?done=${digest ? 'digestChosen' : 'digestUndone'}`);
}

/** The first letter and the end: enough to know one's own. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${Array.from(address)[0] ?? ''}…${address.slice(at)}`;
}

export const digestRoutes: readonly Route[] = [
  get(digestPattern, 'link', show),
  post(digestPattern, 'link', choose, { maxBody: 16 * 1024 }),
];
