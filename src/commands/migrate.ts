import type { Command } from 'commander';
import { type DatabaseServer, withServer } from '../platform/database/addresses.ts';
import { roleOf } from '../platform/database/connect.ts';
import { migrate } from '../platform/database/migrate.ts';
import { open, report } from './open.ts';

/** belfry migrate: brings the database up to date without starting the service. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date (serve does it by itself)')
    .addHelpText('after', '\nExample:\n  belfry migrate --data /var/lib/belfry')
    .action(async (_options, command: Command) => {
      const opened = open(command);
      const { config, log } = opened;
      const work = ({ appUrl, ownerUrl }: DatabaseServer) => migrate(ownerUrl, { appRole: roleOf(appUrl), log });
      const applied = await withServer(config, log, work, { fresh: true });
      const sentence = applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.';
      report(opened, { applied }, sentence);
    });
}
