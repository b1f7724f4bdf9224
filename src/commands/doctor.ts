/** belfry doctor: looks at everything that the service stands on, and says what to do. */
import type { Command } from 'commander';
import { systemClock } from '../platform/clock.ts';
import { expectInstallation, openServer } from '../platform/database/addresses.ts';
import { open, report } from './open.ts';

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'look at disk, clock, database, queues, backups, mail path and certificate; status 1 if something fails',
    )
    .addHelpText('after', '\nExample:\n  belfry doctor --json')
    .action(async (_options, command: Command) => {
      const opened = open(command);
      const { config, log } = opened;
      const { examine } = await import('../features/operation/feature.ts');
      const server = await Promise.resolve()
        .then(() => expectInstallation(config))
        .then(() => openServer(config, log))
        .catch((error: Error) => error);
      try {
        const database = server instanceof Error ? { unreachable: server.message.split('\n')[0] ?? '' } : server;
        const lines = await examine(config, systemClock, database);
        const text = lines.map(({ level, check, text: found, advice }) => {
          return `${marks[level]}  ${check}: ${found}${advice ? `\n      -> ${advice}` : ''}`;
        });
        const ok = lines.every((line) => line.level !== 'fail');
        report(opened, { ok, lines }, text.join('\n'));
        if (!ok) process.exitCode = 1;
      } finally {
        if (!(server instanceof Error)) await server.stop();
      }
    });
}
