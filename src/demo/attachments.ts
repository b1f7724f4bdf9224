/** Small files for the demo's notices: a page of text as PDF, a sketch as PNG. Made here; nothing is fetched. */
import sharp from 'sharp';
import type { Attachment } from './contents/content.ts';

/** The bytes of an attachment. */
export async function attachmentBytes(attachment: Attachment): Promise<{ mediaType: string; content: Buffer }> {
  if (attachment.lines) return { mediaType: 'application/pdf', content: pdfOf(attachment.lines) };
  const drawing = attachment.sketch === 'gate' ? gate : route;
  return { mediaType: 'image/png', content: await sharp(Buffer.from(drawing)).png({ palette: true }).toBuffer() };
}

/**
 * One A4 page in a Chinese font that the reader's program brings along (STSong-Light, one of the fonts that PDF names
 * for this), so that the file stays under 2 KB.
 */
function pdfOf(lines: readonly string[]): Buffer {
  const [title = '', ...rest] = lines;
  const show = (text: string, size: number, x: number, y: number) =>
    `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${Buffer.from(text, 'utf16le').swap16().toString('hex')}> Tj ET`;
  const page = [
    show(title, 20, 72, 740),
    ...rest.map((line, index) => show(line, 14, 72, 690 - index * 30)),
    show('青禾县教育局（演示文件）', 10, 72, 60),
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) ' +
      '/Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 ' +
      '/Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

const paper = '<rect width="800" height="500" fill="#f7f5ef"/>';
const river =
  '<path d="M0 390 C180 330 260 460 430 400 S680 330 800 380" fill="none" stroke="#9cc7d8" stroke-width="34"/>';
const stop = (x: number, y: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="13" fill="${fill}" stroke="#ffffff" stroke-width="5"/>`;

/** Two bus lines along a river: the old one broken, the new one whole. */
const route = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500">${paper}${river}
  <path d="M60 120 H330 V300 H720" fill="none" stroke="#c9c4b8" stroke-width="16"/>
  <path d="M330 120 H560 V300" fill="none" stroke="#c9c4b8" stroke-width="16"/>
  <path d="M60 120 H330 V300 H560" fill="none" stroke="#b0483a" stroke-width="6" stroke-dasharray="14 10"/>
  <path d="M60 120 H560 V300 H720" fill="none" stroke="#1f6f5c" stroke-width="8"/>
  ${stop(60, 120, '#1f6f5c')}${stop(330, 120, '#1f6f5c')}${stop(560, 120, '#1f6f5c')}${stop(560, 300, '#1f6f5c')}
  ${stop(720, 300, '#1f6f5c')}${stop(330, 300, '#b0483a')}</svg>`;

/** A school yard with its gate and the place to meet. */
const gate = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500">${paper}
  <rect x="120" y="60" width="560" height="330" fill="#e4ecdf" stroke="#6b7a67" stroke-width="6"/>
  <rect x="160" y="100" width="220" height="90" fill="#d9cdb8"/><rect x="440" y="100" width="200" height="90" fill="#d9cdb8"/>
  <rect x="350" y="380" width="100" height="20" fill="#f7f5ef"/>
  <path d="M400 490 V290" stroke="#1f6f5c" stroke-width="8"/><path d="M385 310 L400 280 L415 310 Z" fill="#1f6f5c"/>
  ${stop(400, 250, '#1f6f5c')}</svg>`;
