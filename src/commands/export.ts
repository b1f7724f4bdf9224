/** belfry export roster FILE.zip: the directory as a OneRoster 1.2 file, for other systems. */
import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
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
      const counts = await writeWhole(path, (write) =>
        withServer(config, log, async ({ appUrl, ownerUrl }) => {
          await migrate(ownerUrl, { appRole: roleOf(appUrl), log });
          const db = openDatabase(appUrl, { max: 2, applicationName: 'belfry export' });
          try {
            return await exportRoster({ db, config, clock: systemClock }, { kind: 'console' }, write);
          } finally {
            await db.destroy();
          }
        }),
      );
      const lines = Object.entries(counts).map(([file, rows]) => `${file}.csv: ${rows}`);
      process.stdout.write(json ? `${JSON.stringify({ file: path, rows: counts })}\n` : `${lines.join('\n')}\n`);
    });
}

/** The file appears whole or not at all, and not in the place of another. For its owner alone: it names everybody. */
async function writeWhole<T>(path: string, work: (write: (piece: Uint8Array) => void) => Promise<T>): Promise<T> {
  const partial = `${path}.partial`;
  if (existsSync(path)) throw new OperatorError(`The file ${path} cannot be written: it exists already`);
  const fd = fallible(path, () => openSync(partial, 'w', 0o600));
  try {
    const result = await work((piece) => writeSync(fd, piece));
    fallible(path, () => renameSync(partial, path));
    return result;
  } finally {
    closeSync(fd);
    rmSync(partial, { force: true });
  }
}

function fallible<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw new OperatorError(`The file ${path} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
