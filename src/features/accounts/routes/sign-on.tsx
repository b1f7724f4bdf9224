/** Single sign-on: to the provider and back, and the desk's page of the roles that its claims give. */
import { getCookie, setCookie } from 'hono/cookie';
import type { Role } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { openSecret, sealSecret } from '#platform/sealing.ts';
import type { Trouble } from '#platform/trouble.ts';
import { endPresentSession } from '../actions/sign-in-again.ts';
import { addSignOnRole, removeSignOnRole, signInBySignOn } from '../actions/sign-on.ts';
import { beginTrip, endTrip, providerOf, type SignOnTrip, tripLifeMs } from '../credentials/sign-on.ts';
import { signOnRoleInput } from '../input.ts';
import { safeNext } from '../model.ts';
import { SignOnRolesPage } from '../pages/sign-on.tsx';
import { paths } from '../paths.ts';
import { signOnRoles } from '../queries/sign-on.ts';
import { choosable } from './accounts.tsx';
import { clientOf, setSession, suggestLanguage, tripCookie } from './client.ts';
import { signInPage } from './sign-in.tsx';
import { accountCaller, viewOf } from './view.ts';

export const signOnRoutes: readonly Route[] = [
  get(paths.signOn(), 'public', begin),
  get(paths.signOnBack(), 'public', back),
  get(paths.signOnRoles(), 'accounts.manage', (c) => rolesPage(c)),
  post(paths.signOnRoles(), 'accounts.manage', add, { proof: true }),
  post(paths.signOnRoleEnd(':mapping'), 'accounts.manage', remove, { proof: true }),
];

async function begin(c: Ctx) {
  const { services } = c.var;
  if (!services.config.oidc) throw new NotFound();
  const next = safeNext(c.req.query('next'));
  const provider = await providerOf(services);
  // The page says that the provider can't be reached, and offers the password.
  if (!provider) return seeOther(c, paths.signIn(next));
  const wish = { next, again: c.req.query('again') !== undefined };
  const { address, trip } = await beginTrip(services, provider, callbackOf(c), wish);
  setTrip(c, trip);
  return seeOther(c, address);
}

async function back(c: Ctx) {
  const { services } = c.var;
  if (!services.config.oidc) throw new NotFound();
  const trip = readTrip(c);
  clearTrip(c);
  const refuse = (key: string) => signInPage(c, trip?.next ?? paths.start(), { troubles: [{ field: null, key }] });
  if (!trip || trip.until < services.clock.now().getTime()) return refuse('signOnExpired');
  const provider = await providerOf(services);
  if (!provider) return refuse('signOnDown');
  const arrived = new URL(callbackOf(c));
  arrived.search = new URL(c.req.url).search;
  const claims = await endTrip(services, provider, arrived, trip);
  if (!claims) return refuse('signOnRefused');
  const outcome = await signInBySignOn(services, claims, clientOf(c));
  if (!outcome.ok) return signInPage(c, trip.next, { troubles: outcome.troubles });
  await endPresentSession(services, c.var.caller);
  setSession(c, outcome.value.token);
  suggestLanguage(c, outcome.value.language);
  return seeOther(c, trip.next);
}

function callbackOf(c: Ctx): string {
  return c.var.services.config.publicUrl + paths.signOnBack();
}

function setTrip(c: Ctx, trip: SignOnTrip): void {
  const sealed = sealSecret(tripKey(c), JSON.stringify(trip), 'sign-on').toString('base64url');
  const { name, options } = tripCookie(c);
  setCookie(c, name, sealed, { ...options, maxAge: tripLifeMs / 1000 });
}

function readTrip(c: Ctx): SignOnTrip | undefined {
  const value = getCookie(c, tripCookie(c).name);
  const text = value && openSecret(tripKey(c), Buffer.from(value, 'base64url'), 'sign-on');
  return text ? (JSON.parse(text) as SignOnTrip) : undefined;
}

function clearTrip(c: Ctx): void {
  const { name, options } = tripCookie(c);
  setCookie(c, name, '', { ...options, maxAge: 0 });
}

function tripKey(c: Ctx): Buffer {
  return c.var.services.secrets.deriveKey('sign-on-trip');
}

/** A claim is said of anybody in the district: only its own administrators decide what it gives. */
function district(c: Ctx) {
  const reach = c.var.reach('accounts.manage');
  if (!reach.paths.some((path) => !path.includes('.'))) throw new Forbidden();
  return { caller: accountCaller(c), reach };
}

async function rolesPage(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  district(c);
  const { db, config } = c.var.services;
  return page(
    c,
    <SignOnRolesPage
      view={viewOf(c, 'staff', again ?? {})}
      provider={config.oidc}
      mappings={await signOnRoles(db)}
      organisations={await choosable(c)}
    />,
    again ? 422 : 200,
  );
}

async function add(c: Ctx) {
  const desk = district(c);
  const { typed } = await readForm(c);
  const input = checkForm(signOnRoleInput, typed);
  if (!input.ok) return rolesPage(c, { typed, troubles: input.troubles });
  const { claimValue, organisation, role } = input.value;
  const wish = { claimValue, organisationId: organisation, role: role as Role };
  const outcome = await addSignOnRole(c.var.services, desk, wish);
  if (!outcome.ok) return rolesPage(c, { typed, troubles: outcome.troubles });
  return seeOther(c, `${paths.signOnRoles()}?done=signOnRoleAdded`);
}

async function remove(c: Ctx) {
  const { caller } = district(c);
  if ((await removeSignOnRole(c.var.services, caller, idFrom(c, 'mapping'))) === 'not_found') throw new NotFound();
  return seeOther(c, `${paths.signOnRoles()}?done=signOnRoleRemoved`);
}
