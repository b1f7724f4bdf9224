import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { startEmbedded } from './embedded.ts';
import { appliedMigrations } from './migrate.ts';
import { noteServer } from './running-servers.ts';

/** The two addresses of the database, and how to let go of the server behind them. */
export interface DatabaseServer {
  appUrl: string;
  ownerUrl: string;
  embedded: boolean;
  /** Stops the embedded server if this process started it; does nothing to an external one. */
  stop(): Promise<void>;
}

/** Reaches the database that the settings name: an external server, or the embedded one in the data folder. */
export async function openServer(config: Config, log: Log): Promise<DatabaseServer> {
  const { databaseUrl, migrateDatabaseUrl, dataDir } = config;
  if (databaseUrl && migrateDatabaseUrl) {
    return { appUrl: databaseUrl, ownerUrl: migrateDatabaseUrl, embedded: false, stop: async () => undefined };
  }
  const { appUrl, ownerUrl, stop } = await startEmbedded({ dataDir, log });
  return { appUrl, ownerUrl, embedded: true, stop: noteServer(stop) };
}

/**
 * Refuses a data folder without a Belfry in it: a slip in --data must not make an empty one, and then prove, back up or
 * export that.
 */
export function expectInstallation({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): void {
  if (databaseUrl || existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) return;
  throw new OperatorError(
    `There is no Belfry in ${dataDir}: name its folder with --data, or make a new one with belfry serve.`,
  );
}

/**
 * Runs the work of one command against the database and lets go of it in any case. Only with `fresh` may it be one that
 * Belfry never used.
 */
export async function withServer<T>(
  config: Config,
  log: Log,
  work: (server: DatabaseServer) => Promise<T>,
  options: { fresh?: boolean } = {},
): Promise<T> {
  if (!options.fresh) expectInstallation(config);
  const server = await openServer(config, log);
  try {
    if (!options.fresh && (await appliedMigrations(server.appUrl)).size === 0) {
      throw new OperatorError('This database was never used by Belfry: start belfry serve first.');
    }
    return await work(server);
  } finally {
    await server.stop();
  }
}
