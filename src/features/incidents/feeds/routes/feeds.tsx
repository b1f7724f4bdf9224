/** Setting up feeds and rules: of the whole district, like plans. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { textsOf } from '../../input.ts';
import { ofDistrict } from '../../policy.ts';
import { byOf, viewOf } from '../../routes/request.ts';
import { addFeed, changeFeed, lookNow, moveFeed } from '../actions/feeds.ts';
import { confirmRule, endNotice, endRule, proposeRule } from '../actions/rules.ts';
import { feedForm, moveFeedForm, moveRuleForm, revisionForm, ruleForm } from '../input.ts';
import type { Feed } from '../model/feed.ts';
import type { Rule } from '../model/warning.ts';
import { FeedFormPage, FeedPage, FeedsPage, fieldsOfFeed, RemoveFeedPage } from '../pages/feeds.tsx';
import { RuleFormPage, RulePage } from '../pages/rules.tsx';
import {
  editFeedRoom,
  feedPath,
  feedPattern,
  feedsPath,
  newFeedPath,
  newRuleRoom,
  removeFeedRoom,
  rulePath,
  rulePattern,
} from '../paths.ts';
import { pinnedOf } from '../queries/certificates.ts';
import { feedById, feedsInUse, refusedMessages } from '../queries/feeds.ts';
import { noticesShown, ruleById, rulesOf } from '../queries/rules.ts';

export const feedRoutes: readonly Route[] = [
  get(feedsPath, 'incidents.plan', showFeeds),
  get(newFeedPath, 'incidents.plan', (c) => showNew(c)),
  post(newFeedPath, 'incidents.plan', add),
  get(rulePattern, 'incidents.plan', (c) => showRule(c)),
  post(rulePattern, 'incidents.plan', moveRule),
  get(feedPattern, 'incidents.plan', (c) => showFeed(c)),
  post(feedPattern, 'incidents.plan', move),
  get(editFeedRoom.pattern, 'incidents.plan', (c) => showEdit(c)),
  post(editFeedRoom.pattern, 'incidents.plan', change),
  get(removeFeedRoom.pattern, 'incidents.plan', showRemove),
  post(removeFeedRoom.pattern, 'incidents.plan', remove),
  get(newRuleRoom.pattern, 'incidents.plan', (c) => showNewRule(c)),
  post(newRuleRoom.pattern, 'incidents.plan', addRule),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

export function onlyDistrict(c: Ctx): void {
  if (!ofDistrict(c.var.reach('incidents.plan'))) throw new Forbidden();
}

export async function feedIn(c: Ctx): Promise<Feed> {
  onlyDistrict(c);
  const feed = await feedById(c.var.services.db, idFrom(c, 'feed'));
  if (!feed) throw new NotFound();
  return feed;
}

async function showFeeds(c: Ctx): Promise<Response> {
  onlyDistrict(c);
  return page(c, <FeedsPage view={await viewOf(c)} feeds={await feedsInUse(c.var.services.db)} />);
}

async function showNew(c: Ctx, again?: Again): Promise<Response> {
  onlyDistrict(c);
  const typed = again?.typed ?? { everyMinutes: '5', leastSeverity: 'Moderate' };
  const view = await viewOf(c);
  return page(c, <FeedFormPage {...{ view, typed }} feed={null} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function add(c: Ctx): Promise<Response> {
  onlyDistrict(c);
  const { db, config } = c.var.services;
  const { typed } = await readForm(c);
  const input = checkForm(feedForm, typed);
  const outcome = input.ok
    ? await db.transaction().execute((trx) => addFeed(trx, byOf(c, 'incidents.plan'), input.value, config.feedPrivate))
    : input;
  return outcome.ok ? seeOther(c, feedPath(outcome.value)) : showNew(c, { typed, troubles: outcome.troubles });
}

async function showFeed(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { db } = c.var.services;
  const feed = await feedIn(c);
  const [rules, pins, refused] = await Promise.all([
    rulesOf(db, feed.id),
    pinnedOf(db, feed.id),
    refusedMessages(db, feed.id, 20),
  ]);
  const view = await viewOf(c);
  return page(c, <FeedPage {...{ view, feed, rules, pins, refused, troubles }} />, troubles.length > 0 ? 422 : 200);
}

async function move(c: Ctx): Promise<Response> {
  const feed = await feedIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(moveFeedForm, typed);
  if (!input.ok) return showFeed(c, input.troubles);
  const by = byOf(c, 'incidents.plan');
  const { act } = input.value;
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) =>
      act === 'look' ? lookNow(trx, by, feed.id) : moveFeed(trx, by, feed.id, act === 'pause' ? 'paused' : 'active'),
    );
  return outcome.ok ? seeOther(c, feedPath(feed.id)) : showFeed(c, outcome.troubles);
}

async function showEdit(c: Ctx, again?: Again): Promise<Response> {
  const feed = await feedIn(c);
  const typed = again?.typed ?? fieldsOfFeed(feed);
  const view = await viewOf(c);
  return page(c, <FeedFormPage {...{ view, feed, typed }} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function change(c: Ctx): Promise<Response> {
  const feed = await feedIn(c);
  const { db, config } = c.var.services;
  const { typed } = await readForm(c);
  const input = checkForm(feedForm, typed);
  const seen = checkForm(revisionForm, typed);
  if (!input.ok) return showEdit(c, { typed, troubles: input.troubles });
  if (!seen.ok) return showEdit(c, { typed, troubles: seen.troubles });
  const wish = { ...input.value, revision: seen.value.revision };
  const outcome = await db
    .transaction()
    .execute((trx) => changeFeed(trx, byOf(c, 'incidents.plan'), feed.id, wish, config.feedPrivate));
  return outcome.ok ? seeOther(c, feedPath(feed.id)) : showEdit(c, { typed, troubles: outcome.troubles });
}

async function showRemove(c: Ctx): Promise<Response> {
  const feed = await feedIn(c);
  return page(c, <RemoveFeedPage view={await viewOf(c)} feed={feed} />);
}

async function remove(c: Ctx): Promise<Response> {
  const feed = await feedIn(c);
  const by = byOf(c, 'incidents.plan');
  const outcome = await c.var.services.db.transaction().execute((trx) => moveFeed(trx, by, feed.id, 'removed'));
  return outcome.ok ? seeOther(c, feedsPath) : showFeed(c, outcome.troubles);
}

async function showNewRule(c: Ctx, again?: Again): Promise<Response> {
  const feed = await feedIn(c);
  const typed = again?.typed ?? { cooldown: '120', leastSeverity: 'Severe', demands: 'origin' };
  const view = await viewOf(c);
  return page(c, <RuleFormPage {...{ view, feed, typed }} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function addRule(c: Ctx): Promise<Response> {
  const feed = await feedIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(ruleForm, typed);
  if (!input.ok) return showNewRule(c, { typed, troubles: input.troubles });
  const { kinds, leastSeverity, words, cooldown, demands } = input.value;
  const wish = {
    ...{ feedId: feed.id, kinds, leastSeverity, words, cooldownMinutes: cooldown, demands },
    texts: textsOf(input.value),
  };
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => proposeRule(trx, byOf(c, 'incidents.plan'), wish));
  return outcome.ok ? seeOther(c, rulePath(outcome.value)) : showNewRule(c, { typed, troubles: outcome.troubles });
}

async function ruleIn(c: Ctx): Promise<{ rule: Rule; feed: Feed }> {
  onlyDistrict(c);
  const { db } = c.var.services;
  const rule = await ruleById(db, idFrom(c, 'rule'));
  const feed = rule && (await feedById(db, rule.feedId));
  if (!rule || !feed) throw new NotFound();
  return { rule, feed };
}

async function showRule(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { db, clock } = c.var.services;
  const { rule, feed } = await ruleIn(c);
  const shown = (await noticesShown(db, clock.now())).filter((notice) => notice.ruleId === rule.id);
  const view = await viewOf(c, [rule.madeBy, rule.confirmedBy, rule.endedBy]);
  const mayConfirm = byOf(c, 'incidents.plan').accountId !== rule.madeBy;
  return page(c, <RulePage {...{ view, feed, rule, shown, mayConfirm, troubles }} />, troubles.length > 0 ? 422 : 200);
}

async function moveRule(c: Ctx): Promise<Response> {
  const { rule } = await ruleIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(moveRuleForm, typed);
  if (!input.ok) return showRule(c, input.troubles);
  const by = byOf(c, 'incidents.plan');
  const wish = input.value;
  const outcome = await c.var.services.db.transaction().execute(async (trx) => {
    if (wish.act === 'confirm') return confirmRule(trx, by, rule.id);
    return wish.act === 'end' ? endRule(trx, by, rule.id) : endNotice(trx, by, wish.notice);
  });
  return outcome.ok ? seeOther(c, rulePath(rule.id)) : showRule(c, outcome.troubles);
}
