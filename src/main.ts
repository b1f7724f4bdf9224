import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerAdmin } from './commands/admin.ts';
import { registerAudit } from './commands/audit.ts';
import { registerBackup } from './commands/backup.ts';
import { registerBench } from './commands/bench.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDev } from './commands/dev.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerExport } from './commands/export.ts';
import { registerImport } from './commands/import.ts';
import { registerMigrate } from './commands/migrate.ts';
import { holdsCommands } from './commands/open.ts';
import { registerRestore } from './commands/restore.ts';
import { registerServe } from './commands/serve.ts';
import { registerStatus } from './commands/status.ts';
import { registerUpgrade } from './commands/upgrade.ts';
import { registerWording } from './commands/wording.ts';
import { newestMigration } from './platform/database/migrate.ts';
import { OperatorError } from './platform/operator-error.ts';
import { giveUpOnSignal } from './run-until-signal.ts';

const examples = `
Examples:
  belfry demo --port 8080                         look around in an invented district
  belfry serve --data /var/lib/belfry             start the service
  belfry import roster autumn.zip                 what a roster would change; --apply changes it
  belfry export roster belfry.zip                 the directory for other systems, as OneRoster 1.2
  belfry admin --data /var/lib/belfry             a way in when the last administrator is lost
  belfry audit verify                             prove that the audit is whole
  belfry doctor                                   is everything well, and what to do
  belfry status set --zh "道路中断" --next 60        the public page, also while the database is down
  belfry backup /mnt/disk/belfry.belfry           everything in one file, while the service runs
  belfry backup-key backup.key                    a key for encrypted backups
  belfry restore --check belfry.belfry            prove a backup; without --check put it in place
  belfry upgrade --data /var/lib/belfry           after installing a newer Belfry: backup, then migrations
  belfry migrate --data /var/lib/belfry           bring the database up to date
  belfry wording > phrases.csv                    the words around a notice, to translate into Tibetan or Qiang
  belfry bench send --json                        measure this machine
  belfry dev types                                for those who change Belfry: rebuild docs/generated

Each command says more: belfry serve --help
Status: 0 done, 1 failed, 2 wrong use, 3 stopped by a signal (serve and demo: 0).`;

// Whoever reads the output may have seen enough (`belfry --help | head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const newest = newestMigration().slice(0, 6);

const program = new Command('belfry')
  .description('The open, self-hosted service of a school district.')
  // With the schema: whoever reports something, or restores a backup elsewhere, needs both.
  .version(`belfry ${version}, schema ${newest}, Node ${process.versions.node}`, '-V, --version', 'print the version')
  .option('--data <dir>', 'the folder that holds everything (default: /var/lib/belfry for root, else your data folder)')
  .option('--config <file>', 'a file of KEY=value settings (default: belfry.env in the data folder)')
  .option('--json', 'print the outcome as JSON')
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => {
      const words = text.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
      write(`belfry: ${words.trim()} (see belfry --help)\n`);
    },
  })
  .addHelpText('after', examples);

registerDemo(program);
registerServe(program);
registerDoctor(program);
registerBackup(program);
registerRestore(program);
registerUpgrade(program);
registerMigrate(program);
registerImport(program);
registerExport(program);
registerWording(program);
registerBench(program);
registerAdmin(program);
registerStatus(program);
registerAudit(program);
registerDev(program);
holdsCommands(program);

// serve and demo run until a signal and see to it themselves; every other command gives up what it was doing.
const untilSignal = ['serve', 'demo'];
let givenUp: ReturnType<typeof giveUpOnSignal> | undefined;
program.hook('preAction', (_program, command) => {
  if (!untilSignal.includes(command.name())) givenUp = giveUpOnSignal();
});

try {
  await program.parseAsync();
} catch (error) {
  // The database was stopped underneath it: that is no failure.
  if (givenUp?.stopping()) await new Promise(() => undefined);
  process.exitCode = fail(error);
}

/** Says what went wrong and gives the exit code: 2 for wrong use, 1 for a failure. */
function fail(error: unknown): number {
  // Commander has printed its own line already; help and version are no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof OperatorError) {
    console.error(`belfry: ${error.message}`);
    return 1;
  }
  const code = (error as NodeJS.ErrnoException).code;
  console.error(error);
  console.error(`belfry: this is a fault in Belfry${code ? ` (${code})` : ''}: please report the lines above.`);
  return 1;
}
