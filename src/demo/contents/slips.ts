/** Reply slips of the demo, and the outing that waits for answers on the day on which the demo starts. */
import type { Question, Slip } from '#features/notices/seed.ts';
import type { NoticeContent } from './content.ts';

const question = (
  key: number,
  kind: Question['kind'],
  zh: string,
  en: string,
  more: Partial<Question> = {},
): Question => ({ key, kind, required: true, text: { 'zh-CN': zh, en }, help: {}, ...more });
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

export const meetingSlip: Slip = {
  per: 'guardian',
  questions: [
    question(1, 'choice', '您参加哪一场家长会？', 'Which meeting suits you?', {
      options: [
        both('下午场（15:00）', 'In the afternoon (15:00)'),
        both('晚上场（19:00）', 'In the evening (19:00)'),
        both('两场都不能到，请班主任另约', 'Neither: please find another time with me'),
      ],
    }),
    question(2, 'number', '来几位？', 'How many come?', {
      least: 0,
      most: 3,
      unit: both('人', 'people'),
      required: false,
    }),
  ],
};

export const outingSlip: Slip = {
  per: 'child',
  questions: [
    question(1, 'consent', '我同意孩子参加冬季研学活动。', 'My child may take part in the winter outing.'),
    question(2, 'choice', '孩子怎样到集合地点？', 'How does your child come to the meeting point?', {
      options: [
        both('乘校车', 'By school bus'),
        both('家长送', 'With a guardian'),
        both('自己步行', 'On foot'),
        both('不参加', 'Does not take part'),
      ],
    }),
    question(3, 'number', '随行帮忙的家长人数', 'Guardians who come along to help', {
      ...{ least: 0, most: 2, unit: both('人', 'people'), required: false },
      help: both('每班最多需要四位家长。', 'Each class needs four at most.'),
    }),
    question(4, 'text', '还有什么要告诉老师？', 'Anything else that the teacher should know?', { required: false }),
  ],
};

/** What a few families write. */
export const remarks = [
  '可以帮忙带队。',
  '当天下午四点半来接。',
  '孩子第一次参加，请老师多关照。',
  '可以提供两把大伞。',
];

/** Came out some days before the demo starts, and is open for some days more. */
export const outing: Omit<NoticeContent, 'on'> = {
  office: { stage: 'primary', nth: 0 },
  kind: 'activity',
  reach: 'own',
  acknowledge: 11,
  slip: outingSlip,
  texts: {
    'zh-CN': {
      title: '关于组织冬季研学活动的通知（请填写回执）',
      body: `各位家长：

学校拟于{+16}组织学生到县博物馆和青禾古驿道研学一天。活动**自愿参加**，不参加的学生在校上课。

- 集合：8:10，校门内操场；返程：16:00；
- 费用：门票由县文化馆减免，车费由学校公用经费列支，家长不交费；
- 请在{+11}前填写回执；有几个孩子的，请分别填写。`,
    },
    en: {
      title: 'Winter outing: please reply',
      body: `Dear parents and guardians,

the school takes its pupils to the county museum and the old post road on {+16}. Taking part is **voluntary**; who stays has lessons.

- Meeting point: the yard inside the gate, 8:10; back at 16:00.
- It costs you nothing.
- Please reply by {+11}, for each of your children.`,
    },
  },
};
