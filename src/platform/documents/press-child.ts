/** The process that makes documents for the press: what fails or hangs in a typesetter ends with it, and nothing else does. */
import { makeDocx } from './docx.ts';
import type { Format, OfficialDocument } from './model.ts';
import { type Made, PdfMaker } from './pdf.ts';

export interface Order {
  id: number;
  format: Format;
  document: OfficialDocument;
}
export type Answer = { id: number; made: Made } | { id: number; error: string };

const folders = JSON.parse(process.argv[2] ?? '[]') as string[];
// Fonts are looked through once, when the first PDF is asked for.
let pdf: PdfMaker | undefined;

async function make({ format, document }: Order): Promise<Made> {
  if (format === 'docx') return { ok: true, bytes: await makeDocx(document) };
  pdf ??= new PdfMaker(folders);
  return pdf.make(document);
}

process.on('message', (order: Order) => {
  make(order)
    .then((made): Answer => ({ id: order.id, made }))
    .catch((cause: unknown): Answer => ({ id: order.id, error: String((cause as Error).stack ?? cause) }))
    .then((answer) => process.send?.(answer));
});
