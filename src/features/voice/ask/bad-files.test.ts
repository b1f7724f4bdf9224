/** Files made to hurt: they swell, they are two things at once, they go round in circles. */
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanFile } from './files.ts';

const mb = 1024 * 1024;

/** The key of the trouble, or what became of it. */
async function cleaned(content: Buffer): Promise<string | { mediaType: string; content: Buffer }> {
  const outcome = await cleanFile(1, content);
  return outcome.ok ? outcome.value : (outcome.troubles[0]?.key ?? '');
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, check]);
}

function png(width: number, height: number, data: Buffer, before: readonly Buffer[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...before,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const dot = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } });

describe('what swells', () => {
  test('a PNG that says it is 100,000 by 100,000 is refused before it is drawn', async () => {
    expect(await cleaned(png(100_000, 100_000, deflateSync(Buffer.alloc(mb))))).toBe('fileBroken');
  });

  test('a PNG whose data are far more than its size: the picture comes out, or it is broken', async () => {
    const found = await cleaned(png(8, 8, deflateSync(Buffer.alloc(300 * mb))));
    if (typeof found === 'string') expect(found).toBe('fileBroken');
    else expect(found.content.length).toBeLessThan(10_000);
  }, 30_000);

  test('text that swells inside a PNG goes, and takes no memory along', async () => {
    const text = chunk(
      'zTXt',
      Buffer.concat([Buffer.from('MarkerComment\0\0', 'latin1'), deflateSync(Buffer.alloc(200 * mb))]),
    );
    const row = Buffer.alloc(2 * 8);
    const found = await cleaned(png(8, 8, deflateSync(row), [text]));
    if (typeof found === 'string') expect(found).toBe('fileBroken');
    else {
      expect(found.content.includes('Marker')).toBe(false);
      expect(found.content.length).toBeLessThan(10_000);
    }
  }, 30_000);

  test('a WebP of many frames and a picture for sixteen thousand pixels a side stay small', async () => {
    const wide = await sharp({ create: { width: 16_000, height: 3, channels: 3, background: '#000' } })
      .webp()
      .toBuffer();
    const found = await cleaned(wide);
    if (typeof found === 'string') throw new Error(found);
    expect((await sharp(found.content).metadata()).width).toBe(2560);
  });

  test('a PDF whose streams swell to gigabytes is refused', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([200, 200]);
    // Deflated twice: 1 GB in a few kilobytes.
    const once = deflateSync(Buffer.alloc(64 * mb));
    const stream = document.context.stream(
      new Uint8Array(deflateSync(Buffer.concat(Array.from({ length: 16 }, () => once)))),
      {
        Filter: ['FlateDecode', 'FlateDecode'],
      },
    );
    page.node.set(PDFName.of('Contents'), document.context.register(stream));
    const found = await cleaned(Buffer.from(await document.save({ useObjectStreams: false })));
    // Nothing has to unpack what a page draws: the pages come out as they are, or it is refused. Never does it grow.
    if (typeof found === 'string') expect(found).toBe('fileBroken');
    else expect(found.content.length).toBeLessThan(5 * mb);
  }, 60_000);

  test('a PDF whose list of objects is a stream that swells is refused', async () => {
    const bomb = deflateSync(Buffer.alloc(1024 * mb));
    const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${bomb.length}>>\nstream\n`;
    const tail = '\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF\n';
    expect(await cleaned(Buffer.concat([Buffer.from(head), bomb, Buffer.from(tail)]))).toBe('fileBroken');
  }, 60_000);

  test('a tree of pages that goes round in circles ends', async () => {
    const circle = `%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>
endobj
trailer
<</Root 1 0 R/Size 3>>
%%EOF
`;
    expect(['fileBroken', 'filePages']).toContain(await cleaned(Buffer.from(circle)));
  }, 60_000);

  test('an archive of archives is refused unopened', async () => {
    let inner = zipSync({ 'a.bin': new Uint8Array(4 * mb) });
    for (let n = 0; n < 4; n += 1)
      inner = zipSync(Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`${i}.zip`, inner])), { level: 9 });
    expect(await cleaned(Buffer.from(inner))).toBe('fileKindN');
  });
});

describe('what is two things at once', () => {
  const page = '<script>alert("marker")</script><html><body onload=alert(1)>';

  test('a picture that is a page of the web, a program of scripts or an archive as well is a picture afterwards', async () => {
    const jpeg = await dot().jpeg().toBuffer();
    const withComment = await dot()
      .jpeg()
      .withExif({ IFD0: { ImageDescription: page, Copyright: '*/=alert("marker")/*' } })
      .toBuffer();
    const archive = Buffer.from(zipSync({ 'marker.class': strToU8('marker') }));
    for (const file of [Buffer.concat([jpeg, Buffer.from(page)]), withComment, Buffer.concat([jpeg, archive])]) {
      const found = await cleaned(file);
      if (typeof found === 'string') throw new Error(found);
      expect(found.mediaType).toBe('image/jpeg');
      expect(found.content.toString('latin1')).not.toMatch(/marker|<script/);
      expect(found.content.includes(Buffer.from([0x50, 0x4b, 3, 4]))).toBe(false);
    }
    const gif = Buffer.from(`GIF89a/*${page}*/=1;alert("marker")`);
    expect(await cleaned(gif)).toMatch(/^file/);
  });

  test('a PDF behind something else is refused, and what stands behind a PDF is gone', async () => {
    const document = await PDFDocument.create();
    document.addPage([100, 100]);
    const pdf = Buffer.from(await document.save());
    const jpeg = await dot().jpeg().toBuffer();
    const behind = await cleaned(Buffer.concat([jpeg, pdf]));
    expect(typeof behind === 'string' ? behind : behind.content.includes('%PDF')).toBe(false);
    expect(await cleaned(Buffer.concat([Buffer.from('MZ marker\n'), pdf]))).toMatch(/^file/);
    const tail = await cleaned(
      Buffer.concat([pdf, Buffer.from(page), Buffer.from(zipSync({ marker: strToU8('marker') }))]),
    );
    if (typeof tail === 'string') throw new Error(tail);
    expect(tail.content.toString('latin1')).not.toMatch(/marker|<script/);
  });

  test('a page of the web and a drawing with scripts are at most a text, which nobody’s browser runs', async () => {
    for (const file of [page, `<svg xmlns="http://www.w3.org/2000/svg">${page}</svg>`]) {
      const found = await cleaned(Buffer.from(file));
      if (typeof found === 'string') expect(found).toBe('fileKindN');
      else expect(found.mediaType).toBe('text/plain');
    }
  });

  test('macros are refused under every name: old and new office files, and their templates', async () => {
    const part = (kind: string) =>
      strToU8(
        `<Types><Override ContentType="application/vnd.${kind}.main+xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>`,
      );
    for (const kind of [
      'ms-word.document.macroEnabled',
      'ms-excel.sheet.macroEnabled',
      'openxmlformats-officedocument.wordprocessingml.document',
    ]) {
      const file = zipSync({ '[Content_Types].xml': part(kind), 'word/vbaProject.bin': strToU8('marker') });
      expect(await cleaned(Buffer.from(file)), kind).toMatch(/^file(Office|KindN)$/);
    }
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]);
    expect(await cleaned(old)).toBe('fileKindN');
    expect(await cleaned(Buffer.from('{\\rtf1{\\object\\objdata 0105}}'))).toMatch(/^fileKindN$/);
  });
});
