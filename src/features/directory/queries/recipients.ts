/** What delivery asks about the people it writes to, and what it and the personal pages report back. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Audience, ContactKind, PersonState, Recipient } from '../model.ts';
import { audienceRows, type Ways } from './audience.ts';

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

/** One of an audience as delivery looks at them a last time; without a usable contact there is no address. */
export interface Addressee {
  personId: number;
  contactPointId: number | null;
  /** 0 none, 1 email, 2 sms, 3 push */
  channel: number;
  language: ContentLanguage | null;
  linkEpoch: number;
  address: string | null;
  /** The query given as `leaveOut` names them. */
  leftOut: boolean;
  /** They refuse this kind of message by some channel. */
  refuses: boolean;
}

/** Which of these people are in the audience on that day, and by which contact they are reached then: one look for all. */
export async function addressees(
  db: Database,
  audience: Audience,
  { today, kinds, ...ways }: { today: string; kinds: readonly ContactKind[] } & Ways,
  personIds: readonly number[],
  leaveOut: RawBuilder<unknown> | null,
): Promise<Map<number, Addressee>> {
  const { rows } = await sql<Addressee>`
    select a.person_id as "personId", a.contact_point_id as "contactPointId", a.channel, p.language,
      p.link_epoch as "linkEpoch", c.address,
      ${leaveOut ? sql<boolean>`exists (select from (${leaveOut}) o (person_id) where o.person_id = a.person_id)` : sql<boolean>`false`} as "leftOut",
      ${(ways.refusable ?? null) === null ? sql<boolean>`false` : sql<boolean>`a.refuses`} as refuses
    from (${audienceRows(audience, today, kinds, { personIds }, ways)}) a
    join person p on p.id = a.person_id left join contact_point c on c.id = a.contact_point_id`.execute(db);
  return new Map(rows.map((row) => [row.personId, row]));
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

/** Takes marks of the last minutes back: it was the provider's trouble, not that of these addresses. */
export async function unmarkBounced(trx: Transaction, contactPointIds: readonly number[], since: Date): Promise<void> {
  await sql`update contact_point set bounced_at = null, bounce_reason = null
    where id = any (${[...contactPointIds]}::int8[]) and bounced_at >= ${since}`.execute(trx);
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
