import { Command, CommanderError } from 'commander';
import { registerBench } from './commands/bench.ts';
import { registerAdmin } from './commands/admin.ts';
import { registerAudit } from './commands/audit.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDev } from './commands/dev.ts';
import { registerImport } from './commands/import.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerServe } from './commands/serve.ts';
import { OperatorError } from './platform/operator-error.ts';

const program = new Command('belfry')
  .description('The open, self-hosted service of a school district.')
  .option('--data <dir>', 'the folder that holds everything (default: /var/lib/belfry for root, else your data folder)')
  .option('--config <file>', 'a file of KEY=value settings (default: belfry.env in the data folder)')
  .option('--json', 'print the outcome as JSON')
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(`belfry: ${text.replace(/^error: /, '').trim()} (see belfry --help)\n`),
  });

registerDemo(program);
registerServe(program);
registerMigrate(program);
registerImport(program);
registerBench(program);
registerAdmin(program);
registerAudit(program);
registerDev(program);

try {
  await program.parseAsync();
} catch (error) {
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
