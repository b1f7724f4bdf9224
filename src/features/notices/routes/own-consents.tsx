/** A guardian's consents. Nothing of a child is shown by GET; what was said is shown only in the answer to a POST. */
import type { Ctx } from '#platform/http/context.ts';
import { readForm, type Typed, typedText } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { openOwnConsents, ownConsents, sayOwnConsents } from '../actions/own-consents.ts';
import { type OwnConsents, OwnConsentsPage } from '../pages/own-consents.tsx';
import { EndedPage } from '../pages/personal.tsx';
import { WishesGonePage } from '../pages/wishes.tsx';
import { ownConsentsPattern } from '../paths.ts';
import { taps } from './personal.tsx';
import { viewOf } from './request.ts';

interface Shown {
  typed?: string;
  opened?: OwnConsents;
  saved?: boolean;
  troubles?: readonly Trouble[];
}

async function show(c: Ctx, { typed = '', opened, saved = false, troubles = [] }: Shown = {}): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const link = await openOwnConsents(c.var.services, token);
  if (!link) return page(c, <WishesGonePage view={viewOf(c, 'public')} />, 410);
  if (link.language) c.set('language', wordsLanguage(link.language));
  const body = (
    <OwnConsentsPage view={viewOf(c, 'public')} {...{ token, asks: link.asks, typed, opened, saved, troubles }} />
  );
  return page(c, body, troubles.length > 0 ? 422 : 200);
}

async function submit(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const token = c.req.param('token') ?? '';
  // Also against guessing names.
  if (!taps(services).allow(token, services.clock.now().getTime()))
    return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
  const { typed } = c.req.header('content-type') ? await readForm(c) : { typed: {} };
  const name = typedText(typed, 'child').slice(0, 100);
  const saving = typedText(typed, 'act') === 'save';
  const said = saving ? await sayOwnConsents(services, token, name, choices(typed), versions(typed)) : undefined;
  const opened = await ownConsents(services, token, name, c.var.language);
  if (!opened.ok) return show(c, { typed: name, troubles: opened.troubles });
  if (said && !said.ok) return show(c, { typed: name, opened: opened.value, troubles: said.troubles });
  return show(c, { typed: name, opened: opened.value, saved: saving });
}

/** `purpose_7=yes` or `no`; anything else says nothing. */
function choices(typed: Typed): Map<number, boolean> {
  return numbered(typed, /^purpose_(\d{1,15})$/, (value) =>
    value === 'yes' ? true : value === 'no' ? false : undefined,
  );
}

/** `version_7=2`: what was read. */
function versions(typed: Typed): Map<number, number> {
  return numbered(typed, /^version_(\d{1,15})$/, (value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined));
}

function numbered<T>(typed: Typed, names: RegExp, read: (value: string) => T | undefined): Map<number, T> {
  const found = new Map<number, T>();
  for (const name of Object.keys(typed)) {
    const id = names.exec(name)?.[1];
    const value = read(typedText(typed, name));
    if (id !== undefined && value !== undefined) found.set(Number(id), value);
  }
  return found;
}

export const ownConsentRoutes: readonly Route[] = [
  get(ownConsentsPattern, 'link', (c) => show(c)),
  post(ownConsentsPattern, 'link', submit, { maxBody: 32 * 1024 }),
];
