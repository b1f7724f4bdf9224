/** Heavy rain and flood. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const flood: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'district',
      'duty',
      15,
      '与气象、水利部门核实雨情水情和预警级别，记录来源和时间',
      'Check rain, water levels and the warning with the weather and water services; log source and time',
    ),
    task(
      4,
      'school',
      'safety',
      30,
      '检查操场、围墙、地下空间、边坡和排水，封闭危险区域',
      'Check yards, walls, basements, slopes and drains; close what is dangerous',
    ),
    task(
      3,
      'district',
      'transport',
      20,
      '与校车公司确认停运或改线，通知随车照管人员',
      'Settle with the bus company which lines stop or are led round; tell the attendants',
    ),
    task(
      3,
      'school',
      'class_teacher',
      20,
      '告知家长不要冒险接送，学生在校由教师照看',
      'Ask families not to set out; pupils stay at school with their teachers',
    ),
    task(
      2,
      'school',
      'logistics',
      45,
      '把学生转移到高处楼层，切断一层电源，备足饮水、食物和照明',
      'Move pupils to upper floors, cut the power on the ground floor, lay in water, food and lamps',
    ),
    task(
      2,
      'district',
      'logistics',
      60,
      '调配安置点、车辆、被褥和饮用水，核对各校需求',
      'Allot shelters, vehicles, bedding and drinking water by what schools need',
    ),
    task(
      1,
      'district',
      'commander',
      15,
      '请求消防救援和属地政府转移受困师生，指定对接人',
      'Ask the fire service and local government to bring people out; name who they talk to',
    ),
    ...always,
  ],
  texts: {
    first: texts(
      [
        '暴雨洪水：〔范围〕启动〔级别〕级响应',
        '受强降雨影响，〔范围〕启动〔级别〕级应急响应。学校正在清点人数、检查校园。',
        '请不要蹚水或驾车穿过积水道路，不要前往学校接送。学生由学校照看，何时离校以学校通知为准。远离河道、边坡和电线。',
      ],
      [
        'Flood: level [level] response at [places]',
        'Because of heavy rain, a level [level] response has begun at [places]. Schools are counting pupils and checking their grounds.',
        'Do not walk or drive through water, and do not set out for the school. Pupils are looked after there until the school tells you otherwise. Keep away from rivers, slopes and power lines.',
      ],
    ),
    update: texts(
      [
        '暴雨洪水：〔范围〕最新情况',
        '目前降雨和水位情况：\n\n学生和教职工情况：\n\n道路和校车情况：',
        '请继续留在安全处，不要前往学校接送。',
      ],
      [
        'Flood: the situation at [places]',
        'Rain and water levels:\n\nPupils and staff:\n\nRoads and school buses:',
        'Stay where you are safe and do not set out for the school.',
      ],
    ),
    over,
  },
};
