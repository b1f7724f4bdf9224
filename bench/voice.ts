/** The voice at the size of a province: each part on a database of its own. */
import type { BenchOptions, BenchResult } from './result.ts';
import { type BenchServer, startBenchServer } from './server.ts';
import { measureDeadlines } from './voice-deadlines.ts';
import { measureSearch } from './voice-search.ts';

export async function run(options: BenchOptions): Promise<BenchResult[]> {
  const wanted = (name: string) => !options.only || options.only.test(name);
  return [
    // A million cases are not kept: the run changes them.
    ...(wanted('deadlines') && !options.keep
      ? await on(undefined, async (bench) => [await measureDeadlines(bench, options)])
      : []),
    ...(wanted('search') ? await on(options.keep, (bench) => measureSearch(bench, options)) : []),
  ];
}

async function on(
  keep: string | undefined,
  measure: (bench: BenchServer) => Promise<BenchResult[]>,
): Promise<BenchResult[]> {
  const bench = await startBenchServer({ keep });
  try {
    return await measure(bench);
  } finally {
    await bench.stop();
  }
}
