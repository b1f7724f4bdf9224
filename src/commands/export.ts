/** belfry export roster FILE.zip: the directory as a OneRoster 1.2 file, for other systems. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import { exportRoster } from '#features/directory/console.ts';
import { systemClock } from '../platform/clock.ts';
import { withServer } from '../platform/database/addresses.ts';
import { openDatabase, roleOf } from '../platform/database/connect.ts';
import { migrate } from '../platform/database/migrate.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { holdsCommands, open } from './open.ts';

/** belfry export …: gives data to other systems. */
export function registerExport(program: Command): void {
  const command = holdsCommands(program.command('export').description('write data to files'));
  command.addHelpText('after', '\nExample:\n  belfry export roster roster.zip');
  command
    .command('roster')
    .argument('<file>', 'the ZIP to write; it must not exist yet')
    .description('write organisations, people and classes as OneRoster 1.2 CSV (bulk)')
    .addHelpText('after', '\nExample:\n  belfry export roster roster.zip')
    .action(async (path: string, _: unknown, sub: Command) => {
      const { config, log, json } = open(sub);
      const fd = newFile(path);
      try {
        await withServer(config, log, async ({ appUrl, ownerUrl }) => {
          await migrate(ownerUrl, { appRole: roleOf(appUrl), log });
          const db = openDatabase(appUrl, { max: 2, applicationName: 'belfry export' });
          try {
            const counts = await exportRoster({ db, config, clock: systemClock }, { kind: 'console' }, (piece) => {
              writeSync(fd, piece);
            });
            const lines = Object.entries(counts).map(([file, rows]) => `${file}.csv: ${rows}`);
            process.stdout.write(json ? `${JSON.stringify({ file: path, rows: counts })}\n` : `${lines.join('\n')}\n`);
          } finally {
            await db.destroy();
          }
        });
      } finally {
        closeSync(fd);
      }
    });
}

/** For its owner alone: it names everybody. */
function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const reason = exists ? 'it exists already' : (cause as Error).message;
    throw new OperatorError(`The file ${path} cannot be written: ${reason}`, { cause });
  }
}
