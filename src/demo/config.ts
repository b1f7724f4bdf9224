/** The settings of the demo. */
import { join } from 'node:path';
import { type Config, loadConfig } from '../platform/config.ts';

interface Wanted {
  /** The folder that was named; else it stands beside the usual one. */
  data: string | undefined;
  file: string | undefined;
  port: number | undefined;
  env?: NodeJS.ProcessEnv;
}

/**
 * The demo keeps to itself: its own folder and database, loopback, no quiet hours, whatever the settings say. Its backups and
 * tombstones stay in that folder too: among those of a real district, a restore would take them for its own.
 */
export function demoConfig({ data, file, port, env }: Wanted): Config {
  const usual = loadConfig({ dataDir: data, file, env });
  const dataDir = data ? usual.dataDir : `${usual.dataDir}-demo`;
  const host = '127.0.0.1';
  const own = port ?? usual.port;
  return {
    ...usual,
    dataDir,
    backup: { ...usual.backup, dir: join(dataDir, 'backups'), keyFile: undefined },
    tombstones: join(dataDir, 'tombstones.jsonl'),
    host,
    port: own,
    databaseUrl: undefined,
    migrateDatabaseUrl: undefined,
    secret: undefined,
    publicUrl: `http://${host}:${own}`,
    siteName: usual.siteName || '青禾县教育局',
    role: 'all',
    demo: false,
    trustProxy: false,
    quietHours: { from: '00:00', to: '00:00' },
  };
}
