/** belfry status …: the public page on emergencies, also while the database is away. */
import type { Command } from 'commander';
import type { StatusWish } from '../features/incidents/console.ts';
import { systemClock } from '../platform/clock.ts';
import { expectInstallation } from '../platform/database/addresses.ts';
import { holdsCommands, open, report } from './open.ts';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

export function registerStatus(program: Command): void {
  const status = holdsCommands(program.command('status').description('the public page on emergencies'));
  status.addHelpText('after', '\nExamples:\n  belfry status show\n  belfry status set --zh "道路中断" --next 60');
  status
    .command('show')
    .description('what the page says now, with the numbers of incidents and schools')
    .action(async (_options, command: Command) => {
      const opened = open(command);
      const { statusNow } = await import('../features/incidents/console.ts');
      const page = await statusNow({ config: opened.config, clock: systemClock });
      const lines = (page?.running ?? []).flatMap((one) => [
        `${one.id}  ${one.exercise ? 'EXERCISE ' : ''}${one.kind} ${one.level}  ${one.updates[0]?.texts['zh-CN']?.headline ?? ''}`,
        ...one.schools.map((school) => `   ${school.id}  ${school.state}  ${school.name}`),
      ]);
      report(opened, { page: page ?? null }, lines.length > 0 ? lines.join('\n') : 'No emergency on the page.');
    });
  status
    .command('set')
    .description('write an update onto the page; works while the database is down, and is merged when it is back')
    .option('--zh <text>', 'headline in Chinese')
    .option('--en <text>', 'headline in English')
    .option('--zh-detail <text>', 'what has happened, in Chinese')
    .option('--en-detail <text>', 'what has happened, in English')
    .option('--zh-do <text>', 'what to do, in Chinese')
    .option('--en-do <text>', 'what to do, in English')
    .option('--incident <id>', 'which incident, where several run')
    .option('--kind <kind>', 'begin an incident of this kind, with --level')
    .option('--exercise', 'it is an exercise (with --kind)')
    .option('--level <level>', 'I, II, III or IV; I is the gravest')
    .option('--next <minutes>', 'when the next update comes')
    .option('--school <number=state>', 'open, closed, remote or unknown; may be repeated', collect)
    .addHelpText(
      'after',
      `
Run it on the host that serves the page, as the account that runs Belfry.

Examples:
  belfry status set --kind flood --level II --zh "水库泄洪，沿河学校停课" --zh-do "请勿前往学校接送" --next 60
  belfry status set --zh "道路已恢复" --school 12=open --school 13=closed`,
    )
    .action(async (_options, command: Command) => {
      const opened = open(command);
      expectInstallation(opened.config);
      const { setStatus } = await import('../features/incidents/console.ts');
      const incident = await setStatus({ config: opened.config, clock: systemClock }, command.opts<StatusWish>());
      report(opened, { incident }, `The page says it now: incident ${incident.id}.`);
    });
}
