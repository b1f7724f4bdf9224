/** Comparing what the file wants with the directory: fills the plan tables. Set-based; run in one transaction. */
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import { type Change, type Counts, type ImportScope, type Kind, kinds, type Modes } from '../model.ts';

import { planOrganisations, planTerms } from './plan/organisations.ts';
import { planContacts, planPeople } from './plan/people.ts';
import { planGuardianships, planMemberships, want } from './plan/ties.ts';

/** Compares all kinds and returns how much would change, beside how much there is within the scope. */
export async function plan(
  trx: Transaction,
  modes: Modes,
  { today, markKey }: { today: string; markKey: Buffer },
  scope?: ImportScope,
): Promise<Counts> {
  await sql`select roster_clear_plan()`.execute(trx);
  await planMemory(trx);
  await planOrganisations(trx, modes);
  await planTerms(trx, modes, today);
  await planPeople(trx, modes, today, markKey);
  await want(trx, modes);
  await sql`select roster_analyze('wanted')`.execute(trx);
  await planMemberships(trx, modes, today);
  await planGuardianships(trx, modes, today);
  await planContacts(trx, modes);
  await sql`select roster_analyze('plan')`.execute(trx);
  return await count(trx, scope ? basesWithin(scope, today) : basesOfDistrict(today));
}

/** The staged rows are many and fresh: joins by hash, whatever the planner believes, and room for them. */
export async function planMemory(trx: Transaction): Promise<void> {
  await sql`set local work_mem = '64MB'`.execute(trx);
}

const planTables: Record<Kind, string> = {
  organisations: 'roster_plan_organisation',
  people: 'roster_plan_person',
  memberships: 'roster_plan_membership',
  guardianships: 'roster_plan_guardianship',
  contacts: 'roster_plan_contact',
  terms: 'roster_plan_term',
};

type Bases = Record<Kind, RawBuilder<unknown>>;

/** What the roster itself brought and what is in force now. */
function basesOfDistrict(today: string): Bases {
  return {
    organisations: sql`organisation where source_id is not null and ended_on is null`,
    people: sql`person where source_id is not null and state = 'active'`,
    memberships: sql`membership where source_id is not null and (ends_on is null or ends_on > ${today}::date)`,
    guardianships: sql`guardianship where origin = 'roster' and (ends_on is null or ends_on > ${today}::date)`,
    contacts: sql`contact_point c where origin = 'roster' and exists (
      select from person p where p.id = c.person_id and p.state = 'active')`,
    terms: sql`academic_session where source_id is not null and ends_on >= ${today}::date`,
  };
}

/** The same of one school, and of its pupils with their guardians or its staff alone. */
function basesWithin({ organisationId, sheetKind }: ImportScope, today: string): Bases {
  const below = sql`o.path <@ (select path from organisation where id = ${organisationId})`;
  const open = (alias: string) =>
    sql`(${sql.ref(`${alias}.ends_on`)} is null or ${sql.ref(`${alias}.ends_on`)} > ${today}::date)`;
  const member = sql`membership m join organisation o on o.id = m.organisation_id and ${below}
    where (m.position = 'pupil') = ${sheetKind === 'pupils'} and ${open('m')}`;
  const guardianship = sql`guardianship g where ${open('g')} and ${sheetKind === 'pupils'}
    and g.pupil_id in (select m.person_id from ${member})`;
  const people = sql`(select m.person_id as id from ${member} union select g.guardian_id from ${guardianship}) people`;
  return {
    organisations: sql`organisation o where ${below} and o.source_id is not null and o.ended_on is null`,
    people,
    memberships: member,
    guardianships: guardianship,
    contacts: sql`contact_point c join ${people} on people.id = c.person_id where c.origin = 'roster'`,
    terms: sql`(select where false) none`,
  };
}

/** Counts the plan; `base` is what there is before. */
async function count(trx: Transaction, bases: Bases): Promise<Counts> {
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
