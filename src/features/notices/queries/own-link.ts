/** Links to one's own open notices. */
import { sql } from 'kysely';
import { type AudienceClause, audienceMembers } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';

export async function insertOwnLink(
  trx: Transaction,
  link: { tokenHash: Buffer; personId: number; epoch: number; expiresAt: Date },
): Promise<void> {
  await sql`insert into own_link (token_hash, person_id, epoch, expires_at)
    values (${link.tokenHash}, ${link.personId}, ${link.epoch}, ${link.expiresAt})`.execute(trx);
}

export interface OwnLink {
  personId: number;
  epoch: number;
}

export async function ownLink(db: Database, tokenHash: Buffer, now: Date): Promise<OwnLink | undefined> {
  const { rows } = await sql<OwnLink>`select person_id as "personId", epoch from own_link
    where token_hash = ${tokenHash} and expires_at > ${now}`.execute(db);
  return rows[0];
}

/** Takes the link: once, and nothing of it stays. */
export async function takeOwnLink(db: Database, tokenHash: Buffer, now: Date): Promise<OwnLink | undefined> {
  const { rows } = await sql<OwnLink>`delete from own_link
    where token_hash = ${tokenHash} and expires_at > ${now} returning person_id as "personId", epoch`.execute(db);
  return rows[0];
}

export async function sweepOwnLinks(db: Database, before: Date): Promise<void> {
  await sql`delete from own_link where expires_at < ${before}`.execute(db);
}

export interface NoticeForPerson {
  id: number;
  messageId: number;
  title: string;
  titleLanguage: string;
  office: number;
  publishedOn: string;
  deadlineOn: string | null;
  request: string;
  acknowledged: boolean;
}

type Candidate = NoticeForPerson & { audience: (AudienceClause & { mode: 'include' | 'exclude' })[] };

/** Of these notices, those whose audience the person is in today: the newest first. Titles in the wanted language. */
export async function noticesForPerson(
  db: Database,
  ids: readonly number[],
  person: { id: number; language: string },
  today: string,
  zone: string,
): Promise<NoticeForPerson[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Candidate>`
    select n.id, n.message_id as "messageId", n.organisation_id as office, n.request, n.deadline_on as "deadlineOn",
      (n.published_at at time zone ${zone})::date as "publishedOn", x.title, x.language as "titleLanguage",
      exists (select from notice_acknowledgement k where k.notice_id = n.id and k.person_id = ${person.id} and not k.reply_due) as acknowledged,
      (select json_agg(json_build_object('mode', a.mode, 'organisationId', a.organisation_id, 'role', a.role))
        from notice_audience a where a.notice_id = n.id) as audience
    from notice n
    join lateral (select t.title, t.language from notice_text t where t.notice_id = n.id
      order by t.language <> ${person.language}, t.language <> n.main_language limit 1) x on true
    where n.id = any (${[...ids]}::bigint[]) order by n.published_at desc limit 100`.execute(db);
  if (rows.length === 0) return [];
  const clauses = (row: Candidate, mode: string) => row.audience.filter((clause) => clause.mode === mode);
  const each = rows.map(
    (row) =>
      sql`select ${row.id}::bigint as id where exists (select from (${audienceMembers(
        { include: clauses(row, 'include'), exclude: clauses(row, 'exclude') },
        today,
        { personIds: [person.id] },
      )}) m)`,
  );
  const found = await sql<{ id: number }>`${sql.join(each, sql` union all `)}`.execute(db);
  const addressed = new Set(found.rows.map((row) => row.id));
  return rows.filter((row) => addressed.has(row.id)).map(({ audience: _, ...notice }) => notice);
}
