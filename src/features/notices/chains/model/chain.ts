/** Approval chains: what a rule says, which rule counts, and which steps it comes to for one notice. Pure. */
import type { Kind } from '../../model/kinds.ts';

/** How far an audience goes: a closed list. A department counts as a school does. */
export const audienceReaches = ['one_class', 'one_school', 'several_schools', 'district'] as const;
export type AudienceReach = (typeof audienceReaches)[number];

/** Where the approver of a step holds the role. Never a person: the product keeps no lists of persons. */
export const places = ['office', 'school', 'bureau'] as const;
export type Place = (typeof places)[number];

export const mostSteps = 5;
export const mostDaysToReminder = 30;

/** Where no rule is set: one approval, by whoever may approve for the office, and a reminder after a day. */
export const withoutRule = { remindAfter: 1 } as const;

export interface Rule {
  id: number;
  organisationId: number;
  organisation: string;
  path: string;
  kind: Kind | null;
  reach: AudienceReach | null;
  steps: Place[];
  remindAfter: number;
}

/** An organisation as far as chains look at it. */
export interface Seat {
  id: number;
  kind: string;
  name: string;
  path: string;
}

export interface PlannedStep {
  /** `any`: whoever may approve for the office, from above too. */
  place: Place | 'any';
  organisation: Seat;
}

/** A step of a notice in review, and what became of it. */
export interface Step {
  position: number;
  place: Place | 'any';
  organisationId: number;
  organisation: string;
  path: string;
  remindAfter: number;
  since: Date | null;
  approvedAt: Date | null;
  accountId: number | null;
  principalId: number | null;
  contentHash: Buffer | null;
  people: number | null;
}

/**
 * How far an audience goes. `lines`: for each included clause the organisations from the district down to the clause's
 * own, the last one.
 */
export function reachOfAudience(lines: readonly (readonly Pick<Seat, 'id' | 'kind'>[])[]): AudienceReach {
  if (lines.some((line) => line.at(-1)?.kind === 'district')) return 'district';
  const units = (kinds: readonly string[]) =>
    new Set(lines.map((line) => line.find((o) => kinds.includes(o.kind))?.id));
  const classes = units(['class']);
  if (classes.size === 1 && !classes.has(undefined)) return 'one_class';
  return units(['school', 'department']).size > 1 ? 'several_schools' : 'one_school';
}

/** Whether whoever answers for an organisation of this kind answers for all audiences of this reach. */
export function coversReach(kind: string, reach: AudienceReach): boolean {
  return kind === 'district' || (kind === 'school' && (reach === 'one_class' || reach === 'one_school'));
}

/**
 * The steps of a rule for what an office issues. `line`: from the district down to the office. A class or a grade has
 * no approver of its own: its school's is meant. A place that the office does not have (the school of a department) falls
 * away, and so does one that names the same organisation as the step before in other words. Nobody approves what goes
 * beyond the own reach: where the last organisation does not cover the audience (`covers`), the bureau comes last.
 */
export function stepsFor(
  steps: readonly Place[],
  line: readonly Seat[],
  covers: (organisation: Seat) => boolean,
): PlannedStep[] {
  const school = line.find((one) => one.kind === 'school');
  const office = line.at(-1);
  const seats: Record<Place, Seat | undefined> = {
    office: office && ['class', 'grade'].includes(office.kind) ? (school ?? office) : office,
    school,
    bureau: line.find((one) => one.kind === 'district'),
  };
  const planned: PlannedStep[] = [];
  for (const place of steps) {
    const organisation = seats[place];
    const before = planned.at(-1);
    if (!organisation || (before?.organisation.id === organisation.id && before.place !== place)) continue;
    planned.push({ place, organisation });
  }
  const last = planned.at(-1);
  if (last && seats.bureau && !covers(last.organisation)) planned.push({ place: 'bureau', organisation: seats.bureau });
  return planned;
}

/** The step whose turn it is; nothing when all have approved. */
export function currentStep<S extends Pick<Step, 'approvedAt'>>(steps: readonly S[]): S | undefined {
  return steps.find((step) => step.approvedAt === null);
}

/**
 * Who has had a part in a notice: whoever wrote in it, whoever approved a step, and those for whom they stood in. None of
 * them approves another step, neither themselves nor through a stand-in.
 */
export function involved(
  writers: readonly number[],
  steps: readonly Pick<Step, 'accountId' | 'principalId'>[],
): ReadonlySet<number> {
  const ids = [...writers, ...steps.flatMap((step) => [step.accountId, step.principalId])];
  return new Set(ids.filter((id) => id !== null));
}

/** Of the ways in which people hold a step's role, those in which they may still use it. */
export function free<H extends { accountId: number; principalId: number | null }>(
  holders: readonly H[],
  taken: ReadonlySet<number>,
): H[] {
  return holders.filter(
    (holder) => !taken.has(holder.accountId) && (holder.principalId === null || !taken.has(holder.principalId)),
  );
}

/** What the frozen hash covers of the approvals; nothing where there is no chain, so that its spelling stays as it was. */
export function approvalsAsFrozen(steps: readonly Step[]): unknown[] | undefined {
  if (steps.length === 0 || (steps.length === 1 && steps[0]?.place === 'any')) return undefined;
  return steps.map((step) => [step.position, step.place, step.organisationId, step.accountId, step.principalId]);
}
