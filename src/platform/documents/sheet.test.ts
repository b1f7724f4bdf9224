/** What leaves as a spreadsheet. */
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { csv, xlsx } from './sheet.ts';

test('text that begins like a formula is text, in the heading and in the rows; numbers stay numbers', async () => {
  const evil = ['=1+1', '+1', '-1', '@a', '\tx', '\rx', '\n=x', '＝1', '＋1', '－1', '＠a'];
  const sheet = { title: 'x', header: ['=a', 'b'], rows: evil.map((text) => [text, -1]) };
  const rows = parse(csv(sheet), { bom: true }) as string[][];
  expect(rows.map(([first]) => first)).toEqual(['=a', ...evil].map((text) => `'${text}`));
  expect(rows[1]?.[1]).toBe('-1');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await xlsx(sheet)).buffer);
  const cells = book.worksheets[0]?.getColumn(1).values ?? [];
  expect(cells.every((value) => value === undefined || typeof value === 'string')).toBe(true);
});
