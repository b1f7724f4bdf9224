/** Documents: Markdown as blocks, the layout in the files themselves, and what a typesetter must never do to the house. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';
import { makeDocx } from './docx.ts';
import { fontFolders, missingScripts, rolesFor } from './fonts.ts';
import { inNumerals, withHeadingNumbers } from './headings.ts';
import type { Block, OfficialDocument } from './model.ts';
import { PdfMaker, unshown } from './pdf.ts';
import { Press } from './press.ts';

const folder = mkdtempSync(join(tmpdir(), 'belfry-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sentence = '各校要高度重视周密安排确保作息调整平稳有序';
const document = (more: Partial<OfficialDocument> = {}): OfficialDocument => ({
  form: 'official',
  language: 'zh-CN',
  head: '甲县教育局文件',
  office: '甲县教育局',
  date: '2026年11月28日',
  number: '甲教〔2026〕12号',
  title: '关于调整冬季作息时间的通知',
  addressee: '各中小学：',
  body: blocksOf(`${sentence.repeat(60)}\n\n## 时间\n\n见下表。\n\n| 学段 | 到校 |\n|--|--:|\n| 小学 | 8:20 |`),
  attachments: ['时间表', '车次'],
  notes: ['（公开）'],
  imprint: { office: '甲县教育局', issued: '2026年11月28日印发' },
  draftMark: null,
  words: { attachment: '附件', colon: '：' },
  ...more,
});
const kinds = (blocks: readonly Block[]) => blocks.map((block) => block.kind);
const text = (block: Block | undefined) =>
  'spans' in (block ?? {}) ? (block as { spans: { text: string }[] }).spans.map((s) => s.text).join('') : '';

describe('Markdown', () => {
  test('becomes blocks', () => {
    const blocks = blocksOf(
      '# 一\n\n段落 **粗** _斜_ ~~删~~ `码`\n二行\n\n- a\n  1. b\n\n> 引\n\n---\n\n```\nx\n```\n\n|a|b|\n|:-:|-:|\n|1|2|',
    );
    expect(kinds(blocks)).toEqual(['heading', 'paragraph', 'list', 'quote', 'rule', 'code', 'table']);
    const [, paragraph, list, , , , table] = blocks;
    expect((paragraph as Extract<Block, { kind: 'paragraph' }>).spans).toEqual([
      { text: '段落 ' },
      { text: '粗', bold: true },
      { text: ' ' },
      { text: '斜', italic: true },
      { text: ' ' },
      { text: '删', strike: true },
      { text: ' ' },
      { text: '码', code: true },
      { text: '二行', break: true },
    ]);
    expect(kinds((list as Extract<Block, { kind: 'list' }>).items[0] as Block[])).toEqual(['paragraph', 'list']);
    expect(table).toMatchObject({ align: ['center', 'right'], head: [[{ text: 'a' }], [{ text: 'b' }]] });
  });

  test('links keep their address on paper; what leads nowhere from a file is text', () => {
    const [paragraph] = blocksOf(
      '[网站](https://example.org/a) <https://example.org> [站内](/notices/1) [坏](javascript:x)',
    );
    expect(text(paragraph)).toBe('网站 (https://example.org/a) https://example.org 站内 [坏](javascript:x)');
    const { spans } = paragraph as Extract<Block, { kind: 'paragraph' }>;
    expect(spans.filter((span) => span.href).map((span) => span.href)).toEqual([
      'https://example.org/a',
      'https://example.org',
    ]);
  });

  test('headings go down one level at a time; nesting has an end', () => {
    const levels = blocksOf('### c\n\n## b\n\n#### d\n\n### c').map((block) => (block as { level: number }).level);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    const deep = blocksOf(`${'> '.repeat(3000)}x`);
    const depth = (blocks: readonly Block[]): number =>
      Math.max(0, ...blocks.map((block) => (block.kind === 'quote' ? 1 + depth(block.blocks) : 0)));
    expect(depth(deep)).toBeLessThanOrEqual(5);
  });

  test('headings get the numbers of official documents, unless the writer gave some', () => {
    const numbers = (source: string) => withHeadingNumbers(blocksOf(source)).map(text);
    expect(numbers('## 甲\n\n### 子\n\n### 丑\n\n## 乙\n\n### 寅')).toEqual([
      '一、甲',
      '（一）子',
      '（二）丑',
      '二、乙',
      '（一）寅',
    ]);
    expect(numbers('## 一、甲\n\n## 二、乙')).toEqual(['一、甲', '二、乙']);
    expect(numbers('## 只有一个')).toEqual(['只有一个']);
    expect([1, 10, 11, 20, 21, 99].map(inNumerals)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九']);
  });
});

describe('PDF', () => {
  const maker = new PdfMaker(fontFolders(folder));
  const made = (more: Partial<OfficialDocument> = {}) => {
    const pdf = maker.make(document(more));
    if (!pdf.ok) throw new Error(`This test needs fonts: ${pdf.missing.join()}`);
    return pdf.bytes;
  };
  const textOf = (bytes: Uint8Array, ...options: string[]) => {
    const file = join(folder, 'x.pdf');
    writeFileSync(file, bytes);
    return execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' });
  };

  test('has 28 characters a line and 22 lines a page', () => {
    const pages = textOf(made({ body: blocksOf(sentence.repeat(120)) }), '-layout').split('\f');
    const lines = (pages[1] as string).split('\n').filter((line) => line.trim() && !line.includes('—'));
    expect(lines.length).toBe(22);
    for (const line of lines) expect(Array.from(line.trim()).length, line).toBe(28);
  });

  test('has its parts in their order, and the text can be taken out again', () => {
    const all = textOf(made()).replace(/\s/g, '');
    const parts = [
      '甲县教育局文件',
      '甲教〔2026〕12号',
      '关于调整冬季作息时间的通知',
      '各中小学',
      '附件',
      '2026年11月28日',
      '2026年11月28日印发',
    ];
    const places = parts.map((part) => all.indexOf(part));
    expect(
      places.every((place) => place >= 0),
      places.join(),
    ).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    // Tagged, with its language, its fonts inside.
    const info = Buffer.from(made()).toString('latin1');
    expect(info).toContain('/MarkInfo');
    expect(info).toMatch(/\/Lang ?\(zh/);
  });

  test('takes what somebody wrote as text, whatever it looks like', () => {
    const evil = '#import "x" $x$ \\#panic() @ref <label> *a* //c /*d*/ `raw` #read("/etc/passwd")';
    const body: Block[] = [{ kind: 'paragraph', spans: [{ text: evil }] }];
    const all = textOf(made({ body, title: '#panic("no") 通知' }), '-layout');
    expect(all.replace(/\s/g, '')).toContain(evil.replace(/\s/g, ''));
    expect(all).toContain('#panic("no")');
  });

  test('shows no empty boxes: a sign that no font has becomes the mark for that', () => {
    const all = textOf(made({ body: [{ kind: 'paragraph', spans: [{ text: '甲\u{1F9EC}\u{10FFFD}乙' }] }] }));
    expect(all).toMatch(/甲.+乙/);
    expect(all).toContain('〓');
    expect(unshown('PDF/UA-1 error: the text `"\\u{1f984}a"` could not be displayed with font')).toEqual(['🦄', 'a']);
  });

  test('of a script without a font is refused by name', () => {
    const none = new Set<string>(['Noto Serif']);
    expect(missingScripts('English', none)).toEqual([]);
    expect(missingScripts('中文 བོད', none)).toEqual(['han', 'tibetan']);
    expect(rolesFor('bo', new Set(['Noto Serif Tibetan', 'Noto Serif CJK SC'])).body[0]).toBe('Noto Serif Tibetan');
    expect(rolesFor('zh-CN', new Set(['FangSong', 'Noto Serif CJK SC'])).body[0]).toBe('FangSong');
  });

  test('sets Tibetan with its own font, line by line within the page', () => {
    const bo = 'ཟླ་བ་11པའི་ཚེས་30ཉིན་ནས་བཟུང་སློབ་གྲྭར་འགྲོ་བའི་དུས་ཚོད་སྐར་མ་ཉི་ཤུ་འཕྱི་རུ་བཏང་ཡོད།'.repeat(6);
    const bytes = made({ form: 'letter', language: 'bo', body: blocksOf(bo), imprint: null });
    writeFileSync(join(folder, 'bo.pdf'), bytes);
    const fonts = execFileSync('pdffonts', [join(folder, 'bo.pdf')], { encoding: 'utf8' });
    expect(fonts).toContain('Tibetan');
    const lines = textOf(bytes, '-layout')
      .split('\n')
      .filter((line) => /\p{Script=Tibetan}/u.test(line));
    expect(lines.length).toBeGreaterThan(4);
    // Broken after a tsheg or a shad, never within a syllable.
    for (const line of lines.slice(0, -1)) expect(line.trim()).toMatch(/[་།\d]$/u);
  });
});

describe('DOCX', () => {
  const xml = async (more: Partial<OfficialDocument> = {}, part = 'word/document.xml') =>
    strFromU8(unzipSync(await makeDocx(document(more)))[part] as Uint8Array);

  test('has the grid of 22 lines, the margins and the sizes of the standard', async () => {
    const all = await xml();
    expect(all).toMatch(/<w:docGrid [^>]*w:type="lines"/);
    expect(all).toMatch(/<w:docGrid [^>]*w:linePitch="579"/);
    expect(all).toMatch(/<w:pgMar [^>]*w:top="2098"/);
    expect(all).toMatch(/<w:pgMar [^>]*w:left="1587"/);
    expect(all).toContain('w:line="579"');
    expect(all).toContain('w:lineRule="exact"');
    expect(all).toContain('<w:spacing w:val="-5"/>');
    expect(all).toContain('<w:widowControl w:val="false"/>');
    expect(all).toContain('仿宋_GB2312');
    expect(all.replace(/<[^>]+>/g, '')).toContain('甲教〔2026〕12号');
  });

  test('numbers odd and even pages on their own sides', async () => {
    const files = unzipSync(await makeDocx(document()));
    expect(strFromU8(files['word/settings.xml'] as Uint8Array)).toContain('evenAndOddHeaders');
    const footers = Object.keys(files).filter((name) => /word\/footer\d\.xml/.test(name));
    const sides = footers.map((name) => /w:jc w:val="(\w+)"/.exec(strFromU8(files[name] as Uint8Array))?.[1]);
    expect(sides.sort()).toEqual(['left', 'right']);
  });

  test('takes what somebody wrote as text', async () => {
    const all = await xml({ body: blocksOf('甲 & <w:p> "x" \u0007\ud800乙') });
    expect(all).toContain('甲 &amp; &lt;w:p&gt;');
    expect(all).not.toContain('\u0007');
    expect(await xml({ draftMark: '草稿' })).toContain('草稿');
  });
});

describe('the press', () => {
  test('makes both in a process of its own', async () => {
    const press = new Press({ folders: fontFolders(folder) });
    const [pdf, docx] = await Promise.all([press.make('pdf', document()), press.make('docx', document())]);
    press.close();
    expect(pdf.ok && Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect(docx.ok && Buffer.from(docx.bytes).subarray(0, 2).toString()).toBe('PK');
  });

  test('without a font says which script is missing', async () => {
    const child = join(folder, 'bare.mjs');
    writeFileSync(
      child,
      `process.on('message', ({ id }) => process.send({ id, made: { ok: false, missing: ['han'] } }));`,
    );
    const press = new Press({ folders: [], child });
    expect(await press.make('pdf', document())).toEqual({ ok: false, why: 'missing', scripts: ['han'] });
    press.close();
  });

  test('ends a process that hangs or dies, and goes on with the next', async () => {
    const child = join(folder, 'child.mjs');
    writeFileSync(
      child,
      `process.on('message', ({ id, document }) => {
        if (document.title === 'hang') return;
        if (document.title === 'die') process.exit(3);
        process.send({ id, made: { ok: true, bytes: new Uint8Array([1]) } });
      });`,
    );
    const errors: string[] = [];
    const press = new Press({ folders: [], child, time: 1500, onError: (error) => errors.push(String(error)) });
    const title = (name: string) => press.make('pdf', document({ title: name }));
    const all = await Promise.all([title('hang'), title('ok'), title('die'), title('ok')]);
    expect(all.map((one) => (one.ok ? 'ok' : one.why))).toEqual(['failed', 'ok', 'failed', 'ok']);
    expect(errors[0]).toContain('took longer');
    expect(errors[1]).toContain('ended');
    const crowd = await Promise.all(Array.from({ length: 25 }, () => title('ok')));
    expect(crowd.filter((one) => !one.ok && one.why === 'busy').length).toBe(5);
    press.close();
  });
});
