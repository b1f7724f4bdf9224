/** Signing in and out, and the demo's links. */

import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { isLoopback, signInDemo } from '../actions/demo.ts';
import { offerPasskeySignIn } from '../actions/passkeys.ts';
import { accountOfStep, checkCode, checkPassword, signOut } from '../actions/sign-in.ts';
import { endPresentSession } from '../actions/sign-in-again.ts';
import { signOnState } from '../credentials/sign-on.ts';
import { codeInput, signInInput } from '../input.ts';
import { safeNext } from '../model.ts';
import { CodePage, SignInPage } from '../pages/sign-in.tsx';
import { paths } from '../paths.ts';
import {
  cameThroughProxy,
  clearSession,
  clientOf,
  readStep,
  remoteAddress,
  setSession,
  setStep,
  suggestLanguage,
} from './client.ts';
import { accountCaller, troubleStatus, viewOf, withoutSecrets } from './view.ts';

export const signInRoutes: readonly Route[] = [
  get(paths.signIn(), 'public', showSignIn),
  post(paths.signIn(), 'public', doSignIn),
  get(paths.signInCode(), 'public', showCode),
  post(paths.signInCode(), 'public', doCode),
  get(paths.demo(':token'), 'public', doDemo),
  post(paths.signOut(), 'signed-in', doSignOut),
];

function showSignIn(c: Ctx) {
  if (c.var.caller.kind === 'account') return seeOther(c, safeNext(c.req.query('next')));
  return signInPage(c, safeNext(c.req.query('next')));
}

/** The sign-in page, with all ways in that there are; again with what is wrong. */
export async function signInPage(c: Ctx, next: string, again?: { typed?: Typed; troubles: readonly Trouble[] }) {
  const view = viewOf(c, 'public', again ?? {});
  const passkey = await offerPasskeySignIn(c.var.services);
  const signOn = { state: signOnState(c.var.services), name: c.var.services.config.oidc?.name ?? '' };
  return page(c, <SignInPage {...{ view, next, passkey, signOn }} />, again ? troubleStatus(again.troubles) : 200);
}

async function doSignIn(c: Ctx) {
  const { typed } = await readForm(c);
  const next = safeNext(typedText(typed, 'next'));
  const input = checkForm(signInInput, typed);
  const { services } = c.var;
  const outcome = input.ok
    ? await checkPassword(services, input.value.login, input.value.password, clientOf(c))
    : input;
  if (outcome.ok) {
    setStep(c, outcome.value.step);
    return seeOther(c, paths.signInCode(next));
  }
  return signInPage(c, next, { typed: withoutSecrets(typed), troubles: outcome.troubles });
}

async function showCode(c: Ctx) {
  const next = safeNext(c.req.query('next'));
  if (!(await accountOfStep(c.var.services, readStep(c)))) return seeOther(c, paths.signIn(next));
  return page(c, <CodePage view={viewOf(c, 'public')} next={next} />);
}

async function doCode(c: Ctx) {
  const { typed } = await readForm(c);
  const next = safeNext(typedText(typed, 'next'));
  const { services } = c.var;
  const account = await accountOfStep(services, readStep(c));
  if (!account) return seeOther(c, paths.signIn(next));
  const input = checkForm(codeInput, typed);
  const outcome = input.ok ? await checkCode(services, account, input.value.code, clientOf(c)) : input;
  if (!outcome.ok) {
    const view = viewOf(c, 'public', { troubles: outcome.troubles });
    return page(c, <CodePage view={view} next={next} />, troubleStatus(outcome.troubles));
  }
  await endPresentSession(services, c.var.caller);
  setSession(c, outcome.value.token);
  suggestLanguage(c, account.language);
  return seeOther(c, outcome.value.recoveryCodeUsed ? `${paths.own()}?recovery=used` : next);
}

async function doDemo(c: Ctx) {
  const { services } = c.var;
  // Both ends must be this machine; and outside a demonstration the address does not exist at all.
  const local = isLoopback(new URL(c.req.url).hostname, remoteAddress(c)) && !cameThroughProxy(c);
  if (!services.config.demo || !local) throw new NotFound();
  const token = await signInDemo(services, c.req.param('token') ?? '', clientOf(c));
  if (!token) throw new NotFound();
  await endPresentSession(services, c.var.caller);
  setSession(c, token);
  return seeOther(c, safeNext(c.req.query('next')));
}

async function doSignOut(c: Ctx) {
  const caller = accountCaller(c);
  await signOut(c.var.services, caller.accountId, caller.sessionId);
  clearSession(c);
  return seeOther(c, paths.signIn());
}
