import type { Command } from 'commander';
import type { BenchResult } from '../../bench/result.ts';
import { openLog } from '../platform/log.ts';
import { type GlobalOptions, open, report } from './open.ts';

/** belfry bench …: figures, each beside a limit measured in the same run. Never on real data: each makes its own. */
export function registerBench(program: Command): void {
  const bench = program.command('bench').description('measure Belfry on this machine, on data of its own');
  bench
    .command('import')
    .description('people a second from a roster to the directory')
    .option('--people <n>', 'how many people', '1000000')
    .addHelpText('after', '\nExample:\n  belfry bench import --people 200000 --json')
    .action(async (options: { people: string }, command: Command) => {
      const { run } = await import('../../bench/import.ts');
      const { config } = open(command);
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const people = Number(options.people);
      if (!Number.isInteger(people) || people < 1000) command.error('error: --people must be a whole number from 1000 on');
      tell(await run({ people, config, log: openLog('warn'), say }), json === true);
    });
}

function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

function tell(result: BenchResult, json: boolean): void {
  const { name, figure, unit, limit, ratio, goal, met, machine, detail = {} } = result;
  const lines = [
    `${name}: ${figure.toLocaleString('en')} ${unit}; the limit here is ${limit.toLocaleString('en')} (${Math.round(ratio * 100)} %)`,
    `goal: ${goal}: ${met ? 'met' : 'missed'}`,
    machine,
    ...Object.entries(detail).map(([key, value]) => `  ${key.padEnd(28)} ${value}`),
  ];
  report({ json }, result, lines.join('\n'));
}
