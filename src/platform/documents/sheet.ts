/** Tables as XLSX and CSV. */
import ExcelJS from 'exceljs';

export interface Sheet {
  title: string;
  header: string[];
  rows: (string | number)[][];
}

/** A spreadsheet program runs what begins like a formula: such text gets an apostrophe in front; full-width signs count too. */
function harmless(value: string | number): string | number {
  return typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
}

export async function xlsx(sheet: Sheet): Promise<Uint8Array<ArrayBuffer>> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet(sheet.title.replace(/[[\]*?:/\\]/g, ' ').slice(0, 31) || 'Belfry', {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  page.addRow(sheet.header).font = { bold: true };
  for (const row of sheet.rows) page.addRow(row.map(harmless));
  sheet.header.forEach((name, index) => {
    const longest = Math.max(...[name, ...sheet.rows.map((row) => row[index] ?? '')].map((v) => width(String(v))));
    page.getColumn(index + 1).width = Math.min(60, Math.max(8, longest + 2));
  });
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

/** With a byte order mark, without which Excel reads Chinese as garbage; lines end as RFC 4180 says. */
export function csv(sheet: Pick<Sheet, 'header' | 'rows'>): string {
  const lines = [sheet.header, ...sheet.rows].map((row) => row.map((value) => quoted(harmless(value))).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Chinese characters are two columns wide.
function width(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + ((sign.codePointAt(0) as number) > 0x2e7f ? 2 : 1), 0);
}
