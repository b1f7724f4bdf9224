/** Comparing what the file wants with the directory: fills the plan tables. Set-based; run in one transaction. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import { type Change, type Counts, type Kind, kinds, type Modes } from '../model.ts';

import { planOrganisations, planTerms } from './plan/organisations.ts';
import { planContacts, planPeople } from './plan/people.ts';
import { planGuardianships, planMemberships, want } from './plan/ties.ts';

/** Compares all kinds and returns how much would change. */
export async function plan(trx: Transaction, modes: Modes, today: string): Promise<Counts> {
  await sql`select roster_clear_plan()`.execute(trx);
  // The staged rows are many and fresh: joins by hash, whatever the planner believes, and room for them.
  await sql`set local work_mem = '64MB'`.execute(trx);
  await planOrganisations(trx, modes);
  await planTerms(trx, modes, today);
  await planPeople(trx, modes, today);
  await want(trx, modes);
  await sql`select roster_analyze('wanted')`.execute(trx);
  await planMemberships(trx, modes, today);
  await planGuardianships(trx, modes, today);
  await planContacts(trx, modes);
  await sql`select roster_analyze('plan')`.execute(trx);
  return await count(trx, today);
}

const planTables: Record<Kind, string> = {
  organisations: 'roster_plan_organisation',
  people: 'roster_plan_person',
  memberships: 'roster_plan_membership',
  guardianships: 'roster_plan_guardianship',
  contacts: 'roster_plan_contact',
  terms: 'roster_plan_term',
};

/** Counts the plan; `base` is what the roster itself brought and what is in force now. */
async function count(trx: Transaction, today: string): Promise<Counts> {
  const bases: Record<Kind, ReturnType<typeof sql>> = {
    organisations: sql`organisation where source_id is not null and ended_on is null`,
    people: sql`person where source_id is not null and state = 'active'`,
    memberships: sql`membership where source_id is not null and (ends_on is null or ends_on > ${today}::date)`,
    guardianships: sql`guardianship where origin = 'roster' and (ends_on is null or ends_on > ${today}::date)`,
    contacts: sql`contact_point c where origin = 'roster' and exists (
      select from person p where p.id = c.person_id and p.state = 'active')`,
    terms: sql`academic_session where source_id is not null and ends_on >= ${today}::date`,
  };
  const counts = {} as Counts;
  for (const kind of kinds) {
    const { rows } = await sql<Record<Change | 'base', number>>`
      select count(*) filter (where action = 'added') as added, count(*) filter (where action = 'changed') as changed,
        count(*) filter (where action = 'left') as left, (select count(*) from ${bases[kind]}) as base
      from ${sql.table(planTables[kind])}`.execute(trx);
    counts[kind] = rows[0] as Counts[Kind];
  }
  return counts;
}
