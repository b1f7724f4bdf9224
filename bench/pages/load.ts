/** Requests at a fixed rate, whatever the answers: a late answer does not put off the next question. */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface Asked {
  /** Milliseconds from the moment at which each request was due to the last byte of its answer, sorted. */
  times: number[];
  bytes: number;
  /** Statuses other than 200, each once. */
  wrong: number[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One GET; resolves when the whole answer has come. A page is HTML to look at, not a file to take along. */
export function ask(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; bytes: number; body: Buffer; isPage: boolean }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const isPage =
          /^text\/html/.test(answer.headers['content-type'] ?? '') && !answer.headers['content-disposition'];
        resolve({ status: answer.statusCode ?? 0, bytes: body.length, body, isPage });
      });
    });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      // The server may close a kept connection in the moment in which it is used again: then on a new one.
      if (asking.reusedSocket && error.code === 'ECONNRESET') ask(url, headers).then(resolve, reject);
      else reject(error);
    });
    asking.end();
  });
}

/** Asks the addresses in turn at `rate` a second, open loop. */
export async function askSteadily(
  urls: readonly string[],
  headers: Record<string, string>,
  { rate, count }: { rate: number; count: number },
): Promise<Asked> {
  const began = performance.now();
  const asked: Asked = { times: [], bytes: 0, wrong: [] };
  const running: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const due = began + (n * 1000) / rate;
    await pause(Math.max(0, due - performance.now()));
    running.push(
      ask(urls[n % urls.length] as string, headers).then(({ status, bytes }) => {
        asked.times.push(performance.now() - due);
        asked.bytes = Math.max(asked.bytes, bytes);
        if (status !== 200 && !asked.wrong.includes(status)) asked.wrong.push(status);
      }),
    );
  }
  await Promise.all(running);
  asked.times.sort((a, b) => a - b);
  return asked;
}

/** The smallest time that is not exceeded by so great a part of all. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** What pages and the API are judged by: milliseconds that 95 of 100 answers may take at ten requests a second. */
export const goalMs = 150;
export const rate = 10;
/** Two seconds or twice round the addresses, whichever is longer. */
const leastRequests = 20;
const longerRequests = 100;

/** The limit: the same way there and back, with nothing to do at the end of it. */
export async function bareTime(url: string): Promise<number> {
  await askSteadily([`${url}/livez`], {}, { rate: 100, count: 200 });
  const bare = await askSteadily([`${url}/livez`], {}, { rate, count: 100 });
  return quantile(bare.times, 0.95);
}

/** Of twenty the second slowest decides: what is over the goal is asked for longer before anything is said of it. */
export async function askToJudge(urls: readonly string[], headers: Record<string, string>): Promise<Asked> {
  const asked = await askSteadily(urls, headers, { rate, count: Math.max(leastRequests, urls.length * 2) });
  if (quantile(asked.times, 0.95) <= goalMs) return asked;
  const more = await askSteadily(urls, headers, { rate, count: longerRequests });
  return {
    times: [...asked.times, ...more.times].sort((a, b) => a - b),
    bytes: Math.max(asked.bytes, more.bytes),
    wrong: [...new Set([...asked.wrong, ...more.wrong])],
  };
}
