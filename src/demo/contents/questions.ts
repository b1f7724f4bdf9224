/** What people asked the demo's bureau through the year: enough for figures that may be told, and some that may not. */
import type { SeededAct, SeededCase } from '#features/voice/seed-handling.ts';

type Asked = readonly [category: string, office: string, text: string, answer: string];

/** The office is a department of the bureau, or empty for the bureau itself. */
const questions: readonly Asked[] = [
  [
    'enrolment',
    '招生考试股',
    '外地户籍的孩子转学需要哪些材料？',
    '需要户口簿、居住证明和原学校的学籍证明，到接收学校办理即可。',
  ],
  [
    'fees',
    '计划财务股',
    '课后服务怎么收费？',
    '按学期收费，标准在学校公示栏和县教育局网站公布，家庭经济困难学生免收。',
  ],
  ['teaching', '基础教育股', '小学一年级有没有书面作业？', '小学一、二年级不布置书面家庭作业。'],
  [
    'enrolment',
    '招生考试股',
    '孩子差一个月满六岁，可以上一年级吗？',
    '须在八月三十一日前年满六周岁，差一个月的请在明年登记。',
  ],
  ['other_question', '', '教育局周末可以办事吗？', '周末不办公，可以在工作日办理，也可以在网上预约。'],
  ['fees', '计划财务股', '校服是必须买的吗？', '校服自愿购买，学校不得强制。'],
  ['enrolment', '招生考试股', '初中升学的摇号什么时候开始？', '每年七月中旬，具体日期提前两周公布。'],
  [
    'teaching',
    '基础教育股',
    '普通话不好的老人怎么参加家长会？',
    '可以提前告诉班主任，学校会安排会说羌语或藏语的老师陪同。',
  ],
  ['other_question', '', '教师资格证丢了在哪里补？', '请到县政务服务中心教育窗口补办，带身份证件和一张照片。'],
  ['fees', '计划财务股', '寒假延时托管收钱吗？', '本县不收费，只收成本价的午餐费。'],
  ['enrolment', '招生考试股', '双胞胎能分到一个班吗？', '可以在登记时提出，学校会尽量安排。'],
];

/** Of these there are few in a quarter: their figures are withheld. */
const hazards: readonly Asked[] = [
  ['food', '学校安全管理股', '食堂的饮水机漏水，地面很滑。', '已更换，并加铺防滑垫。'],
  ['building', '学校安全管理股', '三楼走廊的护栏松了。', '已当天加固，并检查了全部护栏。'],
  ['road', '学校安全管理股', '校门口的斑马线看不清了。', '已请交通部门重新划线。'],
];

/** What is asked most: three kinds by far, so that some of their figures may be told. */
const order = [0, 1, 2, 3, 5, 6, 7, 9, 0, 10, 1, 4] as const;

/** Every two days one, from the farthest day on; `officeOf` gives the id of a department's office. */
export function ofTheYear(officeOf: (department: string) => number): SeededCase[] {
  return Array.from({ length: 178 }, (_, n): SeededCase => {
    const hazard = n % 10 === 6;
    const asked = hazard ? hazards[Math.floor(n / 10) % hazards.length] : questions[order[n % order.length] ?? 0];
    const [category, department, text, answer] = asked as Asked;
    return {
      ...{ kind: hazard ? 'hazard' : 'question', category, daysAgo: 360 - n * 2, text },
      acts: [{ act: 'assign', after: 1, officeId: officeOf(department) }, ...became(n, answer)],
    };
  });
}

/** Most are answered in time; some late, some withdrawn, some not for the bureau to answer. */
function became(n: number, answer: string): SeededAct[] {
  if (n % 18 === 5) return [{ act: 'withdraw', after: 2 }];
  if (n % 18 === 14) {
    return [{ act: 'passOn', after: 3, reason: 'other_authority', authority: '县人力资源和社会保障局' }];
  }
  const took = n % 4 === 3 ? 46 + (n % 5) : 3 + (n % 9);
  const said: SeededAct = { act: 'settle', after: took + 2, settled: n % 7 !== 3, rating: 3 + (n % 3) };
  return [{ act: 'accept', after: 1 }, { act: 'answer', after: took, text: answer }, ...(n % 5 === 0 ? [] : [said])];
}
