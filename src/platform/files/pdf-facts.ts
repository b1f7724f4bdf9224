/** Takes out of a PDF what tells who made it, with what and when. Runs in the threads that open uploaded files. */
import { PDFDict, type PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';

/** Of a document's facts: by whom, with what, when. `Title` too: programs put a file's name and folder there. */
const facts = ['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer', 'Company', 'CreationDate', 'ModDate'];
/** Of any object: packets of metadata, and what programs keep there for themselves. */
const everywhere = ['Metadata', 'PieceInfo', 'LastModified'];
/** Of a remark: who made it, and when. Of a form's field `T` is its name, which must stay. */
const remarks = ['T', 'M', 'CreationDate'];

const has = (dict: PDFDict, name: string) => dict.has(PDFName.of(name));
const drop = (dict: PDFDict, names: readonly string[]) => {
  for (const name of names) dict.delete(PDFName.of(name));
};

export function withoutFacts(document: PDFDocument): void {
  const { context } = document;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFRawStream ? object.dict : object instanceof PDFDict ? object : undefined;
    if (!dict) continue;
    const type = dict.get(PDFName.of('Type'));
    if (type === PDFName.of('Metadata')) {
      context.delete(ref);
      continue;
    }
    drop(dict, everywhere);
    if (!type && (has(dict, 'Producer') || has(dict, 'Author') || has(dict, 'CreationDate')) && !has(dict, 'Subtype'))
      drop(dict, facts);
    const subtype = dict.get(PDFName.of('Subtype'));
    if (has(dict, 'Rect') && subtype !== PDFName.of('Widget')) drop(dict, remarks);
    if (object instanceof PDFRawStream && dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')) {
      context.assign(ref, PDFRawStream.of(dict, withoutCamera(object.contents)));
    }
  }
  const { Info, ID: _, ...trailer } = context.trailerInfo;
  if (Info instanceof PDFRef) context.delete(Info);
  context.trailerInfo = trailer;
}

/** A photo keeps its own metadata inside a PDF: segments APP1 (Exif, XMP), APP13 (IPTC) and remarks go. */
function withoutCamera(jpeg: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] as number;
    // The picture itself begins: nothing of the kind comes after.
    if (marker === 0xda) break;
    const end = at + 2 + (((jpeg[at + 2] as number) << 8) | (jpeg[at + 3] as number));
    if (![0xe1, 0xed, 0xfe].includes(marker)) parts.push(jpeg.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, jpeg.subarray(at)]);
}
