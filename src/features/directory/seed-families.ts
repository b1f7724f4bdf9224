/** For the demonstration: consents, kinds that guardians turned off, contact points that came back, a pupil who leaves. */
import { sql } from 'kysely';
import { drawn } from '#platform/database/chance.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Outcome } from '#platform/trouble.ts';
import type { Desk } from './actions/desk.ts';
import { writePurpose } from './consents/actions.ts';
import type { PurposeTexts } from './consents/model.ts';
import { leaveOn } from './leaving/actions.ts';
import { inForce } from './queries/audience.ts';

export interface FamiliesToSeed {
  desk: Desk;
  districtId: number;
  /** Of the school whose class teacher is shown. */
  schoolPath: string;
  purposes: readonly PurposeTexts[];
  /** Days: of the decisions, and of a leaving to come. */
  decidedOn: string;
  leavesOn: string;
}

/** Of 10,000 guardians how many: agree, refuse (the rest says nothing), turn events off, and have mail that came back. */
const shares = { agree: 7_400, refuse: 8_100, events: 300, bounced: 60 };

export async function seedFamilies(trx: Transaction, seed: FamiliesToSeed): Promise<Outcome<unknown>[]> {
  const { desk, purposes, decidedOn } = seed;
  const outcomes: Outcome<unknown>[] = [];
  for (const [n, texts] of purposes.entries()) {
    const by = { accountId: desk.accountId, organisationId: seed.districtId, at: desk.at };
    const written = await writePurpose(trx, by, null, texts);
    outcomes.push(written);
    if (!written.ok) continue;
    await sql`
      with said as (
        select distinct g.pupil_id, g.guardian_id, ${drawn('g.guardian_id', n, 11)} as c from guardianship g
        join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and ${inForce('m', desk.today)}
        where g.may_act and ${inForce('g', desk.today)}),
      kept as (
        insert into consent (purpose_id, pupil_id, guardian_id, version, given, decided_on)
        select ${written.value}, pupil_id, guardian_id, 1, c < ${shares.agree}, ${decidedOn}::date
        from said where c < ${shares.refuse} returning *)
      insert into consent_history (purpose_id, pupil_id, guardian_id, version, given, decided_on)
      select purpose_id, pupil_id, guardian_id, version, given, decided_on from kept`.execute(trx);
  }
  await sql`update person p set refused_kinds = array['activity:email', 'activity:sms']
    where exists (select from guardianship g where g.guardian_id = p.id) and ${drawn('p.id', 1, 13)} < ${shares.events}`.execute(
    trx,
  );
  // Some of everywhere, and two families of the class whose teacher is shown.
  await sql`
    update contact_point c set bounced_at = ${desk.at}::timestamptz - interval '20 hours', bounce_reason = '550 5.1.1'
    where c.kind = 'email' and c.bounced_at is null
      and exists (select from guardianship g where g.guardian_id = c.person_id and g.may_receive)
      and (${drawn('c.person_id', 2, 17)} < ${shares.bounced} or c.person_id in (
        select g.guardian_id from guardianship g join membership m on m.person_id = g.pupil_id and m.position = 'pupil'
        join contact_point mail on mail.person_id = g.guardian_id and mail.kind = 'email'
        where m.organisation_id = (select min(id) from organisation where kind = 'class' and path <@ ${seed.schoolPath}::ltree)
        order by g.guardian_id limit 2))`.execute(trx);
  const { rows } = await sql<{ id: number }>`
    select m.person_id as id from membership m join organisation o on o.id = m.organisation_id and o.kind = 'class'
    where o.path <@ ${seed.schoolPath}::ltree and m.position = 'pupil' and ${inForce('m', desk.today)}
    order by m.person_id desc limit 1`.execute(trx);
  const [pupil] = rows;
  if (pupil) outcomes.push(await leaveOn(trx, desk, pupil.id, seed.leavesOn));
  return outcomes;
}
