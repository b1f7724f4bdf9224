/** Word, Excel and PowerPoint files without the names and times that the program keeps beside the text. */
import { strToU8, unzipSync, zipSync } from 'fflate';

const mostBytes = 60 * 1024 * 1024;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const schemas = 'http://schemas.openxmlformats.org';
const blank: Readonly<Record<string, string>> = {
  'docProps/core.xml': `<cp:coreProperties xmlns:cp="${schemas}/package/2006/metadata/core-properties"/>`,
  'docProps/app.xml': `<Properties xmlns="${schemas}/officeDocument/2006/extended-properties"/>`,
  'docProps/custom.xml': `<Properties xmlns="${schemas}/officeDocument/2006/custom-properties"/>`,
};

/**
 * The same file with blank properties; undefined for what is broken or too large when unpacked. One that is signed comes
 * back as it is. Remarks and tracked changes in the text keep their authors: they are part of what was written.
 */
export function withoutOfficeFacts(content: Buffer): Buffer | undefined {
  let bytes = 0;
  try {
    const files = unzipSync(content, {
      filter: ({ originalSize }) => {
        bytes += originalSize;
        if (bytes > mostBytes) throw new Error('too large');
        return true;
      },
    });
    const names = Object.keys(files);
    if (names.some((name) => name.startsWith('_xmlsignatures/'))) return content;
    for (const name of names) if (blank[name]) files[name] = strToU8(head + blank[name]);
    // The same file gives the same bytes, which are stored once.
    return Buffer.from(zipSync(files, { mtime: '1980-01-01T00:00:00' }));
  } catch {
    return undefined;
  }
}
