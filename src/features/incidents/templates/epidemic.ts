/** Infectious disease at school. Numbers only: nobody's name or illness is written here. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const epidemic: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'school',
      'health',
      60,
      '向属地疾控机构和教育局报告人数和班级（不写姓名），按要求采取措施',
      'Report numbers and classes (no names) to the disease control centre and the bureau; do as they say',
    ),
    task(
      4,
      'school',
      'class_teacher',
      60,
      '了解缺课人数和原因类别，只上报人数',
      'Find out how many are away and for what sort of reason; pass on numbers only',
    ),
    task(
      4,
      'school',
      'logistics',
      120,
      '对教室、食堂、宿舍通风消毒，备足洗手和消毒用品',
      'Air and disinfect classrooms, canteen and dormitories; lay in soap and disinfectant',
    ),
    task(
      3,
      'district',
      'health',
      120,
      '与疾控机构会商是否停课、停课范围和复课条件',
      'Settle with the disease control centre whether classes close, which ones, and when they may open again',
    ),
    task(
      3,
      'school',
      'head',
      240,
      '安排线上教学，确认没有设备的学生怎样学习',
      'Arrange lessons from home, also for pupils without a device',
    ),
    task(
      2,
      'district',
      'logistics',
      240,
      '统筹防护物资和住校学生的照护',
      'Share out protective goods and see to the care of boarders',
    ),
    task(
      2,
      'district',
      'commander',
      60,
      '暂停跨校活动和集体用车，逐项通知主办单位',
      'Call off events between schools and shared buses; tell each organiser',
    ),
    ...always,
  ],
  texts: {
    first: texts(
      [
        '传染病防控：〔范围〕启动〔级别〕级响应',
        '〔范围〕出现聚集性病例，已按规定报告疾控机构，并启动〔级别〕级应急响应。',
        '孩子如有发热、呕吐、皮疹等症状，请在家休息并及时就医，同时告知班主任。请勤洗手、多通风，不传播未经核实的消息。',
      ],
      [
        'Infectious disease: level [level] response at [places]',
        'There is a cluster of cases at [places]. It has been reported to the disease control centre and a level [level] response has begun.',
        'A child with fever, vomiting or a rash stays at home and sees a doctor; tell the class teacher. Wash hands and air rooms often. Pass on only what is confirmed.',
      ],
    ),
    update: texts(
      [
        '传染病防控：〔范围〕最新情况',
        '当前情况：\n\n停课和线上教学安排：\n\n复课条件：',
        '请继续做好通风和个人卫生。',
      ],
      [
        'Infectious disease: the situation at [places]',
        'The situation:\n\nClosures and lessons from home:\n\nWhat must be so before classes open again:',
        'Keep airing rooms and washing hands.',
      ],
    ),
    over,
  },
};
