/** One import at a time: a lock of the database session, which goes with the process that held it, however it ends. */

import type { PoolClient } from 'pg';
import { type Database, poolOf } from '#platform/database/connect.ts';

const key = `hashtextextended('belfry roster import', 0)`;

/** Runs the work while holding the lock, over a connection of its own. Undefined: another import is at work. */
export async function whileLocked<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T | undefined> {
  const client = await poolOf(db).connect();
  let broken = false;
  try {
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${key}) as got`);
    if (!rows[0]?.got) return undefined;
    try {
      return await work(client);
    } finally {
      // If it can't be given back the connection is broken or in the middle of a COPY: closing it gives the lock back.
      await client.query(`select pg_advisory_unlock(${key})`).catch(() => {
        broken = true;
      });
    }
  } finally {
    client.release(broken);
  }
}
