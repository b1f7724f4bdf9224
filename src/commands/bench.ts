import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import type { BenchOptions, BenchResult } from '../../bench/result.ts';
import { OperatorError } from '../platform/operator-error.ts';

const names = [
  'expand',
  'drain',
  'send',
  'pages',
  'api',
  'import',
  'whole',
  'alert',
  'status',
  'faults',
  'voice',
  'flood',
] as const;

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

function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new InvalidArgumentError('It must be a regular expression.');
  }
}

function part(text: string): { n: number; of: number } {
  const [n = 0, of = 0] = text.split('/').map(Number);
  if (!(Number.isInteger(n) && Number.isInteger(of) && n >= 1 && n <= of)) {
    throw new InvalidArgumentError('Write 2/4 for the second of four parts.');
  }
  return { n, of };
}

interface Options {
  rounds: number;
  scale: number;
  people?: number;
  keep?: string;
  fillOnly?: boolean;
  deliveries?: number;
  only?: RegExp;
  part?: { n: number; of: number };
  once?: boolean;
  atOnce?: number;
  mails?: number;
  tls?: boolean;
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
    .option('--mails <n>', 'send: how many mails (default: 20,000)', positive)
    .option('--tls', 'send: only with TLS')
    .option('--no-tls', 'send: only without TLS')
    .option(
      '--keep <dir>',
      'pages, api, whole, voice (its search): a folder whose database, or roster, stays and is used again',
    )
    .option('--fill-only', 'pages, api, voice: only fill it')
    .option('--deliveries <n>', 'pages: how many deliveries are in it (default: 20 for each person)', positive)
    .option(
      '--only <pattern>',
      'pages, api: only those whose role and address match; voice: deadlines or search',
      pattern,
    )
    .option('--once', 'pages: each address once, to see that it answers')
    .option('--at-once <n>', 'pages: so many at the same time, each at 10 requests/s (default: 1)', positive)
    .option('--part <n/of>', 'pages: the n-th of several parts', part)
    .addHelpText(
      'after',
      '\nExamples:\n  belfry bench send --json\n  belfry bench pages --keep /var/tmp/bench --only "editor /desk/notices"',
    )
    .action(async (bench: string, { people, ...options }: Options, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const say = (line: string) => void (json || process.stderr.write(`${line}\n`));
      const scale = people === undefined ? options.scale : people / 1_000_000;
      const results = await measure(bench, { ...options, say, scale, rounds: Math.ceil(options.rounds) });
      const { inWords } = await import('../../bench/result.ts');
      const shown = results.length === 1 ? results[0] : results;
      process.stdout.write(json ? `${JSON.stringify(shown)}\n` : `${results.map(inWords).join('\n')}\n`);
    });
}

async function measure(bench: string, options: BenchOptions): Promise<BenchResult[]> {
  const file = new URL(`../../bench/${bench}.ts`, import.meta.url);
  if (!existsSync(file))
    throw new OperatorError('The benches are part of the sources, not of a package: clone the repository to measure.');
  const { run } = (await import(file.href)) as { run: (options: BenchOptions) => Promise<BenchResult[]> };
  return run(options);
}
