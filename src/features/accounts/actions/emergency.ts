/** Emergency access: taken by oneself for hours, with a reason, told to all administrators; never into the voice. */
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import type { Reach, Role } from '#platform/access.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { emergencyMail } from '../mail.ts';
import { emergencyRoles } from '../model.ts';
import type { AccountCaller } from '../policy.ts';
import { insertEmergency, lockEmergency } from '../queries/emergency.ts';
import { endGrant, endPassed } from '../queries/grants.ts';
import { holdersOf } from '../queries/names.ts';

export async function takeEmergency(
  services: Services,
  desk: { caller: AccountCaller; reach: Reach },
  wish: { role: Role; organisationId: number; hours: number; reason: string },
): Promise<Outcome<{ told: number }>> {
  if (!emergencyRoles.includes(wish.role)) return refused('role', 'roleMissing');
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  const until = new Date(at.getTime() + wish.hours * 3_600_000);
  const { caller } = desk;
  return services.db.transaction().execute(async (trx) => {
    const organisation = await organisationById(trx, wish.organisationId);
    if (!organisation || organisation.endedOn || !within(desk.reach, organisation.path)) {
      return refused('organisation', 'grantOutside');
    }
    // What is over by the hour but not yet written down must not stand in the way.
    await endPassed(trx, at);
    const { role, organisationId, reason } = wish;
    const taken = { accountId: caller.accountId, organisationId, role, reason, at, until };
    const id = await insertEmergency(trx, taken, today);
    if (id === undefined) return refused('role', 'emergencyHeld');
    await record(trx, {
      actor: { kind: 'account', accountId: caller.accountId },
      action: 'grant.break_glass',
      organisationId,
      subject: `account:${caller.accountId}`,
      detail: { grant: id, role, hours: wish.hours },
      at,
    });
    const administrators = (await holdersOf(trx, 'administrator', null, today)).filter((a) => a.email !== null);
    const told = { by: caller.name, role, organisation: organisation.name, reason, until };
    for (const reader of administrators) await services.outbox.queueMail(trx, emergencyMail(services, reader, told));
    return done({ told: administrators.length });
  });
}

/** The holder gives it back, or an administrator of the place ends it. */
export async function endEmergency(
  services: Services,
  desk: { caller: AccountCaller; administers: Reach },
  id: number,
): Promise<'ended' | 'not_found'> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const taken = await lockEmergency(trx, id);
    const may = taken && (taken.accountId === desk.caller.accountId || within(desk.administers, taken.path));
    if (!taken || !may) return 'not_found';
    await endGrant(trx, id, desk.caller.accountId, at);
    await record(trx, {
      actor: { kind: 'account', accountId: desk.caller.accountId },
      action: 'grant.end',
      organisationId: taken.organisationId,
      subject: `account:${taken.accountId}`,
      detail: { grant: id, role: taken.role },
      at,
    });
    return 'ended';
  });
}
