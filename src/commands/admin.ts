import type { Command } from 'commander';
import { expectInstallation } from '../platform/database/addresses.ts';
import { open, report } from './open.ts';

/** belfry admin: a way in again when the last administrator is lost. */
export function registerAdmin(program: Command): void {
  program
    .command('admin')
    .description(
      'make a one-time link for a new administrator; it is recorded, and all administrators are told by mail',
    )
    .addHelpText('after', '\nThe link works once and for 24 hours.\n\nExample:\n  belfry admin --data /var/lib/belfry')
    .action(async (_options, command: Command) => {
      const opened = open(command);
      expectInstallation(opened.config);
      const { openGround } = await import('../serve.ts');
      const { consoleAdministratorLink } = await import('../features/accounts/feature.ts');
      const ground = await openGround(opened.config, opened.log);
      try {
        const { link, told } = await consoleAdministratorLink(ground.services);
        report(opened, { link, told }, `${link}\nRecorded in the audit; ${told} administrators are told by mail.`);
      } finally {
        await ground.stop();
      }
    });
}
