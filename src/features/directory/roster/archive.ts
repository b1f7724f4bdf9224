/** Opening a zip that a stranger may have made: nothing is extracted to disk, and every size has a limit. */
import { closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { FileRefused } from './trouble.ts';

export const limits = {
  entries: 100,
  /** All files together, inflated. */
  totalBytes: 8 * 1024 ** 3,
  /** Inflated to compressed, of files over a megabyte: a roster reaches 40, a bomb 1000. */
  ratio: 200,
};
export type Limits = typeof limits;

export interface ArchiveFile {
  name: string;
  bytes: number;
  /** The content, inflated on the way. It breaks off with FileRefused when it inflates to more than it said. */
  open(): Promise<Readable>;
}

export interface Archive {
  files: Map<string, ArchiveFile>;
  /** Names of other files, which are not opened. */
  others: string[];
  close(): void;
}

/**
 * Reads the directory of the zip behind an open file, which is closed by `close` and by a refusal. Only files of which
 * the name matches `wanted` can be opened.
 */
export async function openArchive(fd: number, allowed: Limits = limits, wanted = /^[A-Za-z]+\.csv$/): Promise<Archive> {
  const zip = await open(fd);
  try {
    return await list(zip, allowed, wanted);
  } catch (error) {
    zip.close();
    throw error;
  }
}

function open(fd: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: false };
    fromFd(fd, options, (error, zip) => {
      if (zip && !error) return resolve(zip);
      closeSync(fd);
      reject(new FileRefused('', 'notZip'));
    });
  });
}

async function list(zip: ZipFile, allowed: Limits, wanted: RegExp): Promise<Archive> {
  if (zip.entryCount > allowed.entries) throw new FileRefused('', 'zipEntries', {}, { limit: allowed.entries });
  const entries = await readEntries(zip);
  let total = 0;
  let packed = 0;
  const files = new Map<string, ArchiveFile>();
  const others: string[] = [];
  const folder = commonFolder(entries);
  for (const entry of entries) {
    const name = entry.fileName.slice(folder.length);
    if (entry.fileName.endsWith('/') || isClutter(entry.fileName)) continue;
    total += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (total > allowed.totalBytes)
      throw new FileRefused(named(name), 'zipTooLarge', {}, { limit: gigabytes(allowed) });
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (entry.uncompressedSize > 1024 ** 2 && ratio > allowed.ratio) throw new FileRefused(named(name), 'zipBomb');
    if (entry.isEncrypted()) throw new FileRefused(named(name), 'zipEncrypted');
    if (!wanted.test(name)) {
      others.push(named(name));
      continue;
    }
    if (![0, 8].includes(entry.compressionMethod)) throw new FileRefused(name, 'zipMethod');
    if (files.has(name)) throw new FileRefused(name, 'zipTwice');
    files.set(name, { name, bytes: entry.uncompressedSize, open: () => openEntry(zip, entry, name, allowed) });
  }
  // Entries that share the same bytes are how a small zip becomes a bomb in spite of an honest ratio.
  if (packed > zip.fileSize) throw new FileRefused('', 'zipBomb');
  return { files, others, close: () => zip.close() };
}

function readEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => {
      // yauzl itself refuses names such as ../x, /x and C:\x.
      const path = /relative path|absolute path|invalid characters/.test(error.message);
      reject(new FileRefused('', path ? 'zipPath' : 'notZip'));
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry, name: string, allowed: Limits): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(new FileRefused(name, 'zipBroken'));
      if (entry.uncompressedSize > allowed.totalBytes) return reject(new FileRefused(name, 'zipBomb'));
      resolve(stream);
    });
  });
}

/** A folder that was zipped as a whole: roster/manifest.csv, roster/users.csv. */
function commonFolder(entries: Entry[]): string {
  const manifest = entries.find(
    (entry) => /^[^/\\]+\/manifest\.csv$/.test(entry.fileName) && !isClutter(entry.fileName),
  );
  return manifest && !entries.some((entry) => entry.fileName === 'manifest.csv')
    ? manifest.fileName.slice(0, -'manifest.csv'.length)
    : '';
}

function isClutter(name: string): boolean {
  return /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

/** File names are shown only when they are plain. */
function named(name: string): string {
  return /^[\w./-]{1,60}$/.test(name) ? name : '';
}

function gigabytes(allowed: Limits): number {
  return Math.round((allowed.totalBytes / 1024 ** 3) * 10) / 10;
}
