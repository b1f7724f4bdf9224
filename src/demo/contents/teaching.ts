/** Admission, examinations, open days. */
import type { NoticeContent } from './content.ts';

export const teachingNotices: readonly NoticeContent[] = [
  {
    on: '11-09',
    office: { department: '基础教育股' },
    kind: 'activity',
    reach: ['primary', 'junior', 'nine-year'],
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于开展家长开放周活动的通知',
        body: `{+7}至{+11}为本学期家长开放周。家长可以走进课堂、食堂和课后服务现场。

- 每班每天接待不超过 8 位家长，请向班主任预约时段；
- 进校请登记姓名和所到班级，听课时请将手机静音，不拍摄学生；
- 意见可以当场写在意见卡上，不署名也可以。`,
      },
    },
  },
  {
    on: '01-06',
    office: { department: '基础教育股' },
    kind: 'exam',
    reach: ['primary', 'junior', 'senior', 'six-year', 'nine-year'],
    texts: {
      'zh-CN': {
        title: '关于期末学业检测安排的通知',
        body: `本学期期末学业检测时间如下，检测当天按通知时间放学，不安排课后服务。

| 年级 | 时间 |
|---|---|
| 一、二年级 | 不组织纸笔检测，各校开展游园式测评 |
| 三至六年级 | {+9} |
| 七、八年级 | {+8}至{+9} |
| 高一、高二 | {+7}至{+9} |

成绩以等级呈现，只告知学生本人和家长，不排名、不公布。`,
      },
    },
  },
  {
    on: '03-18',
    office: { department: '基础教育股' },
    kind: 'enrolment',
    reach: ['kindergarten', 'primary', 'junior'],
    isPublic: true,
    attachments: [
      {
        name: '学区划分说明.pdf',
        lines: [
          '青禾县义务教育学区划分说明',
          '第一小学：滨河路以东、解放桥以北。',
          '第二小学：滨河路以西、解放桥以北。',
          '第三小学：解放桥以南。',
          '各乡镇中心小学：本乡镇。',
        ],
      },
    ],
    texts: {
      'zh-CN': {
        title: '{year}年义务教育阶段招生入学工作公告',
        body: `{year}年小学、初中招生坚持免试、就近入学，学区划分见附件。

| 步骤 | 时间 | 办理 |
|---|---|---|
| 网上登记 | {+30}至{+44} | 家长 |
| 现场核对 | {+60}至{+64} | 学区学校 |
| 公布结果 | {+80} | 教育局网站 |

1. 学校不得以考试、面试、证书选拔学生，发现请向教育局反映；
2. 随迁子女凭居住证明办理，手续与本地学生相同；
3. 没有智能手机的家庭，可到学区学校由工作人员协助登记。`,
      },
      en: {
        title: 'Admission to primary and junior schools {year}',
        body: `Children enter the school of their area without examination. The areas are in the attached page.

| Step | When | Who |
|---|---|---|
| Registration online | {+30} to {+44} | parents |
| Check on the spot | {+60} to {+64} | the school |
| Result | {+80} | the bureau's site |

Families without a smartphone are helped at the school. No school may select by test or interview.`,
      },
    },
  },
  {
    on: '04-14',
    office: { department: '基础教育股' },
    kind: 'schedule',
    reach: 'county',
    texts: {
      'zh-CN': {
        title: '关于执行夏季作息时间的通知',
        body: `自{+13}起，全县中小学执行夏季作息时间：上午提前 20 分钟上课，午休延长 30 分钟，下午放学时间不变。

校车首班发车时间提前至 7:10。请提醒孩子午休时不私自外出。`,
      },
    },
  },
  {
    on: '05-20',
    office: { department: '基础教育股' },
    kind: 'enrolment',
    reach: ['kindergarten'],
    isPublic: true,
    rule: 'admission',
    texts: {
      'zh-CN': {
        title: '{year}年公办幼儿园秋季招生公告',
        body: `{year}年秋季，全县公办幼儿园计划招收小班幼儿。报名时间为{+12}至{+16}，报名人数超过计划的，公开抽签决定，抽签过程家长可以到场。

报名不收费，也不需要购买任何用品。`,
      },
    },
  },
  {
    on: '06-03',
    office: { department: '招生考试股' },
    kind: 'exam',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于高考期间交通管制和控制噪声的通告',
        body: `普通高等学校招生全国统一考试期间，县城考点周边实行临时交通管制：

- 每日 8:00—9:30、14:00—15:30、16:30—18:30，高级中学门前路段禁止机动车通行；
- 考点周边 500 米内工地停止施工，请勿鸣笛；
- 送考车辆请按交警指挥即停即走。

感谢广大市民的理解和支持。`,
      },
    },
  },
  {
    on: '06-08',
    office: { department: '招生考试股' },
    kind: 'exam',
    reach: ['junior', 'six-year', 'nine-year'],
    acknowledge: 5,
    texts: {
      'zh-CN': {
        title: '关于初中学业水平考试组织工作的通知',
        body: `各位九年级家长：

初中学业水平考试于{+8}至{+10}举行。乡镇考生由学校统一组织乘车，带队教师全程陪同。

| 日期 | 上午 | 下午 |
|---|---|---|
| {+8} | 语文 9:00—11:30 | 物理 15:00—16:30 |
| {+9} | 数学 9:00—11:00 | 道德与法治、历史 15:00—17:00 |
| {+10} | 英语 9:00—11:00 | 化学 15:00—16:20 |

请准备好黑色签字笔和透明文具袋，手机和智能手表不带入考场。**请在{+5}前确认。**`,
      },
    },
  },
];
