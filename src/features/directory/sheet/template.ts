/** The empty workbook that an office may start from: headings, an example, notes, and lists to choose from. */
import ExcelJS from 'exceljs';
import type { Language } from '#platform/i18n.ts';
import type { SheetKind } from './fields.ts';

interface Heading {
  text: string;
  width: number;
  note: string;
  example: string;
  /** Text, so that Excel shortens no number. */
  asText?: boolean;
  choices?: string[];
}

type Words = Record<Language, string>;
const heading = (
  text: Words,
  width: number,
  note: Words,
  example: Words,
  more: { asText?: boolean; choices?: Record<Language, string[]> } = {},
) => ({ text, width, note, example, ...more });

const phoneNote: Words = {
  'zh-CN': '11 位手机号。两个号码用“/”隔开，先发第一个。',
  en: 'Mobile number. Separate two by a slash; the first is tried first.',
};
const guardianNote: Words = {
  'zh-CN': '监护人的姓名。每位监护人各自收到通知。',
  en: 'The guardian’s name. Each guardian gets messages of their own.',
};
const languages = { 'zh-CN': ['中文', '藏语', '羌语', '英语'], en: ['Chinese', 'Tibetan', 'Qiang', 'English'] };

const pupils = [
  heading(
    { 'zh-CN': '学号', en: 'Pupil number' },
    14,
    {
      'zh-CN': '学校自己的编号，不是学籍号，也不是身份证号。有学号时，同名学生不会混淆。',
      en: 'The school’s own number; never a national one. With it pupils of one name are told apart.',
    },
    { 'zh-CN': '2026070101', en: '2026070101' },
    { asText: true },
  ),
  heading(
    { 'zh-CN': '姓名', en: 'Name' },
    14,
    { 'zh-CN': '必填。', en: 'Needed.' },
    { 'zh-CN': '张三', en: 'Zhang San' },
  ),
  heading(
    { 'zh-CN': '班级', en: 'Class' },
    18,
    {
      'zh-CN': '必填，如“七年级（1）班”。也可以每班一张工作表，用班级作工作表名称。',
      en: 'Needed, such as Grade 7 Class 1. Or make a sheet for each class, named like it.',
    },
    { 'zh-CN': '七年级（1）班', en: 'Grade 7 Class 1' },
  ),
  heading({ 'zh-CN': '监护人1姓名', en: 'Guardian 1 name' }, 16, guardianNote, { 'zh-CN': '张强', en: 'Zhang Qiang' }),
  heading(
    { 'zh-CN': '监护人1手机', en: 'Guardian 1 mobile' },
    20,
    phoneNote,
    { 'zh-CN': '13800000000', en: '13800000000' },
    { asText: true },
  ),
  heading({ 'zh-CN': '监护人2姓名', en: 'Guardian 2 name' }, 16, guardianNote, { 'zh-CN': '李芳', en: 'Li Fang' }),
  heading(
    { 'zh-CN': '监护人2手机', en: 'Guardian 2 mobile' },
    20,
    phoneNote,
    { 'zh-CN': '13900000000', en: '13900000000' },
    { asText: true },
  ),
  heading(
    { 'zh-CN': '入学日期', en: 'Start date' },
    14,
    { 'zh-CN': '可不填。如 2026-09-01。', en: 'May be empty. Such as 2026-09-01.' },
    { 'zh-CN': '2026-09-01', en: '2026-09-01' },
    { asText: true },
  ),
];

const staff = [
  heading(
    { 'zh-CN': '姓名', en: 'Name' },
    14,
    { 'zh-CN': '必填。', en: 'Needed.' },
    { 'zh-CN': '王老师', en: 'Wang Wei' },
  ),
  heading(
    { 'zh-CN': '职务', en: 'Position' },
    14,
    { 'zh-CN': '从列表中选择。', en: 'Choose from the list.' },
    { 'zh-CN': '教师', en: 'Teacher' },
    {
      choices: { 'zh-CN': ['校长', '教师', '职员'], en: ['Principal', 'Teacher', 'Staff'] },
    },
  ),
  heading(
    { 'zh-CN': '班主任班级', en: 'Class teacher of' },
    18,
    { 'zh-CN': '只有班主任填写。', en: 'For class teachers only.' },
    { 'zh-CN': '七年级（1）班', en: 'Grade 7 Class 1' },
  ),
  heading(
    { 'zh-CN': '手机', en: 'Mobile' },
    20,
    phoneNote,
    { 'zh-CN': '13700000000', en: '13700000000' },
    { asText: true },
  ),
  heading(
    { 'zh-CN': '邮箱', en: 'Email' },
    26,
    { 'zh-CN': '可不填。', en: 'May be empty.' },
    { 'zh-CN': 'wang@example.org', en: 'wang@example.org' },
  ),
  heading(
    { 'zh-CN': '语言', en: 'Language' },
    12,
    { 'zh-CN': '希望收到哪种语言的通知。', en: 'In which language messages are wanted.' },
    { 'zh-CN': '中文', en: 'Chinese' },
    { choices: languages },
  ),
];

const words = {
  sheet: { pupils: { 'zh-CN': '学生', en: 'Pupils' }, staff: { 'zh-CN': '教职工', en: 'Staff' } },
  such: { 'zh-CN': '例如：', en: 'Such as: ' },
  guide: { 'zh-CN': '填写说明', en: 'How to fill it in' },
  lines: {
    'zh-CN': [
      '一行一人。鼠标停在标题上，可以看到说明和例子。',
      '不要填写身份证号、学籍号、民族、健康状况、出生日期、住址：系统不收集这些内容，也不会读取。',
      '手机号一列已设为文本格式，请不要改动，否则号码会显示成 1.38E+10 而丢失后几位。',
      '列的顺序可以改动，用不到的列可以删去。',
    ],
    en: [
      'One person a row. Rest the mouse on a heading for what it is, with an example.',
      'Enter no identity numbers, ethnicity, health, birth dates or addresses: they are not collected and not read.',
      'The columns for mobile numbers are formatted as text. Leave them so, or numbers are shortened to 1.38E+10.',
      'You may move the columns, and delete those that you do not use.',
    ],
  },
} as const;

/** The workbook's bytes. */
export async function template(kind: SheetKind, language: Language): Promise<Uint8Array<ArrayBuffer>> {
  const headings: Heading[] = (kind === 'pupils' ? pupils : staff).map((one) => ({
    ...one,
    text: one.text[language],
    note: one.note[language],
    example: one.example[language],
    choices: 'choices' in one ? one.choices?.[language] : undefined,
  }));
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(words.sheet[kind][language], { views: [{ state: 'frozen', ySplit: 1 }] });
  const top = sheet.addRow(headings.map((one) => one.text));
  top.height = 24;
  top.eachCell((cell, column) => {
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E5F' } };
    cell.alignment = { vertical: 'middle' };
    const { note, example } = headings[column - 1] as Heading;
    cell.note = `${note}\n${words.such[language]}${example}`;
  });
  headings.forEach(({ width, asText, choices }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    if (asText) column.numFmt = '@';
    if (!choices) return;
    for (let row = 2; row <= 500; row += 1) {
      sheet.getCell(row, index + 1).dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [`"${choices.join(',')}"`],
      };
    }
  });
  const guide = book.addWorksheet(words.guide[language]);
  guide.getColumn(1).width = 90;
  for (const line of words.lines[language]) guide.addRow([line]).alignment = { wrapText: true };
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}
