/** The demo's door to rosters: made and planned by the same actions as at the desk. */
import { reachOf } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import type { Outcome } from '#platform/trouble.ts';
import type { By } from './actions/by.ts';
import { handOver } from './duty/actions/own.ts';
import { makeRoster, planTurns } from './duty/actions/rosters.ts';
import { shiftsSince } from './duty/queries/shifts.ts';
import { permissions } from './policy.ts';

export interface DutySeed {
  officer: { accountId: number; organisationId: number; path: string };
  name: string;
  members: readonly number[];
  /** The first day on which somebody is on duty; before today. */
  since: Date;
  /** Left by each of the first shifts, in order. */
  notes: readonly string[];
}

export async function seedDuty({ db, config, clock }: Services, seed: DutySeed): Promise<void> {
  const { accountId, organisationId, path } = seed.officer;
  const grants = [{ role: 'incident_officer' as const, organisationId, path }];
  const caller = { kind: 'account' as const, accountId, sessionId: 0, personId: null, name: '', grants };
  const { publicUrl, timeZone } = config;
  const reach = reachOf(caller, 'incidents.duty', permissions);
  const by = (at: Date): By => ({
    ...{ accountId, at, today: localDate(at, timeZone), reach, site: { publicUrl, timeZone } },
  });
  const today = localDate(clock.now(), timeZone);
  await db.transaction().execute(async (trx) => {
    const made = by(seed.since);
    const wish = { organisationId, name: seed.name, kind: null, covers: 'all', starts: [480, 1200] } as const;
    const id = value(await makeRoster(trx, made, { ...wish, members: seed.members }));
    value(await planTurns(trx, made, id, { from: made.today, to: addDays(today, 34) }));
    const shifts = await shiftsSince(trx, id, seed.since);
    for (const [n, text] of seed.notes.entries()) {
      const shift = shifts[n];
      if (!shift?.accountId) continue;
      const at = new Date(shift.endsAt.getTime() - 10 * 60_000);
      value(await handOver(trx, { accountId: shift.accountId, at }, shift.id, text));
    }
  });
}

/** The demo's own data has no trouble that a person could mend: trouble is a bug. */
function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demo was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
  return outcome.value;
}
