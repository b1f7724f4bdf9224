/** Runs in a thread of its own, which is ended if a file wants too much time or memory (thread.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFDocument } from '@cantoo/pdf-lib';
import { withoutFacts } from './pdf-facts.ts';

async function strip(content: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(content, { updateMetadata: false });
  withoutFacts(document);
  return document.save({ updateFieldAppearances: false });
}

// Bytes that end are the answer; whatever goes wrong ends the thread with an error.
strip(workerData as Uint8Array).then((bytes) => parentPort?.postMessage(bytes));
