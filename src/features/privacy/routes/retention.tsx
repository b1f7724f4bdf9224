/** Retention at the desk and in public. */
import { askOwnLinkPath } from '#features/notices/paths.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { RetentionRule } from '#platform/keeping.ts';
import type { Trouble } from '#platform/trouble.ts';
import { askForRun, confirm, end, proposeHold } from '../actions/retention.ts';
import { decideHoldForm, holdForm } from '../input.ts';
import { mayBeHeld, ruleOf, rules } from '../keepings.ts';
import { nextStart } from '../model/retention.ts';
import { HoldPage, PublicPrivacyPage, RetentionPage } from '../pages/retention.tsx';
import { decideHoldPattern, holdPattern, publicPath, retentionPath, runPath } from '../paths.ts';
import { lastResults, lastRuns, openHolds } from '../queries/retention.ts';
import { byOf, callerId, forDistrict, mayActInDistrict, viewOf } from './request.ts';

/** Families read it: what is about them comes first, what is about staff and the system last. */
const publicOrder = ['directory', 'notices', 'delivery', 'privacy', 'accounts', 'audit', 'operation'];
function place({ kind }: RetentionRule): number {
  if (kind === 'directory.people') return -1;
  const found = publicOrder.indexOf(kind.split('.')[0] ?? '');
  return found < 0 ? publicOrder.length : found;
}
const rulesForPublic = [...rules].sort((a, b) => place(a) - place(b));

export const retentionRoutes: readonly Route[] = [
  get(publicPath, 'public', async (c) =>
    page(c, <PublicPrivacyPage view={await viewOf(c, 'public')} rules={rulesForPublic} askHref={askOwnLinkPath} />),
  ),
  get(retentionPath, 'privacy.read', (c) => showRetention(c)),
  post(runPath, 'privacy.act', run),
  get(holdPattern, 'privacy.act', (c) => askHold(c)),
  post(holdPattern, 'privacy.act', hold, { proof: true }),
  post(decideHoldPattern, 'privacy.act', decideHold, { proof: true }),
];

async function showRetention(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  forDistrict(c, 'privacy.read');
  const { db, clock } = c.var.services;
  const [results, holds, [lastRun]] = await Promise.all([lastResults(db), openHolds(db), lastRuns(db, 1)]);
  const view = await viewOf(
    c,
    'staff',
    holds.flatMap((one) => [one.proposedBy, one.confirmedBy]),
  );
  const props = {
    ...{ view, rules, results, holds, lastRun, troubles },
    nextRun: nextStart(clock.now()),
    mayAct: mayActInDistrict(c),
    holdable: mayBeHeld,
    accountId: callerId(c),
    asked: c.req.query('asked') !== undefined,
  };
  return page(c, <RetentionPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function run(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  await c.var.services.db.transaction().execute((trx) => askForRun(trx, byOf(c)));
  return seeOther(c, `${retentionPath}?asked=yes`);
}

async function askHold(
  c: Ctx,
  again: { typed: { reason: string; untilOn: string }; troubles: readonly Trouble[] } = {
    typed: { reason: '', untilOn: '' },
    troubles: [],
  },
): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const rule = ruleOf(c.req.param('rule') ?? '');
  if (!rule || !mayBeHeld(rule)) throw new NotFound();
  const view = await viewOf(c, 'staff');
  return page(c, <HoldPage {...{ view, rule, ...again }} />, again.troubles.length > 0 ? 422 : 200);
}

async function hold(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const { typed } = await readForm(c);
  const input = checkForm(holdForm, typed);
  const kind = c.req.param('rule') ?? '';
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => proposeHold(trx, byOf(c), { kind, ...input.value }))
    : input;
  if (outcome.ok) return seeOther(c, retentionPath);
  const again = { reason: typedText(typed, 'reason'), untilOn: typedText(typed, 'untilOn') };
  return askHold(c, { typed: again, troubles: outcome.troubles });
}

async function decideHold(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const id = idFrom(c, 'hold');
  const { typed } = await readForm(c);
  const input = checkForm(decideHoldForm, typed);
  if (!input.ok) return showRetention(c, input.troubles);
  const act = input.value.act === 'confirm' ? confirm : end;
  const outcome = await c.var.services.db.transaction().execute((trx) => act(trx, byOf(c), id));
  return outcome.ok ? seeOther(c, retentionPath) : showRetention(c, outcome.troubles);
}
