/** Rules of approval. A rule is ended, never changed. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Kind } from '../../model/kinds.ts';
import { pathsOf } from '../../queries/notices.ts';
import type { AudienceReach, Place, Rule } from '../model/chain.ts';

const columns = sql`r.id, r.organisation_id as "organisationId", o.name as organisation, o.path::text as path, r.kind,
  r.reach, r.steps, r.remind_after as "remindAfter"`;

/** Rules in force that say something of what is issued within the reach: set there, or for something above it. */
export async function rulesWithin(db: Database, reach: Reach): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select ${columns} from approval_rule r join organisation o on o.id = r.organisation_id
    where r.ended_at is null and (o.path <@ any (${pathsOf(reach)}) or o.path @> any (${pathsOf(reach)}))
    order by o.path, r.kind nulls last, r.reach nulls last limit 500`.execute(db);
  return rows;
}

export async function ruleWithin(db: Database, reach: Reach, id: number): Promise<Rule | undefined> {
  const { rows } = await sql<Rule>`
    select ${columns} from approval_rule r join organisation o on o.id = r.organisation_id
    where r.id = ${id} and r.ended_at is null and o.path <@ any (${pathsOf(reach)})`.execute(db);
  return rows[0];
}

/** The most specific rule: of the office nearest to the one that issues, then with a kind, then with a reach. */
export async function ruleFor(
  db: Database | Transaction,
  officePath: string,
  kind: Kind,
  reach: AudienceReach,
): Promise<Rule | undefined> {
  const { rows } = await sql<Rule>`
    select ${columns} from approval_rule r join organisation o on o.id = r.organisation_id
    where r.ended_at is null and o.path @> ${officePath}::ltree
      and (r.kind is null or r.kind = ${kind}) and (r.reach is null or r.reach = ${reach})
    order by nlevel(o.path) desc, (r.kind is not null) desc, (r.reach is not null) desc limit 1`.execute(db);
  return rows[0];
}

export interface NewRule {
  organisationId: number;
  kind: Kind | null;
  reach: AudienceReach | null;
  steps: readonly Place[];
  remindAfter: number;
}

/** The rule in force of exactly this office, kind and reach. Locks it. */
export async function lockSameRule(trx: Transaction, rule: NewRule): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from approval_rule where organisation_id = ${rule.organisationId} and ended_at is null
      and kind is not distinct from ${rule.kind} and reach is not distinct from ${rule.reach} for update`.execute(trx);
  return rows[0]?.id;
}

export async function lockRule(trx: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from approval_rule where id = ${id} and ended_at is null for update`.execute(trx);
  return rows.length > 0;
}

export async function insertRule(trx: Transaction, rule: NewRule, by: number, at: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into approval_rule (organisation_id, kind, reach, steps, remind_after, made_by, made_at)
    values (${rule.organisationId}, ${rule.kind}, ${rule.reach}, ${[...rule.steps]}::text[], ${rule.remindAfter}, ${by},
      ${at}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function endRuleRow(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update approval_rule set ended_by = ${by}, ended_at = ${at} where id = ${id}`.execute(trx);
}
