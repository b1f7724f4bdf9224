/** Setting and ending the rules by which notices are approved; for those who answer for the whole district. */
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { By } from '../../actions/by.ts';
import { answersForFront } from '../../actions/terms.ts';
import { endRuleRow, insertRule, lockRule, lockSameRule, type NewRule, ruleWithin } from '../queries/rules.ts';

/**
 * Sets a rule. One of the same office, kind and reach is replaced, and so is `replaces`; chains of notices that are in
 * review stay as they were when they were sent.
 */
export async function setRule(
  services: Services,
  by: By,
  rule: NewRule,
  replaces?: number,
): Promise<Outcome<{ id: number }>> {
  if (!answersForFront(by.reach)) return refused(null, 'chainNotYours');
  const office = await organisationById(services.db, rule.organisationId);
  if (!office || office.endedOn !== null || !within(by.reach, office.path)) {
    return refused('organisationId', 'officeOutside');
  }
  if (rule.steps.length === 0) return refused('step1', 'stepMissing');
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    if (replaces !== undefined && !(await lockRule(trx, replaces))) return refused(null, 'ruleGone');
    const same = await lockSameRule(trx, rule);
    for (const old of new Set([replaces, same])) if (old !== undefined) await endRuleRow(trx, old, by.accountId, at);
    const id = await insertRule(trx, rule, by.accountId, at);
    await record(trx, {
      actor: { kind: 'account', accountId: by.accountId },
      action: 'approval_rule.set',
      organisationId: rule.organisationId,
      subject: `approval_rule:${id}`,
      detail: {
        kind: rule.kind,
        reach: rule.reach,
        steps: rule.steps.join(' '),
        remind_after: rule.remindAfter,
        replaces: replaces ?? same ?? null,
      },
      at,
    });
    return done({ id });
  });
}

/** Ends a rule: what it was about is approved by the next less specific one, or by one person. */
export async function endRule(services: Services, by: By, id: number): Promise<Outcome<null>> {
  if (!answersForFront(by.reach)) return refused(null, 'chainNotYours');
  const rule = await ruleWithin(services.db, by.reach, id);
  if (!rule) return refused(null, 'ruleGone');
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    if (!(await lockRule(trx, id))) return refused(null, 'ruleGone');
    await endRuleRow(trx, id, by.accountId, at);
    await record(trx, {
      actor: { kind: 'account', accountId: by.accountId },
      action: 'approval_rule.end',
      organisationId: rule.organisationId,
      subject: `approval_rule:${id}`,
      detail: { kind: rule.kind, reach: rule.reach },
      at,
    });
    return done(null);
  });
}
