/** The steps of a notice, or of a plan, as pages show them. */
import { accountNames } from '#features/accounts/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Notice, Whole } from '../../model/notice.ts';
import { writersOf } from '../../queries/notices.ts';
import { todayOf } from '../../routes/request.ts';
import { audienceExtent, holdersOfStep, type Plan, planFor } from '../actions/chain.ts';
import { currentStep, free, involved } from '../model/chain.ts';
import type { ShownStep } from '../pages/steps.tsx';
import { stepsOf } from '../queries/steps.ts';

/** What became of each step of a notice that is or was in review. */
export async function shownSteps(c: Ctx, notice: Notice): Promise<ShownStep[]> {
  const { db } = c.var.services;
  const steps = await stepsOf(db, notice.id);
  const current = notice.state === 'in_review' ? currentStep(steps) : undefined;
  const names = await accountNames(
    db,
    steps.flatMap((step) => [step.accountId, step.principalId]).filter((id) => id !== null),
  );
  const taken = involved([notice.authorId, ...(await writersOf(db, notice.id))], steps);
  const empty = current ? free(await holdersOfStep(db, current, todayOf(c)), taken).length === 0 : false;
  return steps.map((step) => ({
    place: step.place,
    office: step.organisation,
    state: step.approvedAt ? 'done' : step === current ? 'now' : 'later',
    empty: step === current && empty,
    since: step.since,
    approved: step.approvedAt && {
      at: step.approvedAt,
      name: names.get(step.accountId ?? 0) ?? '',
      principal: step.principalId === null ? null : (names.get(step.principalId) ?? ''),
    },
  }));
}

/** Of a plan: whether there is anybody for each step, leaving out who has had a part. */
export async function shownPlan(c: Ctx, plan: Plan, taken: ReadonlySet<number>): Promise<ShownStep[]> {
  const shown: ShownStep[] = [];
  // Five at most.
  for (const { place, organisation } of plan.steps) {
    const step = { place, path: organisation.path };
    const holders = free(await holdersOfStep(c.var.services.db, step, todayOf(c)), taken);
    const empty = holders.length === 0;
    shown.push({ place, office: organisation.name, state: 'planned', empty, since: null, approved: null });
  }
  return shown;
}

/** What a draft will need when it is sent for review; nothing while it has no audience. */
export async function stepsNeeded(c: Ctx, { notice, audience }: Whole): Promise<ShownStep[]> {
  const { db } = c.var.services;
  if (audience.include.length === 0) return [];
  const plan = await planFor(db, notice.organisationPath, notice.kind, await audienceExtent(db, audience));
  return shownPlan(c, plan, involved([notice.authorId, ...(await writersOf(db, notice.id))], []));
}
