/** Browsers in which a person wants to be told (web push): contact points of that person alone. docs/decisions/0050. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { inForce } from './audience.ts';

/** As the browser's push service gave it. */
export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export type Browser = Subscription & { contactPointId: number; personId: number };

/** More than anybody has; a link that was passed on can't fill the table. */
export const mostBrowsers = 10;
/** Before every written contact point: whoever switches a browser on wants to be told there first. */
const rankOfBrowsers = -1;

/**
 * Adds a browser, or renews the keys of one that is known. The caller has locked the person and knows that the link still
 * holds. False: there are too many.
 */
export async function addBrowser(trx: Transaction, personId: number, one: Subscription, at: Date): Promise<boolean> {
  await dropBrowser(trx, personId, one.endpoint);
  const { rows } = await sql<{ id: number }>`
    insert into contact_point (person_id, kind, address, rank, verified_at, origin, created_at)
    select ${personId}, 'push', ${`browser-${randomBytes(9).toString('base64url')}`}, ${rankOfBrowsers}, ${at}, 'person', ${at}
    where (select count(*) from contact_point where person_id = ${personId} and kind = 'push') < ${mostBrowsers}
    returning id`.execute(trx);
  const id = rows[0]?.id;
  if (id === undefined) return false;
  await sql`insert into push_subscription (contact_point_id, endpoint, p256dh, auth, made_at)
    values (${id}, ${one.endpoint}, ${one.p256dh}, ${one.auth}, ${at})`.execute(trx);
  return true;
}

/** The person's browser at that address is not told any more; whether there was one. */
export async function dropBrowser(trx: Transaction, personId: number, endpoint: string): Promise<boolean> {
  const result = await sql`delete from contact_point c using push_subscription s
    where s.contact_point_id = c.id and c.person_id = ${personId} and s.endpoint = ${endpoint}`.execute(trx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** None of the person's browsers is told any more; how many there were. */
export async function dropBrowsers(trx: Transaction, personId: number): Promise<number> {
  const result = await sql`delete from contact_point where person_id = ${personId} and kind = 'push'`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** Browsers that are of no use any more, as their push service said. */
export async function dropGoneBrowsers(trx: Transaction, contactPointIds: readonly number[]): Promise<void> {
  await sql`delete from contact_point where id = any (${[...contactPointIds]}::int8[]) and kind = 'push'`.execute(trx);
}

/** The browsers of these people, by person. */
export async function browsersOf(
  db: Database | Transaction,
  personIds: readonly number[],
): Promise<Map<number, Browser[]>> {
  const { rows } = await sql<Browser>`
    select c.id as "contactPointId", c.person_id as "personId", s.endpoint, s.p256dh, s.auth
    from contact_point c join push_subscription s on s.contact_point_id = c.id
    where c.person_id = any (${[...personIds]}::int8[]) and c.kind = 'push' order by c.id`.execute(db);
  return Map.groupBy(rows, (row) => row.personId);
}

/** Whether anybody is told in a browser at all. */
export async function anyBrowsers(db: Database | Transaction): Promise<boolean> {
  const { rows } = await sql`select from push_subscription limit 1`.execute(db);
  return rows.length > 0;
}

/** Takes the person's row, so that a link that ends meanwhile ends the browser too. The epoch of their links. */
export async function lockLinks(trx: Transaction, personId: number): Promise<number | undefined> {
  const { rows } = await sql<{ epoch: number }>`
    select link_epoch as epoch from person where id = ${personId} and state = 'active' for update`.execute(trx);
  return rows[0]?.epoch;
}

/** Those that were switched on before; at most so many, returns how many. */
export async function forgetBrowsers(db: Database, before: Date, most: number): Promise<number> {
  const result = await sql`delete from contact_point where id in (
    select contact_point_id from push_subscription where made_at < ${before} order by made_at limit ${most})`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Names that this person knows and a stranger with the link may not: the children's; the own one of who has none. */
export async function namesToConfirm(
  db: Database | Transaction,
  personId: number,
  today: string,
): Promise<{ name: string; letters: string }[]> {
  const { rows } = await sql<{ name: string; letters: string; own: boolean }>`
    select p.full_name as name, p.name_pinyin as letters, p.id = ${personId} as own from person p
    where p.state = 'active' and (p.id = ${personId} or p.id in (select g.pupil_id from guardianship g
      where g.guardian_id = ${personId} and (g.may_receive or g.may_act) and ${inForce('g', today)}))
    order by p.id`.execute(db);
  const children = rows.filter((row) => !row.own);
  return (children.length > 0 ? children : rows).map(({ name, letters }) => ({ name, letters }));
}
