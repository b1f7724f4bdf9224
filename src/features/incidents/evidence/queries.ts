/** Evidence as it is kept. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Evidence } from './model.ts';

type Db = Database | Transaction;

const columns = sql`e.id, e.incident_id as "incidentId", e.name, e.about, e.bytes, encode(e.sha256, 'hex') as sha256,
  e.account_id as "accountId", e.at`;

/** In the order in which it was added. */
export async function evidenceOf(db: Db, incidentId: number): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`select ${columns} from incident_evidence e
    where e.incident_id = ${incidentId} order by e.id`.execute(db);
  return rows;
}

export async function evidenceContent(
  db: Db,
  incidentId: number,
  id: number,
): Promise<(Evidence & { content: Buffer }) | undefined> {
  const { rows } = await sql<Evidence & { content: Buffer }>`select ${columns}, e.content from incident_evidence e
    where e.incident_id = ${incidentId} and e.id = ${id}`.execute(db);
  return rows[0];
}

export async function openBox(trx: Transaction, incidentId: number, at: Date): Promise<void> {
  await sql`insert into incident_evidence_box (incident_id, made_at) values (${incidentId}, ${at})
    on conflict do nothing`.execute(trx);
}

/** Null if the same bytes are there already. */
export async function insertEvidence(
  trx: Transaction,
  one: Omit<Evidence, 'id'> & { content: Buffer },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into incident_evidence (incident_id, name, about, bytes, sha256, content, account_id, at)
    values (${one.incidentId}, ${one.name}, ${one.about}, ${one.bytes}, decode(${one.sha256}, 'hex'), ${one.content},
      ${one.accountId}, ${one.at})
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

/** The files of incidents that were closed so long ago. Names and hashes stay in the log of the incident. */
export async function forgetEvidence(db: Database, closedBefore: Date, most: number): Promise<number> {
  const result = await sql`delete from incident_evidence_box where incident_id in (
    select b.incident_id from incident_evidence_box b join incident i on i.id = b.incident_id
    where i.closed_at < ${closedBefore} order by b.incident_id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
