/** One row while it is read: cells by name, checked and cleaned; mistakes go to the findings with row and column. */
import { isDay } from './model.ts';
import { holdsIdentityNumber } from './sensitive.ts';
import type { Findings } from './trouble.ts';

const longestId = 255;

// Columns whose values may be long runs of digits by right.
const identifiers = /sourcedId$|^identifier$/i;

export class Row {
  private cells: readonly string[] = [];
  private readonly index: Map<string, number>;
  line = 0;
  /** False as soon as the row has a mistake: it is then not staged. */
  good = true;

  readonly file: string;
  readonly findings: Findings;
  private readonly delta: boolean;

  constructor(file: string, columns: readonly string[], findings: Findings, delta: boolean) {
    this.file = file;
    this.findings = findings;
    this.delta = delta;
    this.index = new Map(columns.map((column, index) => [column, index]));
  }

  /** Turns to the next row. */
  take(cells: readonly string[], line: number): void {
    this.cells = cells;
    this.line = line;
    this.good = true;
  }

  private raw(column: string): string {
    return this.cells[this.index.get(column) as number] ?? '';
  }

  problem(column: string, key: string, context: Record<string, string | number> = {}): void {
    this.good = false;
    this.findings.problem(this.file, this.line, column, key, context);
  }

  note(column: string, key: string): void {
    this.findings.note(this.file, this.line, column, key);
  }

  /** A cell's text. One that holds an identity number is empty from here on. */
  text(column: string, longest = 200): string {
    const cell = this.raw(column);
    if (cell.length < 15) return cell;
    if (holdsIdentityNumber(cell, !identifiers.test(column))) {
      this.note(column, 'valueSensitive');
      return '';
    }
    if (cell.length > longest) {
      this.problem(column, 'cellTooLong', { limit: longest });
      return '';
    }
    return cell;
  }

  needed(column: string, longest = 200): string {
    const text = this.text(column, longest);
    if (text === '' && this.good) this.problem(column, this.raw(column) === '' ? 'cellEmpty' : 'valueSensitiveNeeded');
    return text;
  }

  /** An identifier that must be there. */
  id(column: string): string {
    const text = this.text(column, longestId);
    if (text === '' && this.good) this.problem(column, this.raw(column) === '' ? 'cellEmpty' : 'idSensitive');
    return text;
  }

  /** A list of identifiers, separated by commas. */
  ids(column: string): string[] {
    const cell = this.raw(column);
    if (cell === '') return [];
    const ids = cell
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
    if (ids.some((id) => holdsIdentityNumber(id))) {
      this.problem(column, 'idSensitive');
      return [];
    }
    if (ids.some((id) => id.length > longestId)) this.problem(column, 'cellTooLong', { limit: longestId });
    return [...new Set(ids)];
  }

  oneOf<T extends string>(column: string, allowed: readonly T[]): T | undefined {
    const text = this.raw(column);
    const found =
      allowed.find((value) => value === text) ?? allowed.find((value) => value.toLowerCase() === text.toLowerCase());
    // What stands there is not repeated: in a shifted row it could be anything.
    if (!found) this.problem(column, text === '' ? 'cellEmpty' : 'valueUnknown', { allowed: allowed.join(', ') });
    return found;
  }

  /** A day, or null where the cell is empty. */
  day(column: string): string | null {
    const text = this.raw(column);
    if (text === '') return null;
    if (isDay(text)) return text;
    this.problem(column, 'dateWrong');
    return null;
  }

  /** From and to, in order. */
  days(from: string, to: string): { from: string | null; to: string | null } {
    const days = { from: this.day(from), to: this.day(to) };
    if (days.from && days.to && days.to < days.from) this.problem(to, 'dateOrder');
    return days;
  }

  /** Whether the row takes its object away. Status and date are needed in a delta and mean nothing in a bulk file. */
  deleted(): boolean {
    const status = this.raw('status').toLowerCase();
    if (!this.delta) {
      if (status !== '' && status !== 'active') this.problem('status', 'statusInBulk');
      return false;
    }
    if (status === '') this.problem('status', 'statusMissing');
    else if (status !== 'active' && status !== 'tobedeleted') {
      this.problem('status', 'valueUnknown', { allowed: 'active, tobedeleted' });
    }
    if (this.text('dateLastModified') === '' && this.good) this.problem('dateLastModified', 'cellEmpty');
    return status === 'tobedeleted';
  }
}
