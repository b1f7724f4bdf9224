import { type Command, InvalidArgumentError } from 'commander';
import type { BenchOptions, BenchResult } from '../../bench/result.ts';

const names = ['expand', 'drain', 'send', 'pages', 'import', 'faults'] as const;

function name(text: string): string {
  if (!(names as readonly string[]).includes(text))
    throw new InvalidArgumentError(`Choose one of ${names.join(', ')}.`);
  return text;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** belfry bench: measures this machine, each figure beside its limit, on a temporary database. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description(`measure this machine: ${names.join(', ')} (a temporary database; nothing of yours is touched)`)
    .argument('<name>', 'what to measure', name)
    .option('--rounds <n>', 'rounds of faults', positive, 3)
    .option('--scale <part>', 'a part of the full size, for a quick look', positive, 1)
    .option('--people <n>', 'the size in people instead, where the full size is 1,000,000 of them', positive)
    .addHelpText('after', '\nExample:\n  belfry bench send --json')
    .action(async (bench: string, options: { rounds: number; scale: number; people?: number }, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const say = (line: string) => void (json || process.stderr.write(`${line}\n`));
      const scale = options.people === undefined ? options.scale : options.people / 1_000_000;
      const results = await measure(bench, { say, scale, rounds: Math.ceil(options.rounds) });
      const { inWords } = await import('../../bench/result.ts');
      const shown = results.length === 1 ? results[0] : results;
      process.stdout.write(json ? `${JSON.stringify(shown)}\n` : `${results.map(inWords).join('\n')}\n`);
    });
}

async function measure(bench: string, options: BenchOptions): Promise<BenchResult[]> {
  const file = new URL(`../../bench/${bench}.ts`, import.meta.url).href;
  const { run } = (await import(file)) as { run: (options: BenchOptions) => Promise<BenchResult[]> };
  return run(options);
}
