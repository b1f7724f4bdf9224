/** What the register is to say of a notice, while it is a draft; later only a correction changes it. */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { type By, edit } from '../../actions/by.ts';
import { type LinkKind, linesOf, linkKinds, mostLinks, type Rule, type RuleLink, type Subject } from '../model/rule.ts';
import { deleteRule, rulesNamed, writeRule } from '../queries/rules.ts';

export interface RuleInput {
  isRule: boolean;
  subject: Subject;
  inForceFrom: string | null;
  inForceUntil: string | null;
  /** Names of other rules by what it does to them: document numbers or addresses, one a line. */
  links: Record<LinkKind, string>;
}

export function saveRule(
  services: Services,
  by: By,
  id: number,
  revision: number,
  input: RuleInput,
): Promise<Outcome<{ revision: number }>> {
  const at = services.clock.now();
  return edit(services, by, id, revision, async (trx, notice) => {
    if (!input.isRule) {
      await deleteRule(trx, id);
      return done(null);
    }
    const { subject, inForceFrom, inForceUntil } = input;
    if (inForceFrom !== null && inForceUntil !== null && inForceUntil < inForceFrom) {
      return refused('inForceUntil', 'ruleEndsBefore');
    }
    const links: RuleLink[] = [];
    const troubles: Trouble[] = [];
    for (const kind of linkKinds) {
      const names = linesOf(input.links[kind]);
      const found = await rulesNamed(trx, names, at);
      for (const name of names) {
        const targetId = found.get(name);
        if (targetId === undefined) troubles.push({ field: kind, key: 'ruleUnknown', context: { name } });
        else if (targetId === notice.correctsId) troubles.push({ field: kind, key: 'ruleItself' });
        else if (links.some((link) => link.targetId === targetId))
          troubles.push({ field: kind, key: 'ruleTwice', context: { name } });
        else links.push({ kind, targetId });
      }
    }
    if (links.length > mostLinks) troubles.push({ field: 'replaces', key: 'ruleTooMany' });
    if (troubles.length > 0) return { ok: false, troubles };
    const rule: Rule = { subject, inForceFrom, inForceUntil, links };
    await writeRule(trx, id, rule);
    return done(null);
  });
}
