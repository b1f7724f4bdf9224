/** Like pdf-worker.ts, for files of people who must not be known: pages and nothing else, or no file. */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { mostPlainPages } from './pdf.ts';
import { withoutFacts } from './pdf-facts.ts';

/** What runs, opens something or carries another file. A plain way to a page (GoTo) stays. */
const active = ['JS', 'JavaScript', 'EmbeddedFiles', 'EmbeddedFile', 'AA', 'XFA', 'RichMediaContent', 'EF'];
const acts = ['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'Rendition', 'Movie', 'Sound'];

async function plain(content: Uint8Array): Promise<Uint8Array | 'pages' | 'active'> {
  const document = await PDFDocument.load(content, { updateMetadata: false });
  if (document.getPageCount() > mostPlainPages) return 'pages';
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    if (isActive(dict)) return 'active';
  }
  withoutFacts(document);
  return document.save({ updateFieldAppearances: false });
}

/** Dictionaries may stand inside others: everything of an object is walked, its references not (they come by themselves). */
function isActive(value: unknown): boolean {
  if (value instanceof PDFArray) return value.asArray().some(isActive);
  if (!(value instanceof PDFDict)) return false;
  if (active.some((name) => value.has(PDFName.of(name)))) return true;
  if (acts.some((name) => value.get(PDFName.of('S')) === PDFName.of(name))) return true;
  return value.values().some(isActive);
}

plain(workerData as Uint8Array).then((answer) => parentPort?.postMessage(answer));
