import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
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

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
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
    expect(checked.sha256).toEqual(createHash('sha256').update(pdf).digest());
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
