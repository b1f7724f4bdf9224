/** PDF by Typst: shapes every script, embeds what it uses of the fonts, tagged for screen readers (PDF/UA-1). */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { families, missingScripts, rolesFor, type Script } from './fonts.ts';
import { type OfficialDocument, textOf } from './model.ts';

export type Made = { ok: true; bytes: Uint8Array } | { ok: false; missing: Script[] };

/** The mark of typesetters for a sign that their case does not hold. */
const geta = '〓';

export class PdfMaker {
  readonly #compiler: NodeCompiler;
  readonly #template: string;
  readonly #there: ReadonlySet<string>;

  constructor(folders: readonly string[]) {
    // An empty folder of its own: a document reads no files.
    const workspace = join(tmpdir(), 'belfry-typst');
    mkdirSync(workspace, { recursive: true });
    // The fonts of the system are looked through besides.
    const fontPaths = folders.filter((folder) => existsSync(folder));
    this.#compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }], workspace });
    this.#template = readFileSync(join(import.meta.dirname, 'template.typ'), 'utf8');
    this.#there = this.#familiesThere();
  }

  /** The families of our lists that this machine has. */
  get families(): ReadonlySet<string> {
    return this.#there;
  }

  /** Sets a document; where no font has one of its scripts, says which. Whatever else goes wrong is a bug and throws. */
  make(document: OfficialDocument): Made {
    const missing = missingScripts(textOf(document), this.#there);
    if (missing.length > 0) return { ok: false, missing };
    const fonts = JSON.stringify(rolesFor(document.language, this.#there));
    let data = JSON.stringify(document);
    // A sign that no font has, such as a picture of a face, would be an empty box: it becomes the mark for that.
    for (let tries = 0; ; tries += 1) {
      try {
        return { ok: true, bytes: new Uint8Array(this.#set({ document: data, fonts })) };
      } catch (trouble) {
        const signs = unshown(String((trouble as Error).message));
        if (signs.length === 0 || tries === 3) throw trouble;
        for (const sign of signs)
          data = data.replaceAll(sign, /[\p{Variation_Selector}\u200d]/u.test(sign) ? '' : geta);
      }
    }
  }

  #set(inputs: Record<string, string>): Buffer {
    const compiled = this.#compiler.compile({ mainFileContent: this.#template, inputs, resetRead: true });
    const document = compiled.result;
    if (!document) {
      const error = compiled.takeDiagnostics();
      throw new Error(`Typst: ${error ? JSON.stringify(this.#compiler.fetchDiagnostics(error)) : 'no document'}`);
    }
    try {
      return this.#compiler.pdf(document, { pdfStandard: 'ua-1' });
    } finally {
      this.#compiler.evictCache(10);
    }
  }

  #familiesThere(): Set<string> {
    const list = families.map((family) => JSON.stringify(family)).join(', ');
    const probe = this.#compiler.compile({ mainFileContent: `#set text(font: (${list},))\nx`, resetRead: true });
    const warnings = probe.takeWarnings();
    const unknown = new Set<string>();
    for (const { message } of warnings ? this.#compiler.fetchDiagnostics(warnings) : []) {
      const found = /^unknown font family: (.+)$/.exec(String(message));
      if (found) unknown.add(found[1] as string);
    }
    return new Set(families.filter((family) => !unknown.has(family.toLowerCase())));
  }
}

/** Signs that the message of PDF/UA says no font could show; it quotes them once or twice over. */
export function unshown(message: string): string[] {
  return [...message.matchAll(/the text `\\*"(.+?)\\*"` could not be displayed/gs)].flatMap(([, quoted]) =>
    Array.from((quoted as string).replace(/\\+u\{([0-9a-f]+)\}/gi, (_, code) => sign(code))),
  );
}

const sign = (code: string): string => String.fromCodePoint(Number.parseInt(code, 16));
