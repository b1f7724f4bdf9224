/** What delivery asks about the people it writes to, and what it and the personal pages report back. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { PersonState, Recipient } from '../model.ts';

/**
 * Name, language, state and address of each recipient. The address is null when the contact point is gone, belongs to
 * somebody else, bounced or was opted out since the row was made: then nothing may be sent to it.
 */
export async function recipients(
  db: Database | Transaction,
  rows: readonly { personId: number; contactPointId: number | null }[],
): Promise<Map<number, Recipient>> {
  if (rows.length === 0) return new Map();
  const result = await sql<Recipient>`
    select p.id as "personId", p.full_name as name, p.language, p.link_epoch as "linkEpoch", p.state,
      c.address, c.kind
    from unnest(${rows.map((r) => r.personId)}::int8[], ${rows.map((r) => r.contactPointId)}::int8[])
      as r (person_id, contact_point_id)
    join person p on p.id = r.person_id
    left join contact_point c on c.id = r.contact_point_id and c.person_id = p.id
      and c.bounced_at is null and c.opted_out_at is null`.execute(db);
  return new Map(result.rows.map((row) => [row.personId, row]));
}

export interface PersonLink {
  id: number;
  language: ContentLanguage | null;
  linkEpoch: number;
  state: PersonState;
}

/** What a personal link is checked against. */
export async function personLink(db: Database | Transaction, personId: number): Promise<PersonLink | undefined> {
  const { rows } = await sql<PersonLink>`
    select id, language, link_epoch as "linkEpoch", state from person where id = ${personId}`.execute(db);
  return rows[0];
}

/** Marks an address to which mail comes back; it is not used until somebody has checked it. */
export async function markBounced(trx: Transaction, contactPointId: number, reason: string, at: Date): Promise<void> {
  await sql`update contact_point set bounced_at = ${at}, bounce_reason = ${reason.slice(0, 300)}
    where id = ${contactPointId} and bounced_at is null`.execute(trx);
}

/** The person no longer wants messages at this address. */
export async function optOut(trx: Transaction, contactPointId: number, at: Date): Promise<void> {
  await sql`update contact_point set opted_out_at = ${at}
    where id = ${contactPointId} and opted_out_at is null`.execute(trx);
}

/** The language in which the person wants to read; null takes the choice back. */
export async function setLanguage(trx: Transaction, personId: number, language: ContentLanguage | null): Promise<void> {
  await sql`update person set language = ${language}, updated_at = now() where id = ${personId}`.execute(trx);
}
