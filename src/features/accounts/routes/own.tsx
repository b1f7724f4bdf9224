/** The desk's start and the own account. */
import { classesTaughtBy } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import {
  changeOwnDetails,
  changeOwnPassword,
  changeOwnTotp,
  endOwnSessions,
  ownHolder,
  renewOwnCodes,
} from '../actions/own.ts';
import { ownCodesInput, ownDetailsInput, ownPasswordInput, ownTotpInput } from '../input.ts';
import { words } from '../messages.ts';
import { type OwnChange, OwnChangePage, OwnPage } from '../pages/own.tsx';
import { StartPage } from '../pages/start.tsx';
import { RecoveryCodesPage } from '../pages/totp.tsx';
import { paths } from '../paths.ts';
import { accountById, credentialsById, recoveryCodesLeft } from '../queries/accounts.ts';
import { grantsOf } from '../queries/grants.ts';
import { accountNames } from '../queries/names.ts';
import { passkeysOf } from '../queries/passkeys.ts';
import { liveSessions } from '../queries/sessions.ts';
import { totpOffer } from './setup.tsx';
import { accountCaller, troubleStatus, viewOf, withoutSecrets } from './view.ts';

export const ownRoutes: readonly Route[] = [
  get(paths.start(), 'signed-in', showStart),
  get(paths.own(), 'signed-in', (c) => ownPage(c)),
  post(paths.own(), 'signed-in', saveDetails),
  get(paths.ownPassword(), 'signed-in', (c) => changePage(c, 'password')),
  post(paths.ownPassword(), 'signed-in', savePassword),
  get(paths.ownTotp(), 'signed-in', (c) => changePage(c, 'totp')),
  post(paths.ownTotp(), 'signed-in', saveTotp),
  get(paths.ownCodes(), 'signed-in', (c) => changePage(c, 'codes')),
  post(paths.ownCodes(), 'signed-in', saveCodes),
  post(paths.ownSessions(), 'signed-in', endOthers),
  post(paths.ownSession(':session'), 'signed-in', endOne),
];

async function showStart(c: Ctx) {
  const { name } = accountCaller(c);
  return page(c, <StartPage view={viewOf(c, 'staff')} name={name} waiting={await c.var.waiting()} />);
}

async function ownPage(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  const caller = accountCaller(c);
  const { db, clock, config } = c.var.services;
  const today = localDate(clock.now(), config.timeZone);
  const account = await accountById(db, caller.accountId);
  if (!account) throw new NotFound();
  const grants = (await grantsOf(db, caller.accountId, today)).filter((g) => !g.endedAt);
  const [sessions, names, codesLeft, taught, passkeys, credentials] = await Promise.all([
    liveSessions(db, caller.accountId, clock.now()),
    accountNames(
      db,
      grants.flatMap((g) => (g.givenBy === null ? [] : [g.givenBy])),
    ),
    recoveryCodesLeft(db, caller.accountId),
    caller.personId === null ? [] : classesTaughtBy(db, caller.personId, today),
    passkeysOf(db, caller.accountId),
    credentialsById(db, caller.accountId),
  ]);
  const view = viewOf(c, 'staff', again ?? {});
  if (c.req.query('recovery') === 'used') view.notice = words(c.var.language)('recoveryUsed', { left: codesLeft });
  return page(
    c,
    <OwnPage
      {...{ view, account, sessions, grants, names, codesLeft, taught }}
      currentSession={caller.sessionId}
      passkeys={passkeys.length}
      hasPassword={Boolean(credentials?.passwordHash && credentials.totpConfirmedAt)}
    />,
    again ? 422 : 200,
  );
}

async function saveDetails(c: Ctx) {
  const caller = accountCaller(c);
  const { typed } = await readForm(c);
  const input = checkForm(ownDetailsInput, typed);
  if (!input.ok) return ownPage(c, { typed, troubles: input.troubles });
  const displayName = input.value.displayName.trim();
  if (caller.personId === null && (displayName === '' || displayName.length > 200)) {
    return ownPage(c, { typed, troubles: [{ field: 'displayName', key: 'nameMissing' }] });
  }
  const language = input.value.language || null;
  await changeOwnDetails(c.var.services, caller, { displayName, language });
  const after = `${paths.own()}?done=saved`;
  return seeOther(c, language ? `/language/${language}?back=${encodeURIComponent(after)}` : after);
}

async function savePassword(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(ownPasswordInput, typed);
  const outcome = input.ok ? await changeOwnPassword(c.var.services, accountCaller(c), input.value) : input;
  if (!outcome.ok) return changePage(c, 'password', { typed, troubles: outcome.troubles });
  return seeOther(c, `${paths.own()}?done=passwordChanged`);
}

async function saveTotp(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(ownTotpInput, typed);
  return codesOrAgain(
    c,
    'totp',
    typed,
    input.ok ? await changeOwnTotp(c.var.services, accountCaller(c), input.value) : input,
  );
}

async function saveCodes(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(ownCodesInput, typed);
  return codesOrAgain(
    c,
    'codes',
    typed,
    input.ok ? await renewOwnCodes(c.var.services, accountCaller(c), input.value.current) : input,
  );
}

function codesOrAgain(c: Ctx, change: OwnChange, typed: Typed, outcome: Outcome<string[]>) {
  if (!outcome.ok) return changePage(c, change, { typed, troubles: outcome.troubles });
  return page(c, <RecoveryCodesPage view={viewOf(c, 'staff')} codes={outcome.value} nextHref={paths.own()} />);
}

async function changePage(c: Ctx, change: OwnChange, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  const { services } = c.var;
  const caller = accountCaller(c);
  const account = await accountById(services.db, caller.accountId);
  const sealed = again && typedText(again.typed, 'sealedSecret');
  const offer =
    change === 'totp' ? totpOffer(services, ownHolder(caller.accountId), account?.login ?? '', sealed) : undefined;
  const view = viewOf(c, 'staff', again ? { typed: withoutSecrets(again.typed), troubles: again.troubles } : {});
  return page(
    c,
    <OwnChangePage view={view} change={change} {...(offer ? { offer } : {})} />,
    again ? troubleStatus(again.troubles) : 200,
  );
}

async function endOne(c: Ctx) {
  await endOwnSessions(c.var.services, accountCaller(c), { only: idFrom(c, 'session') });
  return seeOther(c, `${paths.own()}?done=sessionsEnded`);
}

async function endOthers(c: Ctx) {
  const caller = accountCaller(c);
  await endOwnSessions(c.var.services, caller, { except: caller.sessionId });
  return seeOther(c, `${paths.own()}?done=sessionsEnded`);
}
