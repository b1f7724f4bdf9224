import { describe, expect, test } from 'vitest';
import { Findings } from '../roster/trouble.ts';
import { readClass, sameClass } from './classes.ts';
import { guessFields } from './fields.ts';
import { layOut } from './layout.ts';
import { readPeople } from './rows.ts';
import { dayOf, nameOf, phonesOf, splitNameAndPhone } from './values.ts';
import type { RawSheet } from './workbook.ts';

describe('values', () => {
  test('names', () => {
    expect(nameOf('张　三 ')).toBe('张三');
    expect(nameOf('索朗 央金')).toBe('索朗央金');
    expect(nameOf('Li   Hua')).toBe('Li Hua');
    expect(splitNameAndPhone('王强 138-0000-0000')).toEqual({ name: '王强', phone: '138-0000-0000' });
    expect(splitNameAndPhone('父亲：王强')).toEqual({ name: '王强', phone: '' });
  });

  test.each([
    ['１３８００００００００', ['13800000000']],
    ['138 0000 0000', ['13800000000']],
    ['+86 138-0000-0000', ['13800000000']],
    ['13800000000.0', ['13800000000']],
    ['1.3812345678E+10', ['13812345678']],
    ['13800000000/13900000000', ['13800000000', '13900000000']],
    ['13800000000 13900000000', ['13800000000', '13900000000']],
  ])('phone %s', (text, phones) => expect(phonesOf(text)).toEqual({ phones, wrong: false, rounded: false }));

  test('what is no phone', () => {
    expect(phonesOf('1.38E+10')).toEqual({ phones: [], wrong: false, rounded: true });
    expect(phonesOf('0837-8822123').wrong).toBe(true);
  });

  test.each([
    ['2024年9月1日', '2024-09-01'],
    ['2024/9/1', '2024-09-01'],
    ['2024.09.01', '2024-09-01'],
    ['20240901', '2024-09-01'],
    ['45536', '2024-09-01'],
    ['２０２４年９月', '2024-09-01'],
    ['2024-02-30', null],
    ['去年', null],
  ])('day %s', (text, day) => expect(dayOf(text)).toBe(day));
});

describe('classes', () => {
  test.each([
    '三年级（2）班',
    '三年级2班',
    '3年级2班',
    '三(2)班',
    '三（二）班',
    '3.2',
    '302',
    '3-2班',
    'Grade 3 Class 2',
  ])('%s', (text) => expect(readClass(text)).toMatchObject({ grade: 3, number: 2 }));

  test('a grade beside, higher grades, names', () => {
    expect(readClass('2班', '三年级')).toMatchObject({ grade: 3, number: 2 });
    expect(readClass('2', '3')).toMatchObject({ grade: 3, number: 2 });
    expect(readClass('高二（3）班')).toMatchObject({ grade: 11, number: 3 });
    expect(readClass('初一(1)班')).toMatchObject({ grade: 7, number: 1 });
    expect(readClass('十二班', '高三')).toMatchObject({ grade: 12, number: 12 });
    expect(sameClass(readClass('小一班'), readClass('小一班'))).toBe(true);
    expect(sameClass(readClass('小一班'), readClass('小二班'))).toBe(false);
    expect(sameClass(readClass('七年级1班'), readClass('八年级1班'))).toBe(false);
  });
});

describe('headings', () => {
  test('of pupils, in Chinese and English', () => {
    const headings = ['序号', '学号', '学生姓名（必填）', '班 级', '父亲姓名', '父亲电话', '母亲姓名', '母亲手机号码'];
    const fields = [
      '',
      'number',
      'name',
      'class',
      'guardian1Name',
      'guardian1Phone',
      'guardian2Name',
      'guardian2Phone',
    ];
    expect(guessFields('pupils', headings)).toEqual(fields);
    expect(guessFields('pupils', ['No.', 'Pupil name', 'Class', 'Guardian', 'Guardian phone'])).toEqual([
      ...['', 'name', 'class', 'guardian1Name', 'guardian1Phone'],
    ]);
    expect(guessFields('pupils', ['姓名', '班级', '家长姓名', '联系电话'])).toEqual([
      ...['name', 'class', 'guardian1Name', 'guardian1Phone'],
    ]);
  });

  test('of staff', () => {
    expect(guessFields('staff', ['姓名', '职务', '班主任班级', '手机', '邮箱'])).toEqual([
      ...['name', 'position', 'class', 'phone', 'email'],
    ]);
  });
});

const merge = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });

function sheetOf(name: string, lines: string[][], merges: RawSheet['merges'] = []): RawSheet {
  const rows = lines.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => cells.some(Boolean));
  return { name, rows, merges };
}

describe('layout', () => {
  test('a title above, two rows of headings, classes merged downwards, blank rows, remarks and sums', () => {
    const sheet = sheetOf(
      '七年级',
      [
        ['青禾中学2026年秋季学生名册'],
        ['班级', '姓名', '父亲', '', '母亲', ''],
        ['', '', '姓名', '电话', '姓名', '电话'],
        ['七(1)班', '张 三', '张强', '13800000001', '李芳', '13800000002'],
        ['', '李四', '李雷', '13800000003', '', ''],
        [],
        ['合计', '2人'],
        ['备注：以上信息截至9月1日'],
      ],
      [
        merge(1, 0, 1, 5),
        merge(2, 0, 3, 0),
        merge(2, 1, 3, 1),
        merge(2, 2, 2, 3),
        merge(2, 4, 2, 5),
        merge(4, 0, 5, 0),
      ],
    );
    const { sheets, notes } = layOut('pupils', { sheets: [sheet], hidden: ['底稿'] });
    expect(sheets[0]?.headings).toEqual(['班级', '姓名', '父亲姓名', '父亲电话', '母亲姓名', '母亲电话']);
    expect(notes).toMatchObject([{ file: '底稿', key: 'sheetHidden' }]);
    const fields = ['class', 'name', 'guardian1Name', 'guardian1Phone', 'guardian2Name', 'guardian2Phone'];
    const mapping = Object.fromEntries(
      (sheets[0]?.headings ?? []).map((text, index) => [text, fields[index] as string]),
    );
    const findings = new Findings();
    const people = readPeople('pupils', sheets, mapping, findings);
    expect(findings.problems).toEqual([]);
    expect(people.map(({ name, line, className }) => [name, line, className?.number])).toEqual([
      ['张三', 4, 1],
      ['李四', 5, 1],
    ]);
    expect(people[0]?.guardians).toEqual([
      { name: '张强', phones: ['13800000001'], email: null },
      { name: '李芳', phones: ['13800000002'], email: null },
    ]);
    expect(findings.notes).toMatchObject([{ key: 'rowSkipped', count: 2 }]);
  });

  test('sensitive columns go by heading and by what stands in them, and are said by name only', () => {
    const id = '513221201109151235';
    const lines = [
      ['姓名', '班级', '身份证号', '民族', '既往病史', '证号', '类别', '出生日期', '家庭住址', '邮箱地址'],
      ['张三', '七(1)班', id, '羌族', '无', id, '羌', '2011-09-15', '某村', 'a@example.org'],
      ['李四', '七(1)班', id, '藏族', '哮喘', id, '汉族', '2011-09-16', '某村', ''],
    ];
    const laid = layOut('pupils', { sheets: [sheetOf('名册', lines)], hidden: [] });
    expect(laid.sheets[0]?.headings).toEqual(['姓名', '班级', '邮箱地址']);
    expect(JSON.stringify(laid)).not.toMatch(/513221|哮喘|羌族|2011|某村/);
    expect(laid.notes.map((note) => note.column)).toEqual([
      ...['身份证号', '民族', '既往病史', '证号', '类别', '出生日期', '家庭住址'],
    ]);
  });

  test('an identity number in a remark of one row empties that cell', () => {
    const lines = [
      ['姓名', '班级', '说明'],
      ['张三', '七1班', '证件 51322120110915123X'],
      ['李四', '七1班', '住校'],
      ['王五', '七1班', '走读'],
      ['赵六', '七1班', '走读'],
    ];
    const laid = layOut('pupils', { sheets: [sheetOf('名册', lines)], hidden: [] });
    expect(laid.sheets[0]?.rows[0]).toEqual([2, '张三', '七1班', '']);
    expect(laid.notes).toMatchObject([{ key: 'valueSensitive', column: '说明' }]);
  });

  test('mistakes are told with sheet, row and column', () => {
    const lines = [
      ['姓名', '班级', '家长姓名', '联系电话'],
      ['', '七1班', '张强', '13800000001'],
      ['李四9', '', '李雷', '1.38E+10'],
    ];
    const { sheets } = layOut('pupils', { sheets: [sheetOf('名册', lines)], hidden: [] });
    const findings = new Findings();
    const mapping = { 姓名: 'name', 班级: 'class', 家长姓名: 'guardian1Name', 联系电话: 'guardian1Phone' };
    readPeople('pupils', sheets, mapping, findings);
    expect(findings.problems.map(({ file, line, column, key }) => [file, line, column, key])).toEqual([
      ['名册', 2, '姓名', 'sheetNameMissing'],
      ['名册', 3, '姓名', 'sheetNameWrong'],
      ['名册', 3, '班级', 'sheetClassMissing'],
      ['名册', 3, '联系电话', 'sheetPhoneRounded'],
    ]);
  });
});
