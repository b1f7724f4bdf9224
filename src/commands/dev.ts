import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { openLog } from '../platform/log.ts';
import { type GlobalOptions, holdsCommands, report } from './open.ts';

/** belfry dev …: for those who change Belfry. */
export function registerDev(program: Command): void {
  const dev = holdsCommands(program.command('dev').description('for those who change Belfry'));
  dev.addHelpText('after', '\nExample:\n  belfry dev types');
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
  dev
    .command('routes')
    .description('rebuild docs/generated/routes.md from the routes of all features')
    .addHelpText('after', '\nExample:\n  belfry dev routes')
    .action(async (_options, command: Command) => {
      const { routeTable } = await import('../route-table.ts');
      const file = fileURLToPath(new URL('../../docs/generated/routes.md', import.meta.url));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, routeTable());
      const { json } = command.optsWithGlobals<GlobalOptions>();
      report({ json: json === true }, { changed: [file] }, `Wrote ${relative(process.cwd(), file)}`);
    });
}
