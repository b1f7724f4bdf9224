/** The demo's door: drills that the schools wrote down themselves, beside the exercise of the incident desk. */
import { reachOf } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { type DrillWish, enterDrill } from './actions.ts';
import { permissions } from './policy.ts';

export interface TrainingSeed {
  officer: { accountId: number; organisationId: number; path: string };
  drills: readonly DrillWish[];
}

/** Written down by the bureau's officer on the day after, through the action of the desk. */
export async function seedTraining(services: Services, { officer, drills }: TrainingSeed): Promise<void> {
  const { accountId, organisationId, path } = officer;
  const grants = [{ role: 'safety_officer' as const, organisationId, path }];
  const caller = { kind: 'account' as const, accountId, sessionId: 0, personId: null, name: '', grants };
  const reach = reachOf(caller, 'training.write', permissions);
  const { timeZone } = services.config;
  await services.db.transaction().execute(async (trx) => {
    for (const drill of drills) {
      const at = new Date(Date.parse(`${drill.heldOn}T09:00:00+08:00`));
      const outcome = await enterDrill(trx, { accountId, at, today: localDate(at, timeZone), reach }, drill);
      if (!outcome.ok) throw new Error(`The demo's drill was refused: ${outcome.troubles[0]?.key}`);
    }
  });
}
