/** The chain of a notice: planned by the rules, frozen when it is sent for review, taken step by step. */
import { type HolderFor, holdersAt } from '#features/accounts/feature.ts';
import { lineOf, organisationsByIds } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, noteAct, today } from '../../actions/by.ts';
import { tellEmptyStep, tellStep } from '../../actions/tell.ts';
import { contentHash } from '../../model/freeze.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Audience, Notice, Whole } from '../../model/notice.ts';
import { writersOf } from '../../queries/notices.ts';
import {
  type AudienceReach,
  coversReach,
  currentStep,
  free,
  involved,
  type PlannedStep,
  type Rule,
  reachOfAudience,
  type Seat,
  type Step,
  stepsFor,
  withoutRule,
} from '../model/chain.ts';
import { ruleFor } from '../queries/rules.ts';
import { markApproved, markTold, replaceSteps, stepsOf } from '../queries/steps.ts';

export interface Plan {
  rule: Rule | undefined;
  reach: AudienceReach;
  steps: PlannedStep[];
}

/** How far an audience goes, and the paths of its organisations. */
export async function audienceExtent(
  db: Database | Transaction,
  { include }: Audience,
): Promise<{ reach: AudienceReach; paths: string[] }> {
  const own = await organisationsByIds(db, [...new Set(include.map((clause) => clause.organisationId))]);
  const ids = [...own.values()].flatMap(({ path }) => path.split('.').map(Number));
  const all = await organisationsByIds(db, [...new Set(ids)]);
  const lines = [...own.values()].map(({ path }) =>
    path.split('.').flatMap((id) => {
      const found = all.get(Number(id));
      return found ? [found] : [];
    }),
  );
  return { reach: reachOfAudience(lines), paths: [...own.values()].map(({ path }) => path) };
}

/** The steps that a notice of this office and kind needs today; without `paths`, for any audience of this reach. */
export async function planFor(
  db: Database | Transaction,
  officePath: string,
  kind: Kind,
  { reach, paths }: { reach: AudienceReach; paths?: readonly string[] },
): Promise<Plan> {
  const line = await lineOf(db, officePath);
  const rule = await ruleFor(db, officePath, kind, reach);
  const covers = ({ path, kind: seat }: Seat) =>
    paths ? paths.every((one) => `${one}.`.startsWith(`${path}.`)) : coversReach(seat, reach);
  const steps = rule ? stepsFor(rule.steps, line, covers) : [];
  const office = line.at(-1);
  if (!office) throw new Error(`No organisation at ${officePath}.`);
  return steps.length > 0
    ? { rule, reach, steps }
    : { rule: undefined, reach, steps: [{ place: 'any', organisation: office }] };
}

/** At submission: the chain is written down, and the first step's approvers are told. */
export async function startChain(
  services: Services,
  trx: Transaction,
  notice: Notice,
  audience: Audience,
  submittedBy: number,
): Promise<void> {
  const plan = await planFor(trx, notice.organisationPath, notice.kind, await audienceExtent(trx, audience));
  const rule = { id: plan.rule?.id ?? null, remindAfter: plan.rule?.remindAfter ?? withoutRule.remindAfter };
  await replaceSteps(trx, notice.id, plan.steps, rule, services.clock.now());
  await tellTurn(services, trx, notice, submittedBy);
}

/** Who holds the role of a step, in all the ways in which they do. */
export function holdersOfStep(
  db: Database | Transaction,
  step: Pick<Step, 'place' | 'path'>,
  day: string,
): Promise<HolderFor[]> {
  return holdersAt(db, 'approver', step.path, day, step.place !== 'any');
}

/** Tells those who may approve the step whose turn it is; if there is nobody, the administrators. */
async function tellTurn(services: Services, trx: Transaction, notice: Notice, from: number): Promise<void> {
  const steps = await stepsOf(trx, notice.id);
  const step = currentStep(steps);
  if (!step) return;
  const taken = involved([notice.authorId, ...(await writersOf(trx, notice.id)), from], steps);
  const holders = free(await holdersOfStep(trx, step, today(services)), taken);
  if (holders.length > 0) {
    await tellStep(services, trx, notice, holders, { from, first: step.position === 1 });
    return;
  }
  await markTold(trx, notice.id, step.position, today(services));
  await noteAct(trx, notice, null, 'step_empty', services.clock.now(), { detail: { step: step.position } });
  await tellEmptyStep(services, trx, notice, step);
}

export interface Turn {
  steps: Step[];
  step: Step;
  principalId: number | null;
}

/** Whether this person may approve the step whose turn it is, and for whom. */
export async function turnOf(
  services: Services,
  db: Database | Transaction,
  accountId: number,
  notice: Pick<Notice, 'id' | 'authorId'>,
): Promise<Outcome<Turn>> {
  const steps = await stepsOf(db, notice.id);
  const step = currentStep(steps);
  if (!step) return refused(null, 'notNow');
  const writers = [notice.authorId, ...(await writersOf(db, notice.id))];
  if (writers.includes(accountId)) return refused(null, 'authorCannotApprove');
  if (steps.some((one) => one.accountId === accountId || one.principalId === accountId)) {
    return refused(null, 'approvedBefore');
  }
  const own = (await holdersOfStep(db, step, today(services))).filter((holder) => holder.accountId === accountId);
  if (own.length === 0) return refused(null, 'notYourStep', { office: step.organisation });
  const [way] = free(own, involved(writers, steps));
  if (!way) return refused(null, 'standInOfInvolved');
  return done({ steps, step, principalId: way.principalId });
}

/**
 * Notes the approval of a step. `complete` says that it was the last one; otherwise the next is told. What was approved
 * before must be what is approved now: only the number of people may have moved.
 */
export async function takeStep(
  services: Services,
  trx: Transaction,
  by: By,
  whole: Whole,
  turn: Turn,
  people: number,
): Promise<Outcome<{ complete: boolean; steps: Step[] }>> {
  const { notice } = whole;
  const changed = turn.steps.some(
    (step) => step.contentHash !== null && !contentHash(whole, step.people ?? 0).equals(step.contentHash),
  );
  if (changed) return refused(null, 'changedSinceApproval');
  await markApproved(trx, notice.id, turn.step.position, {
    accountId: by.accountId,
    principalId: turn.principalId,
    contentHash: contentHash(whole, people),
    people,
    at: services.clock.now(),
  });
  const steps = await stepsOf(trx, notice.id);
  const complete = currentStep(steps) === undefined;
  if (!complete) await tellTurn(services, trx, notice, by.accountId);
  return done({ complete, steps });
}
