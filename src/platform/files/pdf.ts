/**
 * PDF without what tells who made it, with what and when. It is written anew by a library, in a thread of its own:
 * a file of a few megabytes may be made to want gigabytes when it is unpacked.
 */
import { Worker } from 'node:worker_threads';

const longestMs = 15_000;
/** How much the process may grow while a file is open. */
const mostBytes = 700 * 1024 * 1024;
const lookMs = 50;

// One at a time: what one file makes the process grow by must not be blamed on another.
let before: Promise<unknown> = Promise.resolve();

/**
 * The same pages without metadata; undefined for what is protected, broken or too large when unpacked. One that is signed
 * comes back as it is: its signature would be void.
 */
export function withoutPdfMetadata(content: Buffer): Promise<Buffer | undefined> {
  if (/\/ByteRange\s*\[/.test(content.toString('latin1'))) return Promise.resolve(content);
  const own = before.then(() => inThread(content));
  before = own;
  return own;
}

function inThread(content: Buffer): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
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
    const finish = (result: Buffer | undefined) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(result);
    };
    worker.once('message', (bytes: Uint8Array) => finish(Buffer.from(bytes)));
    worker.once('error', () => finish(undefined));
    worker.once('exit', () => finish(undefined));
  });
}
