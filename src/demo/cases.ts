/** What the public brought in the demo's year, and what became of it. */
import { type HandlingSeed, type SeededCase, seedHandling } from '#features/voice/seed-handling.ts';
import { seedReleases } from '#features/voice/seed-published.ts';
import { type SeededSeat, seedSeats } from '#features/voice/seed-sealed.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { publicAnswers } from './contents/public-answers.ts';
import { ofTheYear } from './contents/questions.ts';
import type { Filled } from './fill.ts';

export async function writeCases(services: Services, { places, staff }: Filled): Promise<number> {
  const post = (key: string) => staff.shown.find((one) => one.key === key)?.accountId;
  const [first, second] = [post('case_handler'), post('second_case_handler')];
  const [one, other] = places.schools;
  if (!first || !second || !one || !other) throw new Error('The demo has too few handlers or schools.');
  const at = { organisationId: places.bureau.id, path: places.bureau.path };
  const handlers: HandlingSeed['handlers'] = [
    { accountId: first, ...at },
    { accountId: second, ...at },
  ];
  const today = localDate(services.clock.now(), services.config.timeZone);
  const seats = demoKeys.flatMap(({ post: key, ...seat }): SeededSeat[] => {
    const accountId = post(key);
    return accountId ? [{ ...seat, accountId, madeOn: addDays(today, -300) }] : [];
  });
  await seedSeats(services.db, seats);
  const officeOf = (department: string) => places.departments.get(department)?.id ?? places.bureau.id;
  const cases = [...inHand(one.id, other.id, places.bureau.id), ...publicAnswers(other.id), ...ofTheYear(officeOf)];
  const written = await seedHandling(services.db, { handlers, today, templates, cases });
  await seedReleases(services, today);
  return written;
}

/** Told on the start page of the demo: of a real key nobody but the holder knows the passphrase. */
export const demoKeys = [
  {
    post: 'ombudsperson',
    seat: 'first',
    passphrase: 'seven bridges over one river',
    kit: 'QX7K-2M9D-RVH4-8TWB-N3CE-6JZP',
  },
  {
    post: 'outside_ombudsperson',
    seat: 'outside',
    passphrase: 'eight lanterns in the snow',
    kit: 'B4WN-H8ZR-3KQD-7XMV-E2PT-9CJG',
  },
] as const;

const templates: HandlingSeed['templates'] = [
  {
    name: '受理告知',
    language: 'zh-CN',
    text: '您反映的事项（编号 [[number]]）已由[[office]]受理，将在[[due]]前答复。办理情况可凭查询码查看。',
  },
  {
    name: '校车站点调整答复',
    language: 'zh-CN',
    text: '您反映的校车站点问题，经现场核查，答复如下：\n\n如对答复不满意，可以在三十日内申请复查。',
  },
  {
    name: 'Answer to a question',
    language: 'en',
    text: 'You asked about [[category]] on [[received]] (number [[number]]). Our answer is:',
  },
];

/** In the order in which they were brought; the place in the list is what a merged one names. */
function inHand(school: number, other: number, bureau: number): SeededCase[] {
  return [
    {
      ...{ kind: 'hazard', category: 'bus_stop', daysAgo: 120, address: '县道 X012 永河村口', organisationId: school },
      point: { latitude: 31.481, longitude: 103.612 },
      text: '永河村口的校车站台被洪水冲坏，孩子们站在路边等车，很危险。',
      acts: [
        { act: 'accept', after: 2 },
        { act: 'list', after: 2, text: '校车站台被洪水冲坏，学生在路边候车。', address: '县道 X012 永河村口' },
        { act: 'ask', after: 3, text: '请问是上行还是下行方向的站台？' },
        { act: 'reply', after: 4, text: '去县城方向的那个。' },
        { act: 'memo', after: 5, text: '已与县交通运输局现场查看，站台基础需重做。' },
        {
          act: 'answer',
          after: 14,
          text: '站台已于上周修复并加装护栏，修复期间校车临时停靠点设在村委会门口。感谢您的提醒。',
        },
        { act: 'settle', after: 16, settled: true, rating: 5 },
        {
          ...{ act: 'publish', after: 18 },
          public: {
            ...{ language: 'zh-CN', title: '永河村口校车站台被洪水冲坏' },
            question: '村口的校车站台被洪水冲坏，学生只能站在路边候车，什么时候能修好？',
            answer: '站台已修复并加装护栏。修复期间校车临时停靠在村委会门口。感谢提醒。',
          },
        },
        { act: 'goOut', after: 25 },
      ],
    },
    {
      ...{ kind: 'hazard', category: 'bus_stop', daysAgo: 118, address: '永河村', organisationId: school },
      text: '村口站台塌了一半，请尽快修。',
      acts: [{ act: 'merge', into: 0, after: 2 }],
    },
    {
      ...{ kind: 'grievance', category: 'pension', daysAgo: 96 },
      text: '我曾在本县乡村小学代课九年，离岗时没有办理养老保险，多次询问没有结果。',
      person: { name: '扎西卓玛', mail: 'zhaxi.zhuoma@example.org', phone: '' },
      acts: [
        { act: 'accept', after: 9 },
        { act: 'memo', after: 20, text: '需向人社局调取当年的用工名册。' },
        {
          ...{ act: 'extend', after: 60, by: 30 },
          text: '代课年限需向人社局和原任教学校核实档案，无法在六十日内完成。',
        },
        { act: 'task', after: 61, text: '取回人社局的名册复印件', dueIn: 40 },
      ],
    },
    {
      ...{ kind: 'grievance', category: 'pay', daysAgo: 92 },
      text: '去年下半年的课后服务补贴至今没有发放。',
      person: { name: '余秀英', mail: 'yu.xiuying@example.org', phone: '138 0000 0000' },
      acts: [
        { act: 'accept', after: 6 },
        { act: 'ask', after: 8, text: '请问是哪几个月的补贴？' },
        { act: 'askWord', after: 8 },
      ],
    },
    {
      ...{ kind: 'complaint', category: 'charges', daysAgo: 70, organisationId: school },
      text: '学校要求家长自愿购买指定的练习册，不买的孩子被点名。',
      acts: [
        { act: 'assign', after: 1, officeId: bureau },
        { act: 'accept', after: 3 },
        { act: 'answer', after: 30, text: '经核查，学校没有强制要求，但任课教师表述不当，已责令整改并公开说明。' },
        { act: 'settle', after: 35, settled: false, rating: 2 },
        { act: 'review', after: 50, text: '答复没有说明已经收的钱退不退。' },
      ],
    },
    {
      ...{ kind: 'complaint', category: 'school_life', daysAgo: 52, organisationId: other },
      text: '宿舍晚上九点就停热水，低年级孩子洗漱来不及。',
      acts: [
        { act: 'accept', after: 4 },
        { act: 'task', after: 6, text: '实地查看宿舍热水供应时段', dueIn: 60 },
        { act: 'ask', after: 8, text: '是每天都这样，还是周末？' },
        { act: 'reply', after: 9, text: '周一到周四都是。' },
        { act: 'draft', after: 48, text: '经实地查看，已将热水供应延长至晚上十点，周末同样执行。' },
      ],
    },
    {
      ...{ kind: 'grievance', category: 'contract', daysAgo: 45, organisationId: other },
      text: '聘用合同到期后学校不再续签，没有说明理由。',
      acts: [
        {
          ...{ act: 'decline', after: 8, reason: 'other_route' },
          text: '聘用合同争议应当向人事争议仲裁委员会申请仲裁。仲裁申请书可以在县政务服务中心领取。',
        },
      ],
    },
    {
      ...{ kind: 'misconduct', category: 'misconduct', daysAgo: 38, organisationId: other },
      text: '有教师在校外违规补课并收费。',
      acts: [{ act: 'passOn', after: 5, reason: 'discipline', authority: '县纪委监委驻县教育局纪检监察组' }],
    },
    {
      ...{ kind: 'question', category: 'fees', daysAgo: 30 },
      text: '住校生的生活补助什么时候发？',
      acts: [
        { act: 'accept', after: 1 },
        { act: 'answer', after: 9, text: '本学期生活补助分两次发放，第一次已于上月底发到社保卡。' },
        {
          ...{ act: 'publish', after: 27 },
          public: {
            ...{ language: 'zh-CN', title: '住校生生活补助的第二次发放' },
            question: '住校生的生活补助什么时候发第二次？',
            answer: '第二次在学期末发放，仍发到社保卡。',
          },
        },
      ],
    },
    {
      ...{ kind: 'question', category: 'enrolment', daysAgo: 12 },
      text: '户口在外县，孩子可以在本县上初中吗？',
      person: { name: '陈志强', mail: '', phone: '139 0000 0000' },
      acts: [{ act: 'withdraw', after: 2 }],
    },
    {
      ...{ kind: 'suggestion', category: 'suggestion', daysAgo: 4, organisationId: school },
      text: '建议家长会安排在周末，外出务工的家长可以视频参加。',
      acts: [{ act: 'assign', after: 1, officeId: school }],
    },
    {
      ...{ kind: 'complaint', category: 'bullying', daysAgo: 2, organisationId: school },
      text: '我在学校里被几个同学排挤，东西经常被藏起来，告诉过老师，没有用。',
      mayPublish: false,
      acts: [],
    },
    { kind: 'question', category: 'teaching', daysAgo: 1, text: '下学期还有羌语兴趣班吗？怎么报名？', acts: [] },
  ];
}
