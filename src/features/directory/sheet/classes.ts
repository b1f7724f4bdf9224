/** Which class a cell means: 三年级（2）班, 3年级2班, 三(2)班, 3.2, 302 and Grade 3 Class 2 are one. */
import { tidy } from './values.ts';

export interface ClassName {
  /** 1 to 9; 10 to 12 for 高一 to 高三; null where none is said. */
  grade: number | null;
  /** Its number within the grade, or null for a class with a name of its own. */
  number: number | null;
  /** What stands there, plain, for classes that go by a name. */
  plain: string;
}

const numerals = '一二三四五六七八九';

function numberIn(text: string | undefined): number | null {
  if (!text) return null;
  if (/^\d+$/.test(text)) return Number(text);
  const tens = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (tens) return (tens[1] ? numerals.indexOf(tens[1]) + 1 : 1) * 10 + (tens[2] ? numerals.indexOf(tens[2]) + 1 : 0);
  const one = numerals.indexOf(text);
  return one < 0 ? null : one + 1;
}

const n = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';
const forms: [RegExp, (match: RegExpExecArray) => [number | null, number | null]][] = [
  [new RegExp(`^高${n}(?:年级)?[(.-]?${n}?\\)?班?$`), (m) => [highSchool(numberIn(m[1])), numberIn(m[2])]],
  [new RegExp(`^初${n}(?:年级)?[(.-]?${n}?\\)?班?$`), (m) => [shifted(numberIn(m[1]), 6), numberIn(m[2])]],
  [new RegExp(`^${n}年?级[(.-]?${n}?\\)?班?$`), (m) => [numberIn(m[1]), numberIn(m[2])]],
  [new RegExp(`^${n}[(]${n}\\)班?$`), (m) => [numberIn(m[1]), numberIn(m[2])]],
  [new RegExp(`^${n}[.-]${n}班?$`), (m) => [numberIn(m[1]), numberIn(m[2])]],
  [/^([1-9])(0[1-9]|[12]\d)班?$/, (m) => [Number(m[1]), Number(m[2])]],
  [/^(?:grade|year)(\d{1,2})(?:,?class|[.-])?(\d{1,2})?$/, (m) => [Number(m[1]), numberIn(m[2])]],
  [/^class(\d{1,2})[.-](\d{1,2})$/, (m) => [Number(m[1]), Number(m[2])]],
  [new RegExp(`^[(]?${n}\\)?班$`), (m) => [null, numberIn(m[1])]],
  [/^class(\d{1,2})$|^(\d{1,2})$/, (m) => [null, Number(m[1] ?? m[2])]],
];

const highSchool = (grade: number | null) => (grade && grade <= 3 ? grade + 9 : grade);
const shifted = (grade: number | null, by: number) => (grade && grade <= 3 ? grade + by : grade);

/** Reads a class and, where it stands in a column of its own, the grade. */
export function readClass(text: string, gradeText = ''): ClassName {
  const plain = tidy(text).replace(/\s/g, '').toLowerCase();
  const above = gradeText === '' ? null : gradeOf(gradeText);
  for (const [form, take] of forms) {
    const match = form.exec(plain);
    if (!match) continue;
    const [grade, number] = take(match);
    if (number !== null || grade !== null) return { grade: grade ?? above, number, plain };
  }
  return { grade: above, number: null, plain };
}

/** 三年级, 3, 高一, Grade 7. */
export function gradeOf(text: string): number | null {
  const plain = tidy(text).replace(/\s/g, '').toLowerCase();
  const digits = /^(\d{1,2})$/.exec(plain)?.[1];
  if (digits) return Number(digits);
  const only = new RegExp(`^${n}$`).exec(plain)?.[1];
  if (only) return numberIn(only);
  return (
    forms
      .map(([form, take]) => (form.exec(plain) ? take(form.exec(plain) as RegExpExecArray)[0] : null))
      .find(Boolean) ?? null
  );
}

/** True if both mean the same class. A missing grade matches nothing but a class that has none either. */
export function sameClass(one: ClassName, other: ClassName): boolean {
  if (one.number !== null && other.number !== null) return one.grade === other.grade && one.number === other.number;
  return one.plain !== '' && one.plain === other.plain;
}

/** What a class that is new is called. */
export function classTitle(name: ClassName, written: string): string {
  const { grade, number } = name;
  if (grade === null || number === null || grade > 12) return tidy(written).slice(0, 100);
  return `${gradeTitle(grade)}（${number}）班`;
}

export function gradeTitle(grade: number): string {
  return grade <= 9 ? `${numerals[grade - 1]}年级` : `高${numerals[grade - 10]}`;
}
