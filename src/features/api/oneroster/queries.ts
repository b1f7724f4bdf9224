/** SQL of the roster service's clients and of what they were given to enter with. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Extent, RosterClient } from './model.ts';

const columns = sql`c.id, c.name, c.organisation_id as "organisationId", o.name as organisation, o.path::text as path,
  c.client_id as "clientId", c.extent, c.made_by as "madeBy", a.display_name as maker, c.made_at as "madeAt",
  c.last_used_on as "lastUsedOn", c.ended_at as "endedAt"`;
const tables = sql`api_roster_client c join organisation o on o.id = c.organisation_id join account a on a.id = c.made_by`;

/** Of one's reach, those in use first, then the latest that ended. */
export async function clientsWithin(db: Database, reach: Reach): Promise<RosterClient[]> {
  const { rows } = await sql<RosterClient>`select ${columns} from ${tables}
    where o.path <@ any (${[...reach.paths]}::ltree[]) order by c.ended_at is not null, c.id desc limit 200`.execute(
    db,
  );
  return rows;
}

export async function clientWithin(
  db: Database | Transaction,
  reach: Reach,
  id: number,
  lock = false,
): Promise<RosterClient | undefined> {
  const { rows } = await sql<RosterClient>`select ${columns} from ${tables}
    where c.id = ${id} and o.path <@ any (${[...reach.paths]}::ltree[]) ${lock ? sql`for update of c` : sql``}`.execute(
    db,
  );
  return rows[0];
}

export async function insertClient(
  trx: Transaction,
  client: {
    organisationId: number;
    name: string;
    clientId: string;
    secretHash: Buffer;
    extent: Extent;
    madeBy: number;
    madeAt: Date;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into api_roster_client (organisation_id, name, client_id, secret_hash, extent, made_by, made_at)
    values (${client.organisationId}, ${client.name}, ${client.clientId}, ${client.secretHash}, ${client.extent},
      ${client.madeBy}, ${client.madeAt}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

/** Ends a client, and at once all that it was given. */
export async function endClient(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update api_roster_client set ended_at = ${at}, ended_by = ${by} where id = ${id}`.execute(trx);
  await sql`delete from api_roster_access where client_id = ${id}`.execute(trx);
}

/** A client by its public name, with the hash of its secret. Neither it nor its organisation may have ended. */
export async function clientByPublicName(
  db: Database,
  clientId: string,
  today: string,
): Promise<(RosterClient & { secretHash: Buffer }) | undefined> {
  const { rows } = await sql<RosterClient & { secretHash: Buffer }>`
    select ${columns}, c.secret_hash as "secretHash" from ${tables}
    where c.client_id = ${clientId} and c.ended_at is null and (o.ended_on is null or o.ended_on > ${today}::date)`.execute(
    db,
  );
  return rows[0];
}

export async function insertAccess(
  db: Database,
  access: { tokenHash: Buffer; clientId: number; extents: readonly Extent[]; expiresAt: Date },
): Promise<void> {
  await sql`insert into api_roster_access (token_hash, client_id, extents, expires_at)
    values (${access.tokenHash}, ${access.clientId}, ${[...access.extents]}::text[], ${access.expiresAt})`.execute(db);
}

export async function clientByAccess(
  db: Database,
  tokenHash: Buffer,
  now: Date,
  today: string,
): Promise<(RosterClient & { extents: Extent[] }) | undefined> {
  const { rows } = await sql<RosterClient & { extents: Extent[] }>`
    select ${columns}, x.extents from api_roster_access x join (${tables}) on c.id = x.client_id
    where x.token_hash = ${tokenHash} and x.expires_at > ${now} and c.ended_at is null
      and (o.ended_on is null or o.ended_on > ${today}::date)`.execute(db);
  return rows[0];
}

export async function markClientUsed(db: Database, id: number, today: string): Promise<void> {
  await sql`update api_roster_client set last_used_on = ${today} where id = ${id}`.execute(db);
}

/** What expired before then. */
export async function forgetAccess(db: Database, before: Date): Promise<void> {
  await sql`delete from api_roster_access where expires_at < ${before}`.execute(db);
}

/** Clients that ended before then. Returns how many. */
export async function forgetClients(db: Database, before: Date, most: number): Promise<number> {
  const { rows } = await sql`delete from api_roster_client where id in (
    select id from api_roster_client where ended_at < ${before} order by id limit ${most}) returning id`.execute(db);
  return rows.length;
}
