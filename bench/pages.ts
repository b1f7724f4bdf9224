/**
 * Staff pages over a directory of a million people, asked at 10 requests a second; and the public page of a notice beside
 * the bare framework. Everything runs in processes of its own: database, Belfry, the bare server, and this one that asks.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { OperatorError } from '../src/platform/operator-error.ts';
import { type StaffPage, staffPages } from './pages/addresses.ts';
import type { Asker } from './pages/district.ts';
import { type Filled, fill, withOwner } from './pages/fill.ts';
import { ask, askSteadily, askToJudge, bareTime, goalMs, quantile, rate } from './pages/load.ts';
import { memoryOf, type Served, startServer, startWeb } from './pages/processes.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { startBenchServer } from './server.ts';

const goalPublic = 0.5;
const fileRate = 1;
/** Files to take along stand beside the figure: so few are enough. */
const fileRequests = 5;
const publicRounds = 4;
const publicSeconds = 4;
const connections = 64;

export interface PageFigure {
  asker: Asker;
  page: string;
  p50: number;
  p95: number;
  most: number;
  /** The very first answer, to an address that nobody had asked for. */
  first: number;
  kb: number;
  requests: number;
  wrong: number[];
  guessed: boolean;
  /** HTML to look at; else a file to take along (a table, a document), which nobody takes ten times a second. */
  isPage: boolean;
}

export interface PagesResult extends BenchResult {
  pages?: PageFigure[];
}

export async function run({ say, ...options }: BenchOptions): Promise<PagesResult[]> {
  const size = {
    people: Math.round(1_000_000 * options.scale),
    deliveries: options.deliveries ?? Math.round(20_000_000 * options.scale),
  };
  const bench = await startBenchServer({ keep: options.keep });
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-pages-'));
  let web: Served | undefined;
  try {
    say(`filling ${size.people.toLocaleString('en')} people, ${size.deliveries.toLocaleString('en')} deliveries`);
    const filled = await fill(bench, size, say);
    if (options.fillOnly) return [];
    web = await startWeb(bench, folder);
    const pages = chosen(await withOwner(bench, (owner) => staffPages(owner, filled)), options);
    if (options.once) return [await lookOnce(web, filled, pages, say)];
    const results: PagesResult[] = [];
    if (pages.length > 0) results.push(await measureStaff(web, filled, pages, { say, atOnce: options.atOnce ?? 1 }));
    if (!options.only && (options.part?.n ?? 1) === 1) {
      results.push(await measurePublic(web, filled.notices.published, folder, say));
    }
    return results;
  } finally {
    await web?.stop();
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Some pages by their pattern or role, or one part of several. */
function chosen(pages: StaffPage[], { only, part }: Pick<BenchOptions, 'only' | 'part'>): StaffPage[] {
  const wanted = pages.filter((page) => !only || only.test(`${page.asker} ${page.pattern}`));
  if (only && wanted.length === 0) throw new OperatorError(`No staff page is called ${only.source}.`);
  return part ? wanted.filter((_, n) => n % part.of === part.n - 1) : wanted;
}

/** Each address of each page once, one after the other: does it answer, and how long does one take alone. */
async function lookOnce(
  web: Served,
  filled: Filled,
  pages: StaffPage[],
  say: BenchOptions['say'],
): Promise<PagesResult> {
  const wrong: string[] = [];
  let slowest = 0;
  for (const page of pages) {
    for (const address of page.addresses) {
      const began = performance.now();
      const { status, bytes } = await ask(web.url + address, headersOf(filled, page.asker));
      const took = performance.now() - began;
      slowest = Math.max(slowest, took);
      if (status !== 200) wrong.push(`${address} (${page.asker}: ${status})`);
      say(
        `${status} ${took.toFixed(0).padStart(6)} ms ${(bytes / 1024).toFixed(0).padStart(5)} KB ${page.asker} ${address}`,
      );
    }
  }
  const note = `not answered by 200: ${wrong.length > 0 ? wrong.join('; ') : 'none'}`;
  const found = {
    name: 'pages, each once',
    unit: 'ms',
    figure: slowest,
    limit: goalMs,
    goal: 1,
    smallerIsBetter: true,
    note,
  };
  return result(found);
}

const headersOf = (filled: Filled, asker: Asker) => ({ cookie: filled.cookies[asker], 'accept-language': 'zh-CN' });

async function measureStaff(
  web: Served,
  filled: Filled,
  pages: StaffPage[],
  { say, atOnce }: { say: BenchOptions['say']; atOnce: number },
): Promise<PagesResult> {
  const figures: PageFigure[] = [];
  const started = memoryOf(web.pid);
  const limit = await bareTime(web.url);
  say(`/livez: p95 ${limit.toFixed(1)} ms; ${pages.length} pages follow`);
  const waiting = [...pages];
  const stream = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      const figure = await measurePage(web, filled, page);
      figures.push(figure);
      say(lineOf(figure));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, stream));
  const unmeasured = figures.filter((figure) => figure.guessed && figure.wrong.length > 0);
  const wrong = figures.filter((figure) => !figure.guessed && figure.wrong.length > 0);
  const answered = figures.filter((figure) => !unmeasured.includes(figure)).toSorted((a, b) => b.p95 - a.p95);
  const sorted = answered.filter((figure) => figure.isPage);
  const files = answered.filter((figure) => !figure.isPage);
  const [slowest] = sorted;
  if (!slowest) throw new Error('there are no pages');
  const memory = memoryOf(web.pid);
  const goal = Math.round((limit / goalMs) * 10_000) / 10_000;
  const found = result({ name: 'pages', unit: 'ms', figure: slowest.p95, limit, goal, smallerIsBetter: true });
  const over = sorted.filter((figure) => figure.p95 > goalMs).length;
  const requests = figures.reduce((sum, figure) => sum + figure.requests, 0);
  const note = [
    `slowest: ${slowest.page} for the ${slowest.asker}; goal ${goalMs} ms, limit /livez at the same rate`,
    `${over} of ${sorted.length} pages over it; ${requests} requests at ${rate}/s, ${atOnce} pages at once, over ${filled.people.toLocaleString('en')} people`,
    `next: ${inWords(sorted.slice(1, 5))}`,
    `slowest of ${files.length} files at ${fileRate}/s: ${inWords(files.slice(0, 3)) || 'none'}`,
    ...(wrong.length > 0
      ? [`NOT ANSWERED by 200: ${wrong.map((w) => `${w.page} (${w.asker}: ${w.wrong.join()})`).join(', ')}`]
      : []),
    `no object to ask for: ${unmeasured.length > 0 ? [...new Set(unmeasured.map((f) => f.page))].join(', ') : 'none'}`,
    `slowest first answer ${Math.max(...sorted.map((f) => f.first)).toFixed(0)} ms`,
    `memory of the process ${started.now} MB at the start, ${memory.now} MB at the end, ${memory.peak} MB at most`,
  ].join('; ');
  return { ...found, met: slowest.p95 <= goalMs && wrong.length === 0, note, pages: figures };
}

export async function measurePage(web: Served, filled: Filled, page: StaffPage): Promise<PageFigure> {
  const headers = headersOf(filled, page.asker);
  const urls = page.addresses.map((address) => web.url + address);
  const began = performance.now();
  const { isPage } = await ask(urls[0] as string, headers);
  const first = performance.now() - began;
  const asked = isPage
    ? await askToJudge(urls, headers)
    : await askSteadily(urls, headers, { rate: fileRate, count: fileRequests });
  return {
    ...{ asker: page.asker, page: page.pattern, guessed: page.guessed, isPage },
    ...{ first, requests: asked.times.length, wrong: asked.wrong },
    ...{ p50: quantile(asked.times, 0.5), p95: quantile(asked.times, 0.95), most: asked.times.at(-1) ?? 0 },
    kb: Math.round(asked.bytes / 102.4) / 10,
  };
}

const inWords = (figures: readonly PageFigure[]) => figures.map((f) => `${f.page} ${f.p95.toFixed(0)}`).join(', ');

export function lineOf(figure: PageFigure): string {
  const ms = (value: number) => value.toFixed(1).padStart(8);
  const wrong = figure.wrong.length > 0 ? ` STATUS ${figure.wrong.join()}` : '';
  const name = `${figure.asker.padEnd(13)} ${figure.page.padEnd(60)}`;
  return `${name} p50${ms(figure.p50)} p95${ms(figure.p95)} most${ms(figure.most)} first${ms(figure.first)} ms ${figure.kb} KB${wrong}`;
}

/** The public page of a notice and a constant body of the same size, in turn; the sums of all rounds are compared. */
export async function measurePublic(
  web: Served,
  notice: number,
  folder: string,
  say: BenchOptions['say'],
): Promise<BenchResult> {
  const address = `${web.url}/notices/${notice}`;
  const { body, status } = await ask(address, { 'accept-language': 'zh-CN' });
  if (status !== 200) throw new Error(`the public page answers ${status}`);
  const file = join(folder, 'body.html');
  await writeFile(file, body);
  const bare = await startServer(fileURLToPath(new URL('./pages/bare.ts', import.meta.url)), [file]);
  try {
    const sums = { belfry: 0, bare: 0 };
    const rounds: string[] = [];
    for (let round = 0; round <= publicRounds; round += 1) {
      const belfry = await cannon(address);
      const constant = await cannon(`${bare.url}/notices/${notice}`);
      // The first round warms both up.
      if (round === 0) continue;
      sums.belfry += belfry;
      sums.bare += constant;
      rounds.push((belfry / constant).toFixed(2));
      say(`public page ${belfry.toFixed(0)}/s, bare Hono ${constant.toFixed(0)}/s`);
    }
    const note = `${(body.length / 1024).toFixed(1)} KB, ${connections} connections, ratios of the rounds ${rounds.join(', ')}; memory ${memoryOf(web.pid).now} MB`;
    const figure = sums.belfry / publicRounds;
    return result({
      name: 'public page',
      unit: 'requests/s',
      figure,
      limit: sums.bare / publicRounds,
      goal: goalPublic,
      note,
    });
  } finally {
    await bare.stop();
  }
}

async function cannon(url: string): Promise<number> {
  const headers = { 'accept-language': 'zh-CN' };
  const shot = await autocannon({ url, connections, duration: publicSeconds, headers });
  if (shot.non2xx > 0 || shot.errors > 0)
    throw new Error(`${url}: ${shot.non2xx} wrong answers, ${shot.errors} errors`);
  return shot.requests.total / shot.duration;
}
