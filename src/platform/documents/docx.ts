/**
 * DOCX in the layout of GB/T 9704-2012, and as a letter for other languages. 22 lines a page come from a grid of lines of
 * 579 twips with exact spacing; a grid of characters breaks them in Word, so 28 characters a line come from the spacing of
 * characters. The fonts are named as offices have them: whoever opens the file has its own.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  ExternalHyperlink,
  type FileChild,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, OfficialDocument, Span } from './model.ts';

const line = 579;
/** Millimetres in twips, to the nearest: the standard allows one millimetre, and Word shows 37. */
const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
const red = 'C00000';
const chineseFonts = { body: '仿宋_GB2312', black: '黑体', kai: '楷体_GB2312', title: '方正小标宋简体', song: '宋体' };
type Role = keyof typeof chineseFonts;

class Layout {
  readonly document: OfficialDocument;
  readonly official: boolean;
  constructor(document: OfficialDocument) {
    this.document = document;
    this.official = document.form === 'official';
  }

  font(role: Role): IRunOptions['font'] {
    if (this.official)
      return {
        ascii: 'Times New Roman',
        hAnsi: 'Times New Roman',
        cs: 'Times New Roman',
        eastAsia: chineseFonts[role],
      };
    return { ascii: 'Georgia', hAnsi: 'Georgia', cs: 'Microsoft Himalaya', eastAsia: chineseFonts.song };
  }

  /** Half points. */
  get size(): number {
    if (this.official) return 32;
    return this.document.language === 'bo' ? 32 : 22;
  }

  run(text: string, more: Partial<IRunOptions> & { role?: Role } = {}): TextRun {
    const { role = 'body', ...options } = more;
    const language =
      this.document.language === 'zh-CN'
        ? { value: 'en-US', eastAsia: 'zh-CN' }
        : { value: this.document.language, bidirectional: 'bo-CN' };
    const spacing = this.official && options.size === undefined ? { characterSpacing: -5 } : {};
    return new TextRun({
      text,
      font: this.font(role),
      size: this.size,
      sizeComplexScript: true,
      language,
      ...spacing,
      ...options,
    });
  }

  paragraph(children: ParagraphChild[], more: IParagraphOptions = {}): Paragraph {
    const spacing = this.official
      ? { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
      : { line: this.document.language === 'bo' ? 400 : 300, lineRule: LineRuleType.AUTO, before: 0, after: 120 };
    // Word would set a quarter of a blank between characters and figures: the line would not hold 28.
    const close = this.official ? { autoSpaceEastAsianText: false } : {};
    return new Paragraph({ children, widowControl: false, spacing, ...close, ...more });
  }

  empty(): Paragraph {
    return this.paragraph([this.run('')]);
  }

  /** Two characters in, as every paragraph of an official document begins. */
  get firstLine(): IParagraphOptions {
    return this.official ? { indent: { firstLine: 640 }, alignment: AlignmentType.BOTH } : {};
  }

  spans(spans: readonly Span[], more: Partial<IRunOptions> & { role?: Role } = {}): ParagraphChild[] {
    return spans.map((span) => {
      const run = this.run(span.text, {
        ...(span.bold ? { bold: true } : {}),
        ...(span.italic ? { italics: true } : {}),
        ...(span.strike ? { strike: true } : {}),
        ...(span.break ? { break: 1 } : {}),
        ...more,
      });
      return span.href ? new ExternalHyperlink({ link: span.href, children: [run] }) : run;
    });
  }

  blocks(blocks: readonly Block[], depth = 0): FileChild[] {
    return blocks.flatMap((block) => this.block(block, depth));
  }

  block(block: Block, depth: number): FileChild[] {
    const left = depth * 480;
    switch (block.kind) {
      case 'heading':
        return [this.heading(block)];
      case 'paragraph':
        return [this.paragraph(this.spans(block.spans), depth === 0 ? this.firstLine : { indent: { left } })];
      case 'list':
        return block.items.flatMap((item, index) => this.item(item, this.mark(block, index, depth), depth));
      case 'table':
        return [this.table(block), this.empty()];
      case 'quote':
        return this.blocks(block.blocks, depth + 1);
      case 'code':
        return block.text.split('\n').map((text) => this.paragraph([this.run(text)], { indent: { left: left + 640 } }));
      case 'rule':
        return [this.paragraph([this.run('————')], { alignment: AlignmentType.CENTER })];
    }
  }

  heading({ level, spans }: Extract<Block, { kind: 'heading' }>): Paragraph {
    const levels = [
      HeadingLevel.HEADING_2,
      HeadingLevel.HEADING_3,
      HeadingLevel.HEADING_4,
      HeadingLevel.HEADING_5,
    ] as const;
    const at = Math.min(level, 4) - 1;
    const role = (['black', 'kai', 'body', 'body'] as const)[at] as Role;
    const style = this.official
      ? { role, bold: at === 2, color: '000000' }
      : { bold: true, color: '000000', size: this.size + ([6, 2, 0, 0][at] as number) };
    return this.paragraph(this.spans(spans, style), { heading: levels[at], keepNext: true, ...this.firstLine });
  }

  mark({ ordered, start }: Extract<Block, { kind: 'list' }>, index: number, depth: number): string {
    if (!ordered) return this.official ? '·' : '•';
    return this.official && depth % 2 === 1 ? `（${start + index}）` : `${start + index}.`;
  }

  /** The first paragraph bears the mark; what follows in the item stands below it. */
  item(blocks: readonly Block[], mark: string, depth: number): FileChild[] {
    const [first, ...rest] = blocks;
    const head = first?.kind === 'paragraph' ? this.spans(first.spans) : [];
    const after = first?.kind === 'paragraph' ? rest : blocks;
    const left = (this.official ? 640 : 360) + depth * 480 + 480;
    const marked = this.paragraph([this.run(`${mark}\t`), ...head], {
      indent: { left, hanging: 480 },
      tabStops: [{ type: TabStopType.LEFT, position: left }],
    });
    return [marked, ...this.blocks(after, depth + 1)];
  }

  table({ align, head, rows }: Extract<Block, { kind: 'table' }>): Table {
    const sides = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };
    const cell = (spans: readonly Span[], column: number, bold: boolean) =>
      new TableCell({
        margins: { top: 60, bottom: 60, left: 100, right: 100 },
        children: [
          new Paragraph({
            alignment: sides[align[column] ?? 'left'],
            children: this.spans(spans, { size: this.official ? 24 : 20, ...(bold ? { bold: true } : {}) }),
          }),
        ],
      });
    const row = (cells: readonly Span[][], isHead: boolean) =>
      new TableRow({
        tableHeader: isHead,
        cantSplit: true,
        children: align.map((_, column) => cell(cells[column] ?? [], column, isHead)),
      });
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    });
  }

  head(): FileChild[] {
    const { head, number, title, addressee, date, draftMark } = this.document;
    const centre = { alignment: AlignmentType.CENTER } as const;
    const draft = draftMark ? [this.paragraph([this.run(draftMark, { bold: true, color: '7F7F7F' })], centre)] : [];
    const to = addressee === null ? [] : [this.paragraph([this.run(addressee)])];
    if (!this.official) {
      const under = { color: red, size: 8, style: BorderStyle.SINGLE, space: 4 };
      return [
        ...draft,
        this.paragraph([this.run(head, { bold: true, color: red, size: 30 })], { border: { bottom: under } }),
        this.paragraph([this.run([number, date].filter(Boolean).join(' · '), { size: 20 })]),
        this.paragraph([this.run(title, { bold: true, color: '000000', size: 36 })], {
          heading: HeadingLevel.HEADING_1,
          spacing: { before: 240, after: 240 },
        }),
        ...to,
      ];
    }
    // One line as wide as it may be: 440 points for all its characters, at most 42 points each.
    const size = Math.floor(Math.min(42, 440 / Math.max(1, Array.from(head).length)) * 2);
    return [
      ...draft,
      new Paragraph({
        ...centre,
        spacing: { before: mm(35) - (draft.length > 0 ? line : 0), after: line * 2 },
        children: [this.run(head, { role: 'title', color: red, size, characterSpacing: 0 })],
      }),
      this.paragraph([this.run(number ?? '')], {
        ...centre,
        border: { bottom: { color: red, size: 16, style: BorderStyle.SINGLE, space: 11 } },
      }),
      this.empty(),
      this.empty(),
      this.paragraph([this.run(title, { role: 'title', size: 44, characterSpacing: 0, color: '000000' })], {
        ...centre,
        heading: HeadingLevel.HEADING_1,
        spacing: { line: 660, lineRule: LineRuleType.EXACT },
      }),
      this.empty(),
      ...to,
    ];
  }

  foot(): FileChild[] {
    const { attachments, office, date, notes, imprint, words } = this.document;
    const label = words.attachment + words.colon;
    const wide = Array.from(label).length * (this.official ? 320 : 200);
    const files = attachments.map((name, index) => {
      const shown = attachments.length === 1 ? name : `${index + 1}. ${name}`;
      const left = (this.official ? 640 : 0) + wide;
      return this.paragraph([this.run(`${index === 0 ? label : ''}\t${shown}`)], {
        indent: { left, hanging: wide },
        tabStops: [{ type: TabStopType.LEFT, position: left }],
      });
    });
    const signed: FileChild[] = this.official
      ? this.signature(office, date)
      : [this.paragraph([this.run(office)]), this.paragraph([this.run(date)])];
    return [
      ...(files.length > 0 ? [this.empty(), ...files] : []),
      this.empty(),
      ...(this.official ? [this.empty()] : []),
      ...signed,
      ...notes.map((note) => this.paragraph([this.run(note)], this.firstLine)),
      ...(imprint ? [this.empty(), this.imprint(imprint)] : []),
    ];
  }

  /** The day four characters from the right, the office centred over it. */
  signature(office: string, date: string): Paragraph[] {
    const width = (text: string) =>
      Array.from(text).reduce((sum, sign) => sum + ((sign.codePointAt(0) as number) < 0x100 ? 160 : 320), 0);
    const indent = (text: string) => ({ right: 1280 + Math.max(0, Math.round((width(date) - width(text)) / 2)) });
    const right = { alignment: AlignmentType.RIGHT, keepNext: true } as const;
    return [
      this.paragraph([this.run(office)], { ...right, indent: indent(office) }),
      this.paragraph([this.run(date)], { alignment: AlignmentType.RIGHT, indent: { right: 1280 } }),
    ];
  }

  imprint({ office, issued }: { office: string; issued: string }): Paragraph {
    const thick = { color: '000000', size: 8, style: BorderStyle.SINGLE, space: 2 };
    const right = mm(156) - 280;
    return this.paragraph([this.run(`${office}\t${issued}`, { size: 28 })], {
      indent: { left: 280, right: 280 },
      tabStops: [{ type: TabStopType.RIGHT, position: right }],
      border: { top: thick, bottom: thick },
    });
  }

  /** Odd pages bear their number at the right, even ones at the left, one character in. */
  footer(side: 'left' | 'right'): Footer {
    const options = { role: 'song' as const, size: 28, characterSpacing: 0 };
    const number = new TextRun({ ...{ font: this.font('song'), size: 28 }, children: [PageNumber.CURRENT] });
    return new Footer({
      children: [
        new Paragraph({
          alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
          indent: { left: 280, right: 280 },
          children: [this.run('— ', options), number, this.run(' —', options)],
        }),
      ],
    });
  }

  plainFooter(): Footer {
    const { office, number } = this.document;
    const font = this.font('body');
    const pages = new TextRun({ font, size: 18, children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] });
    return new Footer({
      children: [
        new Paragraph({
          tabStops: [{ type: TabStopType.RIGHT, position: mm(160) }],
          children: [this.run([office, number].filter(Boolean).join(' · '), { size: 18 }), pages],
        }),
      ],
    });
  }
}

/** The document as DOCX. */
export async function makeDocx(document: OfficialDocument): Promise<Uint8Array> {
  const layout = new Layout(document);
  const { official } = layout;
  const margin = official
    ? { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(25) }
    : { top: mm(25), bottom: mm(25), left: mm(25), right: mm(25), footer: mm(12) };
  const file = new Document({
    title: document.title,
    creator: document.office,
    lastModifiedBy: document.office,
    evenAndOddHeaderAndFooters: official,
    styles: { default: { document: { run: { font: layout.font('body'), size: layout.size } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11_906, height: 16_838 }, margin },
          ...(official ? { grid: { type: DocumentGridType.LINES, linePitch: line } } : {}),
        },
        footers: official
          ? { default: layout.footer('right'), even: layout.footer('left') }
          : { default: layout.plainFooter() },
        children: [...layout.head(), ...layout.blocks(document.body), ...layout.foot()],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
