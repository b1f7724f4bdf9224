import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/connect.ts';
import type { ProvidedServer } from './server.ts';

/** A database of a test file's own. */
export interface TestDatabase {
  /** Connected as the application's role, like the program itself. */
  db: Database;
  appUrl: string;
  ownerUrl: string;
  superUrl: string;
  /** Closes the connection and drops the database. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template for this test file and drops the clone after its tests. Whatever they were about: each
 * warning that they have made is valid by its standard.
 * Call it at the top of the file: `const { db } = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const clone = await cloneDatabase();
  afterAll(async () => {
    try {
      await checkWarnings(clone);
    } finally {
      await clone.drop();
    }
  });
  return clone;
}

/** By a connection of its own: a test may have closed its own. What reads warnings is loaded only where there are any. */
async function checkWarnings({ appUrl }: TestDatabase): Promise<void> {
  const client = new Client({ connectionString: appUrl });
  await client.connect();
  const { rowCount } = await client.query(`select from incident_alert where texts <> '{}' limit 1`);
  await client.end();
  if (!rowCount) return;
  const { expectValidWarnings } = await import('./cap.ts');
  const db = openDatabase(appUrl, { max: 1, applicationName: 'belfry test' });
  await expectValidWarnings(db).finally(() => db.destroy());
}

/** Clones the template; the caller drops it. For a test that wants a fresh database of its own. */
export async function cloneDatabase(server: ProvidedServer = inject('server')): Promise<TestDatabase> {
  const { appUrl, ownerUrl, superUrl } = server;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuper(superUrl, async (client) => {
    await createFromTemplate(client, name);
    // A clone takes the template's content but not the rights on the database itself.
    await client.query(`revoke all on database ${name} from public; grant connect on database ${name} to belfry_app`);
  });
  const db = openDatabase(at(appUrl, name), { max: 5, applicationName: 'belfry test' });
  return {
    db,
    appUrl: at(appUrl, name),
    ownerUrl: at(ownerUrl, name),
    superUrl: at(superUrl, name),
    async drop() {
      await db.destroy();
      await asSuper(superUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

// Copying files is quicker than writing the copy through the log, as long as nothing is synced. Two test files that
// clone at the same moment may disturb each other (object_in_use): the second tries again.
async function createFromTemplate(client: Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`create database ${name} template belfry strategy file_copy owner belfry_owner`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 20) throw error;
      await sleep(50);
    }
  }
}

async function asSuper(superUrl: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: at(superUrl, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function at(url: string, database: string): string {
  const moved = new URL(url);
  moved.pathname = `/${database}`;
  return moved.href;
}
