import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Log } from '../log.ts';
import { roleOf } from './connect.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { printSchema } from './print-schema.ts';

const tablesFile = fileURLToPath(new URL('./tables.ts', import.meta.url));
const schemaFile = fileURLToPath(new URL('../../../db/schema.sql', import.meta.url));

/** Rebuilds tables.ts and db/schema.sql from the migrations on a temporary server. Returns the files that changed. */
export async function generateFromMigrations(log: Log): Promise<string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'belfry-types-'));
  try {
    const server = await startEmbedded({ dataDir, log, fsync: false });
    try {
      const appRole = roleOf(server.appUrl);
      await migrate(server.ownerUrl, { appRole, log });
      const changed = [
        await writeIfNew(tablesFile, await tableTypes(server.ownerUrl)),
        await writeIfNew(schemaFile, await schemaText(server.ownerUrl, appRole)),
      ];
      return changed.filter((name) => name !== undefined);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The text of db/schema.sql for a migrated database. */
export async function schemaText(ownerUrl: string, appRole: string): Promise<string> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await printSchema(client, appRole);
  } finally {
    await client.end();
  }
}

/** The text of tables.ts for a migrated database, with the types that connect.ts really delivers. */
export async function tableTypes(ownerUrl: string): Promise<string> {
  // Loaded late: it is a development package, absent where Belfry only runs.
  const { generate, PostgresDialect } = await import('kysely-codegen');
  const dialect = new PostgresDialect({ dateParser: 'string', numericParser: 'string' });
  const db = await dialect.introspector.connect({ connectionString: ownerUrl, dialect });
  try {
    return await generate({
      db,
      dialect,
      defaultSchemas: ['public'],
      excludePattern: 'graphile_worker.*',
      typeMapping: { int8: 'number' },
    });
  } finally {
    await db.destroy();
  }
}

async function writeIfNew(file: string, text: string): Promise<string | undefined> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === text) return undefined;
  await writeFile(file, text);
  return file;
}
