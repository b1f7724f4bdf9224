/** The register of rules. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { matches } from '../../queries/notices.ts';
import type { LinkKind, Related, Rule, RuleLink, RuleRow, Status, Subject } from '../model/rule.ts';

/** What the register says of a notice, or of its draft. */
export async function ruleOf(db: Database | Transaction, id: number): Promise<Rule | null> {
  const { rows } = await sql<Rule>`
    select r.subject, r.holds_from as "inForceFrom", r.holds_until as "inForceUntil",
      coalesce((select jsonb_agg(jsonb_build_object('kind', l.kind, 'targetId', l.target_id) order by l.target_id)
        from notice_rule_link l where l.notice_id = r.notice_id), '[]') as links
    from notice_rule r where r.notice_id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function deleteRule(trx: Transaction, id: number): Promise<void> {
  await sql`delete from notice_rule where notice_id = ${id}`.execute(trx);
}

export async function writeRule(trx: Transaction, id: number, rule: Rule): Promise<void> {
  await deleteRule(trx, id);
  await sql`insert into notice_rule (notice_id, subject, holds_from, holds_until)
    values (${id}, ${rule.subject}, ${rule.inForceFrom}, ${rule.inForceUntil})`.execute(trx);
  await sql`insert into notice_rule_link (notice_id, target_id, kind)
    select ${id}::bigint, * from unnest(${rule.links.map((link) => link.targetId)}::bigint[],
      ${rule.links.map((link) => link.kind)}::text[])`.execute(trx);
}

/** Gives a notice what the register says of another one: of its correction, or the other way round. */
export async function copyRule(trx: Transaction, from: number, to: number): Promise<void> {
  const rule = await ruleOf(trx, from);
  if (rule) await writeRule(trx, to, rule);
  else await deleteRule(trx, to);
}

/** Keeps what the register says now with the version that is about to be replaced. */
export async function keepRule(trx: Transaction, id: number): Promise<void> {
  const rule = await ruleOf(trx, id);
  if (!rule) return;
  await sql`insert into notice_version_rule (notice_id, version, rule)
    select id, version, ${JSON.stringify(rule)}::jsonb from notice where id = ${id}`.execute(trx);
}

/** Public rules that are out, by number or by their own number in the address. */
export async function rulesNamed(
  db: Database | Transaction,
  names: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const ids = names.map((name) => Number(/(?:^#?|\/notices\/)(\d{1,15})$/.exec(name)?.[1] ?? 0));
  const { rows } = await sql<{ id: number; number: string | null }>`
    select n.id, n.number from notice n join notice_rule r on r.notice_id = n.id
    where n.is_public and n.state = 'published' and n.published_at <= ${now} and n.corrects_id is null
      and (n.id = any (${ids}::bigint[]) or n.number = any (${[...names]}::text[]))`.execute(db);
  return new Map(
    names.flatMap((name, index) => {
      const found = rows.find((row) => row.number === name) ?? rows.find((row) => row.id === ids[index]);
      return found ? [[name, found.id] as const] : [];
    }),
  );
}

/** The first day on which a rule holds. */
const firstDay = (zone: string): RawBuilder<string> =>
  sql`coalesce(r.holds_from, (n.published_at at time zone ${zone}::text)::date)`;

/** The first day on which another one that is out and of which `kinds` is true holds. */
const touchedOn = (zone: string, now: Date, kinds: readonly LinkKind[]): RawBuilder<string | null> => sql`(
  select min(coalesce(r2.holds_from, (n2.published_at at time zone ${zone}::text)::date))
  from notice_rule_link l join notice n2 on n2.id = l.notice_id join notice_rule r2 on r2.notice_id = n2.id
  where l.target_id = n.id and l.kind = any (${[...kinds]}::text[]) and n2.state = 'published'
    and n2.is_public and n2.published_at <= ${now} and n2.corrects_id is null)`;

export interface RuleFilter {
  text?: { words: readonly string[]; pairs: readonly string[] };
  subject?: Subject;
  organisationId?: number;
  status?: Status;
  id?: number;
  before?: { at: Date; id: number };
  limit: number;
}

/** Public rules, the newest first, with their title in the reader's language or else the main one. */
export async function publicRules(
  db: Database,
  { now, today, zone }: { now: Date; today: string; zone: string },
  language: string,
  filter: RuleFilter,
): Promise<RuleRow[]> {
  const { text, subject, organisationId, status, id, before } = filter;
  const { rows } = await sql<RuleRow>`
    select * from (
      select n.id, n.organisation_id as "organisationId", n.number, n.number_latin as "numberLatin", n.state,
        n.published_at as "publishedAt", r.subject, ${firstDay(zone)} as "from", r.holds_until as until,
        ${touchedOn(zone, now, ['replaces', 'repeals'])} as "endedOn",
        coalesce(${touchedOn(zone, now, ['amends'])} <= ${today}::date, false) as amended, t.title, t.language
      from notice n join notice_rule r on r.notice_id = n.id
      cross join lateral (
        select title, language from notice_text where notice_id = n.id
        order by language = ${language} desc, language = n.main_language desc limit 1) t
      where n.is_public and n.state in ('published', 'withdrawn') and n.published_at <= ${now}
        and n.corrects_id is null
        ${id ? sql`and n.id = ${id}` : sql``}
        ${subject ? sql`and r.subject = ${subject}` : sql``}
        ${organisationId ? sql`and n.organisation_id = ${organisationId}` : sql``}
        ${text ? sql`and ${matches(text)}` : sql``}
        ${before ? sql`and (n.published_at, n.id) < (${before.at}, ${before.id})` : sql``}) rule
    ${status ? sql`where ${hasStatus(status, today)}` : sql``}
    order by "publishedAt" desc, id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** The same as statusOn of the model, where rows are chosen. */
function hasStatus(status: Status, today: string): RawBuilder<boolean> {
  const day = sql`${today}::date`;
  const ended = sql`(rule."endedOn" is not null and rule."endedOn" <= ${day})`;
  const over = sql`(rule.until is not null and rule.until < ${day})`;
  const out = sql`rule.state = 'published'`;
  const conditions: Record<Status, RawBuilder<boolean>> = {
    withdrawn: sql`rule.state = 'withdrawn'`,
    repealed: sql`${out} and ${ended}`,
    expired: sql`${out} and not ${ended} and ${over}`,
    upcoming: sql`${out} and not ${ended} and not ${over} and rule."from" > ${day}`,
    in_force: sql`${out} and not ${ended} and not ${over} and rule."from" <= ${day}`,
  };
  return conditions[status];
}

const relatedColumns = sql`n.id, l.kind, t.title, t.language, n.number, n.number_latin as "numberLatin"`;
const relatedText = sql`join notice_text t on t.notice_id = n.id and t.language = n.main_language`;

/** The rules that one replaces, amends or repeals. */
export async function touchedBy(db: Database, id: number): Promise<Related[]> {
  const { rows } = await sql<Related>`
    select ${relatedColumns} from notice_rule_link l join notice n on n.id = l.target_id ${relatedText}
    where l.notice_id = ${id} and n.is_public and n.state in ('published', 'withdrawn')
    order by l.kind, n.id`.execute(db);
  return rows;
}

/** The public rules that are out and replace, amend or repeal one. */
export async function touching(db: Database, id: number, now: Date): Promise<Related[]> {
  const { rows } = await sql<Related>`
    select ${relatedColumns} from notice_rule_link l join notice n on n.id = l.notice_id ${relatedText}
    where l.target_id = ${id} and n.is_public and n.state = 'published' and n.published_at <= ${now}
      and n.corrects_id is null order by l.kind, n.id`.execute(db);
  return rows;
}

export async function linksInWords(
  db: Database | Transaction,
  links: readonly RuleLink[],
): Promise<(RuleLink & { name: string })[]> {
  const { rows } = await sql<{ id: number; number: string | null }>`
    select id, number from notice where id = any (${links.map((link) => link.targetId)}::bigint[])`.execute(db);
  return links.map((link) => ({
    ...link,
    name: rows.find((row) => row.id === link.targetId)?.number ?? `/notices/${link.targetId}`,
  }));
}
