/** What this feature's handlers take from a request. */
import { accountNames } from '#features/accounts/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { Forbidden, idFrom, NotFound } from '#platform/http/respond.ts';
import type { By } from '../actions/by.ts';
import { words } from '../messages.ts';
import type { Incident } from '../model/incident.ts';
import { isKind, type Kind } from '../model/kinds.ts';
import type { View } from '../pages/frame.tsx';
import { incidentWithin } from '../queries/incidents.ts';

export function todayOf(c: Ctx): string {
  const { clock, config } = c.var.services;
  return localDate(clock.now(), config.timeZone);
}

export async function viewOf(c: Ctx, accounts: readonly (number | null)[] = []): Promise<View> {
  const { db, config, clock } = c.var.services;
  const ids = accounts.filter((id): id is number => id !== null);
  return {
    shell: c.var.shell('staff'),
    t: words(c.var.language),
    language: c.var.language,
    zone: config.timeZone,
    now: clock.now(),
    names: ids.length > 0 ? await accountNames(db, ids) : new Map(),
  };
}

/** For pages of the public: nobody is named there. */
export function publicViewOf(c: Ctx): View {
  const { config, clock } = c.var.services;
  const { language } = c.var;
  const shell = c.var.shell('public');
  return { shell, t: words(language), language, zone: config.timeZone, now: clock.now(), names: new Map() };
}

type Acting = 'incidents.act' | 'incidents.plan' | 'incidents.learn' | 'incidents.answer' | 'incidents.duty';

export function byOf(c: Ctx, permission: Acting = 'incidents.act'): By {
  const { caller, services } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  const reach = c.var.reach(permission);
  const { publicUrl, timeZone, sms } = services.config;
  const site = { publicUrl, timeZone, sms };
  return { accountId: caller.accountId, at: services.clock.now(), today: todayOf(c), reach, site };
}

/** Led from, or touching, the reader's reach; else it is not there. */
export async function incidentIn(c: Ctx, permission: 'incidents.read' | 'incidents.act'): Promise<Incident> {
  const found = await incidentWithin(c.var.services.db, c.var.reach(permission), idFrom(c, 'incident'));
  if (!found) throw new NotFound();
  return found;
}

/** Whoever leads it; an officer of a school that it touches looks on and does the school's own tasks. */
export async function ledIncident(c: Ctx): Promise<Incident> {
  const incident = await incidentIn(c, 'incidents.act');
  if (!within(c.var.reach('incidents.act'), incident.path)) throw new Forbidden();
  return incident;
}

export function kindFrom(c: Ctx): Kind {
  const kind = c.req.param('kind') ?? '';
  if (!isKind(kind)) throw new NotFound();
  return kind;
}
