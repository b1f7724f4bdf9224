/** Once a day at a fixed hour: closing what is over, telling the offices what waits, entering acts into the audit. */
import { type Holder, holdersAt, holdersOf, staffAt } from '#features/accounts/feature.ts';
import { record } from '#features/audit/feature.ts';
import { theDistrict } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { tellKeepers } from '../../sealed/actions/tell.ts';
import { countsMail, type Told } from '../mail.ts';
import { takeActs } from '../queries/acts.ts';
import { closeOver, type Due, dueByOffice, dueKeptOut, firstOfDay } from '../queries/clocks.ts';

const role = 'case_handler' as const;

export async function runDaily(services: Services): Promise<{ closed: number; told: number; entered: number }> {
  const { db, clock, config } = services;
  const today = localDate(clock.now(), config.timeZone);
  const closed = await db.transaction().execute((trx) => closeOver(trx, today));
  const told = await db.transaction().execute((trx) => tell(services, trx, today));
  return { closed, told, entered: await enterActs(services) };
}

/**
 * One mail to each handler with counts alone: no matter, no number, no name. Before a deadline the office's own handlers are
 * reminded; once it has passed those above them are told too. Whoever belongs to an organisation that is complained of is
 * not told of those cases, nor whoever keeps out of them.
 */
async function tell(services: Services, trx: Transaction, today: string): Promise<number> {
  if (!(await firstOfDay(trx, today))) return 0;
  const district = await theDistrict(trx);
  if (!district) return 0;
  const counts = new Map<number, { holder: Holder; told: Told }>();
  const handling = new Map<number | null, Handling>();
  const within = new Map<string, Set<number>>();
  for (const due of await dueByOffice(trx, today)) {
    // What complains of the district as a whole is nobody's here: the ombudspersons see it on their desk.
    if (due.concerned === district.path) continue;
    const path = due.officePath ?? district.path;
    const here = handling.get(due.officeId) ?? (await handlingAt(trx, path, today));
    handling.set(due.officeId, here);
    const out = due.concerned === null ? undefined : await belonging(trx, within, due.concerned, today);
    for (const holder of here.all) {
      if (out?.has(holder.accountId)) continue;
      const own = counts.get(holder.accountId) ?? { holder, told: nothing };
      const told = plus(own.told, due, 1, here.nearest.has(holder.accountId));
      counts.set(holder.accountId, { holder, told });
    }
  }
  for (const kept of await dueKeptOut(trx, today)) {
    const own = counts.get(kept.accountId);
    const nearest = handling.get(kept.officeId)?.nearest.has(kept.accountId) ?? false;
    if (own) own.told = plus(own.told, kept, -1, nearest);
  }
  let sent = await tellKeepers(services, trx);
  for (const { holder, told } of counts.values()) {
    if (!holder.email || Object.values(told).every((n) => n <= 0)) continue;
    const language = holder.language === 'en' ? 'en' : 'zh-CN';
    await services.outbox.queueMail(trx, countsMail(services.config, { address: holder.email, language }, told));
    sent += 1;
  }
  return sent;
}

/** Who handles the cases of an office, by themselves or from above; `nearest`: whose daily work they are. */
interface Handling {
  all: Holder[];
  nearest: Set<number>;
}

/** An office without handlers of its own has those of the office above it as its nearest. */
async function handlingAt(trx: Transaction, path: string, today: string): Promise<Handling> {
  const all = await holdersOf(trx, role, path, today);
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const here = await holdersAt(trx, role, at, today, true);
    if (here.length > 0) return { all, nearest: new Set(here.map(({ accountId }) => accountId)) };
  }
  return { all, nearest: new Set() };
}

const nothing: Told = { late: 0, below: 0, soon: 0, toAccept: 0, unassigned: 0 };

/** From above only what is late is told: what is in time is the office's own. */
function plus(
  told: Told,
  due: Pick<Due, 'officeId' | 'late' | 'soon' | 'toAccept'>,
  sign: 1 | -1,
  nearest: boolean,
): Told {
  const sum = (n: number, more: number) => Math.max(0, n + sign * more);
  if (!nearest) return { ...told, below: sum(told.below, due.late) };
  return {
    late: sum(told.late, due.late),
    below: told.below,
    soon: sum(told.soon, due.soon),
    toAccept: sum(told.toAccept, due.officeId === null ? 0 : due.toAccept),
    unassigned: sum(told.unassigned, due.officeId === null ? due.toAccept : 0),
  };
}

/** Accounts of those who are employed in an organisation or below it, or handle its cases. */
async function belonging(
  trx: Transaction,
  known: Map<string, Set<number>>,
  path: string,
  today: string,
): Promise<Set<number>> {
  const before = known.get(path);
  if (before) return before;
  const staff = await staffAt(trx, path, today);
  const handlers = await holdersAt(trx, role, path, today, true);
  const found = new Set([...staff, ...handlers].map(({ accountId }) => accountId));
  known.set(path, found);
  return found;
}

const actsAtOnce = 2000;

/** Shuffled, all with the time of the run: the audit says who did what on which day, and in no order. */
async function enterActs({ db, clock }: Services): Promise<number> {
  const at = clock.now();
  for (let entered = 0; ; ) {
    const taken = await db.transaction().execute(async (trx) => {
      const acts = await takeActs(trx, actsAtOnce);
      for (const { day, accountId, act, number, officeId } of acts) {
        const detail = { day, number, ...(officeId === null ? {} : { office: officeId }) };
        await record(trx, { actor: { kind: 'account', accountId }, action: act, detail, at });
      }
      return acts.length;
    });
    entered += taken;
    if (taken < actsAtOnce) return entered;
  }
}
