/** The mark that a restore leaves in the database: until a person releases it, nothing is sent. */
import { sql } from 'kysely';
import type { Database, Transaction } from './connect.ts';

export interface RestoreMark {
  /** Another one after each restore: processes that run see by it that the database under them was exchanged. */
  id: string;
  backupId: string;
  /** When the backup was made, and when it was restored. */
  backupAt: string;
  restoredAt: string;
  /** What was done again from tombstones, by table; what could not be. */
  replayed: Record<string, number>;
  notReplayed: number;
  unreadableTombstones: number;
  /** End of the audit chain in the backup. */
  auditHead: { position: number; hash: string } | null;
  keyFingerprint: string | null;
  /** Steps outside the database are still to be done (key, heads of the audit). */
  unfinished: boolean;
  releasedAt: string | null;
}

const key = 'restore';

/** The last restore of this database; undefined where there was none. */
export async function restoreMark(db: Database | Transaction): Promise<RestoreMark | undefined> {
  const { rows } = await sql<{ value: RestoreMark }>`select value from setting where key = ${key}`.execute(db);
  return rows[0]?.value;
}

export async function writeRestoreMark(db: Database | Transaction, mark: RestoreMark, at: Date): Promise<void> {
  await sql`insert into setting (key, value, updated_at) values (${key}, ${JSON.stringify(mark)}::jsonb, ${at})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(db);
}

/** Whether the database was restored and nobody has released it yet: whoever sends something asks this first. */
export async function isHeld(db: Database | Transaction): Promise<boolean> {
  const mark = await restoreMark(db);
  return mark !== undefined && mark.releasedAt === null;
}
