import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { plainPdf as pdf } from '../../../test/support/pdf.ts';
import { type CheckedFile, checkFile, cleanName, maxFileBytes } from './check.ts';
import { contentDisposition } from './serve.ts';

const keysOf = async (name: string, content: Buffer) => {
  const outcome = await checkFile('files', name, content);
  return outcome.ok ? outcome.value.mediaType : outcome.troubles.map((trouble) => trouble.key);
};
const accepted = async (name: string, content: Buffer): Promise<CheckedFile> => {
  const outcome = await checkFile('files', name, content);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.troubles));
  return outcome.value;
};

const office = (main: string) =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="${main}"/></Types>`,
      ),
    }),
  );

describe('what may be attached', () => {
  test('a program renamed to pdf is refused', async () => {
    const exe = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(512)]);
    expect(await keysOf('通知.pdf', exe)).toEqual(['fileKind']);
    const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1'), Buffer.alloc(512)]);
    expect(await keysOf('通知.txt', elf)).toEqual(['fileKind']);
  });

  test('archives, SVG with scripts, GIF and macros are refused; HTML is at most a text', async () => {
    expect(await keysOf('a.docx', Buffer.from(zipSync({ 'a.txt': strToU8('x') })))).toEqual(['fileKind']);
    const macros = 'application/vnd.ms-word.document.macroEnabled.main+xml';
    expect(await keysOf('a.docx', office(macros))).toEqual(['fileKind']);
    expect(await keysOf('a.gif', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'))).toEqual(['fileKind']);
    const html = await checkFile('files', 'a.html', Buffer.from('<script>alert(1)</script>'));
    expect(html.ok && [html.value.mediaType, html.value.name]).toEqual(['text/plain', 'a.txt']);
  });

  test('documents are what their content says, under the extension of that', async () => {
    const checked = await accepted('时刻表.exe', pdf);
    expect([checked.mediaType, checked.name]).toEqual(['application/pdf', '时刻表.pdf']);
    expect(checked.sha256).toEqual(createHash('sha256').update(checked.content).digest());
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    expect(await keysOf('a.docx', office(`${word}.main+xml`))).toBe(word);
  });

  test('empty and too large files are refused by name', async () => {
    expect(await keysOf('a.pdf', Buffer.alloc(0))).toEqual(['fileEmpty']);
    expect(await keysOf('a.pdf', Buffer.concat([pdf, Buffer.alloc(maxFileBytes)]))).toEqual(['fileTooLarge']);
  });

  test('texts become UTF-8; what is no text is refused', async () => {
    const text = '各位家长：明天停课。';
    expect((await accepted('a.txt', iconv.encode(text, 'gb18030'))).content.toString('utf8')).toBe(text);
    expect((await accepted('a.txt', Buffer.from(`\ufeff${text}`))).content.toString('utf8')).toBe(text);
    expect(await keysOf('a.txt', Buffer.from([0x41, 0x00, 0x42]))).toEqual(['fileKind']);
  });
});

describe('Office files', () => {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const withAuthor = (more: Record<string, Uint8Array> = {}) => {
    const files = unzipSync(new Uint8Array(office(word)));
    const core = '<cp:coreProperties><dc:creator>secret author</dc:creator></cp:coreProperties>';
    return Buffer.from(zipSync({ ...files, 'docProps/core.xml': strToU8(core), ...more }));
  };
  const partsOf = (content: Buffer) =>
    Object.values(unzipSync(new Uint8Array(content)))
      .map((part) => strFromU8(part))
      .join();

  test('go without their author, the same each time; one that is signed stays as it is', async () => {
    expect(partsOf(withAuthor())).toContain('secret author');
    const { content, sha256 } = await accepted('a.docx', withAuthor());
    expect(partsOf(content)).not.toContain('secret');
    expect(partsOf(content)).toContain(word);
    expect((await accepted('a.docx', withAuthor())).sha256).toEqual(sha256);
    const signed = withAuthor({ '_xmlsignatures/origin.sigs': strToU8('x') });
    expect((await accepted('a.docx', signed)).content).toEqual(signed);
  });

  test('one that swells is refused', async () => {
    const bomb = withAuthor({ 'word/document.xml': new Uint8Array(80 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await keysOf('a.docx', bomb)).toEqual(['fileUnreadable']);
  });
});

describe('PDF', () => {
  async function made(photo?: Buffer): Promise<Buffer> {
    const document = await PDFDocument.create();
    const page = document.addPage([200, 200]);
    document.setAuthor('secret author');
    document.setTitle('secret title');
    document.setCreator('secret program');
    if (photo) page.drawImage(await document.embedJpg(photo), { x: 10, y: 10 });
    const xmp = '<x:xmpmeta><creator>secret author</creator></x:xmpmeta>';
    const metadata = document.context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' });
    document.catalog.set(PDFName.of('Metadata'), document.context.register(metadata));
    return Buffer.from(await document.save({ useObjectStreams: false }));
  }
  const facts = async (content: Buffer) => {
    const document = await PDFDocument.load(content, { updateMetadata: false });
    const objects = document.context.enumerateIndirectObjects().map(([, object]) => object.toString());
    return { author: document.getAuthor(), pages: document.getPageCount(), text: objects.join('\n') };
  };

  test('goes without its author, program and packets of metadata, and a photo in it without its camera', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0b5d4e' } })
      .withExif({ IFD0: { Make: 'secret camera' } })
      .jpeg()
      .toBuffer();
    const before = await made(photo);
    expect(await facts(before)).toMatchObject({ author: 'secret author', pages: 1 });
    expect(before.includes('secret camera')).toBe(true);
    const { content } = await accepted('同意书.pdf', before);
    const after = await facts(content);
    expect(after).toMatchObject({ author: undefined, pages: 1 });
    expect(after.text).not.toMatch(/secret|Metadata|CreationDate|Producer/);
    expect(content.includes('secret')).toBe(false);
  });

  test('one that is signed stays as it is; a broken, a protected and a swollen one are refused', async () => {
    const signed = Buffer.concat([await made(), Buffer.from('% /ByteRange [0 1 2 3]\n')]);
    expect((await accepted('a.pdf', signed)).content).toEqual(signed);
    expect(await keysOf('a.pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'))).toEqual(['fileUnreadable']);
    const protectedOne = await PDFDocument.load(pdf);
    protectedOne.encrypt({ userPassword: 'x', ownerPassword: 'y' });
    const locked = Buffer.from(await protectedOne.save());
    expect(await keysOf('a.pdf', locked)).toEqual(['fileUnreadable']);
    const bomb = deflateSync(Buffer.alloc(1_500_000_000));
    const head = `4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`;
    const swollen = Buffer.concat([
      Buffer.from('%PDF-1.7\n'),
      Buffer.from(head),
      bomb,
      Buffer.from('\nendstream\nendobj\n'),
      pdf.subarray(9),
    ]);
    expect(swollen.length).toBeLessThan(5 * 1024 * 1024);
    expect(await keysOf('a.pdf', swollen)).toEqual(['fileUnreadable']);
  }, 120_000);
});

describe('pictures', () => {
  test('place and camera do not go along, and the picture stands upright', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0b5d4e' } })
      .withExif({
        IFD0: { Make: 'Phone', ImageDescription: 'secret place' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '32/1 15/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '103/1 0/1 0/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const before = await sharp(photo).metadata();
    expect(before.exif, 'the picture of the test has metadata').toBeDefined();
    expect(photo.includes('secret place')).toBe(true);
    const checked = await accepted('操场.JPG', photo);
    const after = await sharp(checked.content).metadata();
    expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([after.width, after.height]).toEqual([40, 60]);
    expect(checked.content.includes('secret place')).toBe(false);
    expect(checked.name).toBe('操场.JPG'.replace('.JPG', '.JPG'));
  });

  test('a broken picture is refused', async () => {
    const png = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect(await keysOf('a.png', png.subarray(0, 60))).toEqual(['filePicture']);
  });
});

describe('names', () => {
  test('folders, control and direction signs go', () => {
    expect(cleanName('..\\..\\etc/passwd')).toBe('passwd');
    expect(cleanName('a\u202egpj.exe\r\nX-Evil: 1')).toBe('agpj.exeX-Evil 1'.replace('-Evil 1', '-Evil 1'));
    expect(cleanName('...')).toBe('file');
    expect(Array.from(cleanName('长'.repeat(300))).length).toBe(120);
  });

  test('a header for old and new clients (RFC 5987)', () => {
    expect(contentDisposition('冬季"时刻表" (1).pdf')).toBe(
      `attachment; filename="___________ (1).pdf"; filename*=UTF-8''%E5%86%AC%E5%AD%A3%22%E6%97%B6%E5%88%BB%E8%A1%A8%22%20%281%29.pdf`.replace(
        '___________',
        '_______',
      ),
    );
  });
});
