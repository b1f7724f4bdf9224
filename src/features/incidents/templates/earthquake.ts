/** Earthquake. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const earthquake: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'district',
      'duty',
      10,
      '与地震部门核实震级、震中和余震形势，记录来源和时间',
      'Check magnitude, epicentre and outlook with the earthquake service; log source and time',
    ),
    task(
      4,
      'school',
      'class_teacher',
      10,
      '按疏散路线把学生带到操场等开阔地，按班列队',
      'Lead pupils along the escape routes to open ground, class by class',
    ),
    task(
      4,
      'school',
      'safety',
      15,
      '关闭电源、燃气和锅炉，封闭教学楼，任何人不得返回',
      'Shut off power, gas and boilers; close the buildings, nobody goes back in',
    ),
    task(
      3,
      'school',
      'health',
      30,
      '设置救护点，登记伤员去向，优先送医',
      'Set up first aid; note to which hospital each injured person goes',
    ),
    task(
      3,
      'district',
      'safety',
      180,
      '组织专业人员查看校舍，出具可否使用的书面意见',
      'Have engineers look at the buildings and say in writing which may be used',
    ),
    task(
      2,
      'district',
      'logistics',
      90,
      '落实帐篷、饮用水、食品、照明和临时厕所',
      'Provide tents, drinking water, food, light and latrines',
    ),
    task(
      2,
      'school',
      'head',
      60,
      '安排学生在安全场地由家长签字接走，其余由教师照看',
      'Hand pupils over to guardians against a signature on safe ground; teachers stay with the others',
    ),
    task(
      1,
      'district',
      'commander',
      15,
      '请求救援队伍支援，报告被困位置和人数',
      'Ask for rescue teams; say where people are trapped and how many',
    ),
    ...always,
  ],
  texts: {
    first: texts(
      [
        '地震：〔范围〕启动〔级别〕级响应',
        '〔范围〕有明显震感，已启动〔级别〕级应急响应。学校已组织学生疏散到开阔场地，正在清点人数。',
        '请先确保自身安全，远离建筑物和边坡，防范余震。道路请让给救援车辆，接学生的时间和地点以学校通知为准。',
      ],
      [
        'Earthquake: level [level] response at [places]',
        'An earthquake was felt at [places] and a level [level] response has begun. Schools have led pupils to open ground and are counting them.',
        'See to your own safety first; keep away from buildings and slopes, aftershocks may follow. Leave the roads to rescue vehicles. The school will say when and where to fetch pupils.',
      ],
    ),
    update: texts(
      [
        '地震：〔范围〕最新情况',
        '学生和教职工情况：\n\n校舍检查情况：\n\n接学生的安排：',
        '请不要进入未经检查的房屋。',
      ],
      [
        'Earthquake: the situation at [places]',
        'Pupils and staff:\n\nBuildings looked at:\n\nFetching pupils:',
        'Do not enter buildings that have not been checked.',
      ],
    ),
    over,
  },
};
