/** Writing response plans. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Kind } from '../model/kinds.ts';
import { mostTasks, type Plan, type PlanContent, reviewDay } from '../model/plan.ts';
import { insertVersion, versionInForce, versionsOf } from '../queries/plans.ts';
import { templateOf } from '../templates/register.ts';
import { type By, note } from './by.ts';

type Db = Parameters<typeof versionInForce>[0];

/** The plan by which one acts today: the district's own, else the template that comes with Belfry. */
export async function planInForce(db: Db, kind: Kind, today: string): Promise<Plan> {
  return (
    (await versionInForce(db, kind, today)) ?? {
      kind,
      version: 0,
      inForceFrom: null,
      reviewOn: null,
      content: templateOf(kind),
    }
  );
}

/**
 * Saves the next version; `version`: the latest that the writer had before them (0: none). It holds from a day on that is
 * not past: what was acted by until now stays what it was.
 */
export async function savePlan(
  trx: Transaction,
  by: By,
  kind: Kind,
  change: { version: number; content: PlanContent; inForceFrom: string },
): Promise<Outcome<number>> {
  const latest = (await versionsOf(trx, kind))[0];
  if ((latest?.version ?? 0) !== change.version) return refused(null, 'planMoved');
  if (change.inForceFrom < by.today) return refused('inForceFrom', 'planPast');
  if (change.content.tasks.length === 0) return refused('tasks', 'planNoTasks');
  if (change.content.tasks.length > mostTasks) return refused('tasks', 'planManyTasks', { n: mostTasks });
  const version = change.version + 1;
  const written = await insertVersion(trx, {
    kind,
    version,
    content: change.content,
    inForceFrom: change.inForceFrom,
    reviewOn: reviewDay(change.inForceFrom),
    accountId: by.accountId,
    at: by.at,
  });
  if (!written) return refused(null, 'planMoved');
  await note(trx, by, 'incident_plan.save', `incident_plan:${kind}`, { version });
  return done(version);
}

/** The yearly look found nothing to change: the same content as a version of today. The first time it is the adoption. */
export async function confirmPlan(trx: Transaction, by: By, kind: Kind): Promise<Outcome<number>> {
  const latest = (await versionsOf(trx, kind))[0];
  const content = latest?.content ?? templateOf(kind);
  return savePlan(trx, by, kind, { version: latest?.version ?? 0, content, inForceFrom: by.today });
}
