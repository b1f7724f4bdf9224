/** Merging two records of one person: rows move, nothing is deleted. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Bounds, personWithin } from '../queries/within-reach.ts';
import type { MergeCandidate, MergePreview, Moved } from './model.ts';

type Db = Database | Transaction;

/** People within the reach who may be the same: of the same name, or with the same number or address. */
export async function mergeCandidates(db: Db, bounds: Bounds, personId: number): Promise<MergeCandidate[]> {
  return candidates(
    db,
    bounds,
    sql`c.id <> ${personId} and c.id in (
      select p.id from person p join person own on own.id = ${personId} and p.full_name = own.full_name
      union
      select x.person_id from contact_point x join contact_point own on own.person_id = ${personId}
        and own.kind = x.kind and own.address = x.address)`,
    personId,
  );
}

export async function mergeCandidate(db: Db, bounds: Bounds, personId: number, otherId: number) {
  return (await candidates(db, bounds, sql`c.id = ${otherId} and c.id <> ${personId}`, personId))[0];
}

async function candidates(
  db: Db,
  bounds: Bounds,
  which: RawBuilder<unknown>,
  personId: number,
): Promise<MergeCandidate[]> {
  const { rows } = await sql<MergeCandidate>`
    select c.id, c.full_name as name,
      (select o.name from membership m join organisation o on o.id = m.organisation_id where m.person_id = c.id
        order by m.ends_on is not null, m.id desc limit 1) as place,
      coalesce((select array_agg(distinct p.full_name) from guardianship g join person p on p.id = g.pupil_id
        where g.guardian_id = c.id and ${personWithin(sql`p.id`, bounds)}), '{}') as "guardianOf",
      exists (select from contact_point x join contact_point own on own.person_id = ${personId}
        and own.kind = x.kind and own.address = x.address where x.person_id = c.id) as "sharesContact",
      exists (select from membership m where m.person_id = c.id and m.position <> 'pupil') as staff
    from person c
    where c.state = 'active' and c.leaves_on is null and c.merged_into is null and ${which} and ${personWithin(sql`c.id`, bounds)}
    order by c.id limit 50`.execute(db);
  return rows;
}

/** What would move from `gone` to `kept`. */
export async function mergePreview(db: Db, kept: number, gone: number): Promise<MergePreview> {
  const { rows } = await sql<MergePreview>`
    select (select count(*) from (${movingMemberships(kept, gone)}) m) as memberships,
      (select count(*) from (${movingGuardianships(kept, gone)}) g) as guardianships,
      (select count(*) from (${movingContacts(kept, gone)}) c) as contacts,
      (select count(*) from (${doubleMemberships(kept, gone)}) d) + (select count(*) from (${doubleGuardianships(kept, gone)}) d)
        as doubles`.execute(db);
  return rows[0] as MergePreview;
}

const sameMembership = (kept: number) => sql`exists (select from membership k where k.person_id = ${kept}
  and k.organisation_id = m.organisation_id and k.position = m.position and k.ends_on is null)`;
const movingMemberships = (kept: number, gone: number) => sql`select m.id from membership m
  where m.person_id = ${gone} and not (m.ends_on is null and ${sameMembership(kept)})`;
const doubleMemberships = (kept: number, gone: number) => sql`select m.id from membership m
  where m.person_id = ${gone} and m.ends_on is null and ${sameMembership(kept)}`;

const sameGuardianship = (kept: number, gone: number) => sql`exists (select from guardianship k where k.ends_on is null
  and k.id <> g.id and k.guardian_id = case when g.guardian_id = ${gone} then ${kept} else g.guardian_id end
  and k.pupil_id = case when g.pupil_id = ${gone} then ${kept} else g.pupil_id end)`;
const ofGone = (gone: number) => sql`(g.guardian_id = ${gone} or g.pupil_id = ${gone})`;
const movingGuardianships = (kept: number, gone: number) => sql`select g.id from guardianship g
  where ${ofGone(gone)} and ${kept} not in (g.guardian_id, g.pupil_id)
    and not (g.ends_on is null and ${sameGuardianship(kept, gone)})`;
const doubleGuardianships = (kept: number, gone: number) => sql`select g.id from guardianship g
  where ${ofGone(gone)} and g.ends_on is null and (${kept} in (g.guardian_id, g.pupil_id) or ${sameGuardianship(kept, gone)})`;

const movingContacts = (kept: number, gone: number) => sql`select c.id from contact_point c where c.person_id = ${gone}
  -- who switched a browser on did so by the links of the other record, which end
  and c.kind <> 'push' and not exists (select from contact_point k where k.person_id = ${kept} and k.kind = c.kind and k.address = c.address)`;

/** Moves the rows; the callers have locked both people. */
export async function moveAll(trx: Transaction, kept: number, gone: number, today: string, at: Date): Promise<Moved> {
  const ids = async (query: RawBuilder<unknown>) =>
    (await sql<{ id: number }>`${query}`.execute(trx)).rows.map((row) => row.id);
  const moved: Moved = {
    endedMemberships: await ids(doubleMemberships(kept, gone)),
    endedGuardianships: await ids(doubleGuardianships(kept, gone)),
    memberships: await ids(movingMemberships(kept, gone)),
    guardianships: await ids(movingGuardianships(kept, gone)),
    contacts: await ids(movingContacts(kept, gone)),
    optedOut: [],
    sourceId: null,
  };
  await sql`update membership set ends_on = greatest(starts_on, ${today}::date), ended_by = 'desk'
    where id = any (${moved.endedMemberships}::int8[])`.execute(trx);
  await sql`update guardianship set ends_on = greatest(starts_on, ${today}::date), ended_by = 'desk'
    where id = any (${moved.endedGuardianships}::int8[])`.execute(trx);
  await sql`update membership set person_id = ${kept} where id = any (${moved.memberships}::int8[])`.execute(trx);
  await setGuardianships(trx, moved.guardianships, gone, kept);
  // What somebody said about an address holds for it, whichever record it stood in.
  moved.optedOut = await ids(sql`update contact_point k set opted_out_at = c.opted_out_at from contact_point c
    where k.person_id = ${kept} and c.person_id = ${gone} and c.kind = k.kind and c.address = k.address
      and k.opted_out_at is null and c.opted_out_at is not null returning k.id`);
  await sql`update person k set refused_kinds = array(select unnest(k.refused_kinds) union select unnest(g.refused_kinds)
      order by 1) from person g where k.id = ${kept} and g.id = ${gone} and g.refused_kinds <> '{}'`.execute(trx);
  await sql`update contact_point c set person_id = ${kept},
      rank = c.rank + 1 + (select coalesce(max(k.rank), -1) from contact_point k where k.person_id = ${kept})
    where c.id = any (${moved.contacts}::int8[])`.execute(trx);
  const { rows } = await sql<{ sourceId: string | null }>`
    select g.source_id as "sourceId" from person g join person k on k.id = ${kept} and k.source_id is null
    where g.id = ${gone} and g.source_id is not null`.execute(trx);
  moved.sourceId = rows[0]?.sourceId ?? null;
  if (moved.sourceId) {
    await sql`update person set source_id = null where id = ${gone}`.execute(trx);
    await sql`update person set source_id = ${moved.sourceId} where id = ${kept}`.execute(trx);
  }
  await sql`update person set state = 'left', merged_into = ${kept}, link_epoch = link_epoch + 1, updated_at = ${at}
    where id = ${gone}`.execute(trx);
  return moved;
}

async function setGuardianships(trx: Transaction, ids: readonly number[], from: number, to: number): Promise<void> {
  await sql`update guardianship set guardian_id = case when guardian_id = ${from} then ${to} else guardian_id end,
      pupil_id = case when pupil_id = ${from} then ${to} else pupil_id end
    where id = any (${[...ids]}::int8[])`.execute(trx);
}

/** Takes a merge apart: the rows that moved go back, as far as they still are with the kept person. */
export async function moveBack(trx: Transaction, merge: Merge, at: Date): Promise<void> {
  const { kept, gone, moved } = merge;
  await sql`update membership set person_id = ${gone} where id = any (${moved.memberships}::int8[]) and person_id = ${kept}`.execute(
    trx,
  );
  await setGuardianships(trx, moved.guardianships, kept, gone);
  await sql`update contact_point set person_id = ${gone}
    where id = any (${moved.contacts}::int8[]) and person_id = ${kept}`.execute(trx);
  await sql`update membership set ends_on = null, ended_by = null where id = any (${moved.endedMemberships}::int8[])`.execute(
    trx,
  );
  await sql`update guardianship set ends_on = null, ended_by = null where id = any (${moved.endedGuardianships}::int8[])`.execute(
    trx,
  );
  await sql`update contact_point set opted_out_at = null where id = any (${moved.optedOut}::int8[])`.execute(trx);
  if (moved.sourceId) {
    await sql`update person set source_id = null where id = ${kept} and source_id = ${moved.sourceId}`.execute(trx);
    await sql`update person set source_id = ${moved.sourceId} where id = ${gone}`.execute(trx);
  }
  await sql`update person set state = 'active', merged_into = null, updated_at = ${at} where id = ${gone}`.execute(trx);
  await sql`update person_merge set undone_at = ${at} where id = ${merge.id}`.execute(trx);
}

export interface Merge {
  id: number;
  kept: number;
  gone: number;
  goneName: string;
  doneAt: Date;
  undone: boolean;
  moved: Moved;
}

const mergeColumns = sql`g.id, g.kept_id as kept, g.gone_id as gone, p.full_name as "goneName", g.done_at as "doneAt",
  g.undone_at is not null as undone, g.moved`;

export async function insertMerge(
  trx: Transaction,
  row: { kept: number; gone: number; accountId: number; at: Date; moved: Moved },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into person_merge (kept_id, gone_id, account_id, done_at, moved)
    values (${row.kept}, ${row.gone}, ${row.accountId}, ${row.at}, ${JSON.stringify(row.moved)}::jsonb) returning id`.execute(
    trx,
  );
  return (rows[0] as { id: number }).id;
}

export async function mergeById(db: Db, id: number): Promise<Merge | undefined> {
  const { rows } = await sql<Merge>`select ${mergeColumns} from person_merge g join person p on p.id = g.gone_id
    where g.id = ${id}`.execute(db);
  return rows[0];
}

/** Merges into this person that hold, the latest first. */
export async function mergesInto(db: Db, personId: number): Promise<Merge[]> {
  const { rows } = await sql<Merge>`select ${mergeColumns} from person_merge g join person p on p.id = g.gone_id
    where g.kept_id = ${personId} and g.undone_at is null order by g.id desc limit 20`.execute(db);
  return rows;
}

/** True if something of the merge can't go back: the kept record was itself merged, or leaves or has left. */
export async function stuck(trx: Transaction, { kept, gone }: Merge): Promise<boolean> {
  const { rows } = await sql`select from person k join person g on g.id = ${gone}
    where k.id = ${kept} and (k.merged_into is not null or k.leaves_on is not null or g.merged_into is distinct from k.id)`.execute(
    trx,
  );
  return rows.length > 0;
}

/**
 * For an import: rows of a record that was merged are rows of the one that goes on, or the next file would bring the
 * double back. The kept one's own row wins.
 */
export async function followMerges(trx: Transaction): Promise<void> {
  const alias = sql`(select g.source_id as old, k.source_id as new from person g join person k on k.id = g.merged_into
    where g.source_id is not null and k.source_id is not null) a`;
  await sql`delete from roster_person r using ${alias} where r.source_id = a.old
    and exists (select from roster_person k where k.source_id = a.new)`.execute(trx);
  await sql`update roster_person r set source_id = a.new from ${alias} where r.source_id = a.old`.execute(trx);
  for (const [table, column] of [
    ['roster_contact', 'person_source_id'],
    ['roster_agent', 'person_source_id'],
    ['roster_agent', 'agent_source_id'],
    ['roster_role', 'person_source_id'],
    ['roster_enrollment', 'person_source_id'],
  ] as const) {
    await sql`update ${sql.table(table)} r set ${sql.ref(column)} = a.new from ${alias}
      where r.${sql.ref(column)} = a.old`.execute(trx);
  }
}
