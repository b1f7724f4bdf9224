import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { silentLog } from '../../src/platform/log.ts';

/** The addresses that every test file receives from the one server of the run. */
export interface ProvidedServer {
  appUrl: string;
  ownerUrl: string;
  superUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    server: ProvidedServer;
  }
}

let started: { server: EmbeddedServer; dataDir: string } | undefined;

/**
 * Starts one throw-away server for the whole run and migrates its database, which test files then clone.
 * BELFRY_TEST_PG=15 takes Debian's PostgreSQL of that version instead of the embedded one.
 */
export async function setup(project: TestProject): Promise<void> {
  // The projects share this file; only the first one starts anything.
  if (started) return;
  const dataDir = await mkdtemp(join(tmpdir(), 'belfry-test-'));
  const log = silentLog();
  const server = await startEmbedded({ dataDir, log, fsync: false, programs: debianPrograms() });
  started = { server, dataDir };
  const { appUrl, ownerUrl, superUrl } = server;
  await migrate(ownerUrl, { appRole: 'belfry_app', log });
  await keepAsTemplate(superUrl);
  project.provide('server', { appUrl, ownerUrl, superUrl });
}

/** Stops the server and removes what it left. */
export async function teardown(): Promise<void> {
  if (!started) return;
  await started.server.stop();
  await rm(started.dataDir, { recursive: true, force: true });
  started = undefined;
}

// Nobody may sit in a template while it is being copied, not even the server's own vacuum.
async function keepAsTemplate(superUrl: string): Promise<void> {
  const url = new URL(superUrl);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query('alter database belfry with is_template true allow_connections false');
  await client.end();
}

function debianPrograms(): string | undefined {
  const version = process.env.BELFRY_TEST_PG;
  return version ? `/usr/lib/postgresql/${version}/bin` : undefined;
}
