/** The approval rules: for all who read notices; set by those who answer for the whole district, with a fresh proof. */
import { organisationById, organisationsWithin } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import { answersForFront } from '../../actions/terms.ts';
import { kinds } from '../../model/kinds.ts';
import { byOf, viewOf } from '../../routes/request.ts';
import { planFor } from '../actions/chain.ts';
import { endRule, setRule } from '../actions/rules.ts';
import { ruleInput, tryInput } from '../input.ts';
import { audienceReaches, mostSteps, type Place, type Rule, withoutRule } from '../model/chain.ts';
import { type Choice, EndRulePage, RulePage, RulesPage, type RuleValues, type Tried } from '../pages/rules.tsx';
import { chainsPath, endRulePattern, newRulePath, rulePattern } from '../paths.ts';
import { rulesWithin, ruleWithin } from '../queries/rules.ts';
import { shownPlan } from './shown.ts';

/** Bureau, departments and schools: what a rule can be set for. */
async function choicesOf(c: Ctx, permission: string): Promise<Choice[]> {
  const found = await organisationsWithin(c.var.services.db, c.var.reach(permission));
  const least = Math.min(...found.map(({ path }) => path.split('.').length));
  return found.map(({ id, name, path }) => ({ id, name, depth: path.split('.').length - least }));
}

async function list(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const choices = await choicesOf(c, 'notices.read');
  const query = (name: string) => c.req.query(name) ?? '';
  const filters = {
    office: query('office'),
    kind: query('kind') || kinds[0],
    reach: query('reach') || audienceReaches[0],
  };
  const done = (['chainSaved', 'chainEnded'] as const).find((key) => key === query('done'));
  const props = {
    view: viewOf(c),
    rules: await rulesWithin(services.db, c.var.reach('notices.read')),
    choices,
    maySet: answersForFront(c.var.reach('notices.chains')),
    filters,
    tried: filters.office ? await tried(c, filters) : undefined,
    done,
  };
  return page(c, <RulesPage {...props} />);
}

async function tried(c: Ctx, filters: Record<string, string>): Promise<Tried | undefined> {
  const input = tryInput.safeParse(filters);
  if (!input.success) return undefined;
  const { db } = c.var.services;
  const office = await organisationById(db, input.data.office);
  if (!office || !within(c.var.reach('notices.read'), office.path)) return undefined;
  const { kind, reach } = input.data;
  const plan = await planFor(db, office.path, kind, { reach });
  const steps = await shownPlan(c, plan, new Set());
  return { office: office.name, kind, reach, ruleOf: plan.rule?.organisation ?? null, steps };
}

async function ruleOf(c: Ctx): Promise<Rule> {
  const rule = await ruleWithin(c.var.services.db, c.var.reach('notices.chains'), idFrom(c, 'rule'));
  if (!rule) throw new NotFound();
  return rule;
}

async function form(
  c: Ctx,
  id: number | null,
  values: RuleValues,
  troubles: readonly Trouble[] = [],
): Promise<Response> {
  const choices = await choicesOf(c, 'notices.chains');
  return page(c, <RulePage {...{ view: viewOf(c), id, choices, values, troubles }} />, troubles.length ? 422 : 200);
}

function valuesOf(rule: Rule): RuleValues {
  return {
    organisationId: String(rule.organisationId),
    kind: rule.kind ?? '',
    reach: rule.reach ?? '',
    steps: rule.steps,
    remindAfter: String(rule.remindAfter),
  };
}

const stepNames = Array.from({ length: mostSteps }, (_, n) => `step${n + 1}`);

function typedValues(typed: Typed): RuleValues {
  const text = (name: string) => typedText(typed, name);
  return {
    organisationId: text('organisationId'),
    kind: text('kind'),
    reach: text('reach'),
    steps: stepNames.map(text),
    remindAfter: text('remindAfter'),
  };
}

async function save(c: Ctx, id: number | null): Promise<Response> {
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => form(c, id, typedValues(typed), troubles);
  const input = checkForm(ruleInput, typed);
  if (!input.ok) return again(input.troubles);
  const { organisationId, kind, reach, remindAfter } = input.value;
  const chosen = input.value as Record<string, unknown>;
  const steps = stepNames.map((name) => chosen[name]).filter((place): place is Place => Boolean(place));
  const rule = { organisationId, kind, reach, remindAfter, steps };
  const outcome: Outcome<unknown> = await setRule(c.var.services, byOf(c, 'notices.chains'), rule, id ?? undefined);
  return outcome.ok ? seeOther(c, `${chainsPath}?done=chainSaved`) : again(outcome.troubles);
}

async function endPage(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { id } = await ruleOf(c);
  return page(c, <EndRulePage {...{ view: viewOf(c), id, troubles }} />, troubles.length ? 422 : 200);
}

async function end(c: Ctx): Promise<Response> {
  const { id } = await ruleOf(c);
  await readForm(c);
  const outcome = await endRule(c.var.services, byOf(c, 'notices.chains'), id);
  return outcome.ok ? seeOther(c, `${chainsPath}?done=chainEnded`) : endPage(c, outcome.troubles);
}

const fresh: RuleValues = {
  organisationId: '',
  kind: '',
  reach: '',
  steps: ['office'],
  remindAfter: String(withoutRule.remindAfter),
};

export const chainRoutes: readonly Route[] = [
  get(chainsPath, 'notices.read', list),
  get(newRulePath, 'notices.chains', (c) => form(c, null, fresh)),
  post(newRulePath, 'notices.chains', (c) => save(c, null), { proof: true }),
  get(rulePattern, 'notices.chains', async (c) => {
    const rule = await ruleOf(c);
    return form(c, rule.id, valuesOf(rule));
  }),
  post(rulePattern, 'notices.chains', async (c) => save(c, (await ruleOf(c)).id), { proof: true }),
  get(endRulePattern, 'notices.chains', (c) => endPage(c)),
  post(endRulePattern, 'notices.chains', end, { proof: true }),
];
