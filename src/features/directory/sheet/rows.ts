/** What the rows of a sheet say, once it is known what each column is. Mistakes go to the findings with sheet, row and column. */
import { emailOf, languageOf } from '../roster/model.ts';
import type { Findings } from '../roster/trouble.ts';
import { type ClassName, readClass } from './classes.ts';
import { type Field, guessFields, plainHeading, type SheetKind } from './fields.ts';
import type { LaidSheet } from './layout.ts';
import { dayOf, looksLikeName, nameOf, phonesOf, splitNameAndPhone, tidy } from './values.ts';

/** Field by plain heading, as the office said it; empty: not used. */
export type Mapping = Readonly<Record<string, Field>>;

export interface Contacts {
  phones: string[];
  email: string | null;
}

export interface SheetGuardian extends Contacts {
  name: string;
}

export interface SheetPerson extends Contacts {
  sheet: string;
  line: number;
  name: string;
  number: string;
  /** Null: none is said. */
  className: ClassName | null;
  /** The class as it is written, for a class that is new. */
  classWritten: string;
  position: 'teacher' | 'class_teacher' | 'head' | 'staff';
  language: string | null;
  startsOn: string | null;
  guardians: SheetGuardian[];
}

/** What the pages show for each heading of the sheets. */
export interface ColumnGuess {
  heading: string;
  plain: string;
  field: Field;
  samples: string[];
}

/** All headings of all sheets, each once, with what they seem to be and up to three values. */
export function columnsOf(kind: SheetKind, sheets: readonly LaidSheet[], remembered: Mapping): ColumnGuess[] {
  const found = new Map<string, ColumnGuess>();
  for (const { headings, rows } of sheets) {
    const guesses = guessFields(kind, headings);
    headings.forEach((heading, column) => {
      const plain = plainHeading(heading) || `#${column + 1}`;
      const known = found.get(plain) ?? {
        heading,
        plain,
        field: remembered[plain] ?? guesses[column] ?? '',
        samples: [],
      };
      for (const row of rows) {
        if (known.samples.length >= 3) break;
        const value = String(row[column + 1] ?? '').slice(0, 30);
        if (value && !known.samples.includes(value)) known.samples.push(value);
      }
      found.set(plain, known);
    });
  }
  return [...found.values()];
}

const remark =
  /^(合计|总计|小计|共计|备注|说明|注[:：]|填表|制表|审核|填报|负责人|联系人|校长签|单位|日期|以上|total|sum|note|remark)/i;

/** Reads all rows; rows of remarks and sums are passed over and counted. */
export function readPeople(
  kind: SheetKind,
  sheets: readonly LaidSheet[],
  mapping: Mapping,
  findings: Findings,
): SheetPerson[] {
  return sheets.flatMap((sheet) => {
    const columns = new Map<Field, number>();
    sheet.headings.forEach((heading, column) => {
      const field = mapping[plainHeading(heading) || `#${column + 1}`];
      if (field && !columns.has(field)) columns.set(field, column);
    });
    if (!columns.has('name')) {
      findings.note(sheet.name, null, null, 'sheetNoName');
      return [];
    }
    return sheet.rows.flatMap((row) => new SheetRow(kind, sheet, columns, row, findings).read() ?? []);
  });
}

class SheetRow {
  private readonly line: number;
  private readonly cells: string[];
  private readonly kind: SheetKind;
  private readonly sheet: LaidSheet;
  private readonly columns: ReadonlyMap<Field, number>;
  private readonly findings: Findings;

  constructor(
    kind: SheetKind,
    sheet: LaidSheet,
    columns: ReadonlyMap<Field, number>,
    [line, ...cells]: LaidSheet['rows'][number],
    findings: Findings,
  ) {
    this.kind = kind;
    this.sheet = sheet;
    this.columns = columns;
    this.line = line;
    this.cells = cells;
    this.findings = findings;
  }

  private cell(field: Field): string {
    const column = this.columns.get(field);
    return column === undefined ? '' : (this.cells[column] ?? '');
  }

  private problem(field: Field, key: string): void {
    const heading = this.sheet.headings[this.columns.get(field) ?? -1] ?? null;
    this.findings.problem(this.sheet.name, this.line, heading, key);
  }

  private note(field: Field, key: string): void {
    this.findings.note(this.sheet.name, this.line, this.sheet.headings[this.columns.get(field) ?? -1] ?? null, key);
  }

  read(): SheetPerson | undefined {
    const { sheet, line } = this;
    const name = nameOf(this.cell('name'));
    const filled = this.cells.filter((cell) => cell !== '');
    if (filled.length === 0) return undefined;
    const again = [...this.columns.values()].every((column) => this.cells[column] === sheet.headings[column]);
    if (again || filled.some((cell) => remark.test(cell)) || (name === '' && filled.length <= 2)) {
      this.findings.note(sheet.name, line, null, 'rowSkipped');
      return undefined;
    }
    if (name === '') this.problem('name', 'sheetNameMissing');
    else if (!looksLikeName(name)) this.problem('name', 'sheetNameWrong');
    const contacts = this.contacts('phone', 'email');
    return {
      ...{ sheet: sheet.name, line, name, ...contacts },
      number: tidy(this.cell('number')).replace(/\s/g, '').slice(0, 40),
      ...this.schoolClass(),
      position: this.position(),
      language: languageOf(this.cell('language')),
      startsOn: this.day(),
      guardians: this.kind === 'pupils' ? this.guardians() : [],
    };
  }

  /** The class, or else the sheet's name: one sheet for each class is common. */
  private schoolClass(): Pick<SheetPerson, 'className' | 'classWritten'> {
    const grade = this.cell('grade');
    const written = this.cell('class');
    if (written !== '') {
      const className = readClass(written, grade);
      const title = grade !== '' && className.number === null ? `${grade}${written}` : written;
      return { className, classWritten: title };
    }
    if (this.kind === 'staff') return { className: null, classWritten: '' };
    const fromSheet = readClass(this.sheet.name, grade);
    if (!this.columns.has('class') && fromSheet.number !== null) {
      return { className: fromSheet, classWritten: this.sheet.name };
    }
    this.problem('class', this.columns.has('class') ? 'sheetClassMissing' : 'sheetClassNowhere');
    return { className: null, classWritten: '' };
  }

  private position(): SheetPerson['position'] {
    const text = this.cell('position').toLowerCase();
    // 班主任: the class teacher of the class in the column beside it.
    if (this.kind === 'staff' && this.cell('class') !== '' && !/(校|园)长|principal|head/.test(text))
      return 'class_teacher';
    if (/副(校|园)长|vice/.test(text)) return 'staff';
    if (/(校|园)长|principal|^head/.test(text)) return 'head';
    if (/教师|老师|教员|班主任|任课|teacher/.test(text) || text === '') return 'teacher';
    return 'staff';
  }

  private day(): string | null {
    const text = this.cell('startsOn');
    if (text === '') return null;
    const day = dayOf(text);
    if (!day) this.problem('startsOn', 'sheetDateWrong');
    return day;
  }

  private contacts(phoneField: Field, emailField: Field, more = ''): Contacts {
    const { phones, wrong, rounded } = phonesOf([this.cell(phoneField), more].filter(Boolean).join('/'));
    if (rounded) this.problem(phoneField, 'sheetPhoneRounded');
    if (wrong) this.note(phoneField, 'sheetPhoneLeftOut');
    const written = this.cell(emailField);
    const email = written === '' ? null : emailOf(written);
    if (written !== '' && !email) this.note(emailField, 'emailLeftOut');
    return { phones, email };
  }

  private guardians(): SheetGuardian[] {
    return [1, 2, 3].flatMap((n) => {
      const { name, phone } = splitNameAndPhone(this.cell(`guardian${n}Name`));
      const contacts = this.contacts(`guardian${n}Phone`, `guardian${n}Email`, phone);
      if (/^[无—/-]*$/.test(name)) {
        if (contacts.phones.length > 0 || contacts.email) this.note(`guardian${n}Phone`, 'guardianNameMissing');
        return [];
      }
      if (looksLikeName(name)) return [{ name, ...contacts }];
      this.problem(`guardian${n}Name`, 'sheetNameWrong');
      return [];
    });
  }
}
