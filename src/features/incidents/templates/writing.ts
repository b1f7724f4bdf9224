/** How templates are written down. */
import type { Level } from '../model/kinds.ts';
import type { PlanContent, PlanTask, Post, PublicText, PublicTexts, TaskPlace } from '../model/plan.ts';

export function task(level: Level, place: TaskPlace, post: Post, minutes: number, zh: string, en: string): PlanTask {
  return { level, place, post, minutes, text: { 'zh-CN': zh, en } };
}

type Three = readonly [headline: string, description: string, instruction: string];

const text = ([headline, description, instruction]: Three): PublicText => ({ headline, description, instruction });

export function texts(zh: Three, en: Three): PublicTexts {
  return { 'zh-CN': text(zh), en: text(en) };
}

/** A school's officer declares the two lighter levels, the district's all of them. */
export const usualDeclares: PlanContent['declares'] = { 1: 'district', 2: 'district', 3: 'school', 4: 'school' };

/** What every response needs whatever has happened, after the tasks of the kind itself. */
export const always: readonly PlanTask[] = [
  task(
    4,
    'district',
    'press',
    30,
    '发布首次公开信息，写明下次更新时间；之后按时更新',
    'Publish the first update and say when the next one comes; keep to that time',
  ),
  task(
    3,
    'district',
    'commander',
    30,
    '向县应急管理部门和上级教育行政部门报告，记录报告时间和接收人',
    'Report to the county’s emergency office and the education authority above; log when and to whom',
  ),
  task(
    2,
    'district',
    'commander',
    15,
    '成立现场指挥组，明确总指挥、联络人和值守安排',
    'Set up the command on site: who leads, who keeps contact, who is on duty',
  ),
  task(
    4,
    'school',
    'head',
    20,
    '清点在校学生和教职工人数，报告是否有人受伤、是否有人未到',
    'Count pupils and staff at school; report anybody hurt or not accounted for',
  ),
  task(
    4,
    'school',
    'head',
    30,
    '确认学校状态（开放、停课、线上教学）并在系统中更新',
    'Decide whether the school is open, closed or remote, and set it here',
  ),
];

/** The last word is much the same for all kinds. */
export const over = texts(
  [
    '〔事件〕响应结束',
    '〔范围〕的险情已经排除，应急响应结束。感谢各位家长和教职工的配合。',
    '请以学校通知的复课时间为准。发现新的险情，请立即报告学校或拨打110、119、120。',
  ],
  [
    'All clear: [event]',
    'The danger at [places] has passed and the response has ended. Thank you for your help.',
    'Classes resume as your school tells you. If you see a new danger, tell the school at once or call 110, 119 or 120.',
  ],
);
