/** What a class is called a year later. */

/** A class as it is, with the grade that its name or the one above says; null: it is in none that goes up. */
export interface YearClass {
  id: number;
  name: string;
  gradeId: number | null;
  gradeName: string;
  parentId: number;
  pupils: number;
}

export interface YearPlanRow extends YearClass {
  grade: number | null;
  leaves: boolean;
  newName: string;
  /** The grade it comes to; null: it stays where it is. */
  newGrade: number | null;
}

const han = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
const early = ['小班', '中班', '大班'];
/** Kindergarten grades stand below the first, so that all grades are one line of numbers. */
const earlyStart = -2;

/** Kindergarten 小班 is -2, 大班 0; 一年级 1 to 九年级 9; 高一 10 to 高三 12. */
export function gradeIn(name: string): number | null {
  const plain = name.normalize('NFKC').replace(/\s/g, '');
  const kindergarten = /^(小|中|大)(?:班|\d|[一二三四五六七八九])/.exec(plain)?.[1];
  if (kindergarten) return early.findIndex((one) => one.startsWith(kindergarten)) + earlyStart;
  const school = /^(高|初)(?:中)?([一二三1-3])/.exec(plain);
  if (school) return numberOf(school[2] as string) + (school[1] === '高' ? 9 : 6);
  const written = /^([一二三四五六七八九]|\d{1,2})(?:年级|级|\(|[.-]\d)/.exec(plain)?.[1];
  if (written) return inSchool(numberOf(written));
  const short = /^([1-9])(?:0[1-9]|[12]\d)班?$/.exec(plain)?.[1];
  if (short) return Number(short);
  const english = /^(?:grade|year)(\d{1,2})/i.exec(plain)?.[1];
  return english ? inSchool(Number(english)) : null;
}

function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : han.indexOf(text) + 1;
}

function inSchool(grade: number): number | null {
  return grade >= 1 && grade <= 12 ? grade : null;
}

/** The same name one grade on, written as it was: 三年级（2）班 becomes 四年级（2）班, 302班 402班. Without a grade in it: unchanged. */
export function promotedName(name: string): string {
  const up = (text: string) => (/^\d+$/.test(text) ? String(Number(text) + 1) : (han[han.indexOf(text) + 1] ?? text));
  if (/^\s*(小|中)/.test(name) && gradeIn(name) !== null) return name.replace('中', '大').replace('小', '中');
  const rules: [RegExp, (...parts: string[]) => string][] = [
    [/^(\s*高中?|\s*初中?)([一二1-2])/, (_, kind = '', grade = '') => kind + up(grade)],
    [
      /^(\s*)([一二三四五六七八]|\d{1,2})(年级|级|[（(]|[.-])/,
      (_, start = '', grade = '', rest = '') => start + up(grade) + rest,
    ],
    [/^(\s*)([1-9])((?:0[1-9]|[12]\d)班?\s*)$/, (_, start = '', grade = '', rest = '') => start + up(grade) + rest],
    [/^(\s*(?:grade|year)\s*)(\d{1,2})/i, (_, start = '', grade = '') => start + up(grade)],
  ];
  if (gradeIn(name) === null) return name;
  const found = rules.find(([pattern]) => pattern.test(name));
  return found ? name.replace(found[0], found[1]) : name;
}

/** What a grade is called, in the way of the school's other grades. */
export function gradeNamed(grade: number, like: string): string {
  if (/^(grade|year)/i.test(like)) return `Grade ${grade}`;
  if (grade < 1) return early[grade - earlyStart] ?? '';
  return grade <= 9 ? `${han[grade - 1]}年级` : `高${han[grade - 10]}`;
}

/** What becomes of each class when `leaving` is the grade that leaves (null: none does). */
export function planYear(classes: readonly YearClass[], leaving: number | null): YearPlanRow[] {
  return classes.map((one) => {
    const grade = gradeIn(one.gradeId === null ? one.name : one.gradeName) ?? gradeIn(one.name);
    const leaves = grade !== null && grade === leaving;
    const goes = grade !== null && !leaves && grade < 12 && grade !== 0;
    return {
      ...one,
      grade,
      leaves,
      newName: goes ? promotedName(one.name) : one.name,
      newGrade: goes ? grade + 1 : null,
    };
  });
}

/** The highest grade leaves, unless the office says otherwise. */
export function highestGrade(classes: readonly YearClass[]): number | null {
  const grades = planYear(classes, null).flatMap(({ grade }) => (grade === null ? [] : [grade]));
  return grades.length === 0 ? null : Math.max(...grades);
}

/** A step as it was done. */
export interface YearStep {
  id: number;
  organisationId: number;
  day: string;
  doneAt: Date;
  undoneAt: Date | null;
  classes: number;
  left: number;
}
