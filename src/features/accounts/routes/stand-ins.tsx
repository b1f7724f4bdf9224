/** Stand-ins: given and ended by oneself, and ended by an administrator. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { endStandInBy, giveStandIn, ownPlaces } from '../actions/stand-ins.ts';
import { standInInput } from '../input.ts';
import { StandInsPage } from '../pages/stand-ins.tsx';
import { paths } from '../paths.ts';
import { standInsOf } from '../queries/stand-ins.ts';
import { accountCaller, viewOf } from './view.ts';

export const standInRoutes: readonly Route[] = [
  get(paths.standIns(), 'signed-in', (c) => standInsPage(c)),
  post(paths.standIns(), 'signed-in', give, { proof: true }),
  post(paths.standInEnd(':standIn'), 'signed-in', endOwn),
  post(paths.accountStandInEnd(':account', ':standIn'), 'accounts.manage', endAtDesk),
];

async function standInsPage(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  const { services } = c.var;
  const caller = accountCaller(c);
  const today = localDate(services.clock.now(), services.config.timeZone);
  const [standIns, places] = await Promise.all([
    standInsOf(services.db, caller.accountId, today),
    ownPlaces(services, caller),
  ]);
  const view = viewOf(c, 'staff', again ?? {});
  return page(c, <StandInsPage {...{ view, standIns, places }} />, again ? 422 : 200);
}

async function give(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(standInInput, typed);
  const outcome = input.ok
    ? await giveStandIn(c.var.services, accountCaller(c), {
        ...input.value,
        organisationId: input.value.organisation,
      })
    : input;
  if (!outcome.ok) return standInsPage(c, { typed, troubles: outcome.troubles });
  return seeOther(c, `${paths.standIns()}?done=standInGiven`);
}

async function endOwn(c: Ctx) {
  const ended = await endStandInBy(c.var.services, accountCaller(c), idFrom(c, 'standIn'));
  if (ended === 'not_found') throw new NotFound();
  return seeOther(c, `${paths.standIns()}?done=standInEnded`);
}

async function endAtDesk(c: Ctx) {
  const accountId = idFrom(c, 'account');
  const desk = { reach: c.var.reach('accounts.manage'), accountId };
  const ended = await endStandInBy(c.var.services, accountCaller(c), idFrom(c, 'standIn'), desk);
  if (ended === 'not_found') throw new NotFound();
  return seeOther(c, `${paths.account(accountId)}?done=standInEnded`);
}
