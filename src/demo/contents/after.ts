/** What became of notices after their publication: one corrected, one past its end, one pinned to the top. */
import type { Current, Wording } from './content.ts';

/** Came out 12 days before; the next day an hour in it was put right. */
export const corrected: Current & { reason: string; earlier: Record<'zh-CN' | 'en', Wording> } = {
  office: { department: '基础教育股' },
  kind: 'schedule',
  reach: ['primary', 'junior'],
  acknowledge: 9,
  isPublic: true,
  reason: '原通知把早上到校时间误写为7:50，应为8:10；放学时间不变。',
  earlier: {
    'zh-CN': {
      title: '关于冬季作息时间的通知',
      body: `各位家长：

自{+6}起执行冬季作息时间：

- 早上到校：**7:50**；
- 上午第一节：8:30；
- 下午放学：16:20。

校车同步推迟二十分钟。住得远的孩子到校早的，门卫室和图书室开放。`,
    },
    en: {
      title: 'Winter school hours',
      body: `Dear parents and guardians,

winter hours hold from {+6}:

- arrival: **7:50**;
- first lesson: 8:30;
- end of school: 16:20.

School buses run twenty minutes later. Children who arrive early may wait in the library.`,
    },
  },
  texts: {
    'zh-CN': {
      title: '关于冬季作息时间的通知',
      body: `各位家长：

自{+6}起执行冬季作息时间：

- 早上到校：**8:10**；
- 上午第一节：8:30；
- 下午放学：16:20。

校车同步推迟二十分钟。住得远的孩子到校早的，门卫室和图书室开放。`,
    },
    en: {
      title: 'Winter school hours',
      body: `Dear parents and guardians,

winter hours hold from {+6}:

- arrival: **8:10**;
- first lesson: 8:30;
- end of school: 16:20.

School buses run twenty minutes later. Children who arrive early may wait in the library.`,
    },
  },
};

/** Came out 9 days before and held for two days. */
export const expired: Current = {
  office: { department: '学校安全管理股' },
  kind: 'safety',
  reach: 'county',
  isPublic: true,
  texts: {
    'zh-CN': {
      title: '关于大风降温期间暂停户外活动的通知',
      body: `据县气象台预报，今明两天有大风降温。各校暂停户外体育课和课间操，改在室内进行。

接送孩子请避开临时围挡和大树，骑车注意安全。`,
    },
    en: {
      title: 'No outdoor activities during the gale',
      body: `Strong wind and cold are forecast for today and tomorrow. Sports lessons take place indoors.

When you bring or collect your child, keep away from hoardings and large trees.`,
    },
  },
};

/** Came out 5 days before and stands on top of the public list for two weeks more. */
export const pinned: Current = {
  office: 'bureau',
  kind: 'enrolment',
  reach: 'county',
  isPublic: true,
  texts: {
    'zh-CN': {
      title: '关于开通教育服务咨询电话的公告',
      body: `县教育局开通教育服务咨询电话，工作日 8:30—12:00、14:00—17:30 有人接听，其他时间可留言，两个工作日内回复。

入学、转学、资助、校车、作息等事项都可以咨询。`,
    },
    en: {
      title: 'A telephone line for questions about school',
      body: `The education office answers questions by telephone on working days, 8:30–12:00 and 14:00–17:30; messages left at other times are answered within two working days.

Ask about enrolment, moving to another school, aid, school buses and school hours.`,
    },
  },
};
