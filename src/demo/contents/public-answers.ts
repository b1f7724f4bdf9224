/** Questions of the demo whose answers are in public: some corrected, some taken back. */
import type { SeededAct, SeededCase } from '#features/voice/seed-handling.ts';

type Public = Extract<SeededAct, { act: 'publish' }>['public'];

/** Answered, written anew for the public, shown to the person for a week, and out. */
function published(
  wish: Pick<SeededCase, 'kind' | 'category' | 'daysAgo' | 'text' | 'organisationId' | 'language'>,
  answer: string,
  text: Omit<Public, 'language'>,
  later: readonly SeededAct[] = [],
): SeededCase {
  const took = 6 + (wish.daysAgo % 7);
  const own: Public = { language: wish.language ?? 'zh-CN', ...text };
  return {
    ...wish,
    acts: [
      { act: 'accept', after: 2 },
      { act: 'answer', after: took, text: answer },
      { act: 'settle', after: took + 2, settled: true, rating: 4 + (wish.daysAgo % 2) },
      { act: 'publish', after: took + 3, public: own },
      { act: 'goOut', after: took + 10 },
      ...later.map((act) => ({ ...act, after: took + act.after })),
    ],
  };
}

const enrolment = {
  title: '外地户籍的孩子在本县上小学要哪些材料？',
  question: '户口不在本县，父母在县城务工，孩子今年上一年级，需要准备什么？',
  answer:
    '请在每年六月到居住地所属的小学登记，带户口簿、居住证和父母一方的劳动合同或营业执照。材料齐全的当场登记，八月底前通知录取结果。\n\n不收任何费用。',
} as const;

const allowance = {
  title: '住校生生活补助怎么申请、什么时候发？',
  question: '孩子在乡镇中学住校，听说有生活补助，不知道找谁申请，什么时候到账。',
  answer:
    '每学期开学后两周内向班主任提出，学校公示五个工作日后报教育局。本学期分两次发到学生本人或监护人的社保卡，第一次在十月底，第二次在学期末。',
} as const;

/** `school`: complained of by one of them. */
export function publicAnswers(school: number): SeededCase[] {
  return [
    published(
      { kind: 'question', category: 'enrolment', daysAgo: 205, text: '我家户口在外县，孩子今年能在县城上小学吗？' },
      '可以，请在六月到居住地所属的小学登记。',
      enrolment,
      [
        {
          ...{ act: 'publish', after: 60, change: '更正材料：从今年起不再需要居住证，租房合同即可。' },
          public: {
            ...{ language: 'zh-CN', title: enrolment.title, question: enrolment.question },
            answer: enrolment.answer.replace('居住证', '租房合同或居住证'),
          },
        },
      ],
    ),
    published(
      { kind: 'question', category: 'fees', daysAgo: 62, text: '住校补助去哪里申请？' },
      '请向班主任提出，本学期分两次发放。',
      allowance,
    ),
    published(
      {
        ...{ kind: 'question', category: 'enrolment', daysAgo: 150, language: 'en' },
        text: 'We move here in August. Can our daughter start the first grade without Chinese papers?',
      },
      'Yes. Register at the primary school of your street in June, or at any time if you move in later.',
      {
        title: 'Can a child from abroad start school here?',
        question:
          'Our family moves to the county for work. Can our child go to a primary school, and which papers are needed?',
        answer:
          'Yes. Register at the primary school nearest to your home with the child’s passport and your residence permit. The school fee is the same as for everybody: none. Lessons in Chinese for beginners are given twice a week.',
      },
    ),
    published(
      {
        kind: 'complaint',
        category: 'school_life',
        daysAgo: 132,
        organisationId: school,
        text: '食堂的菜到宿舍楼那边吃的时候已经凉了。',
      },
      '学校已增设保温餐台，并错开就餐时间。',
      {
        title: '住校生晚餐时饭菜已凉',
        question: '高年级下课晚，到食堂时饭菜已经凉了，能不能改善？',
        answer: '经与学校核实，已增设保温餐台，高低年级错开二十分钟就餐。教育局将在一个月后回访。',
      },
    ),
    published(
      {
        ...{ kind: 'hazard', category: 'road', daysAgo: 88, language: 'en' },
        text: 'The street lamps between the bridge and the school are dark in the morning.',
      },
      'The lamps were repaired together with the power company.',
      {
        title: 'Street lamps on the way to school are out',
        question:
          'The lamps between the bridge and the school have been dark for two weeks, and the children walk there before sunrise.',
        answer:
          'All eleven lamps were repaired within the week. Until then a teacher stood at the bridge every morning. Thank you for telling us.',
      },
    ),
    published(
      { kind: 'suggestion', category: 'suggestion', daysAgo: 75, text: '希望课后服务增加羌绣和藏文书法。' },
      '下学期起在五所学校试开。',
      {
        title: '建议课后服务增加羌绣、藏文书法',
        question: '课后服务多是写作业，能不能请本地的师傅来教羌绣和藏文书法？',
        answer: '采纳。下学期起在五所学校试开，每周一次，由非遗传承人授课，自愿报名，不另收费。',
      },
    ),
    published(
      { kind: 'question', category: 'fees', daysAgo: 290, text: '今年课后服务一学期多少钱？' },
      '按上学年的标准收取。',
      {
        title: '课后服务怎么收费？',
        question: '课后服务一学期交多少钱，困难家庭能不能减免？',
        answer: '按上学年标准收取，家庭经济困难的学生免收。',
      },
      [
        {
          ...{ act: 'takeBack', after: 190, ground: 'outdated' },
          reason: '收费标准已于九月调整，以新公布的标准为准。',
        },
      ],
    ),
    published(
      { kind: 'question', category: 'teaching', daysAgo: 110, text: '学校图书室的书能借回家看吗？' },
      '可以，每次两本。',
      {
        title: '学校图书室的书能借回家吗？',
        question: '学校图书室只有课间开放，孩子想把书借回家看，可以吗？',
        answer: '可以，每次两本，借期两周，凭班级借书卡登记。',
      },
      [{ act: 'forbid', after: 25 }],
    ),
  ];
}
