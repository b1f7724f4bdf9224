/** The own passkeys, and signing in by one. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addPasskey, offerNewPasskey, removePasskey, signInByPasskey } from '../actions/passkeys.ts';
import { endPresentSession } from '../actions/sign-in-again.ts';
import { passkeyInput, passkeySignInInput } from '../input.ts';
import { safeNext } from '../model.ts';
import { PasskeysPage, RemovePasskeyPage } from '../pages/passkeys.tsx';
import { paths } from '../paths.ts';
import { passkeysOf } from '../queries/passkeys.ts';
import { clientOf, setSession, suggestLanguage } from './client.ts';
import { signInPage } from './sign-in.tsx';
import { accountCaller, viewOf } from './view.ts';

export const passkeyRoutes: readonly Route[] = [
  post(paths.signInPasskey(), 'public', signIn),
  get(paths.ownPasskeys(), 'signed-in', (c) => passkeysPage(c)),
  post(paths.ownPasskeys(), 'signed-in', add, { proof: true }),
  get(paths.ownPasskey(':passkey'), 'signed-in', (c) => removePage(c)),
  post(paths.ownPasskey(':passkey'), 'signed-in', remove, { proof: true }),
];

async function signIn(c: Ctx) {
  const { typed } = await readForm(c);
  const next = safeNext(typedText(typed, 'next'));
  const { services } = c.var;
  const input = checkForm(passkeySignInInput, typed);
  const outcome = input.ok ? await signInByPasskey(services, input.value, clientOf(c)) : input;
  if (!outcome.ok) return signInPage(c, next, { troubles: outcome.troubles });
  await endPresentSession(services, c.var.caller);
  setSession(c, outcome.value.token);
  suggestLanguage(c, outcome.value.language);
  return seeOther(c, next);
}

async function passkeysPage(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  const { services } = c.var;
  const caller = accountCaller(c);
  const view = viewOf(c, 'staff', again ?? {});
  return page(
    c,
    <PasskeysPage
      view={view}
      passkeys={await passkeysOf(services.db, caller.accountId)}
      offer={await offerNewPasskey(services, caller)}
      suggestion={clientOf(c).device}
    />,
    again ? 422 : 200,
  );
}

async function add(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(passkeyInput, typed);
  const outcome = input.ok ? await addPasskey(c.var.services, accountCaller(c), input.value) : input;
  if (!outcome.ok) return passkeysPage(c, { typed, troubles: outcome.troubles });
  return seeOther(c, `${paths.ownPasskeys()}?done=passkeyAdded`);
}

async function removePage(c: Ctx, troubles?: readonly Trouble[]) {
  const id = idFrom(c, 'passkey');
  const passkey = (await passkeysOf(c.var.services.db, accountCaller(c).accountId)).find((p) => p.id === id);
  if (!passkey) throw new NotFound();
  const view = viewOf(c, 'staff', troubles ? { troubles } : {});
  return page(c, <RemovePasskeyPage view={view} passkey={passkey} />, troubles ? 422 : 200);
}

async function remove(c: Ctx) {
  const outcome = await removePasskey(c.var.services, accountCaller(c), idFrom(c, 'passkey'));
  if (outcome === 'not_found') throw new NotFound();
  return outcome.ok ? seeOther(c, `${paths.ownPasskeys()}?done=passkeyRemoved`) : removePage(c, outcome.troubles);
}
