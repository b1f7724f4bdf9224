/** Response plans. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { confirmPlan, planInForce, savePlan } from '../actions/plans.ts';
import { planForm } from '../input.ts';
import { kindNames } from '../model/kinds.ts';
import type { Plan } from '../model/plan.ts';
import { EditPlanPage, PlanPage, PlansPage } from '../pages/plans.tsx';
import { editPlanPattern, planPath, planPattern, plansPath, planVersionPattern } from '../paths.ts';
import { ofDistrict } from '../policy.ts';
import { versionsInForce, versionsOf } from '../queries/plans.ts';
import { hasTemplate, templateOf } from '../templates/register.ts';
import { contentIn, fieldsOf, rowsFor } from './plan-form.ts';
import { byOf, kindFrom, todayOf, viewOf } from './request.ts';

export const planRoutes: readonly Route[] = [
  get(plansPath, 'incidents.read', showPlans),
  get(planPattern, 'incidents.read', (c) => showPlan(c)),
  post(planPattern, 'incidents.plan', confirm),
  get(planVersionPattern, 'incidents.read', (c) => showPlan(c, { version: idFrom(c, 'version') })),
  get(editPlanPattern, 'incidents.plan', (c) => showEdit(c)),
  post(editPlanPattern, 'incidents.plan', keep),
];

/** Plans are the district's: a school's officer reads them. */
function forDistrict(c: Ctx): void {
  if (!ofDistrict(c.var.reach('incidents.plan'))) throw new Forbidden();
}

async function showPlans(c: Ctx): Promise<Response> {
  const today = todayOf(c);
  const own = await versionsInForce(c.var.services.db, today);
  const lines = kindNames.map((kind) => {
    const plan = own.get(kind) ?? { version: 0, inForceFrom: null, reviewOn: null };
    const due = plan.reviewOn !== null && plan.reviewOn <= today;
    return { kind, plan, ownTemplate: hasTemplate(kind), due };
  });
  return page(c, <PlansPage view={await viewOf(c)} lines={lines} />);
}

async function showPlan(
  c: Ctx,
  { version, troubles = [] }: { version?: number; troubles?: readonly Trouble[] } = {},
): Promise<Response> {
  const { db } = c.var.services;
  const kind = kindFrom(c);
  const today = todayOf(c);
  const versions = await versionsOf(db, kind);
  const current = await planInForce(db, kind, today);
  const asked = version === undefined ? current : versions.find((one) => one.version === version);
  if (!asked) throw new NotFound();
  const plan: Plan = asked;
  const other = version !== undefined && version !== current.version;
  const view = await viewOf(
    c,
    versions.map((one) => one.accountId),
  );
  const due = !other && plan.reviewOn !== null && plan.reviewOn <= today;
  const mayWrite = ofDistrict(c.var.reach('incidents.plan'));
  const props = { view, plan, other, due, versions, mayWrite, troubles };
  return page(c, <PlanPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function confirm(c: Ctx): Promise<Response> {
  forDistrict(c);
  const kind = kindFrom(c);
  const by = byOf(c, 'incidents.plan');
  const outcome = await c.var.services.db.transaction().execute((trx) => confirmPlan(trx, by, kind));
  return outcome.ok ? seeOther(c, planPath(kind)) : showPlan(c, { troubles: outcome.troubles });
}

async function showEdit(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  forDistrict(c);
  const kind = kindFrom(c);
  const [latest] = await versionsOf(c.var.services.db, kind);
  const content = latest?.content ?? templateOf(kind);
  const typed = again?.typed ?? {
    ...fieldsOf(content),
    version: String(latest?.version ?? 0),
    inForceFrom: todayOf(c),
  };
  const used = Object.keys(typed).flatMap((name) => /^task_(\d+)_zh$/.exec(name)?.[1] ?? []);
  const rows = again ? Math.max(1, ...used.map((n) => Number(n) + 1)) : rowsFor(content.tasks.length);
  const view = await viewOf(c);
  const troubles = again?.troubles ?? [];
  return page(c, <EditPlanPage {...{ view, kind, rows, typed, troubles }} />, again ? 422 : 200);
}

async function keep(c: Ctx): Promise<Response> {
  forDistrict(c);
  const kind = kindFrom(c);
  const { typed } = await readForm(c);
  const input = checkForm(planForm, typed);
  const content = contentIn(typed);
  const troubles = [...(input.ok ? [] : input.troubles), ...(content.ok ? [] : content.troubles)];
  if (!input.ok || !content.ok) return showEdit(c, { typed, troubles });
  const change = { ...input.value, content: content.value };
  const by = byOf(c, 'incidents.plan');
  const outcome = await c.var.services.db.transaction().execute((trx) => savePlan(trx, by, kind, change));
  return outcome.ok ? seeOther(c, planPath(kind)) : showEdit(c, { typed, troubles: outcome.troubles });
}
