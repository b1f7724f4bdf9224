/** Emergency access. */
import type { Role } from '#platform/access.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { endEmergency, takeEmergency } from '../actions/emergency.ts';
import { emergencyInput } from '../input.ts';
import { EmergencyPage } from '../pages/emergency.tsx';
import { paths } from '../paths.ts';
import { emergenciesWithin } from '../queries/emergency.ts';
import { choosable } from './accounts.tsx';
import { accountCaller, viewOf } from './view.ts';

const pageSize = 50;

export const emergencyRoutes: readonly Route[] = [
  get(paths.emergency(), 'accounts.emergency', (c) => emergencyPage(c)),
  post(paths.emergency(), 'accounts.emergency', take, { proof: true }),
  post(paths.emergencyEnd(':grant'), 'accounts.emergency', end),
];

async function emergencyPage(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  const { db, clock } = c.var.services;
  const before = Number(c.req.query('before'));
  const found = await emergenciesWithin(db, c.var.reach('accounts.emergency'), {
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
    limit: pageSize + 1,
  });
  const taken = found.slice(0, pageSize);
  const administers = c.var.reach('accounts.manage');
  const own = accountCaller(c).accountId;
  return page(
    c,
    <EmergencyPage
      view={viewOf(c, 'staff', again ?? {})}
      now={clock.now()}
      taken={taken}
      mayEnd={(one) => one.accountId === own || within(administers, one.path)}
      organisations={await choosable(c, 'accounts.emergency')}
      nextHref={found.length > pageSize ? `${paths.emergency()}?before=${taken.at(-1)?.id}` : undefined}
    />,
    again ? 422 : 200,
  );
}

async function take(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(emergencyInput, typed);
  const desk = { caller: accountCaller(c), reach: c.var.reach('accounts.emergency') };
  const outcome = input.ok
    ? await takeEmergency(c.var.services, desk, {
        role: input.value.role as Role,
        organisationId: input.value.organisation,
        hours: Number(input.value.hours),
        reason: input.value.reason,
      })
    : input;
  if (!outcome.ok) return emergencyPage(c, { typed, troubles: outcome.troubles });
  return seeOther(c, `${paths.emergency()}?done=emergencyDone`);
}

async function end(c: Ctx) {
  const desk = { caller: accountCaller(c), administers: c.var.reach('accounts.manage') };
  if ((await endEmergency(c.var.services, desk, idFrom(c, 'grant'))) === 'not_found') throw new NotFound();
  return seeOther(c, `${paths.emergency()}?done=emergencyOver`);
}
