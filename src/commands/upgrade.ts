/** belfry upgrade: a backup, then the migrations. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Client } from 'pg';
import { localDate, localMinutes, systemClock } from '../platform/clock.ts';
import { type DatabaseServer, withServer } from '../platform/database/addresses.ts';
import { readKey } from '../platform/database/backup/key.ts';
import { openDatabase, roleOf } from '../platform/database/connect.ts';
import { appliedMigrations, migrate, pendingMigrations } from '../platform/database/migrate.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { openSecrets } from '../platform/secrets.ts';
import { type Opened, open, report } from './open.ts';
import { progressBar } from './progress.ts';

export function registerUpgrade(program: Command): void {
  program
    .command('upgrade')
    .description('after installing a newer Belfry: make a backup, then bring the database up to date')
    .addHelpText('after', '\nExample:\n  belfry upgrade --data /var/lib/belfry')
    .action(async (_options, command: Command) => {
      const opened = open(command);
      const { config, log } = opened;
      const outcome = await withServer(config, log, async (server) => {
        const pending = await pendingMigrations(server.appUrl);
        if (pending.length === 0) {
          // Also says when the database is newer than this Belfry.
          await migrate(server.ownerUrl, { appRole: roleOf(server.appUrl), log });
          return { applied: [], backup: null };
        }
        await refuseWhileRunning(server);
        const backup = (await appliedMigrations(server.ownerUrl)).size > 0 ? await backUp(opened, server) : null;
        return { applied: await migrate(server.ownerUrl, { appRole: roleOf(server.appUrl), log }), backup };
      });
      const { applied, backup } = outcome;
      const lines = [
        ...(backup ? [`Backup before: ${backup}. To go back: install the former Belfry and restore it there.`] : []),
        applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.',
      ];
      report(opened, outcome, lines.join('\n'));
    });
}

/** Processes of the former version would go on writing into tables that they no longer know. */
async function refuseWhileRunning({ ownerUrl }: DatabaseServer): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where application_name in ('belfry', 'belfry jobs') and datname = current_database()`,
  );
  await client.end();
  if (rows[0]?.n) throw new OperatorError('Belfry is running: stop it first, then upgrade, then start the new one.');
}

async function backUp(opened: Opened, { appUrl, ownerUrl }: DatabaseServer): Promise<string> {
  const { config, log } = opened;
  const { backupName, makeBackup } = await import('../features/operation/feature.ts');
  const now = systemClock.now();
  const name = backupName(localDate(now, config.timeZone), localMinutes(now, config.timeZone)).replace(
    'belfry-',
    'before-upgrade-',
  );
  await mkdir(config.backup.dir, { recursive: true, mode: 0o700 });
  const db = openDatabase(appUrl, { max: 2, applicationName: 'belfry upgrade', log });
  const bar = progressBar('backup', opened.json);
  try {
    const secrets = openSecrets(config.dataDir, config.secret);
    const key = config.backup.keyFile ? readKey(config.backup.keyFile) : undefined;
    const ground = { db, config, log, clock: systemClock, secrets, ownerUrl };
    const made = await makeBackup(ground, join(config.backup.dir, name), { by: 'console', key, progress: bar.show });
    return made.file;
  } finally {
    bar.stop();
    await db.destroy();
  }
}
