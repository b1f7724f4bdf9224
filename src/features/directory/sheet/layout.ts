/** Finds the heading of each sheet below its title, and drops what is not collected before anything is kept or shown. */

import type { Note } from '../roster/model.ts';
import { holdsIdentityNumber, isSensitiveHeading } from '../roster/sensitive.ts';
import { Findings } from '../roster/trouble.ts';
import { fieldsOf, guessFields, plainHeading, type SheetKind } from './fields.ts';
import { tidy } from './values.ts';
import type { Merge, RawSheet, Workbook } from './workbook.ts';

/** A sheet as it is kept until it was compared: only columns that are not sensitive. */
export interface LaidSheet {
  name: string;
  headings: string[];
  /** The line in the sheet, then the cells. */
  rows: [number, ...string[]][];
}

export interface Laid {
  sheets: LaidSheet[];
  notes: Note[];
}

const searched = 20;

export function layOut(kind: SheetKind, { sheets, hidden }: Workbook): Laid {
  const findings = new Findings();
  for (const name of hidden) findings.note(shownName(name), null, null, 'sheetHidden');
  const laid = sheets.flatMap((sheet) => {
    const found = layOutSheet(kind, sheet, findings);
    if (!found && sheet.rows.length > 0) findings.note(shownName(sheet.name), null, null, 'sheetNoHeading');
    return found && found.rows.length > 0 ? [found] : [];
  });
  return { sheets: laid, notes: findings.notes };
}

/** A sheet may bear somebody's number as its name. */
function shownName(name: string): string {
  return holdsIdentityNumber(name, true) ? '' : name;
}

function layOutSheet(kind: SheetKind, sheet: RawSheet, findings: Findings): LaidSheet | undefined {
  const name = shownName(sheet.name);
  const heading = findHeading(kind, sheet);
  if (!heading) return undefined;
  const below = sheet.rows.slice(heading.next);
  const filled = fillDown(sheet.merges, below);
  const headings = uniqueNames(heading.texts);
  const width = Math.max(headings.length, ...filled.map((row) => row.cells.length));
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => {
    const values = filled.map((row) => row.cells[column] ?? '').filter((value) => value.trim() !== '');
    if (values.length === 0) return false;
    const text = headings[column] ?? '';
    const sensitive = sensitiveColumn(text, values);
    if (sensitive) findings.note(name, heading.line, plainName(text), sensitive);
    return !sensitive;
  });
  const rows = filled.map(({ line, cells }): [number, ...string[]] => [
    line,
    ...columns.map((column) => {
      const cell = cells[column] ?? '';
      if (!holdsIdentityNumber(cell, true)) return tidy(cell).slice(0, 300);
      findings.note(name, line, plainName(headings[column] ?? ''), 'valueSensitive');
      return '';
    }),
  ]);
  return { name, headings: columns.map((column) => headings[column] ?? ''), rows };
}

/** A heading as a message may show it: a shifted sheet may have values up here. */
function plainName(heading: string): string {
  return heading.length <= 30 && !/\d{6}/.test(heading.normalize('NFKC')) ? heading : '';
}

interface Heading {
  texts: string[];
  line: number;
  /** Where the rows below it begin. */
  next: number;
}

/** The row, or the two rows of one heading (父亲 above 姓名 and 电话), that name the most fields. */
function findHeading(kind: SheetKind, { rows, merges }: RawSheet): Heading | undefined {
  const known = new Set(fieldsOf[kind]);
  let best: (Heading & { score: number }) | undefined;
  const consider = (texts: string[], line: number, next: number) => {
    const fields = guessFields(kind, texts).filter((field) => known.has(field));
    const score = new Set(fields).size;
    if (score >= 2 && fields.includes('name') && score > (best?.score ?? 0)) best = { texts, line, next, score };
  };
  rows.slice(0, searched).forEach((row, index) => {
    const upper = across(merges, row);
    consider(upper, row.line, index + 1);
    const below = rows[index + 1];
    if (
      !below ||
      !merges.some((m) => m.top <= row.line && m.bottom >= row.line && (m.right > m.left || m.bottom > m.top))
    )
      return;
    const lower = across(merges, below);
    const width = Math.max(upper.length, lower.length);
    const both = Array.from({ length: width }, (_, column) => {
      const [above = '', own = ''] = [upper[column], lower[column]];
      return above === own || own === '' ? above : `${above}${own}`;
    });
    consider(both, row.line, index + 2);
  });
  return best;
}

/** A row's texts, those of merged cells over all of their columns. */
function across(merges: readonly Merge[], { line, cells }: RawSheet['rows'][number]): string[] {
  const texts = [...cells];
  for (const { top, bottom, left, right } of merges) {
    if (top !== line || right === left || bottom < line) continue;
    for (let column = left + 1; column <= Math.min(right, 99); column += 1) texts[column] = cells[left] ?? '';
  }
  return Array.from(texts, (text) => tidy(text ?? ''));
}

/** What stands in a cell that was merged downwards holds for each of its rows: a class, a shared number. */
function fillDown(merges: readonly Merge[], rows: readonly RawSheet['rows'][number][]): RawSheet['rows'] {
  const byLine = new Map(rows.map((row) => [row.line, { line: row.line, cells: [...row.cells] }]));
  for (const { top, bottom, left, right } of merges) {
    const value = byLine.get(top)?.cells[left];
    // Merged over columns too: a remark.
    if (!value || bottom === top || right > left) continue;
    for (let line = top + 1; line <= bottom; line += 1) {
      const row = byLine.get(line);
      if (row && !row.cells[left]) row.cells[left] = value;
    }
  }
  return [...byLine.values()];
}

function uniqueNames(texts: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const heading = tidy(text).slice(0, 60);
    const count = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, count);
    return count === 1 || heading === '' ? heading : `${heading} ${count}`;
  });
}

/** Headings that the roster does not meet but office sheets do: who lives where and how, what is nobody's business here. */
const privateHeadings =
  /出生|生日|年龄|性别|籍贯|住址|住所|地址|户主|银行|卡号|账号|贫困|低保|留守|单亲|孤儿|困境|离异|收入|工作单位|职业|学历|身高|体重|视力|成绩|分数|排名|评语|奖惩|照片|birth|\bage\b|gender|\bsex\b|address|income|bank|occupation|employer|score|rank/i;
const ethnicities =
  /^(汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族?$/;
const standings = /^(中共)?(预备)?(党员|团员|共青团员|群众|少先队员|民主党派)$/;
const sexes = /^(男|女|male|female|m|f)$/i;

function isPrivate(heading: string): boolean {
  return privateHeadings.test(heading.replace(/(邮箱|邮件|e-?mail ?)(地址|address)/i, ''));
}

/** Why a column is not read, as a key of the words; undefined if it may be. Heading first, then what stands below it. */
function sensitiveColumn(heading: string, values: readonly string[]): string | undefined {
  if (isSensitiveHeading(heading) || isSensitiveHeading(plainHeading(heading)) || isPrivate(heading)) {
    return 'columnSensitive';
  }
  const share = (test: (value: string) => boolean) =>
    values.filter((value) => test(tidy(value))).length / values.length;
  if (share((value) => holdsIdentityNumber(value, true)) > 0.3) return 'columnIdentity';
  if (share((v) => ethnicities.test(v) || standings.test(v) || sexes.test(v)) > 0.6) return 'columnSensitive';
  return undefined;
}
