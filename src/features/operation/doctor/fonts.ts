/** Fonts for documents: without them a notice is a page and a mail, but no PDF. */
import type { Config } from '#platform/config.ts';
import { fontFolders, type Script, scripts } from '#platform/documents/fonts.ts';
import { PdfMaker } from '#platform/documents/pdf.ts';
import { type Line, ok, warn } from './line.ts';

const names: Record<Script, string> = { han: 'Chinese', tibetan: 'Tibetan' };

export async function fontLines(config: Config): Promise<Line[]> {
  const folders = fontFolders(config.dataDir);
  const { families } = new PdfMaker(folders);
  return (Object.keys(scripts) as Script[]).map((script) => {
    const check = `fonts for ${names[script]}`;
    const found = scripts[script].families.filter((family) => families.has(family));
    if (found.length > 0) return ok(check, found.join(', '));
    const advice = `install Debian’s ${scripts[script].install}, or put font files into ${folders[0]}`;
    return warn(check, 'there is none: no PDF can be made of such a text', advice);
  });
}
