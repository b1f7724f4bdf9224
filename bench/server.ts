/** A temporary database server for one bench, with fsync on as in earnest. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { type Database, openDatabase } from '../src/platform/database/connect.ts';
import { type EmbeddedServer, startEmbedded } from '../src/platform/database/embedded.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { silentLog } from '../src/platform/log.ts';

export interface BenchServer {
  db: Database;
  /** As the owner of the tables, for what the application may not do (limits need tables of their own). */
  owner: Client;
  server: EmbeddedServer;
  dataDir: string;
  stop(): Promise<void>;
}

export interface BenchServerOptions {
  connections?: number;
  /** Where the temporary folder is made. */
  parent?: string | undefined;
  /** A folder that stays, with whatever an earlier run left in it; else a temporary one. */
  keep?: string | undefined;
}

export async function startBenchServer({
  connections = 10,
  keep,
  parent = tmpdir(),
}: BenchServerOptions = {}): Promise<BenchServer> {
  const dataDir = keep ? resolve(keep) : await mkdtemp(join(parent, 'belfry-bench-'));
  await mkdir(dataDir, { recursive: true });
  const server = await startEmbedded({ dataDir, log: silentLog() });
  await migrate(server.ownerUrl, { appRole: 'belfry_app', log: silentLog() });
  const db = openDatabase(server.appUrl, { max: connections, applicationName: 'belfry bench' });
  const owner = new Client({ connectionString: server.ownerUrl });
  await owner.connect();
  // A bench may kill the server: these then break.
  owner.on('error', () => undefined);
  const bench: BenchServer = {
    ...{ db, owner, server, dataDir },
    async stop() {
      await db.destroy();
      await owner.end().catch(() => undefined);
      await bench.server.stop();
      if (!keep) await rm(dataDir, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Seconds that something took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
