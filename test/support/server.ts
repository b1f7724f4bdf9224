import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
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

/** A throw-away server with a migrated template database. */
export interface TemplateServer extends ProvidedServer {
  /** Stops the server and removes what it left. */
  stop(): Promise<void>;
}

/**
 * Starts one. BELFRY_TEST_PG=15 takes Debian's PostgreSQL of that version instead of the embedded one. Test files share
 * one for the whole run; a file whose subject is the server itself (which transactions run in it) starts its own.
 */
export async function startTemplateServer(): Promise<TemplateServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'belfry-test-'));
  const log = silentLog();
  const server = await startEmbedded({ dataDir, log, fsync: false, programs: debianPrograms() });
  const { appUrl, ownerUrl, superUrl } = server;
  await migrate(ownerUrl, { appRole: 'belfry_app', log });
  await keepAsTemplate(superUrl);
  return {
    appUrl,
    ownerUrl,
    superUrl,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

let shared: TemplateServer | undefined;

/** Starts the run's shared server. */
export async function setup(project: TestProject): Promise<void> {
  // The projects share this file; only the first one starts anything.
  if (shared) return;
  shared = await startTemplateServer();
  const { appUrl, ownerUrl, superUrl } = shared;
  project.provide('server', { appUrl, ownerUrl, superUrl });
}

export async function teardown(): Promise<void> {
  await shared?.stop();
  shared = undefined;
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
