/** What the district lets be shown by itself: written by one person, put in force by another, ended by anybody. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import { pageChanged } from '../../queries/page.ts';
import { concerns } from '../model/area.ts';
import type { Feed } from '../model/feed.ts';
import { isAtLeast } from '../model/severity.ts';
import type { Rule, RuleDemand } from '../model/warning.ts';
import { pinnedInForce } from '../queries/certificates.ts';
import { lockFeed } from '../queries/feeds.ts';
import {
  activeRules,
  endNotices,
  insertNotice,
  insertRule,
  lockRule,
  moveRule,
  type RuleWish,
  spokeSince,
} from '../queries/rules.ts';
import type { NewWarning } from '../queries/warnings.ts';

export async function proposeRule(trx: Transaction, by: By, wish: RuleWish): Promise<Outcome<number>> {
  const feed = await lockFeed(trx, wish.feedId);
  if (!feed) return refused(null, 'feedGone');
  if (wish.demands !== 'origin' && (await pinnedInForce(trx, feed.id)).length === 0) {
    return refused('demands', 'ruleNoPin');
  }
  const id = await insertRule(trx, wish, by);
  await note(trx, by, 'incident_rule.propose', `warning_rule:${id}`, { feed: feed.name });
  return done(id);
}

/** By a second person. */
export async function confirmRule(trx: Transaction, by: By, id: number): Promise<Outcome<Rule>> {
  const rule = await lockRule(trx, id);
  if (rule?.state !== 'proposed' || !(await lockFeed(trx, rule.feedId))) return refused(null, 'ruleGone');
  if (rule.madeBy === by.accountId) return refused(null, 'ruleOwn');
  await moveRule(trx, id, 'active', by);
  await note(trx, by, 'incident_rule.confirm', `warning_rule:${id}`);
  return done(rule);
}

/** At once and by one person: what it has put on the page goes with it. */
export async function endRule(trx: Transaction, by: By, id: number): Promise<Outcome<Rule>> {
  const rule = await lockRule(trx, id);
  if (!rule || rule.state === 'ended') return refused(null, 'ruleGone');
  await moveRule(trx, id, 'ended', by);
  if (await endNotices(trx, { ruleId: id }, by.at, by.accountId)) await pageChanged(trx);
  await note(trx, by, 'incident_rule.end', `warning_rule:${id}`);
  return done(rule);
}

/** Takes one notice off the page; the rule goes on. */
export async function endNotice(trx: Transaction, by: By, id: number): Promise<Outcome<null>> {
  if (!(await endNotices(trx, { id }, by.at, by.accountId))) return refused(null, 'noticeGone');
  await pageChanged(trx);
  await note(trx, by, 'incident_rule.end_notice', `warning_notice:${id}`);
  return done(null);
}

/**
 * Puts the fixed texts of fitting rules on the page; true if any spoke. Only of what is real and public, and of a
 * severity that is known, and from where the rule wants it. What a rule has said of the warnings that this one follows does not count for its cool-down.
 */
export async function speak(
  trx: Transaction,
  feed: Feed,
  warning: NewWarning & { id: number },
  pinned: boolean,
  follows: readonly number[],
): Promise<boolean> {
  const proven = warning.signature === 'verified';
  const meets: Record<RuleDemand, boolean> = { origin: pinned, signature: proven, both: pinned && proven };
  const { message, severity, kind, at, endsAt } = warning;
  if (message.status !== 'Actual' || message.scope !== 'Public' || severity === 'Unknown' || kind === null)
    return false;
  let spoke = false;
  for (const rule of await activeRules(trx, feed.id)) {
    const fits =
      meets[rule.demands] &&
      rule.kinds.includes(kind) &&
      isAtLeast(severity, rule.leastSeverity) &&
      concerns(message, { words: rule.words, codes: [], shapes: false }, []);
    if (!fits) continue;
    const since = new Date(at.getTime() - rule.cooldownMinutes * 60_000);
    if (await spokeSince(trx, rule.id, since, follows)) continue;
    await insertNotice(trx, { ruleId: rule.id, warningId: warning.id, texts: rule.texts, shownAt: at, endsAt });
    spoke = true;
  }
  return spoke;
}
