/** School buses and roads. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const transport: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'district',
      'transport',
      10,
      '联系随车照管人员和驾驶员，核实车辆位置、人数和是否有人受伤',
      'Reach attendant and driver: where the bus is, how many are in it, whether anybody is hurt',
    ),
    task(
      4,
      'school',
      'transport',
      15,
      '调出乘车名单，逐一核对上车人数和未上车人数',
      'Take out the list of passengers and settle who was on board',
    ),
    task(
      4,
      'district',
      'duty',
      10,
      '报告公安交管（122）；有人受伤拨打120',
      'Report to the traffic police (122); if anybody is hurt call 120',
    ),
    task(
      3,
      'school',
      'class_teacher',
      30,
      '由学校逐一电话联系相关学生的监护人，记录联系情况',
      'Phone the guardians of the pupils concerned one by one; keep note of whom you reached',
    ),
    task(
      3,
      'district',
      'transport',
      45,
      '安排替代车辆和中转照看地点',
      'Arrange another bus and a place where pupils wait',
    ),
    task(
      2,
      'district',
      'health',
      30,
      '派人到收治医院对接，协助监护人',
      'Send somebody to the hospital to help guardians',
    ),
    task(
      2,
      'district',
      'safety',
      240,
      '停运同型车辆并排查，保存行车记录',
      'Stop and check buses of the kind; keep their records',
    ),
    ...always,
  ],
  texts: {
    first: texts(
      [
        '交通安全：〔范围〕启动〔级别〕级响应',
        '〔范围〕的学生交通出现险情，已启动〔级别〕级应急响应。学校正在核实乘车学生情况，并与监护人逐一联系。',
        '请保持电话畅通，等待学校联系；请不要自行前往现场。其他线路如有变动，学校会另行通知。',
      ],
      [
        'Transport: level [level] response at [places]',
        'There is trouble with the transport of pupils at [places]; a level [level] response has begun. Schools are checking who was on board and are phoning guardians one by one.',
        'Keep your phone free for the school’s call and do not go to the site. Schools will tell you of changes to other lines.',
      ],
    ),
    update: texts(
      ['交通安全：〔范围〕最新情况', '车辆和学生情况：\n\n线路和接送安排：', '请以学校通知的接送安排为准。'],
      [
        'Transport: the situation at [places]',
        'Buses and pupils:\n\nLines, and fetching pupils:',
        'Go by what your school tells you about fetching pupils.',
      ],
    ),
    over,
  },
};
