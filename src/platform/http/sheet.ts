/** An answer that is a spreadsheet. */
import { csv, type Sheet, xlsx } from '../documents/sheet.ts';
import { contentDisposition } from '../files/serve.ts';
import type { Ctx } from './context.ts';

export async function sheetAnswer(c: Ctx, sheet: Sheet, name: string, kind: 'xlsx' | 'csv'): Promise<Response> {
  c.header('content-disposition', contentDisposition(name.replace(/[/\\]/g, ' ')));
  if (kind === 'csv') {
    c.header('content-type', 'text/csv; charset=utf-8');
    return c.body(csv(sheet));
  }
  c.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  return c.body(await xlsx(sheet));
}
