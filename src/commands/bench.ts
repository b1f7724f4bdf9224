import type { Command } from 'commander';
import { type BenchOptions, type BenchResult, inWords } from '../../bench/result.ts';
import { type GlobalOptions, report } from './open.ts';

/** belfry bench …: figures, each beside a limit measured in the same run. Never on real data: each makes its own. */
export function registerBench(program: Command): void {
  const bench = program.command('bench').description('measure Belfry on this machine, on data of its own');
  bench
    .command('import')
    .description('people a second from a roster to the directory')
    .option('--people <n>', 'how many people', '1000000')
    .addHelpText('after', '\nExample:\n  belfry bench import --people 200000 --json')
    .action(async (options: { people: string }, command: Command) => {
      const people = Number(options.people);
      if (!Number.isInteger(people) || people < 1000) command.error('error: --people must be a whole number from 1000 on');
      const { run } = await import('../../bench/import.ts');
      await measure(command, (say) => run({ say, scale: people / 1_000_000, rounds: 1 }));
    });
}

async function measure(command: Command, run: (say: BenchOptions['say']) => Promise<BenchResult[]>): Promise<void> {
  const json = command.optsWithGlobals<GlobalOptions>().json === true;
  const say = (line: string) => {
    if (!json) process.stderr.write(`  ${line}\n`);
  };
  const results = await run(say);
  report({ json }, results.length === 1 ? (results[0] as BenchResult) : results, results.map(inWords).join('\n'));
}
