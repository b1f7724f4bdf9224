/** Corrections that families propose, within a reach. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContactKind } from '../model.ts';
import type { PersonInLetters } from '../names.ts';
import { type Bounds, personWithin } from '../queries/within-reach.ts';
import type { Correction, CorrectionKind } from './model.ts';

type Db = Database | Transaction;

/** Keeps it once: the same said twice is one, and the person's row is locked against two at a time. False: too many wait. */
export async function insertCorrection(
  trx: Transaction,
  row: { personId: number; kind: CorrectionKind; value: string; at: Date },
  most: number,
): Promise<boolean> {
  await sql`select id from person where id = ${row.personId} for update`.execute(trx);
  const { rows } = await sql<{ same: boolean; open: number }>`
    select coalesce(bool_or(kind = ${row.kind} and value = ${row.value}), false) as same, count(*) as open
    from correction where person_id = ${row.personId} and state = 'open'`.execute(trx);
  if (rows[0]?.same) return true;
  if ((rows[0]?.open ?? 0) >= most) return false;
  await sql`insert into correction (person_id, kind, value, proposed_at)
    values (${row.personId}, ${row.kind}, ${row.value}, ${row.at})`.execute(trx);
  return true;
}

const open = (bounds: Bounds) => sql`
  select c.id, c.person_id as "personId", p.full_name as person, c.kind, c.value, c.proposed_at as "proposedAt",
    exists (select from contact_point k where k.person_id = p.id and k.kind = c.kind and k.address = c.value
      and k.opted_out_at is not null) as "optedOut",
    coalesce((select array_agg(distinct x.full_name) from guardianship g join person x on x.id = g.pupil_id
      where g.guardian_id = p.id and (g.ends_on is null or g.ends_on > ${bounds.today}::date)
        and ${personWithin(sql`x.id`, bounds)}), '{}') as pupils,
    coalesce((select m.organisation_id from membership m where m.person_id = p.id order by m.id desc limit 1),
      (select m.organisation_id from guardianship g join membership m on m.person_id = g.pupil_id
        where g.guardian_id = p.id order by g.id, m.id desc limit 1)) as "organisationId"
  from correction c join person p on p.id = c.person_id and p.state = 'active'
  where c.state = 'open' and ${personWithin(sql`c.person_id`, bounds)}`;

export async function openCorrections(db: Db, bounds: Bounds, after: number, limit: number): Promise<Correction[]> {
  const { rows } = await sql<Correction>`${open(bounds)} and c.id > ${after} order by c.id limit ${limit}`.execute(db);
  return rows;
}

/** How many wait within the bounds, counted up to `most`. */
export async function countOpenCorrections(db: Db, bounds: Bounds, most: number): Promise<number> {
  if (bounds.reach.paths.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select from correction c join person p on p.id = c.person_id and p.state = 'active'
    where c.state = 'open' and ${personWithin(sql`c.person_id`, bounds)} limit ${most}) f`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function openCorrection(db: Db, bounds: Bounds, id: number): Promise<Correction | undefined> {
  const { rows } = await sql<Correction>`${open(bounds)} and c.id = ${id}`.execute(db);
  return rows[0];
}

/** Takes the row for the transaction; false if somebody has decided meanwhile. */
export async function lockOpen(trx: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql`select from correction where id = ${id} and state = 'open' for update`.execute(trx);
  return rows.length > 0;
}

export async function decideCorrection(
  trx: Transaction,
  id: number,
  decision: { state: 'accepted' | 'declined'; reason: string | null; accountId: number; at: Date },
): Promise<void> {
  await sql`update correction set state = ${decision.state}, reason = ${decision.reason}, value = '',
      decided_by = ${decision.accountId}, decided_at = ${decision.at}
    where id = ${id}`.execute(trx);
}

/**
 * The new address is tried first; one that was there already is used again after a bounce. An opt-out stays: the link may
 * have been passed on, and only the person takes it back, at the desk.
 */
export async function putFirst(
  trx: Transaction,
  point: { personId: number; kind: ContactKind; address: string; at: Date },
): Promise<void> {
  await sql`update contact_point set rank = least(rank + 1, 30000)
    where person_id = ${point.personId} and kind <> 'push'`.execute(trx);
  await sql`insert into contact_point (person_id, kind, address, rank, origin, created_at)
    values (${point.personId}, ${point.kind}, ${point.address}, 0, 'person', ${point.at})
    on conflict (person_id, kind, address) do update
      set rank = 0, origin = 'person', bounced_at = null, bounce_reason = null`.execute(trx);
}

export async function renamePerson(
  trx: Transaction,
  id: number,
  name: { full: string; family: string; given: string; letters: PersonInLetters },
): Promise<void> {
  await sql`update person set full_name = ${name.full}, family_name = ${name.family}, given_name = ${name.given},
    name_pinyin = ${name.letters.pinyin}, name_initials = ${name.letters.initials}, given_pinyin = ${name.letters.given}, updated_at = now() where id = ${id}`.execute(
    trx,
  );
}

/** Decided ones are kept for the record of who decided for a while, without what was proposed. */
export async function deleteOldCorrections(db: Db, decidedBefore: Date, proposedBefore: Date): Promise<number> {
  const result = await sql`delete from correction where (state <> 'open' and decided_at < ${decidedBefore})
    or (state = 'open' and proposed_at < ${proposedBefore})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
