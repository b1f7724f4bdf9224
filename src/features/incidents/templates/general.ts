/** For kinds without a template of their own: what any response needs. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const general: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'district',
      'duty',
      15,
      '核实情况：时间、地点、影响人数，记录来源',
      'Check what has happened: when, where, how many are concerned; log the source',
    ),
    task(
      4,
      'school',
      'safety',
      15,
      '让师生离开危险区域，需要时拨打110、119、120',
      'Bring everybody out of danger; call 110, 119 or 120 where needed',
    ),
    task(
      3,
      'school',
      'class_teacher',
      30,
      '告知家长学生是否安全、由谁照看、何时接回',
      'Tell families that pupils are safe, who is with them and when to fetch them',
    ),
    ...always,
  ],
  texts: {
    first: texts(
      [
        '〔事件〕：〔范围〕启动〔级别〕级响应',
        '〔范围〕发生〔事件〕，已启动〔级别〕级应急响应，有关人员正在处置。',
        '请不要前往现场，请以学校和本页面发布的信息为准。',
      ],
      [
        '[event]: level [level] response at [places]',
        '[event] at [places]: a level [level] response has begun and is being dealt with.',
        'Do not come to the site. Go by what the school and this page tell you.',
      ],
    ),
    update: texts(
      ['〔事件〕：〔范围〕最新情况', '当前情况：\n\n学生和教职工情况：', '请以学校和本页面发布的信息为准。'],
      [
        '[event]: the situation at [places]',
        'The situation:\n\nPupils and staff:',
        'Go by what the school and this page tell you.',
      ],
    ),
    over,
  },
};
