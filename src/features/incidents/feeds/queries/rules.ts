/** Rules of the district, and the notices that they have put on the public page. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { AutomaticNotice, Rule, RuleState } from '../model/warning.ts';

type Db = Database | Transaction;

const columns = sql`r.id, r.feed_id as "feedId", r.kinds, r.least_severity as "leastSeverity", r.words, r.texts,
  r.cooldown_minutes as "cooldownMinutes", r.demands, r.state, r.made_by as "madeBy", r.made_at as "madeAt",
  r.confirmed_by as "confirmedBy", r.confirmed_at as "confirmedAt", r.ended_by as "endedBy", r.ended_at as "endedAt"`;

/** The newest first. */
export async function rulesOf(db: Db, feedId: number): Promise<Rule[]> {
  const { rows } = await sql<Rule>`select ${columns} from warning_rule r where r.feed_id = ${feedId}
    order by r.id desc limit 100`.execute(db);
  return rows;
}

export async function activeRules(db: Db, feedId: number): Promise<Rule[]> {
  const { rows } = await sql<Rule>`select ${columns} from warning_rule r
    where r.feed_id = ${feedId} and r.state = 'active' order by r.id`.execute(db);
  return rows;
}

export async function ruleById(db: Db, id: number): Promise<Rule | undefined> {
  const { rows } = await sql<Rule>`select ${columns} from warning_rule r where r.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockRule(trx: Transaction, id: number): Promise<Rule | undefined> {
  const { rows } = await sql<Rule>`select ${columns} from warning_rule r where r.id = ${id} for update`.execute(trx);
  return rows[0];
}

/** Rules that wait for a second person who is not the one that wrote them. */
export async function rulesToConfirm(db: Db, accountId: number): Promise<{ id: number; feed: string }[]> {
  const { rows } = await sql<{ id: number; feed: string }>`select r.id, f.name as feed
    from warning_rule r join warning_feed f on f.id = r.feed_id
    where r.state = 'proposed' and r.made_by <> ${accountId} and f.state <> 'removed' order by r.id limit 20`.execute(
    db,
  );
  return rows;
}

export type RuleWish = Pick<
  Rule,
  'feedId' | 'kinds' | 'leastSeverity' | 'words' | 'texts' | 'cooldownMinutes' | 'demands'
>;

export async function insertRule(
  trx: Transaction,
  rule: RuleWish,
  by: { accountId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into warning_rule (feed_id, kinds, least_severity, words, texts, cooldown_minutes, demands,
      made_by, made_at)
    values (${rule.feedId}, ${[...rule.kinds]}::text[], ${rule.leastSeverity}, ${[...rule.words]}::text[],
      ${JSON.stringify(rule.texts)}::jsonb, ${rule.cooldownMinutes}, ${rule.demands},
      ${by.accountId}, ${by.at}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

export async function moveRule(
  trx: Transaction,
  id: number,
  state: Exclude<RuleState, 'proposed'>,
  by: { accountId: number; at: Date },
): Promise<void> {
  if (state === 'active') {
    await sql`update warning_rule set state = 'active', confirmed_by = ${by.accountId}, confirmed_at = ${by.at}
      where id = ${id}`.execute(trx);
  } else {
    await sql`update warning_rule set state = 'ended', ended_by = ${by.accountId}, ended_at = ${by.at}
      where id = ${id}`.execute(trx);
  }
}

/**
 * What two people have agreed to was another feed: its rules wait for a second person again, who may not be the one that
 * changed it. Returns how many.
 */
export async function unconfirmRules(trx: Transaction, feedId: number, changedBy: number): Promise<number> {
  const result = await sql`update warning_rule set state = 'proposed', made_by = ${changedBy}, confirmed_by = null,
    confirmed_at = null where feed_id = ${feedId} and state <> 'ended'`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

export async function endRules(trx: Transaction, feedId: number, by: { accountId: number; at: Date }): Promise<void> {
  await sql`update warning_rule set state = 'ended', ended_by = ${by.accountId}, ended_at = ${by.at}
    where feed_id = ${feedId} and state <> 'ended'`.execute(trx);
}

/** Whether a rule has spoken since a moment, other than about these warnings (which the new one updates). */
export async function spokeSince(
  trx: Transaction,
  ruleId: number,
  since: Date,
  except: readonly number[],
): Promise<boolean> {
  const { rows } = await sql<{ spoke: boolean }>`select exists (select from warning_notice
    where rule_id = ${ruleId} and shown_at > ${since} and warning_id <> all (${[...except]}::bigint[])) as spoke`.execute(
    trx,
  );
  return rows[0]?.spoke ?? false;
}

export async function insertNotice(
  trx: Transaction,
  notice: Pick<AutomaticNotice, 'ruleId' | 'warningId' | 'texts' | 'shownAt' | 'endsAt'>,
): Promise<void> {
  await sql`insert into warning_notice (rule_id, warning_id, texts, shown_at, ends_at)
    values (${notice.ruleId}, ${notice.warningId}, ${JSON.stringify(notice.texts)}::jsonb, ${notice.shownAt},
      ${notice.endsAt})`.execute(trx);
}

/** Takes down what stands on the page because of these warnings; true if anything stood. */
export async function endNotices(
  trx: Transaction,
  which: { warningIds: readonly number[] } | { ruleId: number } | { feedId: number } | { id: number },
  at: Date,
  by: number | null,
): Promise<boolean> {
  const of =
    'warningIds' in which
      ? sql`warning_id = any (${[...which.warningIds]}::bigint[])`
      : 'ruleId' in which
        ? sql`rule_id = ${which.ruleId}`
        : 'feedId' in which
          ? sql`rule_id in (select id from warning_rule where feed_id = ${which.feedId})`
          : sql`id = ${which.id}`;
  const result = await sql`update warning_notice set ended_at = ${at}, ended_by = ${by}
    where ended_at is null and ends_at > ${at} and ${of}`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** What stands on the public page by itself, the latest first. */
export async function noticesShown(db: Db, now: Date): Promise<AutomaticNotice[]> {
  const { rows } = await sql<AutomaticNotice>`
    select n.id, n.rule_id as "ruleId", n.warning_id as "warningId", n.texts, n.shown_at as "shownAt",
      n.ends_at as "endsAt", w.sent_at as "sentAt",
      coalesce(nullif(w.content -> 'infos' -> 0 ->> 'senderName', ''), w.sender) as issuer,
      coalesce(w.content -> 'infos' -> 0 ->> 'event', '') as event,
      coalesce(w.content -> 'infos' -> 0 ->> 'web', '') as web
    from warning_notice n join warning w on w.id = n.warning_id
    where n.ended_at is null and n.ends_at > ${now} and w.scope = 'Public' and w.status = 'Actual'
    order by n.id desc limit 20`.execute(db);
  return rows;
}
