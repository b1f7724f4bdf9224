/** Who writes a folder of the public page: leases by the database's clock. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

/** So long after its last sign another machine may take the lease. */
export const leaseSeconds = 10;
/** Rows of folders that nobody has written for so long are cleared away. */
const forgetAfter = '30 days';

export interface Lease {
  /** Of the page, as it is in the database. */
  revision: number;
  /** The lease is this machine's. */
  mine: boolean;
  /** It was another's, or nobody's, until now. */
  taken: boolean;
  /** The host that holds it; null: nobody does, and this one did not want it. */
  host: string | null;
  /** The page that its holder has written last. */
  written: number | null;
}

/**
 * What the database says of the page and of the folder's lease. A machine that holds it has it prolonged when a good part is
 * over; where nobody holds it, it is taken if `want` says so. Two that want it at once: the row decides.
 */
export async function keepLease(
  db: Database,
  folder: string,
  self: { machine: string; host: string },
  want: boolean,
): Promise<Lease> {
  const seen = await leaseOf(db, folder, self.machine);
  if (seen.valid && (!seen.mine || !seen.ageing)) return { ...seen, taken: false };
  if (!want) return { ...seen, mine: false, host: null, taken: false };
  const { rows } = await sql<{ taken: boolean }>`
    insert into status_writer as w (folder, machine, host, taken_at, until)
    values (${folder}::uuid, ${self.machine}, ${self.host}, now(), now() + make_interval(secs => ${leaseSeconds}))
    on conflict (folder) do update set machine = excluded.machine, host = excluded.host, until = excluded.until,
      taken_at = case when w.machine = excluded.machine and w.until >= now() then w.taken_at else now() end
      where w.machine = excluded.machine or w.until < now()
    returning taken_at = now() as taken`.execute(db);
  if (rows[0]?.taken) {
    await sql`delete from status_writer where until < now() - ${forgetAfter}::interval`.execute(db);
  }
  return { ...(await leaseOf(db, folder, self.machine)), taken: rows[0]?.taken ?? false };
}

async function leaseOf(db: Database, folder: string, machine: string) {
  const { rows } = await sql<Omit<Lease, 'taken'> & { valid: boolean; ageing: boolean }>`
    select p.revision, coalesce(w.machine = ${machine} and w.until >= now(), false) as mine, w.host, w.written,
      coalesce(w.until >= now(), false) as valid,
      coalesce(w.until < now() + make_interval(secs => ${leaseSeconds * 0.6}), true) as ageing
    from status_page p left join status_writer w on w.folder = ${folder}::uuid`.execute(db);
  return rows[0] ?? { revision: 0, mine: false, host: null, written: null, valid: false, ageing: true };
}

export async function noteWritten(trx: Transaction, folder: string, machine: string, revision: number): Promise<void> {
  await sql`update status_writer set written = ${revision} where folder = ${folder}::uuid and machine = ${machine}`.execute(
    trx,
  );
}

/** Whoever stops, or can't write, leaves it to the others at once. */
export async function giveUpLease(db: Database, folder: string, machine: string): Promise<void> {
  await sql`update status_writer set until = now() - interval '1 millisecond'
    where folder = ${folder}::uuid and machine = ${machine} and until >= now()`.execute(db);
}

/** For operators: who writes which folder. */
export async function writers(db: Database): Promise<{ host: string; valid: boolean }[]> {
  const { rows } = await sql<{ host: string; valid: boolean }>`
    select host, until >= now() as valid from status_writer order by valid desc, host limit 50`.execute(db);
  return rows;
}
