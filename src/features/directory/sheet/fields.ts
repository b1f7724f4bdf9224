/** What a sheet's columns may be, and by which headings they are known. */

export const sheetKinds = ['pupils', 'staff'] as const;
export type SheetKind = (typeof sheetKinds)[number];

export const pupilFields = [
  ...['name', 'number', 'grade', 'class', 'phone', 'email', 'language', 'startsOn'],
  ...['guardian1Name', 'guardian1Phone', 'guardian1Email', 'guardian2Name', 'guardian2Phone', 'guardian2Email'],
  ...['guardian3Name', 'guardian3Phone', 'guardian3Email'],
] as const;
export const staffFields = ['name', 'position', 'class', 'phone', 'email', 'language', 'startsOn'] as const;
export type Field = string;

export const fieldsOf: Readonly<Record<SheetKind, readonly Field[]>> = { pupils: pupilFields, staff: staffFields };

/** A heading as it is compared: plain letters, without spaces, stars and what stands in brackets. */
export function plainHeading(heading: string): string {
  const plain = heading.normalize('NFKC').toLowerCase();
  return plain.replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, '').replace(/[\s*:：_"'’“”#.、/-]/g, '');
}

const name = '(?:的)?(?:姓名|名字|fullname|name|sname)';
const phone =
  '(?:的)?(?:手机号码|手机号|手机|移动电话|联系电话|电话号码|电话|联系方式|联系号码|mobilenumber|mobilephone|mobile|phonenumber|phone|tel|telephone|sms)';
const email = '(?:的)?(?:电子邮箱|电子邮件|邮箱|邮件|emailaddress|email|mail)';
const language = /^(?:首选|通知|阅读)?(?:语言|语种)$|^(?:preferred)?language$/;

const guardians: [string, string][] = [
  ['guardian1', '(?:父亲|爸爸|家长1|家长一|监护人1|监护人一|第一监护人|father|guardian1|parent1)'],
  ['guardian2', '(?:母亲|妈妈|家长2|家长二|监护人2|监护人二|第二监护人|mother|guardian2|parent2)'],
  ['guardian3', '(?:家长3|家长三|监护人3|监护人三|第三监护人|其他监护人|guardian3|parent3)'],
  // Which one it is, is said by what is still free.
  ['guardian', '(?:家长|监护人|主要监护人|法定监护人|家庭|紧急联系人|联系人|guardian|parent|contact)'],
];

type Pattern = readonly [Field, RegExp];
const whole = (pattern: string) => new RegExp(`^${pattern}$`);

const pupilPatterns: readonly Pattern[] = [
  ['number', /^(?:校内|班级)?学号$|^学生(?:编号|号)$|^(?:pupil|student)(?:number|no|id)$/],
  [
    'name',
    /^(?:学生|幼儿|孩子)?(?:姓名|名字)$|^学生$|^(?:(?:pupil|student|child)s?)?(?:full)?name$|^(?:pupil|student)$/,
  ],
  ['grade', /^(?:所在|就读)?年级$|^grade$|^yeargroup$/],
  ['class', /^(?:所在|就读|现)?(?:年级)?(?:班级|班)(?:名称)?$|^班别$|^class(?:name)?$/],
  ['startsOn', /^(?:入学|转入|进班|入园)(?:日期|时间|年月)$|^(?:start|enrol+ment|admission)date$/],
  ['language', language],
  ['phone', whole(`(?:学生|本人|pupil|student)${phone}`)],
  ['email', whole(`(?:学生|本人|pupil|student)?${email}`)],
  ...guardians.flatMap(([field, who]): Pattern[] => [
    [`${field}Name`, whole(`${who}${name}?`)],
    [`${field}Phone`, whole(`${who}${phone}`)],
    [`${field}Email`, whole(`${who}${email}`)],
  ]),
  ['guardianPhone', whole(phone)],
];

const staffPatterns: readonly Pattern[] = [
  ['name', /^(?:教师|教职工|教职员工|员工|职工|老师)?(?:姓名|名字)$|^(?:(?:staff|teacher|employee)s?)?(?:full)?name$/],
  ['position', /^(?:现任)?(?:职务|岗位|职位|身份|工作岗位)$|^(?:position|role|post|jobtitle)$/],
  ['class', /^(?:班主任|所带|管理|任)(?:班级|班)$|^(?:担任)?班主任(?:班级)?$|^班级$|^class(?:teacherof)?$|^homeroom$/],
  ['phone', whole(`(?:本人)?${phone}`)],
  ['email', whole(email)],
  ['language', language],
  ['startsOn', /^(?:入职|到校|任职|到岗)(?:日期|时间|年月)$|^startdate$/],
];

/** The fields that headings mean, in their order; each field once. Empty: not known. */
export function guessFields(kind: SheetKind, headings: readonly string[]): Field[] {
  const patterns = kind === 'pupils' ? pupilPatterns : staffPatterns;
  const plain = headings.map(plainHeading);
  const named = plain.map((heading) => patterns.find(([, pattern]) => pattern.test(heading))?.[0] ?? '');
  const taken = new Set(named.filter((field) => /guardian\d/.test(field)));
  const used = new Set<Field>();
  return named.map((field) => {
    const found = /^guardian(?=[A-Z])/.test(field) ? freeGuardian(field, taken, used) : field;
    if (found === '' || used.has(found)) return '';
    used.add(found);
    return found;
  });
}

/** A guardian without a number is the first who is named nowhere else. */
function freeGuardian(field: Field, taken: ReadonlySet<Field>, used: ReadonlySet<Field>): Field {
  const numbered = [1, 2, 3].map((n) => field.replace('guardian', `guardian${n}`));
  const free = numbered.find((one) => {
    const number = one.slice(0, 9);
    return ![...taken].some((other) => other.startsWith(number)) && !used.has(one);
  });
  // 联系电话 beside 父亲姓名 and 母亲姓名: the number of the first who has none.
  return free ?? numbered.find((one) => !taken.has(one) && !used.has(one)) ?? '';
}
