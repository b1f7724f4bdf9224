/** Files of somebody who must not be known: what they carry, and what is made to hurt whoever opens them. */
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { secretsFrom } from '#platform/secrets.ts';
import { cleanFile, fileFromForm, fileInForm } from './files.ts';

const trouble = async (content: Buffer): Promise<string> => {
  const outcome = await cleanFile(1, content);
  return outcome.ok ? outcome.value.mediaType : (outcome.troubles[0]?.key ?? '');
};

async function pdf(pages: number, change?: (document: PDFDocument) => void): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let n = 0; n < pages; n += 1) document.addPage([200, 200]);
  document.setAuthor('MarkerAuthor');
  document.setTitle('C:\\Users\\MarkerAuthor');
  change?.(document);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

test('a picture loses where, when and with what it was taken', async () => {
  const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#385' } })
    .jpeg()
    .withExif({ IFD0: { Model: 'MarkerCamera', Artist: 'MarkerPerson' }, IFD3: { GPSLatitude: '31/1 28/1 0/1' } })
    .toBuffer();
  expect(photo.includes('MarkerCamera')).toBe(true);
  const clean = await cleanFile(1, Buffer.concat([photo, Buffer.from('PK\x03\x04MarkerTail')]));
  if (!clean.ok) throw new Error('refused');
  expect(clean.value.mediaType).toBe('image/jpeg');
  expect(clean.value.content.includes('Marker')).toBe(false);
  expect((await sharp(clean.value.content).metadata()).exif).toBeUndefined();
});

test('a PDF is pages and nothing else', async () => {
  const clean = await cleanFile(1, Buffer.concat([await pdf(2), Buffer.from('\nPK\x03\x04MarkerTail')]));
  if (!clean.ok) throw new Error('refused');
  expect(clean.value.content.includes('Marker')).toBe(false);
  const document = await PDFDocument.load(clean.value.content, { updateMetadata: false });
  expect(document.getPageCount()).toBe(2);
  expect(document.getAuthor()).toBeUndefined();
});

test('ten thousand pages, scripts, other files and signatures in a PDF are refused by name', {
  timeout: 60_000,
}, async () => {
  expect(await trouble(await pdf(101))).toBe('filePages');
  const large = await pdf(10_000);
  expect(['filePages', 'fileBroken', 'fileLarge']).toContain(await trouble(large));
  expect(await trouble(await pdf(1, (one) => one.addJavaScript('main', 'app.alert(1)')))).toBe('fileActive');
  const launch = await pdf(1, (one) =>
    one.catalog.set(PDFName.of('OpenAction'), one.context.obj({ S: 'Launch', F: PDFString.of('cmd.exe') })),
  );
  expect(await trouble(launch)).toBe('fileActive');
  const document = await PDFDocument.create();
  document.addPage();
  await document.attach(Buffer.from('MZ'), 'a.exe');
  expect(await trouble(Buffer.from(await document.save({ useObjectStreams: false })))).toBe('fileActive');
  expect(await trouble(Buffer.concat([await pdf(1), Buffer.from('/ByteRange [0 1 2 3]')]))).toBe('fileActive');
});

test('office files, programs, archives, drawings and what is broken are refused by name', async () => {
  const word = zipSync({
    '[Content_Types].xml': strToU8(
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    'word/document.xml': strToU8('<w:document/>'),
    'word/vbaProject.bin': strToU8('macro'),
  });
  expect(await trouble(Buffer.from(word))).toMatch(/^file(Office|KindN)$/);
  expect(await trouble(Buffer.from(zipSync({ 'a.txt': new Uint8Array(3_000_000) })))).toBe('fileKindN');
  expect(await trouble(Buffer.from('MZ\x90\x00\x03\x00\x00\x00'))).toBe('fileKindN');
  expect(await trouble(Buffer.from('GIF89a<script>\0'))).toMatch(/^file/);
  expect(await trouble(Buffer.from('%PDF-1.7 nothing'))).toBe('fileBroken');
  expect(await trouble(Buffer.alloc(0))).toBe('fileEmptyN');
  expect(await trouble(Buffer.alloc(5 * 1024 * 1024 + 1, 'a'))).toBe('fileLarge');
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#000' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(await trouble(bomb)).toBe('fileBroken');
});

test('between preview and sending only what was cleaned here is taken back', async () => {
  const secrets = secretsFrom(Buffer.alloc(32, 3));
  const clean = await cleanFile(1, Buffer.from('文字\u202e\u200b倒'));
  if (!clean.ok) throw new Error('refused');
  expect(clean.value.content.toString()).toBe('文字倒');
  const inForm = fileInForm(secrets, clean.value);
  expect(fileFromForm(secrets, inForm)).toEqual(clean.value);
  expect(fileFromForm(secrets, inForm.replace('text/plain', 'text/html'))).toBeUndefined();
  expect(fileFromForm(secrets, `${inForm.slice(0, -4)}AAAA`)).toBeUndefined();
  expect(fileFromForm(secrets, '')).toBeUndefined();
});
