/**
 * The API and the roster service over the district of `bench pages` (the same `--keep` folder serves both): every GET at
 * 10 requests a second, open loop, over the whole district.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../src/platform/operator-error.ts';
import { testServices } from '../test/support/services.ts';
import { type MachineRequest, machineRequests } from './pages/api.ts';
import { fill, withOwner } from './pages/fill.ts';
import { type Asked, askSteadily, askToJudge, bareTime, goalMs, quantile, rate } from './pages/load.ts';
import type { Served } from './pages/processes.ts';
import { startWeb } from './pages/processes.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { startBenchServer } from './server.ts';

interface Figure {
  pattern: string;
  p50: number;
  p95: number;
  wrong: number[];
}

export async function run({ say, ...options }: BenchOptions): Promise<BenchResult[]> {
  const size = {
    people: Math.round(1_000_000 * options.scale),
    deliveries: options.deliveries ?? Math.round(20_000_000 * options.scale),
  };
  const bench = await startBenchServer({ keep: options.keep });
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-api-'));
  const services = testServices(bench.db);
  let web: Served | undefined;
  try {
    const filled = await fill(bench, size, say);
    if (options.fillOnly) return [];
    const served = await startWeb(bench, folder);
    web = served;
    const all = await withOwner(bench, (owner) => machineRequests(owner, services, filled, served.url));
    const wanted = all.filter(({ pattern }) => !options.only || options.only.test(pattern));
    if (wanted.length === 0) throw new OperatorError(`Nothing of the API is called ${options.only?.source}.`);
    const results: BenchResult[] = [];
    for (const name of ['api', 'oneroster'] as const) {
      const some = wanted.filter((request) => request.interface === name);
      if (some.length > 0) results.push(await measure(served, name, some, say));
    }
    return results;
  } finally {
    await web?.stop();
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(services.config.dataDir, { recursive: true, force: true });
  }
}

/**
 * One that takes longer than a second alone, also when asked again, is not asked ten times a second: all the rest would wait
 * behind it. What only the first look costs (figures that are kept) is said apart.
 */
async function askFor(urls: readonly string[], headers: Record<string, string>): Promise<Asked & { first: number }> {
  const once = () => askSteadily(urls.slice(0, 1), headers, { rate, count: 1 });
  let alone = await once();
  const first = alone.times[0] ?? 0;
  if (first > 1000) alone = await once();
  return { ...((alone.times[0] ?? 0) > 1000 ? alone : await askToJudge(urls, headers)), first };
}

async function measure(
  web: Served,
  name: string,
  requests: readonly MachineRequest[],
  say: BenchOptions['say'],
): Promise<BenchResult> {
  const limit = await bareTime(web.url);
  const figures: Figure[] = [];
  for (const { pattern, addresses, headers } of requests) {
    const urls = addresses.map((address) => web.url + address);
    const asked = await askFor(urls, headers);
    const figure = {
      ...{ pattern, wrong: asked.wrong },
      ...{ p50: quantile(asked.times, 0.5), p95: quantile(asked.times, 0.95) },
    };
    figures.push(figure);
    const status = figure.wrong.length > 0 ? ` STATUS ${figure.wrong.join()}` : '';
    const look = asked.first > goalMs ? ` first look ${asked.first.toFixed(0)} ms` : '';
    say(
      `${pattern.padEnd(70)} p50 ${figure.p50.toFixed(1).padStart(8)} p95 ${figure.p95.toFixed(1).padStart(8)} ms${look}${status}`,
    );
  }
  figures.sort((a, b) => b.p95 - a.p95);
  const slowest = figures[0] as Figure;
  const wrong = figures.filter((figure) => figure.wrong.length > 0);
  const note = [
    `slowest: ${slowest.pattern}; ${figures.filter(({ p95 }) => p95 > goalMs).length} of ${figures.length} over ${goalMs} ms`,
    `next: ${figures
      .slice(1, 5)
      .map(({ pattern, p95 }) => `${pattern} ${p95.toFixed(0)}`)
      .join(', ')}`,
    ...(wrong.length > 0
      ? [`NOT ANSWERED by 200: ${wrong.map((one) => `${one.pattern} ${one.wrong}`).join(', ')}`]
      : []),
  ].join('; ');
  const goal = Math.round((limit / goalMs) * 10_000) / 10_000;
  const found = result({ name, unit: 'ms', figure: slowest.p95, limit, goal, smallerIsBetter: true, note });
  return { ...found, met: slowest.p95 <= goalMs && wrong.length === 0 };
}
