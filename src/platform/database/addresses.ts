import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { startEmbedded } from './embedded.ts';
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

/** Runs the work of one command against the database and lets go of it in any case. */
export async function withServer<T>(
  config: Config,
  log: Log,
  work: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const server = await openServer(config, log);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
