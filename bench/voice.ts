/** The voice at the size of a province: each part on a database of its own. */
import type { BenchOptions, BenchResult } from './result.ts';
import { startBenchServer } from './server.ts';
import { measureDeadlines } from './voice-deadlines.ts';

export async function run(options: BenchOptions): Promise<BenchResult[]> {
  const bench = await startBenchServer({ keep: options.keep });
  try {
    return [await measureDeadlines(bench, options)];
  } finally {
    await bench.stop();
  }
}
