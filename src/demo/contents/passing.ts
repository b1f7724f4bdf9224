/** What goes other ways than a review: urgent, returned with reasons, passed on. */
import type { Current } from './content.ts';

const office = { department: '学校安全管理股' } as const;
const staff = ['heads', 'teachers'] as const;

/** Went out in the evening before without a review, and was countersigned the same night. */
export const urgentBefore: Current & { reason: string; remark: string } = {
  ...{ office, kind: 'safety', reach: 'county', roles: staff },
  reason: '气象台 19:20 发布大风预警，值班领导在途，来不及审核。',
  remark: '与气象台电话核对无误。',
  texts: {
    'zh-CN': {
      title: '今夜大风，请检查临时设施',
      body: `今夜有 7 级以上大风。各校请在 21:00 前：

1. 加固或收起室外宣传架、遮阳棚；
2. 关好门窗，切断室外设备电源；
3. 值班人员夜间巡查一次，有险情立即报告。`,
    },
    en: {
      title: 'Gale tonight: secure what stands outside',
      body: `Winds of force 7 and more are expected tonight. Before 21:00 please

1. fasten or take in stands and awnings;
2. close doors and windows and switch off what stands outside;
3. walk round once in the night, and report any danger at once.`,
    },
  },
};

/** Went out this morning, and waits for a second person. */
export const urgentNow: Current & { reason: string } = {
  ...{ office, kind: 'safety', reach: 'county', roles: staff },
  reason: '供水公司上午临时通知停水，食堂需立即储水。',
  texts: {
    'zh-CN': {
      title: '县城片区今天下午临时停水',
      body: `供水管道抢修，今天 14:00 至 18:00 县城片区停水。有食堂的学校请在 13:00 前储水，饮用水用桶装水。`,
    },
    en: {
      title: 'No water in the county town this afternoon',
      body: `The main is being repaired: no water in the county town from 14:00 to 18:00. Schools with a canteen store water before 13:00; drink from bottles.`,
    },
  },
};

/** An office asked for too much, and got it back. */
export const returned: Current & { reason: string; remark: string } = {
  ...{ office: { department: '人事股' }, kind: 'announcement', reach: 'county', roles: staff },
  remark: '第二条与上学期的规定是什么关系？',
  reason: '请删去要求各校每日报送的内容：同样的数据信息中心已有，不要让学校重复报。第二条请写明依据。',
  texts: {
    'zh-CN': {
      title: '关于报送教师考勤情况的通知',
      body: `各学校：

1. 自{+7}起每日 9:00 前报送教师考勤；
2. 请假三天以上的，附证明材料。`,
    },
  },
};

/** What a school and a class teacher write above a notice of the bureau. */
export const prefaces = {
  school: '我校联系方式有变化的家庭较多，请一定核对。学校办公室工作日 8:00—17:30 有人接听。',
  class: '请本班家长周五前核对一次，换过手机号的告诉我。',
};

export const seriesTitle = '季节安全提醒';
