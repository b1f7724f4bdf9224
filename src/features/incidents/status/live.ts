/**
 * Pages that readers keep open: each change of the folder is sent to all of them as one event (text/event-stream). While
 * anybody reads, this process looks at the folder four times a second; it holds one copy of a page, however many read it.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '#platform/services.ts';
import { fileContent, folderOf } from './files.ts';
import { jsonFile } from './model.ts';
import { refresh } from './refresh.ts';

const everyMs = 250;
/** A comment now and then: proxies end what is silent, and a reader who has gone is noticed. */
const aliveMs = 20_000;
const alive = new TextEncoder().encode(': \n\n');
/** Of one process; whoever comes then is asked to look at the file instead. */
export const mostReaders = 5000;
/** Events that a reader has not taken: one on such a line begins anew, rather than filling our memory. */
const mostWaiting = 3;

interface Reader {
  file: string;
  version: string;
  controller: ReadableStreamDefaultController<Uint8Array>;
}

interface Event {
  version: string;
  bytes: Uint8Array;
}

interface Live {
  readers: Set<Reader>;
  timer: NodeJS.Timeout | undefined;
  aliveAt: number;
  /** What status.json was when the readers were told last. */
  stamp: string;
  turn: Promise<void> | undefined;
}

/** By the folder: tests have several in one process. */
const lives = new Map<string, Live>();

/** The events of one page; undefined where too many read already. The first is sent at once unless `version` is the latest. */
export function liveStream(services: Services, file: string, version: string): ReadableStream<Uint8Array> | undefined {
  const { dataDir } = services.config;
  const live = liveOf(dataDir);
  if (live.readers.size >= mostReaders) return undefined;
  let reader: Reader | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      reader = { file, version, controller };
      live.readers.add(reader);
      // So that the browser knows at once that it is connected.
      controller.enqueue(alive);
      live.timer ??= setInterval(() => look(services, live), everyMs).unref();
      void eventOf(dataDir, file).then((event) => reader && event && tell(live, reader, event));
    },
    cancel() {
      if (reader) leave(live, reader);
    },
  });
}

function liveOf(dataDir: string): Live {
  const known = lives.get(dataDir);
  if (known) return known;
  const made = { readers: new Set<Reader>(), timer: undefined, aliveAt: performance.now(), stamp: '', turn: undefined };
  lives.set(dataDir, made);
  return made;
}

/** How many read; for tests and the bench. */
export function readersOf(dataDir: string): number {
  return lives.get(dataDir)?.readers.size ?? 0;
}

function leave(live: Live, reader: Reader): void {
  live.readers.delete(reader);
  if (live.readers.size > 0) return;
  clearInterval(live.timer);
  live.timer = undefined;
}

/** One look at a time: a slow disk does not pile them up. */
function look(services: Services, live: Live): void {
  live.turn ??= lookOnce(services, live).finally(() => {
    live.turn = undefined;
  });
}

async function lookOnce(services: Services, live: Live): Promise<void> {
  const { dataDir } = services.config;
  // While the database is away the folder may still change: by the command line.
  await refresh(services).catch(() => false);
  const stamp = await stampOf(dataDir);
  if (stamp !== live.stamp) {
    live.stamp = stamp;
    const files = [...new Set([...live.readers].map((reader) => reader.file))];
    for (const file of files) {
      const event = await eventOf(dataDir, file);
      if (event) for (const reader of live.readers) if (reader.file === file) tell(live, reader, event);
    }
  }
  if (performance.now() - live.aliveAt < aliveMs) return;
  live.aliveAt = performance.now();
  for (const reader of live.readers) send(live, reader, alive);
}

async function stampOf(dataDir: string): Promise<string> {
  const found = await stat(join(folderOf(dataDir), jsonFile)).catch(() => undefined);
  return found ? `${found.ino} ${found.mtimeMs}` : '';
}

function tell(live: Live, reader: Reader, event: Event): void {
  if (reader.version === event.version) return;
  reader.version = event.version;
  send(live, reader, event.bytes);
}

function send(live: Live, reader: Reader, bytes: Uint8Array): void {
  const { controller } = reader;
  if (!live.readers.has(reader)) return;
  try {
    if ((controller.desiredSize ?? 0) > -mostWaiting) {
      controller.enqueue(bytes);
      return;
    }
    controller.close();
  } catch {
    // It has gone in this moment.
  }
  leave(live, reader);
}

const encoder = new TextEncoder();

/** What stands inside `main`, under its version; undefined where there is no such page. */
async function eventOf(dataDir: string, file: string): Promise<Event | undefined> {
  const html = new TextDecoder().decode(await fileContent(dataDir, file));
  const [, version = '', inner = ''] = /<main [^>]*data-version="([^"]*)"[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
  if (version === '') return undefined;
  const lines = inner.split('\n').map((line) => `data: ${line}\n`);
  return { version, bytes: encoder.encode(`id: ${version}\n${lines.join('')}\n`) };
}
