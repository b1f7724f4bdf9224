/** Fire, and danger from a building. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const fire: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'school',
      'safety',
      3,
      '拨打119（有人受伤同时拨打120），说清地点、起因和被困人数',
      'Call 119 (and 120 if anybody is hurt): where, what, how many are trapped',
    ),
    task(
      4,
      'school',
      'class_teacher',
      5,
      '按疏散路线把学生带到集合地点，低姿、捂鼻、不乘电梯',
      'Lead pupils to the assembly point: low, nose covered, no lifts',
    ),
    task(
      4,
      'school',
      'safety',
      10,
      '切断电源和燃气，打开消防通道，引导救援车辆',
      'Cut power and gas, open the fire lanes, lead the engines in',
    ),
    task(
      4,
      'school',
      'logistics',
      30,
      '封闭危险区域，设专人看守，不让任何人返回',
      'Close off the dangerous area and post somebody there; nobody goes back',
    ),
    task(
      3,
      'school',
      'health',
      20,
      '设置救护点，登记伤员去向',
      'Set up first aid; note to which hospital each injured person goes',
    ),
    task(
      3,
      'district',
      'safety',
      240,
      '组织专业人员检查校舍，出具可否使用的书面意见',
      'Have engineers look at the building and say in writing whether it may be used',
    ),
    task(
      2,
      'district',
      'logistics',
      120,
      '安排临时教室、食宿和家长接待点',
      'Arrange rooms for lessons, food and beds, and a place where families are received',
    ),
    ...always,
  ],
  texts: {
    first: texts(
      [
        '〔事件〕：〔范围〕启动〔级别〕级响应',
        '〔范围〕发生〔事件〕，已启动〔级别〕级应急响应。学生已疏散到安全地点，正在清点人数。',
        '请不要前往现场，为救援车辆让出道路。接学生的时间和地点以学校通知为准。',
      ],
      [
        '[event]: level [level] response at [places]',
        '[event] at [places]: a level [level] response has begun. Pupils have been led to safety and are being counted.',
        'Do not come to the site, and leave the roads to rescue vehicles. The school will say when and where to fetch pupils.',
      ],
    ),
    update: texts(
      ['〔事件〕：〔范围〕最新情况', '现场情况：\n\n学生和教职工情况：\n\n上课和接学生的安排：', '请不要前往现场。'],
      [
        '[event]: the situation at [places]',
        'On site:\n\nPupils and staff:\n\nLessons, and fetching pupils:',
        'Do not come to the site.',
      ],
    ),
    over,
  },
};
