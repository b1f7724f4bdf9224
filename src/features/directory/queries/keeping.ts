/** One person's data in the directory: to copy, to count, to erase; and what is kept long enough. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, ErasureGround, Subject } from '#platform/keeping.ts';

type Db = Database | Transaction;
type Rows = Record<string, Cell>[];

/** What stands in the place of an erased name: the same in every language. */
const nobody = '—';

async function rowsOf(db: Db, query: RawBuilder<unknown>): Promise<Rows> {
  return (await sql<Record<string, Cell>>`${query}`.execute(db)).rows;
}

async function countOf(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${query}`.execute(db);
  return rows[0]?.n ?? 0;
}

const all = (ids: readonly number[]) => sql`any (${[...ids]}::int8[])`;
const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`;

/** The person and every record that was merged into theirs. */
export async function recordsOf(db: Db, personId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive same as (
      select id from person where id = ${personId}
      union select p.id from person p join same s on p.merged_into = s.id
    ) select id from same order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** Locks the rows until the transaction ends: what refers to them waits. */
export async function lockPeople(trx: Transaction, ids: readonly number[]): Promise<void> {
  await sql`select id from person where id = ${all(ids)} order by id for update`.execute(trx);
}

/** Mail addresses and numbers of these records. */
export async function addressesOf(db: Db, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select distinct address from contact_point where person_id = ${all(ids)} and kind <> 'push'`.execute(db);
  return rows.map((row) => row.address);
}

export const personRows = (db: Db, { ids }: Subject, guardianId: number | null): Promise<Rows> =>
  rowsOf(
    db,
    sql`select p.full_name as name, p.language, ${guardianId === null ? sql`p.source_id` : sql`null::text`} as source,
      p.state, array_to_string(p.refused_kinds, ', ') as refuses, ${day('p.created_at')} as since from person p where p.id = ${all(ids)} order by p.id`,
  );

export const contactRows = async (db: Db, { ids }: Subject, guardianId: number | null): Promise<Rows> =>
  // A number noted for a child may be the other parent's.
  guardianId !== null
    ? []
    : rowsOf(
        db,
        sql`select c.kind, case c.kind when 'push' then coalesce((select s.endpoint from push_subscription s
            where s.contact_point_id = c.id), '') else c.address end as address, c.origin, ${day('c.created_at')} as since, ${day('c.verified_at')} as verified,
          ${day('c.bounced_at')} as bounced, ${day('c.opted_out_at')} as stopped
        from contact_point c where c.person_id = ${all(ids)} order by c.rank, c.id`,
      );

export const membershipRows = (db: Db, { ids }: Subject): Promise<Rows> =>
  rowsOf(
    db,
    sql`select o.name as organisation, m.position, ${day('m.starts_on')} as starts, ${day('m.ends_on')} as ends
      from membership m join organisation o on o.id = m.organisation_id
      where m.person_id = ${all(ids)} order by m.starts_on, m.id`,
  );

/** Of a guardian: the children by name. Of a pupil: that there is a guardianship, not who; to a guardian the own one. */
export const guardianshipRows = (db: Db, { ids }: Subject, guardianId: number | null): Promise<Rows> =>
  rowsOf(
    db,
    sql`select case when g.guardian_id = ${all(ids)} then pupil.full_name else '' end as child, g.may_receive as receives,
        g.may_act as acts, ${day('g.starts_on')} as starts, ${day('g.ends_on')} as ends
      from guardianship g join person pupil on pupil.id = g.pupil_id
      where ${
        guardianId === null
          ? sql`(g.guardian_id = ${all(ids)} or g.pupil_id = ${all(ids)})`
          : sql`g.pupil_id = ${all(ids)} and g.guardian_id = ${guardianId}`
      }
      order by g.starts_on, g.id`,
  );

export const correctionRows = async (db: Db, { ids }: Subject, guardianId: number | null): Promise<Rows> =>
  guardianId !== null
    ? []
    : rowsOf(
        db,
        sql`select c.kind, c.value, c.state, c.reason, ${day('c.proposed_at')} as asked, ${day('c.decided_at')} as decided
        from correction c where c.person_id = ${all(ids)} order by c.id`,
      );

export const countPerson = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(db, sql`from person where id = ${all(ids)} and full_name <> ${nobody}`);
export const countContacts = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(db, sql`from contact_point where person_id = ${all(ids)}`);
export const countTies = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(
    db,
    sql`from (select id from membership where person_id = ${all(ids)}
      union all select id from guardianship where guardian_id = ${all(ids)} or pupil_id = ${all(ids)}) ties`,
  );
export const countCorrections = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(
    db,
    sql`from (select id from correction where person_id = ${all(ids)}
      union all select id from person_merge where kept_id = ${all(ids)} or gone_id = ${all(ids)}) asked`,
  );

export async function eraseContacts(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from contact_point where person_id = ${all(ids)}`.execute(trx);
}

export async function eraseTies(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from guardianship where guardian_id = ${all(ids)} or pupil_id = ${all(ids)}`.execute(trx);
  await sql`delete from membership where person_id = ${all(ids)}`.execute(trx);
}

export async function eraseCorrections(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from correction where person_id = ${all(ids)}`.execute(trx);
  await sql`delete from person_merge where kept_id = ${all(ids)} or gone_id = ${all(ids)}`.execute(trx);
}

/** The mark of a roster's id: keyed, so that nobody without the key can try ids out. */
const markFor = (key: Buffer, sourceId: RawBuilder<unknown>) =>
  sql`sha256(${key}::bytea || sha256(${key}::bytea || convert_to(${sourceId}, 'UTF8')))`;

/** Takes the name away, ends all links, and keeps the mark that holds imports back if there is a key for it. */
export async function blankPerson(trx: Transaction, { ids }: Subject, ground: ErasureGround): Promise<void> {
  const mark = ground.markKey
    ? sql`coalesce(case when source_id is not null then ${markFor(ground.markKey, sql`source_id`)} end, erased_mark)`
    : sql`erased_mark`;
  await sql`update person set erased_mark = ${mark}, erased_on = coalesce(erased_on, ${ground.today}::date),
      full_name = ${nobody}, family_name = '', given_name = '', name_pinyin = '', name_initials = '', given_pinyin = '',
      language = null, source_id = null, leaves_on = null, refused_kinds = '{}', link_epoch = link_epoch + 1, updated_at = ${ground.at},
      state = case when state = 'active' then 'left' else state end
    where id = ${all(ids)}`.execute(trx);
}

/** Staged rows whose person was erased on request: the import leaves them alone, as it does what the desk ended. */
export async function holdErased(trx: Transaction, key: Buffer): Promise<number> {
  // The marks are few; without any, the file's million rows are not hashed.
  const { rows: some } = await sql`select from person where erased_mark is not null limit 1`.execute(trx);
  if (some.length === 0) return 0;
  const result = await sql`
    insert into roster_held (source_id)
    select s.source_id from roster_person s
    where ${markFor(key, sql`s.source_id`)} in (select erased_mark from person where erased_mark is not null)`.execute(
    trx,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Lets an import bring this roster's id again; false if no such person was erased. */
export async function liftMark(trx: Transaction, key: Buffer, sourceId: string): Promise<boolean> {
  const result = await sql`update person set erased_mark = null
    where erased_mark = ${markFor(key, sql`${sourceId}::text`)}`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** Why somebody can't be erased yet: where they still belong, whom they still look after, or an import that waits. */
export interface Bond {
  kind: 'membership' | 'guardianship' | 'import';
  text: string;
}

export async function bondsOf(db: Db, ids: readonly number[], today: string): Promise<Bond[]> {
  const { rows } = await sql<Bond>`
    select 'membership' as kind, o.name as text from membership m join organisation o on o.id = m.organisation_id
      where m.person_id = ${all(ids)} and (m.ends_on is null or m.ends_on > ${today}::date)
    union all
    select 'guardianship', pupil.full_name from guardianship g join person pupil on pupil.id = g.pupil_id
      where g.guardian_id = ${all(ids)} and pupil.state = 'active' and (g.ends_on is null or g.ends_on > ${today}::date)
    union all
    select 'import', '' where exists (select from roster_import where state in ('staging', 'ready', 'applying'))
    limit 20`.execute(db);
  return rows;
}

/** People erased whose names are there again: after a restore of a backup from before. */
export async function erasedYetNamed(trx: Transaction): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from person where erased_on is not null and full_name <> ${nobody} order by id`.execute(trx);
  return rows.map((row) => row.id);
}

/** A person's name and the organisation they belong to or did last, for the desk; undefined if erased or not there. */
export async function personForDesk(
  db: Db,
  id: number,
): Promise<
  { id: number; name: string; state: string; path: string | null; organisationId: number | null } | undefined
> {
  const { rows } = await sql<{
    id: number;
    name: string;
    state: string;
    path: string | null;
    organisationId: number | null;
  }>`
    select p.id, p.full_name as name, p.state, o.path::text as path, o.id as "organisationId" from person p
    left join organisation o on o.id = coalesce(
      (select m.organisation_id from membership m where m.person_id = p.id order by m.ends_on desc nulls first, m.id desc limit 1),
      (select m.organisation_id from guardianship g join membership m on m.person_id = g.pupil_id
        where g.guardian_id = p.id order by g.ends_on desc nulls first, m.ends_on desc nulls first, m.id desc limit 1))
    where p.id = ${id} and p.erased_on is null and p.merged_into is null`.execute(db);
  return rows[0];
}

/** The children for whom a guardian may act today. */
export async function childrenActedFor(
  db: Db,
  guardianId: number,
  today: string,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select p.id, p.full_name as name from guardianship g join person p on p.id = g.pupil_id and p.state = 'active'
    where g.guardian_id = ${guardianId} and g.may_act and g.starts_on <= ${today}::date
      and (g.ends_on is null or g.ends_on > ${today}::date) order by p.id`.execute(db);
  return rows;
}

/**
 * People who have belonged to nothing since a day: no membership or guardianship that is open or ended later. Their data
 * is erased without a mark.
 */
export async function longGone(db: Db, before: string, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from person p
    where p.erased_on is null and p.merged_into is null and p.created_at < ${before}::date
      and not exists (select from membership m where m.person_id = p.id and (m.ends_on is null or m.ends_on > ${before}::date))
      and not exists (select from guardianship g where g.guardian_id = p.id
        and (g.ends_on is null or g.ends_on > ${before}::date))
      and not exists (select from guardianship g where g.pupil_id = p.id
        and (g.ends_on is null or g.ends_on > ${before}::date))
    order by p.id limit ${most}`.execute(db);
  return rows.map((row) => row.id);
}

/** Merges so old that nobody takes them apart any more: what moved is forgotten, the merge holds. */
export async function forgetMerges(db: Db, before: Date, most: number): Promise<number> {
  const result = await sql`delete from person_merge where id in (
    select id from person_merge where done_at < ${before} order by id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

export async function forgetCodes(db: Db, before: Date, most: number): Promise<number> {
  const result = await sql`delete from contact_code where contact_point_id in (
    select contact_point_id from contact_code where sent_at < ${before} limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** Names of who imported and decided; the figures of the import stay. */
export async function forgetImporters(db: Db, before: Date, most: number): Promise<number> {
  const result = await sql`update roster_import set account_name = null, decided_by_name = null where id in (
    select id from roster_import where started_at < ${before} and (account_name is not null or decided_by_name is not null)
    order by id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** Whether the person, or a child whose guardian they are or were, belongs or belonged to something beyond the reach. */
export async function reachesBeyond(db: Db, personId: number, reach: Reach): Promise<boolean> {
  const { rows } = await sql`
    select from membership m join organisation o on o.id = m.organisation_id
    where (m.person_id = ${personId} or m.person_id in (select g.pupil_id from guardianship g where g.guardian_id = ${personId}))
      and not o.path <@ any (${[...reach.paths]}::ltree[]) limit 1`.execute(db);
  return rows.length > 0;
}
