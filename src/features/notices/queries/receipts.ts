/** Acknowledgements. Days only; counts by deltas that a job folds. */
import { sql } from 'kysely';
import { type Audience, audienceMembers } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';

/** The organisation through which a person is in an audience today; undefined if not in it. */
export async function addressedThrough(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  personId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ organisationId: number }>`
    select a.organisation_id as "organisationId"
    from (${audienceMembers(audience, today, { personIds: [personId] })}) a`.execute(db);
  return rows[0]?.organisationId;
}

/** Of these people, those in an audience today, with the organisation through which they are. */
export async function addressedAmong(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  personIds: readonly number[],
): Promise<Map<number, number>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ personId: number; organisationId: number }>`
    select a.person_id as "personId", a.organisation_id as "organisationId"
    from (${audienceMembers(audience, today, { personIds: [...personIds] })}) a`.execute(db);
  return new Map(rows.map((row) => [row.personId, row.organisationId]));
}

/** Inserts an acknowledgement with its delta, once; false if the person had acknowledged before. */
export async function insertAcknowledgement(
  trx: Transaction,
  row: {
    noticeId: number;
    personId: number;
    organisationId: number;
    means: 'link' | 'told';
    on: string;
    /** Told in person, with a reply still to give. */
    replyDue?: boolean;
  },
): Promise<boolean> {
  const result = await sql<{ n: number }>`
    with added as (
      insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on, reply_due, version)
      values (${row.noticeId}, ${row.personId}, ${row.organisationId}, ${row.means}, ${row.on},
        ${row.replyDue ?? false}, (select version from notice where id = ${row.noticeId}))
      on conflict do nothing returning notice_id, organisation_id)
    insert into notice_acknowledgement_delta (notice_id, organisation_id, n)
    select notice_id, organisation_id, 1 from added returning n`.execute(trx);
  return result.rows.length > 0;
}

/** The reply that was due came. */
export async function settleReply(trx: Transaction, noticeId: number, personId: number): Promise<void> {
  await sql`update notice_acknowledgement set reply_due = false
    where notice_id = ${noticeId} and person_id = ${personId} and reply_due`.execute(trx);
}

/** People who were told in person and have still a reply to give: reached, but asked again. */
export async function repliesDue(db: Database | Transaction, noticeId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from notice_acknowledgement where notice_id = ${noticeId} and reply_due`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface Acknowledged {
  means: 'link' | 'told';
  on: string;
  /** Of the notice, at that time. */
  version: number;
}

export async function acknowledgementOf(
  db: Database | Transaction,
  noticeId: number,
  personId: number,
): Promise<Acknowledged | undefined> {
  const { rows } = await sql<Acknowledged>`
    select means, acknowledged_on as "on", version from notice_acknowledgement
    where notice_id = ${noticeId} and person_id = ${personId}`.execute(db);
  return rows[0];
}

export interface Reached {
  means: 'link' | 'told';
  /** Told, with a reply still to give. */
  replyDue: boolean;
}

/** By person, those among these people who acknowledged, replied or were told. */
export async function acknowledgedAmong(
  db: Database,
  noticeId: number,
  personIds: readonly number[],
): Promise<Map<number, Reached>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<Reached & { personId: number }>`
    select person_id as "personId", means, reply_due as "replyDue" from notice_acknowledgement
    where notice_id = ${noticeId} and person_id = any (${[...personIds]}::bigint[])`.execute(db);
  return new Map(rows.map(({ personId, ...reached }) => [personId, reached]));
}

/** Adds deltas to the counts and removes them, in one statement; returns how many. One folder at a time. */
export async function foldAcknowledgements(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with lock as materialized (select pg_try_advisory_xact_lock(hashtext('belfry notices fold')) as mine),
    taken as (
      delete from notice_acknowledgement_delta where id in (
        select id from notice_acknowledgement_delta where (select mine from lock) order by id limit 20000)
      returning notice_id, organisation_id, n),
    added as (
      insert into notice_acknowledgement_count as c (notice_id, organisation_id, n)
      select notice_id, organisation_id, sum(n) from taken group by notice_id, organisation_id
      on conflict (notice_id, organisation_id) do update set n = c.n + excluded.n)
    select count(*) as n from taken`.execute(db);
  return rows[0]?.n ?? 0;
}
