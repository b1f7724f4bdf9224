/** Background work: graphile-worker's queue in the same PostgreSQL. A job may run twice and may get lost once. */
import { sql } from 'kysely';
import type { Database, Transaction } from './database/connect.ts';
import type { Services } from './services.ts';

export interface Job {
  /** Task identifier, `feature.verb`. */
  name: string;
  run: (services: Services, payload: unknown) => Promise<void>;
  /** Crontab time (minute hour day month weekday, in the server's UTC) for what comes again. */
  cron?: string;
}

/** A long-running loop beside the queue (the sender of deliveries). `stop` resolves when it has let go of its work. */
export interface Loop {
  name: string;
  start: (services: Services) => { stop(): Promise<void> };
}

/** Puts a job into the queue, in the caller's transaction: it exists only if that commits. */
export async function enqueue(
  db: Database | Transaction,
  name: string,
  payload: Record<string, unknown> = {},
  options: { runAt?: Date; key?: string } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
    run_at => ${options.runAt ?? null}::timestamptz, job_key => ${options.key ?? null}::text)`.execute(db);
}

/**
 * Wakes a job that takes all that is due, at a time: one for each second in which something is. Under one key alone a
 * later call would put off what is due before it.
 */
export async function wakeAt(db: Database | Transaction, name: string, at: Date): Promise<void> {
  const second = Math.ceil(at.getTime() / 1000);
  await enqueue(db, name, {}, { runAt: new Date(second * 1000), key: `${name}:${second}` });
}
