/** What shows how notices are approved and made again: a school's notice half approved, and templates. */
import type { Current } from './content.ts';

/** Of a school: its head has approved it, the bureau has not yet. */
export const halfApproved: Current = {
  office: { stage: 'primary', nth: 0 },
  kind: 'fees',
  reach: 'own',
  acknowledge: 12,
  texts: {
    'zh-CN': {
      title: '关于下学期课后服务费用的通知',
      body: `各位家长：

下学期课后服务自愿参加，按实际参加的天数收取餐费，每餐 8 元；不参加不收费。学期末公布账目，多退少补。

家庭经济困难的，可向班主任申请减免，不需要公开说明理由。`,
    },
    en: {
      title: 'What after-school care costs next term',
      body: `Dear parents and guardians,

after-school care next term is voluntary. Meals are charged by the days on which a child takes part, 8 yuan each; nothing is charged otherwise. The account is published at the end of term, and what was paid too much is returned.

Families in need may ask the class teacher for a waiver. No reason has to be given in public.`,
    },
  },
};

/** Templates of the bureau. */
export const templates = [
  {
    name: '每月消防安全检查',
    kind: 'safety',
    request: 'none',
    deadlineDays: null,
    roles: ['teachers', 'heads'],
    texts: [
      {
        language: 'zh-CN',
        title: '[[月份]]消防安全检查',
        body: `各学校：

定于[[日期]]进行消防安全检查，请提前清理疏散通道，核对灭火器有效期。检查由[[检查人]]带队。

检查结果在三个工作日内反馈。`,
      },
      {
        language: 'en',
        title: 'Fire safety check, [[month]]',
        body: `To all schools

The fire safety check takes place on [[day]]. Please clear the escape routes and look at the dates on the extinguishers. [[inspector]] leads it.

You hear of the result within three working days.`,
      },
    ],
  },
  {
    name: '学生外出活动',
    kind: 'activity',
    request: 'none',
    deadlineDays: null,
    roles: ['guardians'],
    texts: [
      {
        language: 'zh-CN',
        title: '关于[[活动]]的通知',
        body: `各位家长：

学校定于[[日期]]组织[[活动]]，[[集合时间]]在校门口集合，[[返校时间]]前返校，全程有教师陪同。

请为孩子准备饮用水和雨具。`,
      },
    ],
  },
] as const;
