import { relative } from 'node:path';
import type { Command } from 'commander';
import { openLog } from '../platform/log.ts';
import { type GlobalOptions, report } from './open.ts';

/** belfry dev …: for those who change Belfry. */
export function registerDev(program: Command): void {
  const dev = program.command('dev').description('for those who change Belfry');
  dev
    .command('types')
    .description('rebuild src/platform/database/tables.ts and db/schema.sql from the migrations')
    .addHelpText('after', '\nExample:\n  belfry dev types')
    .action(async (_options, command: Command) => {
      const { generateFromMigrations } = await import('../platform/database/generate.ts');
      const changed = await generateFromMigrations(openLog('warn'));
      const names = changed.map((file) => relative(process.cwd(), file));
      const { json } = command.optsWithGlobals<GlobalOptions>();
      report(
        { json: json === true },
        { changed: names },
        names.length > 0 ? `Wrote ${names.join(', ')}` : 'Nothing changed.',
      );
    });
}
