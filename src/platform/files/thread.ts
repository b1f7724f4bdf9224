/**
 * Opens an uploaded file in a thread of its own: a file of a few megabytes may be made to want gigabytes, or hours, when it
 * is unpacked.
 */
import { Worker } from 'node:worker_threads';

const longestMs = 15_000;
/** How much the process may grow while a file is open. */
const mostBytes = 700 * 1024 * 1024;
const lookMs = 50;

// One at a time: what one file makes the process grow by must not be blamed on another.
let before: Promise<unknown> = Promise.resolve();

/** What the script posts about the file; undefined if it fails, or wants too much time or memory. */
export function inThread<T>(script: URL, content: Buffer): Promise<T | undefined> {
  const own = before.then(() => run<T>(script, content));
  before = own;
  return own;
}

function run<T>(script: URL, content: Buffer): Promise<T | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(script, {
      workerData: new Uint8Array(content),
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      stdout: true,
      stderr: true,
    });
    const grown = process.memoryUsage.rss() + mostBytes;
    let looked = 0;
    const watch = setInterval(() => {
      looked += lookMs;
      if (looked > longestMs || process.memoryUsage.rss() > grown) finish(undefined);
    }, lookMs);
    const finish = (result: T | undefined) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(result);
    };
    worker.once('message', (answer: T) => finish(answer));
    worker.once('error', () => finish(undefined));
    worker.once('exit', () => finish(undefined));
  });
}
